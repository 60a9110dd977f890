// Behind the marks, what their places mean: land, discs, rings, frames and captions.

const CAPTION = { size: 13, away: 6 }; // pixels on the screen
const LAND = { fill: 0.07, line: 0.3 };
const DISC = { fill: 0.045, line: 0.16 };
const RING = 0.2;

export class Backdrop {
  #scene;
  #data = null;
  #colours = { text: "", background: "" };
  #family = "sans-serif";

  constructor(scene) {
    this.#scene = scene;
  }

  update(data, root) {
    this.#data = data;
    const style = getComputedStyle(root);
    this.#colours = { text: style.getPropertyValue("--st-text-color").trim(), background: style.getPropertyValue("--st-background-color").trim() };
    this.#family = style.getPropertyValue("--st-font").trim() || "sans-serif";
  }

  draw(context) {
    if (!this.#data) return;
    const scale = this.#scene.network.getScale();
    const { text } = this.#colours;
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
    this.#captions(context, scale);
    context.restore();
  }

  #captions(context, scale) {
    context.globalAlpha = 0.75;
    context.font = `600 ${CAPTION.size / scale}px ${this.#family}`;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.lineJoin = "round";
    context.lineWidth = 4 / scale;
    context.strokeStyle = this.#colours.background;
    for (const [x, y, caption] of this.#data.captions) {
      context.strokeText(caption, x, y - CAPTION.away / scale);
      context.fillText(caption, x, y - CAPTION.away / scale);
    }
  }
}
