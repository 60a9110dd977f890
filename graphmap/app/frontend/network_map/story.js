// A story: its pages in order, each beside its map, on the page or full screen.

import { NetworkMap } from "./network_map.js";

const FRAME = `
  <dialog class="screen"></dialog>
  <section class="stage" tabindex="0">
    <header><h2></h2><output aria-live="polite"></output>
      <nav>
        <button type="button" data-do="back"><svg viewBox="0 0 16 16"><path d="M10 3 5 8l5 5"/></svg></button>
        <button type="button" data-do="on"><svg viewBox="0 0 16 16"><path d="m6 3 5 5-5 5"/></svg></button>
        <button type="button" class="present" data-do="present"></button>
      </nav>
    </header>
    <div class="leaf"><article></article><div class="maps"></div></div>
  </section>`;

const KEYS = {
  ArrowRight: (story) => story.go(story.at + 1),
  PageDown: (story) => story.go(story.at + 1),
  " ": (story) => story.go(story.at + 1),
  ArrowLeft: (story) => story.go(story.at - 1),
  PageUp: (story) => story.go(story.at - 1),
  Home: (story) => story.go(0),
  End: (story) => story.go(Infinity),
};

const PROJECTED = 1.5; // enlargement of names and marks in full screen, which is read from afar

const nobodyAsks = {};

export class Story {
  at = 0;
  root = document.createElement("div");
  #data = null;
  #json = "";
  #maps = [];
  #stage;
  #screen;

  constructor(parent) {
    this.root.className = "story";
    this.root.innerHTML = FRAME;
    this.#stage = this.#part(".stage");
    this.#screen = this.#part(".screen");
    const actions = { back: () => this.go(this.at - 1), on: () => this.go(this.at + 1), present: () => this.#present() };
    for (const button of this.root.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
    this.#stage.addEventListener("keydown", (event) => this.#key(event));
    this.#screen.addEventListener("close", () => this.#unpresent());
    parent.append(this.root);
  }

  update(data) {
    const json = JSON.stringify(data);
    if (json === this.#json) return;
    const isAnother = data.key !== this.#data?.key;
    [this.#data, this.#json] = [data, json];
    this.#part("h2").textContent = data.title;
    this.#part("h2").hidden = data.isDocument;
    this.#stage.setAttribute("aria-label", data.title);
    this.#screen.setAttribute("aria-label", data.title);
    for (const name of ["back", "on"]) {
      this.#part(`[data-do=${name}]`).title = data.words[name];
      this.#part(`[data-do=${name}]`).setAttribute("aria-label", data.words[name]);
    }
    this.#label();
    this.go(isAnother ? 0 : this.at);
  }

  go(to) {
    const { pages, words } = this.#data;
    this.at = Math.max(0, Math.min(to, pages.length - 1));
    const page = pages[this.at];
    this.#part("output").textContent = words.place.replace("{}", this.at + 1).replace("{}", pages.length);
    this.#part("[data-do=back]").disabled = this.at === 0;
    this.#part("[data-do=on]").disabled = this.at >= pages.length - 1;
    this.#part("article").replaceChildren(...written(page));
    this.#part(".leaf").classList.toggle("alone", page.maps.length === 0);
    this.#show(page.maps);
  }

  destroy() {
    for (const { map } of this.#maps) map.destroy();
    this.root.remove();
  }

  // The drawing continues on the next page, so what both show stays in place.
  #show(maps) {
    while (this.#maps.length > maps.length) {
      const { map, place } = this.#maps.pop();
      map.destroy();
      place.remove();
    }
    maps.forEach((data, number) => {
      if (!this.#maps[number]) {
        const place = made("figure", "");
        place.append(made("figcaption", ""));
        this.#part(".maps").append(place);
        this.#maps.push({ place, map: new NetworkMap(place) });
      }
      const { map, place } = this.#maps[number];
      place.firstElementChild.textContent = maps.length > 1 ? data.told : "";
      map.camera.moved = false;
      const enlarged = this.#screen.open ? Math.max(data.enlarged, PROJECTED) : data.enlarged;
      map.update({ ...data, enlarged, selected: null, command: null }, nobodyAsks);
    });
  }

  #present() {
    if (this.#screen.open) return this.#screen.close();
    this.#screen.append(this.#stage);
    this.#screen.showModal();
    this.#label();
    this.go(this.at);
    this.#stage.focus();
  }

  #unpresent() {
    this.root.append(this.#stage);
    this.#label();
    this.go(this.at);
    this.#part("[data-do=present]").focus();
  }

  #label() {
    this.#part("[data-do=present]").textContent = this.#screen.open ? this.#data.words.close : this.#data.words.present;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
    if (event.key === " " && event.target.closest("button")) return;
    KEYS[event.key](this);
    event.preventDefault();
    event.stopPropagation();
  }

  #part(selector) {
    return this.root.querySelector(selector);
  }
}

// A page's words, always as text.
function written({ heading, blocks, note, dates }) {
  const parts = heading ? [made("h3", heading)] : [];
  for (const { kind, lines } of blocks) {
    const block = document.createElement(kind);
    for (const runs of lines) {
      const line = kind === "ul" ? made("li", "") : block;
      line.append(...runs.map(({ text, style }) => (style ? made(style, text) : document.createTextNode(text))));
      if (line !== block) block.append(line);
    }
    parts.push(block);
  }
  if (note) parts.push(Object.assign(made("p", note), { className: "note" }));
  return [...parts, ...dates.map((line) => Object.assign(made("p", line), { className: "dates" }))];
}

function made(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}
