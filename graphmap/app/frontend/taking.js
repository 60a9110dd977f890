// The download menu of a map: a picture, a drawing, or a web page.

import { pictureAsPng, pictureAsSvg } from "./picture.js";

let given = 0; // kept for the life of the page, so that no download is repeated

export class Taking {
  element = document.createElement("div");
  #map;
  #data = null;
  #button;
  #menu;

  constructor(map) {
    this.#map = map;
    this.element.className = "taking";
    this.element.innerHTML = `
      <button type="button" aria-expanded="false">
        <svg viewBox="0 0 16 16"><path d="M8 2.5V10M4.8 7 8 10.2 11.2 7M2.500 13.500h11"/></svg>
      </button>
      <div class="menu" hidden></div>`;
    this.#button = this.element.querySelector("button");
    this.#menu = this.element.querySelector(".menu");
    this.#button.addEventListener("click", () => this.#open(this.#menu.hidden));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget)) this.#open(false);
    });
  }

  show(data) {
    this.#data = data;
    const { words, canMakePage } = data;
    const actions = [
      [words.png2, () => this.#save("png", pictureAsPng(this.#map.portrait, data, 2))],
      [words.png4, () => this.#save("png", pictureAsPng(this.#map.portrait, data, 4))],
      [words.svg, () => this.#save("svg", pictureAsSvg(this.#map.portrait, data))],
      ...(canMakePage ? [[words.page, () => this.#map.ask("page", { text: JSON.stringify(this.#map.inView()) })]] : []),
    ];
    this.element.hidden = !data.caption;
    this.#button.title = words.take;
    this.#button.setAttribute("aria-label", words.take);
    if (!this.#menu.hidden) return;
    this.#menu.replaceChildren(
      ...actions.map(([text, act]) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
        button.addEventListener("click", () => {
          this.#open(false);
          this.#button.focus();
          act();
        });
        return button;
      }),
    );
  }

  // Save the web page that Python made, once.
  give(page) {
    if (!page || page.number <= given) return;
    given = page.number;
    this.#save("html", new Blob([page.text], { type: "text/html" }));
  }

  async #save(ending, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await blob);
    link.download = `${this.#data.caption.file}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  #open(opens) {
    this.#menu.hidden = !opens;
    this.#button.setAttribute("aria-expanded", opens);
    if (opens) this.#menu.firstElementChild.focus();
  }

  #key(event) {
    if (this.#menu.hidden) return;
    const buttons = [...this.#menu.children];
    const at = buttons.indexOf(this.element.getRootNode().activeElement);
    if (event.key === "Escape") {
      this.#open(false);
      this.#button.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      buttons[(at + (event.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length].focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
