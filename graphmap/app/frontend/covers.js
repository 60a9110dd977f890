// What lies over a map: parts of its own frame, and parts of the page, whose containers have these keys.

const OVER = '.st-key-panel, [class*="st-key-over-"]';
const OWN = ".search, .controls, .whole, .fold, .parts, .player";
const LASTING = ".lasting > .parts"; // a legend that stays open: the map is beside it
const PASSING = ".legend:not(.lasting) > .parts, .st-key-over-facts"; // what is open for a while: nothing moves out of its way
const REMEASURED = 400; // milliseconds
const BAND = { across: 0.55, along: 0.25 }; // the shares of the frame from which on a cover takes a whole edge
const APART = 4; // pixels

export class Covers {
  #frame;
  #changed;
  #boxes = [];
  #measured = -Infinity;
  #seen = new Set();
  #sizes = new ResizeObserver(() => this.#again());
  #page = null;

  // `changed` is called when what covers the map has changed.
  constructor(frame, changed) {
    this.#frame = frame;
    this.#changed = changed;
  }

  // The boxes, in pixels of the frame.
  get boxes() {
    if (performance.now() - this.#measured > REMEASURED) this.#measure();
    return this.#boxes;
  }

  // The pixels of each edge of the frame that are covered: { left, top, right, bottom }.
  get edges() {
    const { clientWidth: width, clientHeight: height } = this.#frame;
    const edges = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const { left, right, top, bottom, isPassing, isLasting } of this.boxes) {
      if (isPassing) continue;
      const [wide, tall] = [right - left, bottom - top];
      if (isLasting && right < width / 2) edges.left = Math.max(edges.left, right);
      else if (tall > BAND.across * height && wide < BAND.across * width) {
        if (left > width / 2) edges.right = Math.max(edges.right, width - left);
        else edges.left = Math.max(edges.left, right);
      } else if (top < BAND.along * height && bottom < height / 2) edges.top = Math.max(edges.top, bottom);
      else if (wide > BAND.across * width) edges.bottom = Math.max(edges.bottom, height - top);
      else if (bottom > (1 - BAND.along) * height && tall < BAND.along * height) edges.bottom = Math.max(edges.bottom, height - top);
      else if (left > width / 2) edges.right = Math.max(edges.right, Math.min(width - left, 64));
    }
    return edges;
  }

  #measure() {
    this.#measured = performance.now();
    const frame = this.#frame.getBoundingClientRect();
    const isFilling = this.#frame.closest(".filling") !== null;
    const found = [...(this.#frame.closest(".map") ?? this.#frame).querySelectorAll(OWN), ...(isFilling ? document.querySelectorAll(OVER) : [])];
    for (const element of found) {
      if (this.#seen.has(element)) continue;
      this.#seen.add(element);
      this.#sizes.observe(element);
    }
    for (const element of this.#seen) if (!element.isConnected) this.#seen.delete(element);
    if (isFilling && !this.#page) this.#watch();
    this.#boxes = found.map((element) => [element.getBoundingClientRect(), { isPassing: element.matches(PASSING), isLasting: element.matches(LASTING) }])
      .filter(([{ width, height }]) => width && height)
      .map(([box, kind]) => ({ ...kind, left: box.left - frame.left - APART, right: box.right - frame.left + APART, top: box.top - frame.top - APART, bottom: box.bottom - frame.top + APART }))
      .filter((box) => box.right > 0 && box.bottom > 0 && box.left < frame.width && box.top < frame.height);
  }

  // A panel comes and goes without a word to the map.
  #watch() {
    const page = document.querySelector(".st-key-map-page");
    if (!page) return;
    this.#page = new MutationObserver(() => this.#again());
    this.#page.observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  }

  #again() {
    const before = JSON.stringify(this.#boxes);
    this.#measure();
    if (JSON.stringify(this.#boxes) !== before) this.#changed();
  }

  destroy() {
    this.#sizes.disconnect();
    this.#page?.disconnect();
  }
}
