// Names over the map, first come first served, never over another.

import { overlap } from "../boxes.js";

const SIZE = 12; // pixels
const HALO = 4; // around the letters, so that they can be read over marks and lines
const BESIDE = 3; // pixels beside a mark
const APART = 2;

export class Names {
  #taken = [];
  #width = Infinity;

  // Begin a drawing `width` pixels wide.
  begin(width) {
    this.#taken = [];
    this.#width = width;
  }

  // Write `name` to the right of a mark with this middle and `radius`, or to the left at the map's edge, in the colours and font of
  // `look`, if there is room.
  write(context, name, x, y, radius, { text, background, font }, size = SIZE) {
    context.font = `${size}px ${font}`;
    const wide = context.measureText(name).width;
    const away = radius + BESIDE;
    const left = x + away + wide <= this.#width ? x + away : x - away - wide;
    const half = size / 2 + APART;
    const box = { left, right: left + wide, top: y - half, bottom: y + half };
    if (this.#taken.some((other) => overlap(box, other))) return;
    this.#taken.push(box);
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineWidth = HALO;
    context.lineJoin = "round";
    context.strokeStyle = background;
    context.fillStyle = text;
    context.strokeText(name, left, y);
    context.fillText(name, left, y);
  }
}
