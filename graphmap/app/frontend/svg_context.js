// A canvas context that writes SVG, as far as a map needs it: shapes stay shapes and text stays text.

const NAMESPACE = "http://www.w3.org/2000/svg";
const KEPT = [
  "fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "globalAlpha", "font", "textAlign", "textBaseline",
];
const ANCHORS = { left: "start", start: "start", center: "middle", right: "end", end: "end" };

export class SvgContext {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";
  root = document.createElementNS(NAMESPACE, "svg");
  #measures = document.createElement("canvas").getContext("2d");
  #at = { scale: 1, x: 0, y: 0 }; // a map is never turned or skewed
  #dashes = [];
  #clip = null;
  #path = "";
  #outlined = null; // text whose outline was just drawn, waiting for its fill
  #stack = [];
  #clips = 0;

  constructor(width, height) {
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) this.root.setAttribute(name, value);
  }

  toString() {
    return new XMLSerializer().serializeToString(this.root);
  }

  save() {
    const state = Object.fromEntries(KEPT.map((name) => [name, this[name]]));
    this.#stack.push({ state, at: { ...this.#at }, dashes: this.#dashes, clip: this.#clip });
  }

  restore() {
    const kept = this.#stack.pop();
    if (!kept) return;
    Object.assign(this, kept.state);
    [this.#at, this.#dashes, this.#clip] = [kept.at, kept.dashes, kept.clip];
  }

  setTransform(scale, _b, _c, _d, x, y) {
    this.#at = { scale, x, y };
  }

  translate(x, y) {
    this.#at.x += x * this.#at.scale;
    this.#at.y += y * this.#at.scale;
  }

  scale(factor) {
    this.#at.scale *= factor;
  }

  // ---- paths: points are transformed as they are added, as on a canvas

  beginPath() {
    this.#path = "";
  }

  closePath() {
    this.#path += "Z";
  }

  moveTo(x, y) {
    this.#path += `M${this.#point(x, y)}`;
  }

  lineTo(x, y) {
    this.#path += `${this.#path ? "L" : "M"}${this.#point(x, y)}`;
  }

  quadraticCurveTo(x1, y1, x, y) {
    this.#path += `Q${this.#point(x1, y1)} ${this.#point(x, y)}`;
  }

  bezierCurveTo(x1, y1, x2, y2, x, y) {
    this.#path += `C${this.#point(x1, y1)} ${this.#point(x2, y2)} ${this.#point(x, y)}`;
  }

  rect(x, y, width, height) {
    this.#path += `M${this.#point(x, y)}L${this.#point(x + width, y)}L${this.#point(x + width, y + height)}L${this.#point(x, y + height)}Z`;
  }

  arc(x, y, radius, from, to) {
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
    const end = whole ? from + Math.PI : to;
    const r = short(radius * this.#at.scale);
    const on = (angle) => this.#point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const turn = (angle, wide) => `A${r} ${r} 0 ${wide} 1 ${on(angle)}`;
    this.#path += `${this.#path ? "L" : "M"}${on(from)}`;
    this.#path += whole ? `${turn(end, 1)}${turn(from, 1)}Z` : turn(end, end - from > Math.PI ? 1 : 0);
  }

  setLineDash(dashes) {
    this.#dashes = dashes;
  }

  fill() {
    if (this.#path) this.#add("path", { d: this.#path, fill: this.fillStyle });
  }

  stroke() {
    if (this.#path) this.#add("path", { d: this.#path, fill: "none", ...this.#stroked() });
  }

  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.beginPath();
  }

  strokeRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.beginPath();
  }

  clip() {
    const id = `clip${++this.#clips}`;
    const clip = document.createElementNS(NAMESPACE, "clipPath");
    clip.id = id;
    this.root.append(clip);
    const path = document.createElementNS(NAMESPACE, "path");
    path.setAttribute("d", this.#path);
    clip.append(path);
    this.#clip = `url(#${id})`;
  }

  // ---- text

  measureText(text) {
    this.#measures.font = this.font;
    return this.#measures.measureText(text);
  }

  strokeText(text, x, y) {
    this.#outlined = { text, x, y, style: { ...this.#stroked(), "paint-order": "stroke" } };
  }

  fillText(text, x, y) {
    const { scale } = this.#at;
    const { weight, size, family } = parts(this.font);
    const outlined = this.#outlined;
    const isSame = outlined && outlined.text === text && outlined.x === x && outlined.y === y;
    this.#outlined = null;
    const element = this.#add("text", {
      x: short(x * scale + this.#at.x),
      y: short((y + this.#below(text)) * scale + this.#at.y),
      fill: this.fillStyle,
      "font-family": family,
      "font-size": short(size * scale),
      ...(weight ? { "font-weight": weight } : {}),
      "text-anchor": ANCHORS[this.textAlign],
      ...(isSame ? outlined.style : {}),
    });
    element.textContent = printable(text);
  }

  // How far the baseline is below the requested position.
  #below(text) {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = this.measureText(text);
    return { top: up, hanging: up, middle: (up - down) / 2, bottom: -down }[this.textBaseline] ?? 0;
  }

  #point(x, y) {
    const { scale } = this.#at;
    return `${short(x * scale + this.#at.x)} ${short(y * scale + this.#at.y)}`;
  }

  #stroked() {
    const { scale } = this.#at;
    const dashes = this.#dashes.length ? { "stroke-dasharray": this.#dashes.map((length) => short(length * scale)).join(" ") } : {};
    return {
      stroke: this.strokeStyle,
      "stroke-width": short(this.lineWidth * scale),
      "stroke-linecap": this.lineCap,
      "stroke-linejoin": this.lineJoin,
      ...dashes,
    };
  }

  #add(name, attributes) {
    const element = document.createElementNS(NAMESPACE, name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    if (this.globalAlpha < 1) element.setAttribute("opacity", short(this.globalAlpha));
    if (this.#clip) element.setAttribute("clip-path", this.#clip);
    this.root.append(element);
    return element;
  }
}

function short(number) {
  return Math.round(number * 100) / 100;
}

function parts(font) {
  const [, weight, size, family] = font.match(/^(?:(\w+) )?([\d.]+)px (.*)$/);
  return { weight, size: Number(size), family };
}

// Remove characters that a name may hold but XML may not.
function printable(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
