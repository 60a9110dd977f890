// Who is pointed at or chosen, with all of their ties and everybody at the other ends: drawn over the map, whose rest steps back.

import { Names } from "./names.js";

const NAMED = 40; // at most
const TAU = 2 * Math.PI;

export class Spotlight {
  canvas = document.createElement("canvas");
  number = null;

  constructor(map) {
    this.map = map;
    this.canvas.className = "spotlight";
  }

  show(number) {
    if (number === this.number) return;
    this.number = number;
    this.draw();
  }

  draw() {
    const { sigma, columns, look } = this.map;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const sharp = window.devicePixelRatio || 1;
    if (this.canvas.width !== width * sharp || this.canvas.height !== height * sharp) {
      Object.assign(this.canvas, { width: width * sharp, height: height * sharp });
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (this.number === null) return;
    pen.globalAlpha = 0.8;
    pen.fillStyle = look.background;
    pen.fillRect(0, 0, width, height);
    pen.globalAlpha = 1;
    const spot = (number) => sigma.graphToViewport({ x: columns.x[number], y: -columns.y[number] });
    const here = spot(this.number);
    const near = [...columns.tiesOf(this.number)];
    pen.lineWidth = 1.5;
    for (const [other, tie] of near) {
      const there = spot(other);
      pen.strokeStyle = columns.tieColours[columns.depth[tie]];
      pen.beginPath();
      pen.moveTo(here.x, here.y);
      pen.lineTo(there.x, there.y);
      pen.stroke();
    }
    for (const [other] of near) this.#mark(pen, other, spot(other), 1);
    this.#mark(pen, this.number, here, 1.6);
    this.#names([this.number, ...near.slice(0, NAMED).map(([other]) => other)], spot);
  }

  // The names of as many as have room, the one in the light first, then by the strength of the tie.
  #names(numbers, spot) {
    const { columns, look } = this.map;
    const pen = this.canvas.getContext("2d");
    const names = new Names();
    for (const number of numbers) {
      const { x, y } = spot(number);
      const left = x + this.#radius(number) * 1.6 + 4;
      names.write(pen, columns.names[number], left, y, look, number === this.number ? 14 : 12);
    }
  }

  #radius(number) {
    return Math.max(this.map.sigma.scaleSize(this.map.columns.size[number]), 3);
  }

  #mark(pen, number, { x, y }, larger) {
    pen.fillStyle = this.map.columns.colour(number);
    pen.strokeStyle = this.map.look.background;
    pen.beginPath();
    pen.arc(x, y, this.#radius(number) * larger, 0, TAU);
    pen.fill();
    pen.stroke();
  }
}
