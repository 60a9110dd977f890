// A few lines of plain text beside a point, never outside the frame.

const BESIDE = 14;
const EDGE = 8;

export class Tooltip {
  #element = document.createElement("div");
  #lines = null;

  constructor(frame) {
    this.#element.className = "tooltip";
    this.#element.setAttribute("role", "tooltip");
    this.#element.hidden = true;
    frame.append(this.#element);
  }

  show(lines, { x, y }) {
    if (!lines?.length) return this.hide();
    if (lines !== this.#lines) {
      this.#element.replaceChildren(
        ...lines.map((line) => {
          const paragraph = document.createElement("p");
          paragraph.textContent = line;
          return paragraph;
        }),
      );
      this.#lines = lines;
    }
    this.#element.hidden = false;
    const frame = this.#element.parentElement;
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const left = x + BESIDE + width + EDGE > frame.clientWidth ? x - BESIDE - width : x + BESIDE;
    const top = y + BESIDE + height + EDGE > frame.clientHeight ? y - BESIDE - height : y + BESIDE;
    this.#element.style.left = `${within(left, frame.clientWidth - width)}px`;
    this.#element.style.top = `${within(top, frame.clientHeight - height)}px`;
  }

  hide() {
    this.#element.hidden = true;
    this.#lines = null;
  }
}

function within(position, most) {
  return Math.max(EDGE, Math.min(position, most - EDGE));
}
