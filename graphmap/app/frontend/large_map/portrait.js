// Everybody as in view, drawn without WebGL on another surface: a sharper canvas, or one that writes SVG. Each colour is one path,
// or 70,000 marks would be 70,000 elements.

import { onScreen } from "../screen.js";
import { LOOKS, paintMarks } from "./marks.js";
import { Names } from "./names.js";

const LINE = 0.8; // pixels

export class Portrait {
  #map;

  constructor(map) {
    this.#map = map;
  }

  get size() {
    return this.#map.sigma.getDimensions();
  }

  get colours() {
    return this.#map.look;
  }

  get family() {
    return this.#map.look.font;
  }

  // Draw on `screen`, with names in the font `family`.
  draw(context, screen, family) {
    onScreen(context, screen, () => {
      const spots = this.#inView();
      this.#lines(context, spots);
      for (const stands of [0, 1]) this.#marks(context, spots, stands);
      this.#map.spotlight.paint(context, family);
      if (this.#map.spotlight.number === null) this.#names(context, family);
    });
  }

  // Everybody's place in pixels of the frame, by number: [x, y, radius, whether any of it is in view].
  #inView() {
    const { sigma, columns } = this.#map;
    const { width, height } = this.size;
    return columns.keys.map((_key, number) => {
      const { x, y } = this.#map.spot(number);
      const radius = sigma.scaleSize(columns.size[number]);
      return [x, y, radius, x > -radius && y > -radius && x < width + radius && y < height + radius];
    });
  }

  #lines(context, spots) {
    const { columns, shades } = this.#map;
    const ties = [...columns.tieLook.subarray(0, columns.drawn).keys()].filter((tie) => spots[columns.source[tie]][3] || spots[columns.target[tie]][3]);
    context.lineWidth = LINE;
    for (const [colour, alike] of Map.groupBy(ties, (tie) => shades.line(tie))) {
      context.strokeStyle = colour;
      context.beginPath();
      for (const tie of alike) {
        const [one, other] = [spots[columns.source[tie]], spots[columns.target[tie]]];
        context.moveTo(one[0], one[1]);
        context.lineTo(other[0], other[1]);
      }
      context.stroke();
    }
  }

  #marks(context, spots, stands) {
    const { columns, shades, look } = this.#map;
    const seen = [...spots.keys()].filter((number) => columns.stands[number] === stands && spots[number][3]);
    for (const [kind, alike] of Map.groupBy(seen, (number) => columns.alone[number])) {
      for (const [colour, same] of Map.groupBy(alike, (number) => shades.mark(number))) {
        paintMarks(context, same.map((number) => spots[number]), LOOKS[kind], colour, look.background);
      }
    }
  }

  #names(context, family) {
    const { sigma, columns, look } = this.#map;
    const names = new Names();
    names.begin(this.size, [], this.#map.largest());
    for (const node of sigma.getNodeDisplayedLabels()) {
      const { x, y } = this.#map.spot(node);
      names.write(context, columns.names[node], x, y, sigma.scaleSize(columns.size[node]), { ...look, font: family });
    }
  }
}
