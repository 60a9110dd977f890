// The legend of a map, under it or folded over it: everything on it, with counts. Clicking an entry filters by it; clicking its swatch recolours it.

import { paintLine, paintMark } from "./shapes.js";
import { SvgContext } from "./svg_context.js";

const OPEN = "graphmap-legend";
const PHONE = 640; // pixels: a narrower window has no room for an open legend
const SWATCH = { mark: [18, 18], line: [42, 18] }; // pixels

export class Legend {
  element = document.createElement("div");
  #map;
  #shown = "";
  #fold = made("button", { type: "button", className: "fold" });
  #parts = made("div", { className: "parts" });

  constructor(map) {
    this.#map = map;
    this.element.className = "legend";
    this.element.setAttribute("role", "group");
    this.element.append(this.#fold, this.#parts);
    this.#fold.addEventListener("click", () => this.#open(this.element.classList.contains("folded")));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#fold.hidden) return;
      this.#open(false);
      this.#fold.focus();
      event.stopPropagation();
    });
  }

  // Over a map the legend is folded until it is wanted, or until a map is in colours that only the legend explains.
  fold(canFold, legend) {
    this.#fold.hidden = !canFold;
    const isNeeded = canFold && innerWidth > PHONE && legend?.sections.some(({ entries }) => entries.some(({ key }) => key.startsWith("change:")));
    this.element.classList.toggle("lasting", Boolean(isNeeded));
    this.#show(!canFold || (sessionStorage.getItem(OPEN) ?? (isNeeded ? "yes" : "no")) === "yes");
  }

  #open(isOpen) {
    this.#show(isOpen);
    sessionStorage.setItem(OPEN, isOpen ? "yes" : "no");
  }

  #show(isOpen) {
    this.element.classList.toggle("folded", !isOpen);
    this.#fold.setAttribute("aria-expanded", String(isOpen));
  }

  show(legend, words) {
    const json = JSON.stringify([legend, words]);
    if (json === this.#shown) return;
    this.#shown = json;
    this.element.hidden = !legend;
    if (!legend) return;
    const focused = this.element.getRootNode().activeElement?.dataset?.entry;
    this.element.setAttribute("aria-label", words.legend);
    this.#fold.replaceChildren(...legend.sections.slice(0, 1).flatMap(({ entries }) => entries.slice(0, 3).map((entry) => swatch(entry))), made("span", { textContent: words.legend }));
    this.#parts.replaceChildren(
      ...legend.sections.map((section) => this.#section(section, legend, words)),
      ...(legend.notes.length ? [listOf(words.notes, legend.notes.map((note) => made("li", { textContent: note })), "notes")] : []),
    );
    if (focused) [...this.element.querySelectorAll("button")].find(({ dataset }) => dataset.entry === focused)?.focus();
  }

  #section({ title, entries }, { only, recoloured, canChange }, words) {
    const sorts = new Set(only.map(sortOf));
    const items = entries.map((entry) => {
      const item = made("li", {});
      const isOff = sorts.has(sortOf(entry.key)) && !only.includes(entry.key);
      item.classList.toggle("off", isOff);
      item.append(...(canChange ? this.#controls(entry, { only, recoloured }, words) : [swatch(entry), ...wordsOf(entry)]));
      return item;
    });
    return listOf(title, items);
  }

  #controls(entry, { only, recoloured }, words) {
    const colour = made("input", { type: "color", value: entry.colour, title: words.recolour });
    colour.setAttribute("aria-label", `${words.recolour}: ${entry.label}`);
    colour.addEventListener("change", () => this.#map.ask("recolour", { id: entry.key, text: colour.value }));
    const label = made("label", { className: "swatch" });
    label.append(swatch(entry), colour);
    const button = made("button", { type: "button", title: words.only });
    button.dataset.entry = entry.key;
    button.setAttribute("aria-pressed", only.includes(entry.key));
    button.append(...wordsOf(entry));
    button.addEventListener("click", () => this.#map.ask("only", { id: entry.key }));
    if (!recoloured.includes(entry.key)) return [label, button];
    const back = made("button", { type: "button", textContent: "↺", title: words.ownColour });
    back.setAttribute("aria-label", `${words.ownColour}: ${entry.label}`);
    back.addEventListener("click", () => this.#map.ask("recolour", { id: entry.key }));
    return [label, button, back];
  }
}

function wordsOf({ label, count }) {
  return [made("span", { textContent: label }), document.createTextNode(" "), made("small", { textContent: count.toLocaleString("en-NZ") })];
}

export function isLine(entry) {
  return "dashes" in entry;
}

function swatch(entry) {
  const [width, height] = isLine(entry) ? SWATCH.line : SWATCH.mark;
  const context = new SvgContext(width, height);
  if (isLine(entry)) paintLine(context, entry, { x: 0, y: height / 2, length: width });
  else paintMark(context, entry, { x: width / 2, y: height / 2, radius: 6 });
  context.root.setAttribute("aria-hidden", "true");
  return context.root;
}

function sortOf(key) {
  return key.slice(0, key.indexOf(":"));
}

function listOf(title, items, className = "") {
  const list = made("ul", { className });
  list.setAttribute("aria-label", title);
  const section = made("section", {});
  section.append(made("h3", { textContent: title, hidden: className === "notes" }), list);
  list.append(...items);
  return section;
}

function made(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
