// Searching for an actor by name as one types: case, macrons and spare spaces don't matter.

const MOST = 8;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

export class Finder {
  element = document.createElement("div");
  #input = document.createElement("input");
  #list = document.createElement("ul");
  #names = [];
  #folded = [];
  #found = [];
  #at = -1;

  constructor(choose) {
    this.element.className = "search";
    Object.assign(this.#input, { type: "search", autocomplete: "off" });
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-controls", "found");
    Object.assign(this.#list, { id: "found", hidden: true });
    this.#list.setAttribute("role", "listbox");
    this.element.append(this.#input, this.#list);
    this.choose = choose;
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li[data-at]");
      if (item) this.#take(Number(item.dataset.at));
    });
  }

  update(names, words) {
    this.#names = names;
    this.#folded = names.map(fold);
    this.#input.placeholder = words.search;
    this.#input.setAttribute("aria-label", words.search);
    this.#list.setAttribute("aria-label", words.search);
    this.words = words;
  }

  focus() {
    this.#input.focus();
  }

  #look() {
    const wanted = fold(this.#input.value);
    const begins = [];
    const holds = [];
    for (let number = 0; wanted && number < this.#folded.length && begins.length < MOST; number++) {
      const at = this.#folded[number].indexOf(wanted);
      if (at === 0) begins.push(number);
      else if (at > 0 && holds.length < MOST) holds.push(number);
    }
    this.#found = [...begins, ...holds].slice(0, MOST);
    this.#at = this.#found.length ? 0 : -1;
    this.#show(Boolean(wanted));
  }

  #show(isOpen) {
    const items = this.#found.map((number, at) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `found-${at}`, textContent: this.#names[number] });
      item.dataset.at = at;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === this.#at));
      return item;
    });
    if (!items.length) items.push(Object.assign(document.createElement("li"), { className: "nothing", textContent: this.words.nothingFound }));
    this.#list.replaceChildren(...items);
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    this.#input.setAttribute("aria-activedescendant", this.#at < 0 ? "" : `found-${this.#at}`);
  }

  #key(event) {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#found.length) {
      event.preventDefault();
      this.#at = (this.#at + step + this.#found.length) % this.#found.length;
      this.#show(true);
    } else if (event.key === "Enter" && this.#at >= 0) this.#take(this.#at);
    else if (event.key === "Escape") this.#show(false);
  }

  #take(at) {
    const number = this.#found[at];
    this.#input.value = "";
    this.#found = [];
    this.#show(false);
    this.choose(number);
  }
}
