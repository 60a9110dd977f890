// The search over everything: `/` opens it, typing narrows it, Enter does what is marked.

import { button, icon, make } from "./dom.js";
import { fold, found, namesAt } from "./names.js";

const KIND_ICONS = {
  school: "school",
  person: "person",
  iwi: "diversity_3",
  partner: "handshake",
  network: "hub",
  programme: "category",
  goal: "target",
  practice: "menu_book",
  role: "badge",
};

export class Palette {
  // `offers` gives the pages and actions, each with a name, an icon, a kind and what it does; `choose` takes a key.
  constructor(room, words, { offers, choose }) {
    this.words = words;
    this.offers = offers;
    this.choose = choose;
    this.address = null;
    this.entries = [];
    this.list = make("ul", { role: "listbox", id: "gm-found", "aria-label": words.results });
    this.input = make("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": "gm-found",
      "aria-autocomplete": "list",
      "aria-label": words.search,
      placeholder: words.searchHint,
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "120",
      onInput: () => this.show(),
      onKeydown: (event) => this.press(event),
    });
    this.status = make("p", { class: "gm-unseen", role: "status" });
    this.dialog = make(
      "dialog",
      { class: "gm-palette", "aria-label": words.search, onClick: ({ target }) => target === this.dialog && this.dialog.close() },
      make(
        "div",
        { class: "gm-palette-box" },
        make(
          "div",
          { class: "gm-palette-top" },
          icon("search"),
          this.input,
          button({ class: "gm-plain", "aria-label": words.close, onClick: () => this.dialog.close() }, make("kbd", {}, "Esc")),
        ),
        this.list,
        this.status,
      ),
    );
    room.append(this.dialog);
  }

  async open(address) {
    if (this.dialog.open) return;
    this.input.value = "";
    this.at = 0;
    this.dialog.showModal();
    this.input.focus();
    this.show();
    this.entries = await namesAt(address);
    this.show();
  }

  show() {
    const text = this.input.value;
    const offers = this.offers();
    const wanted = fold(text);
    const fitting = offers.filter(({ name }) => !wanted || wanted.split(" ").every((part) => fold(name).includes(part)));
    const named = found(this.entries, text).map((entry) => ({
      ...entry,
      icon: KIND_ICONS[entry.word] ?? "label",
      act: () => this.choose(entry.key),
    }));
    const isMeant = ({ name }) => fold(name) === wanted; // a page by its whole name comes before those it is a part of
    this.shown = [...fitting.filter(isMeant), ...named, ...fitting.filter((each) => !isMeant(each))];
    this.at = 0;
    this.list.replaceChildren(...this.shown.map((each, number) => this.option(each, number)));
    if (!this.shown.length) this.list.append(make("li", { class: "gm-none", role: "presentation" }, this.words.nothing));
    this.status.textContent = this.shown.length ? "" : this.words.nothing;
    this.mark();
  }

  option(each, number) {
    return make(
      "li",
      {
        role: "option",
        id: `gm-found-${number}`,
        onClick: () => this.act(each),
        onPointermove: () => {
          if (this.at !== number) {
            this.at = number;
            this.mark();
          }
        },
      },
      icon(each.icon),
      make("span", { class: "gm-found-name" }, each.name),
      make("small", {}, each.kind),
    );
  }

  mark() {
    [...this.list.children].forEach((option, number) => {
      if (option.role === "option" || option.getAttribute("role") === "option")
        option.setAttribute("aria-selected", String(number === this.at));
    });
    const marked = this.shown.length ? this.list.children[this.at] : null;
    if (marked) this.input.setAttribute("aria-activedescendant", marked.id);
    else this.input.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.shown.length) {
      event.preventDefault();
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.mark();
    } else if (event.key === "Enter" && this.shown[this.at]) {
      event.preventDefault();
      this.act(this.shown[this.at]);
    }
    event.stopPropagation(); // no key here is one of the map's, or of Streamlit's
  }

  act(each) {
    this.dialog.close();
    each.act();
  }
}
