// Names over the map, each only where it covers no other: who comes first has its name.

const HALO = 4; // around the letters, so that they are read over marks and lines
const APART = 2;

export class Names {
  #taken = [];

  // Begin a new drawing.
  clear() {
    this.#taken = [];
  }

  // Write `name` from `left`, half above and half below `y`, in the colour of words, if there is room.
  write(pen, name, left, y, look, size) {
    pen.font = `${size}px ${look.font}`;
    const half = size / 2 + APART;
    const box = { left, right: left + pen.measureText(name).width, top: y - half, bottom: y + half };
    if (this.#taken.some((other) => covers(box, other))) return;
    this.#taken.push(box);
    pen.textBaseline = "middle";
    pen.lineWidth = HALO;
    pen.lineJoin = "round";
    pen.strokeStyle = look.background;
    pen.fillStyle = look.text;
    pen.strokeText(name, left, y);
    pen.fillText(name, left, y);
  }
}

const covers = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
