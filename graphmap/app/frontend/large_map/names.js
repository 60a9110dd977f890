// Names over the map, first come first served: never over another, a mark that is large enough to see, what covers the map, or the edge.

import { Grid, isWithin } from "../boxes.js";

const SIZE = 12; // pixels
const HALO = 4; // around the letters, so that they can be read over marks and lines
const BESIDE = 3; // pixels beside a mark
const APART = 2;
const EDGE = 3;
const SMALLEST = 3; // pixels: a name may cover a smaller mark

export class Names {
  written = []; // { text, left, right, top, bottom }
  #taken = new Grid();
  #size = { width: Infinity, height: Infinity };

  // Begin a drawing of this size. `covered` are boxes, and `marks` are [x, y, radius].
  begin(size, covered = [], marks = []) {
    this.written = [];
    this.#taken = new Grid();
    this.#size = size;
    for (const box of covered) this.#taken.add(box);
    for (const [x, y, radius] of marks) {
      if (radius >= SMALLEST) this.#taken.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    }
  }

  // Write `name` beside a mark with this middle and `radius`, in the colours and font of `look`, if there is room.
  write(context, name, x, y, radius, { text, background, font }, size = SIZE) {
    context.font = `${size}px ${font}`;
    const wide = context.measureText(name).width;
    const away = radius + BESIDE;
    const half = size / 2 + APART;
    const places = [[x + away, y], [x - wide / 2, y + away + half], [x - wide / 2, y - away - half], [x - away - wide, y]];
    const boxes = places.map(([left, level]) => ({ left, right: left + wide, top: level - half, bottom: level + half }));
    const box = boxes.find((each) => isWithin(each, this.#size, EDGE) && this.#taken.isFree(each));
    if (!box) return;
    this.#taken.add(box);
    this.written.push({ text: name, ...box });
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineWidth = HALO;
    context.lineJoin = "round";
    context.strokeStyle = background;
    context.fillStyle = text;
    context.strokeText(name, box.left, (box.top + box.bottom) / 2);
    context.fillText(name, box.left, (box.top + box.bottom) / 2);
  }
}
