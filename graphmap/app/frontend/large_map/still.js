// When drawing is slow, as without a GPU, move a picture of the last drawing and draw again once the map stops.

const SLOW = 50; // milliseconds: a slower drawing isn't repeated for every step of a movement
const JUDGED = 3; // drawings: one quick one says little among slow ones
const REST = 180; // milliseconds without a step

export class Still {
  element = document.createElement("canvas");
  #sigma;
  #layers;
  #drawn = null; // the picture's camera
  #took = []; // milliseconds of the last few drawings
  #atRest = null;

  constructor(sigma, layers) {
    this.#sigma = sigma;
    this.#layers = layers;
    this.element.className = "picture";
    const draw = sigma.render.bind(sigma);
    sigma.render = () => {
      if (Math.max(...this.#took) > SLOW && !this.#drawn.equals(sigma)) this.#move(draw);
      else this.#draw(draw);
      return sigma;
    };
    sigma.on("kill", () => clearTimeout(this.#atRest));
  }

  #draw(draw) {
    clearTimeout(this.#atRest);
    const began = performance.now();
    draw();
    this.#drawn = new View(this.#sigma);
    this.#take();
    this.#show(false);
    // The next frame waits for the drawing to finish.
    requestAnimationFrame(() => (this.#took = [performance.now() - began, ...this.#took].slice(0, JUDGED)));
  }

  // A WebGL drawing can only be copied right away.
  #take() {
    const { width, height } = this.#layers[0];
    Object.assign(this.element, { width, height });
    const pen = this.element.getContext("2d");
    for (const layer of this.#layers) if (layer.width && layer.height) pen.drawImage(layer, 0, 0, width, height);
  }

  #move(draw) {
    this.#sigma.renderFrame = null; // as sigma's render does first, so that the next step can request one
    const { left, top, scale } = this.#drawn.seenFrom(this.#sigma);
    this.element.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
    this.#show(true);
    clearTimeout(this.#atRest);
    this.#atRest = setTimeout(() => this.#draw(draw), REST);
  }

  #show(isMoving) {
    for (const layer of this.#layers) layer.style.visibility = isMoving ? "hidden" : "";
    this.element.style.visibility = isMoving ? "" : "hidden";
  }
}

// The camera at the time of a picture.
class View {
  constructor(sigma) {
    this.state = sigma.getCamera().getState();
  }

  equals(sigma) {
    const now = sigma.getCamera().getState();
    return ["x", "y", "ratio", "angle"].every((name) => now[name] === this.state[name]);
  }

  // Where the picture goes, and how large, for the current camera.
  seenFrom(sigma) {
    const at = (x, cameraState) => sigma.framedGraphToViewport({ x, y: x }, { cameraState });
    const now = sigma.getCamera().getState();
    const [origin, corner, newOrigin, newCorner] = [at(0, this.state), at(1, this.state), at(0, now), at(1, now)];
    const scale = (newCorner.x - newOrigin.x) / (corner.x - origin.x);
    return { left: newOrigin.x - scale * origin.x, top: newOrigin.y - scale * origin.y, scale };
  }
}
