// Names and captions on the map, as text of one size on the screen.

import { ALL_NAMED, placeCaptions, placeNames } from "./placing.js";

const SIZE = 12.5;
const LINE_HEIGHT = 15;
const WIDTHS = [[136, 2, 0], [92, 3, 2.4], [74, 4, 4.5]]; // pixels, lines at most, and what it costs to be that narrow
const SHORT = 3.4; // what it costs to leave out a word or an end
const FULL = [156, 5, 0]; // of a hovered or selected name
const HALO = 5; // around the letters, so that they can be read over thick ties
const ROOM = { x: 6, y: 2 };
const SMALLEST = 2.5; // a mark smaller than this on screen may be covered
const AREA_PER_LABEL = 9500; // square pixels of map per name
const CAPTION = { size: 13, line: 17, width: 240 };
const SHARED = { least: 5, share: 0.6 };

export class Labels {
  placed = []; // as last drawn, for tests: { text, box }
  #variants = new Map();
  #before = new Map();
  #family = "sans-serif";
  #enlarged = 1;

  constructor(family = "sans-serif") {
    this.#family = family;
  }

  set family(family) {
    this.#family = family;
    this.#variants.clear();
  }

  // Enlargement over a screen near the reader.
  set enlarged(factor) {
    this.#enlarged = factor;
    this.#variants.clear();
  }

  get enlarged() {
    return this.#enlarged;
  }

  // `entries`, the most important first: { id, text, x, y, alpha, radius (of its mark, in screen pixels), always }. `marks` are all marks
  // in view, as { x, y, radius }. `captions` are { text, x, y, circle }. Nothing is written where the page has `covered` the map.
  draw(context, { entries, marks, captions }, size, colours, covered = []) {
    const boxes = marks.filter(({ radius }) => radius >= SMALLEST).map(markBox);
    context.lineJoin = "round";
    context.strokeStyle = colours.background;
    context.fillStyle = colours.text;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineWidth = HALO * this.#enlarged;
    this.placed = [];
    const titles = this.#captions(context, captions, size, boxes, covered);

    const step = LINE_HEIGHT * this.#enlarged;
    context.font = `${SIZE * this.#enlarged}px ${this.#family}`;
    const isThorough = marks.length < ALL_NAMED;
    const shared = isThorough ? sharedWord(entries) : "";
    const variantsOf = (entry) => this.#variantsOf(context, entry, shared, entries);
    const found = placeNames(
      entries.map((entry) => ({ ...entry, isOver: entry.always, get variants() { return variantsOf(entry); } })),
      {
        size, marks: boxes, covered: [...covered, ...titles], before: this.#before, isThorough,
        most: Math.max(12, (size.width * size.height) / (AREA_PER_LABEL * this.#enlarged ** 2)),
      },
    );
    for (const { entry, variant, box, isLed } of found) {
      context.globalAlpha = entry.alpha;
      if (isLed) this.#lead(context, entry, box, colours);
      variant.lines.forEach((line, index) => this.#write(context, line, (box.left + box.right) / 2, box.top + ROOM.y / 2 + index * step));
      this.placed.push({ id: entry.id, text: variant.lines.join(" "), box });
    }
    context.globalAlpha = 1;
  }

  #captions(context, captions, size, marks, covered) {
    const { size: pixels, line, width: widest } = CAPTION;
    const enlarged = this.#enlarged;
    context.font = `600 ${pixels * enlarged}px ${this.#family}`;
    const widthOf = (text) => context.measureText(text).width;
    const measured = captions.map((caption) => {
      const lines = wrap(caption.text, widthOf, widest * enlarged, 2);
      return { ...caption, lines, width: Math.max(0, ...lines.map(widthOf)) + ROOM.x, height: lines.length * line * enlarged + ROOM.y };
    });
    context.globalAlpha = 0.78;
    return placeCaptions(measured, { size, marks, covered }).map(({ caption, box }) => {
      caption.lines.forEach((text, index) => this.#write(context, text, (box.left + box.right) / 2, box.top + ROOM.y / 2 + index * line * enlarged));
      this.placed.push({ id: null, text: caption.text, box });
      return box;
    });
  }

  #write(context, line, x, y) {
    context.strokeText(line, x, y);
    context.fillText(line, x, y);
  }

  // A thin line from a mark to a name that is further away.
  #lead(context, { x, y, radius }, box, colours) {
    const end = { x: Math.max(box.left, Math.min(x, box.right)), y: Math.max(box.top, Math.min(y, box.bottom)) };
    const far = Math.hypot(end.x - x, end.y - y) || 1;
    context.save();
    context.strokeStyle = colours.text;
    context.globalAlpha *= 0.4;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x + ((end.x - x) * radius) / far, y + ((end.y - y) * radius) / far);
    context.lineTo(end.x, end.y);
    context.stroke();
    context.restore();
  }

  #variantsOf(context, { text, always }, shared, entries) {
    const key = `${always ? "all" : "some"} ${shared} ${text}`;
    let found = this.#variants.get(key);
    if (!found) {
      const widthOf = (line) => context.measureText(line).width;
      const ways = always ? [FULL, ...WIDTHS] : WIDTHS;
      found = ways.map(([widest, most, cost]) => this.#variant(text, widthOf, widest, most, cost));
      const rest = shared && text.startsWith(`${shared} `) ? text.slice(shared.length + 1) : "";
      if (rest && !entries.some((other) => other.text === rest)) {
        found.push(...WIDTHS.map(([widest, most, cost]) => this.#variant(rest, widthOf, widest, most, cost + SHORT)));
      }
      const cut = this.#variant(rest || text, widthOf, WIDTHS[1][0], 2, 2 * SHORT);
      found.push(cut, this.#variant(rest || text, widthOf, WIDTHS[2][0], 1, 3 * SHORT));
      found = found.filter(({ lines }, number) => lines.length && !found.slice(0, number).some((other) => other.lines.join("\n") === lines.join("\n")));
      this.#variants.set(key, found);
    }
    return found;
  }

  #variant(text, widthOf, widest, most, cost) {
    const enlarged = this.#enlarged;
    const lines = wrap(text, widthOf, widest * enlarged, most);
    const isCut = lines.some((line) => line.endsWith("…")) ? 2 * SHORT : 0;
    return { lines, width: Math.max(0, ...lines.map(widthOf)) + ROOM.x, height: lines.length * LINE_HEIGHT * enlarged + ROOM.y, cost: cost + isCut };
  }
}

// The box of a mark on the screen. Stars and diamonds reach a little beyond their radius.
export function markBox({ x, y, radius }) {
  const half = radius * 1.1 + 1;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

// The first word of most names, as a place is: it may be left out where there is no room.
function sharedWord(entries) {
  const counts = new Map();
  for (const { text } of entries) {
    const [first, ...others] = text.split(" ");
    if (others.length) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [word, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return count >= SHARED.least && count >= SHARED.share * entries.length ? word : "";
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
