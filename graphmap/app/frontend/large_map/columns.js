// The actors and ties of a map as typed arrays, in the order that Python sends them. An actor is a number, and so is a tie.

const SMALLEST_RING = 3; // pixels: a smaller ring has no line to see

const MOST_AVOIDED = 1500; // of the largest marks, that names keep clear of

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;

export class Columns {
  constructor(data) {
    this.keys = data.keys;
    this.names = data.names;
    this.colours = data.colours;
    this.tieLooks = data.tieLooks;
    this.x = new Float32Array(bytes(data.x));
    this.y = new Float32Array(bytes(data.y));
    this.entry = new Uint16Array(bytes(data.entry));
    this.stands = new Uint8Array(bytes(data.stands)); // 1: stands out; 0: context
    this.alone = new Uint8Array(bytes(data.alone)); // 0: has a tie; 1: has none; 2: has no record either
    this.size = new Float32Array(bytes(data.size)).map((size, number) => (this.alone[number] ? Math.max(size, SMALLEST_RING) : size));
    this.source = new Uint32Array(bytes(data.source));
    this.target = new Uint32Array(bytes(data.target));
    this.tieLook = new Uint8Array(bytes(data.tieLook));
    this.drawn = data.drawn; // how many ties, from the first, are drawn before anybody is pointed at
    this.numbers = new Map(this.keys.map((key, number) => [key, number]));
    this.bySize = [...this.keys.keys()].sort((one, other) => this.size[other] - this.size[one]).slice(0, MOST_AVOIDED);
    this.#index();
  }

  colour(number) {
    return this.colours[this.entry[number]];
  }

  // The ties of an actor, the strongest first, as [the other's number, the tie's number].
  *tiesOf(number) {
    for (let at = this.#starts[number]; at < this.#starts[number + 1]; at++) {
      const tie = this.#ties[at];
      yield [this.source[tie] === number ? this.target[tie] : this.source[tie], tie];
    }
  }

  #starts;
  #ties;

  #index() {
    const starts = new Uint32Array(this.keys.length + 1);
    for (const ends of [this.source, this.target]) for (const end of ends) starts[end + 1]++;
    for (let number = 0; number < this.keys.length; number++) starts[number + 1] += starts[number];
    const next = starts.slice();
    const ties = new Uint32Array(2 * this.source.length);
    for (let tie = 0; tie < this.source.length; tie++) {
      ties[next[this.source[tie]]++] = tie;
      ties[next[this.target[tie]]++] = tie;
    }
    this.#starts = starts;
    this.#ties = ties;
  }
}
