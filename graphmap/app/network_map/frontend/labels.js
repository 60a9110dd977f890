// Names on the map: always the same size on the screen, the most important first, each only where it covers no other and no node.

const SIZE = 12.5;
const LINE_HEIGHT = 15;
const WIDEST = 136;
const LINES = 2;
const BESIDE_NODE = 4;
const APART = { x: 8, y: 3 };
const SMALLEST = 5; // a node smaller than this on the screen may be covered
const AREA_PER_LABEL = 9500; // square pixels of map for each name: room to breathe

export class Labels {
  #cut = new Map();
  #font = "";

  set family(family) {
    this.#font = `${SIZE}px ${family}`;
    this.#cut.clear();
  }

  // `entries`, the most important first: { text, x, y, radius (of its node, in screen pixels), alpha, always }.
  draw(context, entries, size, colours) {
    context.font = this.#font;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colours.background;
    context.fillStyle = colours.text;

    const room = Math.max(12, (size.width * size.height) / AREA_PER_LABEL);
    const placed = [];
    const nodes = entries.filter((entry) => entry.radius >= SMALLEST).map(inner);
    for (const entry of entries) {
      if (!entry.always && placed.length >= room) break;
      const { lines, width } = this.#cutToFit(context, entry.text);
      if (!lines.length) continue;
      const height = lines.length * LINE_HEIGHT;
      const isFree = (box) =>
        box.left >= 0 && box.right <= size.width && ![placed, nodes].some((others) => others.some((other) => overlap(box, other)));
      const places = placesBeside(entry, width, height);
      const box = places.find(isFree) ?? (entry.always ? places[0] : null);
      if (!box || box.right < 0 || box.left > size.width || box.bottom < 0 || box.top > size.height) continue;
      placed.push(box);
      context.globalAlpha = entry.alpha;
      lines.forEach((line, index) => {
        const [x, y] = [(box.left + box.right) / 2, box.top + APART.y / 2 + index * LINE_HEIGHT];
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
    context.globalAlpha = 1;
  }

  #cutToFit(context, text) {
    let cut = this.#cut.get(text);
    if (!cut) {
      const lines = wrap(text, (line) => context.measureText(line).width);
      cut = { lines, width: Math.max(0, ...lines.map((line) => context.measureText(line).width)) };
      this.#cut.set(text, cut);
    }
    return cut;
  }
}

function wrap(text, widthOf) {
  const lines = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer) > WIDEST) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    if (line) lines.push(line);
  }
  const more = lines.length > LINES;
  return lines.slice(0, LINES).map((line, index) => shorten(line, more && index === LINES - 1, widthOf));
}

function shorten(line, more, widthOf) {
  const letters = Array.from(line);
  while (letters.length > 1 && widthOf(letters.join("")) > WIDEST) {
    letters.pop();
    more = true;
  }
  return letters.join("") + (more ? "…" : "");
}

// Where a name may stand, the best first: below its node, above, to the right, to the left.
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
  const half = radius * 0.6;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function overlap(a, b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
