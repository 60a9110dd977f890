// The actor pointed at or selected, with all of their ties and neighbours, drawn over the faded map.

import { LOOKS, paintMarks } from "./marks.js";
import { Names } from "./names.js";
import { paintLine } from "../shapes.js";

const NAMED = 40; // neighbours at most
const LARGER = 1.6; // enlargement of that actor's mark
const APART = 1; // pixels of background around a mark, to set it off from lines

export class Spotlight {
  canvas = document.createElement("canvas");
  number = null;
  names = null;

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
    const { look } = this.map;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const sharp = window.devicePixelRatio || 1;
    if (this.canvas.width !== width * sharp || this.canvas.height !== height * sharp) {
      Object.assign(this.canvas, { width: width * sharp, height: height * sharp });
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.paint(pen, look.font);
  }

  // Draw on any surface in pixels of the frame, with names in the font `family`.
  paint(pen, family) {
    if (this.number === null) return;
    const { sigma, columns, look } = this.map;
    const { width, height } = sigma.getDimensions();
    pen.globalAlpha = 0.8;
    pen.fillStyle = look.background;
    pen.fillRect(0, 0, width, height);
    pen.globalAlpha = 1;
    const here = this.map.spot(this.number);
    const near = [...columns.tiesOf(this.number)];
    for (const [other, tie] of near) paintLine(pen, { ...columns.tieLooks[columns.tieLook[tie]], width: 1.5 }, { ...here, to: this.map.spot(other) });
    for (const [other] of near) this.#mark(pen, other, this.map.spot(other), 1);
    this.#mark(pen, this.number, here, LARGER);
    const names = (this.names = new Names());
    const shown = [this.number, ...near.map(([other]) => other)];
    const marks = shown.map((number) => [this.map.spot(number), sigma.scaleSize(columns.size[number])]); // names may cover what is faded
    names.begin({ width, height }, this.map.covers.boxes, marks.map(([{ x, y }, radius]) => [x, y, radius]));
    for (const number of shown.slice(0, NAMED + 1)) {
      const { x, y } = this.map.spot(number);
      const [larger, size] = number === this.number ? [LARGER, 14] : [1, 12];
      names.write(pen, columns.names[number], x, y, this.#radius(number) * larger, { ...look, font: family }, size);
    }
  }

  #radius(number) {
    return Math.max(this.map.sigma.scaleSize(this.map.columns.size[number]), 3);
  }

  #mark(pen, number, { x, y }, larger) {
    const { columns, look } = this.map;
    const radius = this.#radius(number) * larger;
    paintMarks(pen, [[x, y, radius + APART]], "disc", look.background, look.background);
    paintMarks(pen, [[x, y, radius]], LOOKS[columns.alone[number]], columns.colour(number), look.background);
  }
}
