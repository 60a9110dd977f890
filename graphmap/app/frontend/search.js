// Search by name as you type: a combobox in the frame of a map, which goes to the chosen result.

import { fold } from "./fold.js";

const MOST_LISTED = 8;
const ALPHABET = new Intl.Collator(); // much faster than localeCompare

const FRAME = `
  <input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="found" autocomplete="off" spellcheck="false">
  <ul id="found" role="listbox" hidden></ul>`;

export class Search {
  #element = document.createElement("div");
  #input;
  #list;
  #map;
  #words = {};
  #candidates = []; // { id, name, kind, folded, drawn }
  #hasMore = false; // whether the store has more than the candidates
  #options = []; // the list: candidates, or { text } to search the store
  #active = -1;

  constructor(map) {
    this.#map = map;
    this.#element.className = "search";
    this.#element.innerHTML = FRAME;
    this.#input = this.#element.querySelector("input");
    this.#list = this.#element.querySelector("ul");
    map.root.append(this.#element);
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("focus", () => this.#look());
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the input
    this.#list.addEventListener("click", (event) => this.#take(Number(event.target.closest("li")?.dataset.number)));
    this.#list.addEventListener("pointermove", (event) => this.#point(Number(event.target.closest("li")?.dataset.number ?? -1)));
  }

  // `drawn` are on the map and `others` are not, as [id, name, kind]; `hasMore` is whether the store has more.
  update({ drawn, others, hasMore, words }) {
    this.#words = words;
    this.#input.placeholder = words.search;
    this.#input.setAttribute("aria-label", words.search);
    this.#list.setAttribute("aria-label", words.search);
    const candidates = (listed, isDrawn) => listed.map(([id, name, kind]) => ({ id, name, kind, folded: fold(name), isDrawn }));
    this.#candidates = [...candidates(drawn, true), ...candidates(others, false)];
    this.#hasMore = hasMore;
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  #look() {
    const wanted = fold(this.#input.value);
    const rank = ({ folded, isDrawn }) => {
      const at = folded.indexOf(wanted);
      if (at < 0) return null;
      return (at === 0 ? 0 : folded[at - 1] === " " ? 1 : 2) + (isDrawn ? 0 : 3);
    };
    const ranked = wanted ? this.#candidates.map((each) => [rank(each), each]) : [];
    const found = ranked.filter(([at]) => at !== null);
    found.sort(([one, a], [other, b]) => one - other || ALPHABET.compare(a.name, b.name));
    this.#options = found.slice(0, MOST_LISTED).map(([, each]) => each);
    if (wanted && this.#hasMore) this.#options.push({ text: this.#input.value.trim() });
    this.#show(wanted, found.length);
  }

  #show(wanted, number) {
    const items = this.#options.map((option, index) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.id = `found-${index}`;
      item.dataset.number = index;
      const name = document.createElement("span");
      name.textContent = option.text === undefined ? option.name : this.#words.searchStore.replace("{text}", () => option.text);
      item.append(name);
      if (option.kind) {
        const kind = document.createElement("small");
        kind.textContent = option.isDrawn ? option.kind : `${option.kind} · ${this.#words.notOnMap}`;
        item.append(kind);
      }
      return item;
    });
    if (wanted && !items.length) {
      const nothing = document.createElement("li");
      nothing.className = "nothing";
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.textContent = this.#words.nothingFound;
      items.push(nothing);
    }
    this.#list.replaceChildren(...items);
    this.#list.hidden = items.length === 0;
    this.#input.setAttribute("aria-expanded", String(items.length > 0));
    this.#point(this.#options.length ? 0 : -1);
    if (wanted) this.#map.say(number ? `${number}` : this.#words.nothingFound);
  }

  #point(number) {
    this.#active = number;
    for (const [index, item] of [...this.#list.children].entries()) item.setAttribute("aria-selected", String(index === number));
    if (this.#options[number]) this.#input.setAttribute("aria-activedescendant", `found-${number}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    event.stopPropagation(); // typing here must not steer the map
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#options.length) this.#point((this.#active + step + this.#options.length) % this.#options.length);
    else if (event.key === "Enter") this.#take(this.#active);
    else if (event.key === "Escape" && this.#input.value) this.#clear();
    else if (event.key === "Escape") this.#map.root.focus();
    else return;
    event.preventDefault();
  }

  #take(number) {
    const option = this.#options[number];
    if (!option) return;
    this.#clear();
    this.#map.root.focus();
    if (option.text !== undefined) this.#map.steer("find", { text: option.text });
    else this.#map.goTo(option.id);
  }

  #clear() {
    this.#input.value = "";
    this.#close();
  }

  #close() {
    this.#options = [];
    this.#show("", 0);
  }
}
