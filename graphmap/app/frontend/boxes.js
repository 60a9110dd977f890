// Boxes on the screen: { left, right, top, bottom }.

export function overlap(a, b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

export function isWithin(box, { width, height }, margin = 0) {
  return box.left >= margin && box.top >= margin && box.right <= width - margin && box.bottom <= height - margin;
}

// Boxes in square cells, so that finding what a box overlaps doesn't mean asking them all.
export class Grid {
  #cells = new Map();
  #side;

  constructor(side = 96) {
    this.#side = side;
  }

  add(box) {
    for (const cell of this.#cellsOf(box)) {
      const there = this.#cells.get(cell);
      if (there) there.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  remove(box) {
    for (const cell of this.#cellsOf(box)) {
      const there = this.#cells.get(cell);
      there?.splice(there.indexOf(box), 1);
    }
  }

  // The boxes that `box` overlaps.
  under(box) {
    const found = new Set();
    for (const cell of this.#cellsOf(box)) for (const other of this.#cells.get(cell) ?? []) if (overlap(box, other)) found.add(other);
    return found;
  }

  isFree(box) {
    for (const cell of this.#cellsOf(box)) if (this.#cells.get(cell)?.some((other) => overlap(box, other))) return false;
    return true;
  }

  *#cellsOf({ left, right, top, bottom }) {
    const side = this.#side;
    for (let x = Math.floor(left / side); x <= Math.floor(right / side); x++) {
      for (let y = Math.floor(top / side); y <= Math.floor(bottom / side); y++) yield x * 65536 + y;
    }
  }
}
