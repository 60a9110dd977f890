// Where drawing is slow, as with many marks and no GPU, a picture of the last drawing moves with the view. At rest the map is drawn again.

const SLOW = 50; // milliseconds until a drawing is on the screen
const JUDGED = 3; // drawings: a single slow one may be due to something else
const REST = { least: 180, most: 1000 }; // milliseconds without a step: the slower the drawing, the longer

export class Still {
  moved = () => {}; // called after each step of the picture
  #network;
  #draw;
  #picture = document.createElement("canvas");
  #drawn = null; // the view of the last drawing: { scale, x, y, width, height }
  #shown = null; // the view that the picture shows, while it does
  #took = [];
  #resting = 0;

  constructor(network) {
    this.#network = network;
    this.#picture.className = "picture";
    const { renderer } = network;
    this.#draw = renderer._redraw.bind(renderer);
    renderer._redraw = (isHidden) => (!isHidden && this.#isWorthIt ? this.#move() : this.#redraw(isHidden));
  }

  // What is on the map changes: a picture would show what was there.
  spoil() {
    this.#drawn = null;
  }

  // Draw the map now where a picture of it is shown.
  rest() {
    if (this.#shown) this.#redraw();
  }

  destroy() {
    clearTimeout(this.#resting);
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

  // The milliseconds that a drawing takes.
  get #cost() {
    return Math.min(...this.#took);
  }

  get #isWorthIt() {
    if (!this.#drawn || this.#cost <= SLOW) return false;
    const now = this.#now;
    if (now.width !== this.#drawn.width || now.height !== this.#drawn.height) return false;
    return this.#shown !== null || this.#network.renderer.renderingActive || !alike(now, this.#drawn);
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
    const { width, height } = this.#drawn;
    Object.assign(this.#picture, { width, height });
    this.#picture.getContext("2d").drawImage(this.#canvas, 0, 0);
    this.#canvas.parentElement.after(this.#picture);
  }
}

function alike(one, other) {
  return one.scale === other.scale && one.x === other.x && one.y === other.y;
}
