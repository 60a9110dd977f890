// A text field with a list of what it may mean: arrows walk it, Enter chooses, Escape closes it, Tab goes on.

import { make } from "../shell/dom.js";

let made = 0;

export class Combo {
  // `options` gives what to list for a text: each with a name, and perhaps beside, detail, depth, isPlain.
  // `choose` takes the one that is chosen; `typed` hears what is typed; `enter` hears Enter with nothing marked. Where any
  // text `isFree` to be typed, nothing is marked before somebody goes to it.
  constructor({ label, hint, options, choose, typed = () => {}, enter = () => {}, opensEmpty = false, isFree = false, describedBy, maxlength = 300 }) {
    Object.assign(this, { options, choose, typed, enter, opensEmpty, isFree });
    const id = `gm-combo-${++made}`;
    this.shown = [];
    this.at = -1;
    this.list = make("ul", { role: "listbox", id, "aria-label": label, hidden: true, onPointerdown: (event) => event.preventDefault() });
    this.input = make("input", {
      type: "text",
      id: `${id}-input`,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-describedby": describedBy,
      placeholder: hint,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "enter",
      maxlength,
      onInput: () => {
        this.typed(this.input.value);
        this.open(true);
      },
      onFocus: () => this.opensEmpty && !this.input.value && this.open(),
      onClick: () => (this.opensEmpty || this.input.value) && this.open(),
      onBlur: () => this.close(),
      onKeydown: (event) => this.press(event),
    });
    this.element = make("div", { class: "gm-combo" }, this.input, this.list);
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
  }

  open(marksFirst = false) {
    this.shown = this.options(this.input.value);
    if (this.shown.length === 1 && this.shown[0].name === this.input.value) this.shown = [];
    this.at = marksFirst && !this.isFree && this.input.value.trim() && this.shown.length ? 0 : -1;
    this.list.replaceChildren(...this.shown.map((each, number) => this.option(each, number)));
    const isOpen = this.shown.length > 0;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.mark();
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  option(each, number) {
    return make(
      "li",
      { role: "option", id: `${this.list.id}-${number}`, class: each.isPlain ? "gm-option-new" : false, onClick: () => this.take(each) },
      make("span", { class: "gm-option-name" }, each.name),
      each.beside && make("small", { class: each.depth === undefined ? false : `gm-depth gm-depth-${each.depth}` }, each.beside),
      each.detail && make("span", { class: "gm-option-detail" }, each.detail),
    );
  }

  mark() {
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    const marked = this.at >= 0 ? this.list.children[this.at] : null;
    if (marked) this.input.setAttribute("aria-activedescendant", marked.id);
    else this.input.removeAttribute("aria-activedescendant");
    (marked ?? (this.list.hidden ? null : this.list))?.scrollIntoView({ block: "nearest" });
  }

  take(each) {
    this.close();
    this.choose(each);
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      if (!this.shown.length) return;
      this.at = this.at < 0 && step < 0 ? this.shown.length - 1 : (this.at + step + this.shown.length) % this.shown.length;
      this.mark();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!this.list.hidden && this.shown[this.at]) this.take(this.shown[this.at]);
      else this.enter(this.input.value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}
