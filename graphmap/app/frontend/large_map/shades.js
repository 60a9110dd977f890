// Context, and every line not pointed at, is mixed with the page's colour.

const PALE = 0.65; // the page's share in a line
const FADED = 0.85; // and in a mark of the context

export class Shades {
  #columns;
  #faded;
  #pale;

  constructor(columns, background) {
    this.#columns = columns;
    this.#faded = columns.colours.map((colour) => mixed(colour, background, FADED));
    this.#pale = columns.tieLooks.map(({ band, colour }) => mixed(band ?? colour, background, PALE));
  }

  mark(number) {
    const { colours, entry, stands } = this.#columns;
    return (stands[number] ? colours : this.#faded)[entry[number]];
  }

  line(tie) {
    return this.#pale[this.#columns.tieLook[tie]];
  }
}

function mixed(colour, other, share) {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [one, two] = [parts(colour), parts(other)];
  return `#${one.map((part, at) => Math.round(part * (1 - share) + two[at] * share).toString(16).padStart(2, "0")).join("")}`;
}
