// Names on the map: one size on screen, the most important first, never over another name or a node.

import { overlap } from "../boxes.js";

const SIZE = 12.5;
const LINE_HEIGHT = 15;
const WIDEST = 136;
const LINES = 2;
const MOST_LINES = 5; // of a hovered or selected name
const HALO = 5; // around the letters, so that they can be read over thick ties
const BESIDE_NODE = 4;
const APART = { x: 8, y: 3 };
const SMALLEST = 3.5; // a node smaller than this on screen may be covered
const AREA_PER_LABEL = 9500; // square pixels of map per name

export class Labels {
  #cut = new Map();
  #family = "sans-serif";
  #enlarged = 1;

  constructor(family = "sans-serif") {
    this.#family = family;
  }

  set family(family) {
    this.#family = family;
    this.#cut.clear();
  }

  // Enlargement over a screen near the reader.
  set enlarged(factor) {
    this.#enlarged = factor;
    this.#cut.clear();
  }

  get enlarged() {
    return this.#enlarged;
  }

  // `entries`, the most important first: { text, x, y, radius (of its node, in screen pixels), alpha, always }.
  // Those with `always` are written in full. No name goes where other parts of the page have `covered` the map.
  draw(context, entries, size, colours, covered = []) {
    const enlarged = this.#enlarged;
    context.font = `${SIZE * enlarged}px ${this.#family}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = HALO * enlarged;
    context.strokeStyle = colours.background;
    context.fillStyle = colours.text;
    const step = LINE_HEIGHT * enlarged;
    for (const { lines, box, alpha } of this.#placed(context, entries, size, covered)) {
      context.globalAlpha = alpha;
      lines.forEach((line, index) => {
        const [x, y] = [(box.left + box.right) / 2, box.top + APART.y / 2 + index * step];
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
    context.globalAlpha = 1;
  }

  // The names that fit, and where.
  #placed(context, entries, size, covered) {
    const enlarged = this.#enlarged;
    const room = Math.max(12, (size.width * size.height) / (AREA_PER_LABEL * enlarged ** 2));
    const placed = [];
    const kept = [...covered, ...entries.filter((entry) => entry.radius >= SMALLEST).map(inner)];
    for (const entry of entries) {
      if (!entry.always && placed.length >= room) break;
      const { lines, width } = this.#cutToFit(context, entry);
      if (!lines.length) continue;
      const isFree = (box) =>
        box.left >= 0 && box.right <= size.width && !placed.some(({ box: other }) => overlap(box, other)) && !kept.some((other) => overlap(box, other));
      const places = placesBeside(entry, width, lines.length * LINE_HEIGHT * enlarged);
      const box = places.find(isFree) ?? (entry.always ? places[0] : null);
      if (!box || box.right < 0 || box.left > size.width || box.bottom < 0 || box.top > size.height) continue;
      placed.push({ lines, box, alpha: entry.alpha });
    }
    return placed;
  }

  #cutToFit(context, { text, always }) {
    const key = `${always ? "all" : "some"} ${text}`;
    let cut = this.#cut.get(key);
    if (!cut) {
      const widthOf = (line) => context.measureText(line).width;
      const lines = wrap(text, widthOf, WIDEST * this.#enlarged, always ? MOST_LINES : LINES);
      cut = { lines, width: Math.max(0, ...lines.map(widthOf)) };
      this.#cut.set(key, cut);
    }
    return cut;
  }
}

function wrap(text, widthOf, widest, most) {
  const lines = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer) > widest) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    if (line) lines.push(line);
  }
  const more = lines.length > most;
  return lines.slice(0, most).map((line, index) => shorten(line, more && index === most - 1, widthOf, widest));
}

function shorten(line, more, widthOf, widest) {
  const letters = Array.from(line);
  while (letters.length > 1 && widthOf(letters.join("")) > widest) {
    letters.pop();
    more = true;
  }
  return letters.join("") + (more ? "…" : "");
}

// Places for a name, the best first: below its node, above, right, left.
function placesBeside({ x, y, radius }, width, height) {
  const away = radius + BESIDE_NODE;
  const middles = [
    [x, y + away + height / 2],
    [x, y - away - height / 2],
    [x + away + width / 2, y],
    [x - away - width / 2, y],
  ];
  const [across, down] = [(width + APART.x) / 2, (height + APART.y) / 2];
  return middles.map(([middle, level]) => ({ left: middle - across, right: middle + across, top: level - down, bottom: level + down }));
}

// A box well inside a node, so that a name may touch it but not hide it.
function inner({ x, y, radius }) {
  const half = radius * 0.85;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}
