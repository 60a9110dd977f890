// Where drawing is slow, as with many marks and no GPU, a picture of the last drawing moves with the view. At rest the map is drawn again.
// What is over the marks and ties, such as a name that is pointed at, is drawn over a picture of them.

const SLOW = 50; // milliseconds until a drawing is on the screen
const JUDGED = 3; // drawings: a single slow one may be due to something else
const REST = { least: 180, most: 1000 }; // milliseconds without a step: the slower the drawing, the longer

export class Still {
  moved = () => {}; // called after each step of the picture
  over = () => {}; // draws what is over the marks and ties
  #network;
  #draw;
  #picture = document.createElement("canvas");
  #drawn = null; // the view of the last drawing: { scale, x, y, width, height }
  #shown = null; // the view that the picture shows, while it does
  #took = [];
  #resting = 0;
  #under = document.createElement("canvas"); // the marks and ties of the last drawing, without what is over them
  #isUnder = false; // whether it is a picture of them
  #wanted = null; // what to draw next: "all", or only what is "over" them

  constructor(network) {
    this.#network = network;
    this.#picture.className = "picture";
    const { renderer } = network;
    this.#draw = renderer._redraw.bind(renderer);
    renderer._redraw = (isHidden) => {
      const isOver = this.#wanted === "over";
      this.#wanted = null;
      if (isHidden || !this.#isSlow) this.#redraw(isHidden);
      else if (this.#isMoving) this.#move();
      else if (isOver && this.#isUnder) this.#redrawOver();
      else this.#redraw();
    };
    network.on("afterDrawing", () => this.#keepUnder());
  }

  // Before the next drawing: whether `all` is to be drawn, or only what is over the marks and ties.
  want(all) {
    this.#wanted = all || this.#wanted === "all" ? "all" : "over";
  }

  // What is on the map changes: a picture would show what was there.
  spoil() {
    this.#drawn = null;
  }

  // Draw the map now where a picture of it is shown.
  rest() {
    if (this.#shown) this.#redraw();
  }

  // Before the network goes: a frame that it asked for may still come.
  destroy() {
    clearTimeout(this.#resting);
    this.#network.renderer._redraw = () => {};
    this.#picture.remove();
  }

  get #canvas() {
    return this.#network.canvas.frame.canvas;
  }

  get #now() {
    const { scale, translation: { x, y } } = this.#network.body.view;
    const { width, height } = this.#canvas;
    return { scale, x, y, width, height };
  }

  // The milliseconds that a drawing takes; 0 before that is known.
  get #cost() {
    return this.#took.length ? Math.min(...this.#took) : 0;
  }

  // Whether there is a drawing to make pictures of, and making another takes long.
  get #isSlow() {
    const { width, height } = this.#now;
    return this.#drawn?.width === width && this.#drawn.height === height && this.#cost > SLOW;
  }

  get #isMoving() {
    return this.#shown !== null || this.#network.renderer.renderingActive || !alike(this.#now, this.#drawn);
  }

  #redraw(isHidden = false) {
    clearTimeout(this.#resting);
    this.#show(null);
    const began = performance.now();
    this.#draw(isHidden);
    if (isHidden) return;
    this.#drawn = this.#now;
    // The second frame waits until this drawing is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => (this.#took = [performance.now() - began, ...this.#took].slice(0, JUDGED))));
  }

  // Called when the marks and ties are drawn, and nothing over them yet.
  #keepUnder() {
    this.#isUnder = this.#cost > SLOW;
    if (this.#isUnder) copy(this.#canvas, this.#under);
  }

  #redrawOver() {
    const { body, canvas, renderer } = this.#network;
    const context = canvas.getContext();
    renderer.redrawRequested = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#under.width, this.#under.height);
    context.drawImage(this.#under, 0, 0);
    canvas.setTransform();
    context.save();
    context.translate(body.view.translation.x, body.view.translation.y);
    context.scale(body.view.scale, body.view.scale);
    this.over(context);
    context.restore();
  }

  #move() {
    const { body, renderer } = this.#network;
    body.emitter.emit("initRedraw"); // what moves by itself takes its next step
    renderer.redrawRequested = false;
    const view = this.#now;
    if (this.#shown && alike(view, this.#shown)) return;
    this.#show(view);
    this.moved();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.rest(), Math.max(REST.least, Math.min(this.#cost, REST.most)));
  }

  // Show the picture as seen in `view`, or the map itself.
  #show(view) {
    if (view && !this.#shown) this.#take();
    if (!view && this.#shown) this.#picture.remove();
    this.#canvas.style.opacity = view ? 0 : "";
    this.#shown = view;
    if (!view) return;
    const factor = view.scale / this.#drawn.scale;
    const [right, down] = [view.x - this.#drawn.x * factor, view.y - this.#drawn.y * factor];
    this.#picture.style.transform = `translate(${right}px, ${down}px) scale(${factor})`;
  }

  #take() {
    copy(this.#canvas, this.#picture);
    this.#canvas.parentElement.after(this.#picture);
  }
}

function copy(from, to) {
  Object.assign(to, { width: from.width, height: from.height });
  to.getContext("2d").drawImage(from, 0, 0);
}

function alike(one, other) {
  return one.scale === other.scale && one.x === other.x && one.y === other.y;
}
