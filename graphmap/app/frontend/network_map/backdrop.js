// Behind the marks, what their places mean: land, discs, rings and frames. Their captions are written with the names.

const LAND = { fill: 0.1, line: 0.42 };
const DISC = { fill: 0.045, line: 0.16 };
const RING = 0.2;

export class Backdrop {
  #scene;
  #data = null;
  #text = "";

  constructor(scene) {
    this.#scene = scene;
  }

  update(data, root) {
    this.#data = data;
    const style = getComputedStyle(root);
    this.#text = style.getPropertyValue("--st-text-color").trim();
  }

  draw(context) {
    if (!this.#data) return;
    const scale = this.#scene.network.getScale();
    const text = this.#text;
    context.save();
    context.strokeStyle = text;
    context.fillStyle = text;
    context.lineWidth = 1 / scale;
    const trace = (alpha, how) => {
      context.globalAlpha = alpha;
      how.call(context);
    };
    for (const island of this.#data.outlines) {
      context.beginPath();
      for (const [x, y] of island) context.lineTo(x, y);
      context.closePath();
      trace(LAND.fill, context.fill);
      trace(LAND.line, context.stroke);
    }
    for (const [x, y, radius] of this.#data.discs) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      trace(DISC.fill, context.fill);
      trace(DISC.line, context.stroke);
    }
    context.setLineDash([2 / scale, 6 / scale]);
    for (const [x, y, radius] of this.#data.rings) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      trace(RING, context.stroke);
    }
    context.globalAlpha = RING;
    for (const [left, top, right, bottom] of this.#data.frames) context.strokeRect(left, top, right - left, bottom - top);
    context.setLineDash([]);
    context.restore();
  }

  // Points that must be in view for the discs and the rings to be whole.
  get extent() {
    const circles = [...(this.#data?.discs ?? []), ...(this.#data?.rings ?? [])];
    return circles.flatMap(([x, y, radius]) => [[x - radius, y], [x + radius, y], [x, y - radius], [x, y + radius]]);
  }

  // The captions as { text, x, y, circle } in pixels of the screen; `circle` is what a caption is at the top of.
  captions() {
    if (!this.#data) return [];
    const { network } = this.#scene;
    const scale = network.getScale();
    const circles = [...this.#data.discs, ...this.#data.rings];
    return this.#data.captions.map(([x, y, text]) => {
      const circle = circles.find(([middle, level, radius]) => Math.abs(middle - x) < 1 && Math.abs(level - radius - y) < 1);
      const there = circle && network.canvasToDOM({ x: circle[0], y: circle[1] });
      return { text, ...network.canvasToDOM({ x, y }), circle: circle ? { ...there, radius: circle[2] * scale } : null };
    });
  }
}
