// Who was there: chips, a field that finds them as one types, lists that are pasted, and somebody new.

import { button, fill, icon, make } from "../shell/dom.js";
import { found } from "../shell/names.js";
import { Combo } from "./combo.js";
import { NewcomerForm } from "./newcomer.js";

const SHOWN = 60; // chips and lines that are drawn at once
const OFFERED = 12;
const LONG = 5000; // characters of a list that a field takes long to show
const SEVERAL = /[\n;\t]|,.*,/;

export class Who {
  // `visit` gives what is typed; `changed` hears when it changes; `ask` asks the server; `choices` are those to
  // search; `didSame` hears the practice of last time.
  constructor(words, groups, { visit, changed, ask, choices, didSame }) {
    Object.assign(this, { words, visit, changed, ask, choices, didSame });
    this.chips = make("ul", { class: "gm-people", "aria-label": words.who });
    this.lines = make("ul", { class: "gm-asked", "aria-label": words.paste });
    this.status = make("p", { class: "gm-hint", role: "status" });
    this.last = make("div", { class: "gm-last" });
    this.combo = new Combo({
      label: words.who,
      hint: words.whoHint,
      describedBy: "gm-visit-problem-who",
      maxlength: 100_000,
      options: (text) => this.options(text),
      choose: (each) => (each.isPlain ? this.newcomer.open({ name: each.text }) : this.add([each.key])),
      enter: (text) => SEVERAL.test(text) && this.readList(text),
    });
    this.combo.input.addEventListener("paste", (event) => this.pasted(event));
    this.combo.input.addEventListener("keydown", (event) => event.key === "Backspace" && !this.combo.value && this.removeLast());
    this.newcomer = new NewcomerForm(words, groups, {
      add: (somebody) => this.addNew(somebody),
      use: (key) => this.add([key]),
      ask,
      choices,
      done: () => this.combo.input.focus(),
    });
    this.text = make("textarea", { id: "gm-visit-list", rows: 5, spellcheck: "false", autocomplete: "off", onPaste: (event) => this.pasted(event, LONG) });
    this.listRoom = make(
      "div",
      { class: "gm-list-room", hidden: true },
      make("label", { for: "gm-visit-list" }, words.pasteLabel),
      this.text,
      button({ class: "gm-quiet", onClick: () => this.readList(this.text.value) }, words.findThem),
    );
    this.pasteButton = button({ class: "gm-link", "aria-expanded": "false", onClick: () => this.openList(this.listRoom.hidden) }, words.paste);
    const newButton = button({ class: "gm-link", onClick: () => this.newcomer.open({ name: this.combo.value.trim() }) }, words.newOne);
    this.element = make(
      "div",
      { class: "gm-who" },
      this.chips,
      this.combo.element,
      this.last,
      make("div", { class: "gm-row-of-buttons" }, newButton, this.pasteButton),
      this.newcomer.element,
      this.listRoom,
      this.status,
      this.lines,
    );
  }

  // ---------------------------------------------------------------- typing

  options(text) {
    const wanted = text.trim();
    if (!wanted || SEVERAL.test(wanted) || !this.choices().areHere) return []; // nobody is new before all are known
    const here = new Set(this.visit().who.map(({ key }) => key));
    const offered = found(this.choices().actors, wanted, OFFERED + here.size).filter(({ key }) => !here.has(key)).slice(0, OFFERED);
    return [...offered, { name: this.words.someone.replace("{}", wanted), text: wanted, isPlain: true }];
  }

  add(keys) {
    const { who } = this.visit();
    const here = new Set(who.map(({ key }) => key));
    for (const key of keys) {
      const actor = this.choices().byKey.get(key);
      if (here.has(key)) continue;
      here.add(key);
      who.push({ key, name: actor?.name ?? key, beside: actor?.beside ?? "" });
    }
    this.combo.value = "";
    this.combo.close();
    this.show();
    this.changed();
  }

  addNew(somebody) {
    const { newcomers } = this.visit();
    if (this.replacing === undefined) newcomers.push(somebody);
    else newcomers.splice(this.replacing, 1, somebody);
    this.replacing = undefined;
    this.combo.value = "";
    this.show();
    this.changed();
  }

  removeLast() {
    const { who, newcomers } = this.visit();
    if (!(newcomers.pop() ?? who.pop())) return;
    this.show();
    this.changed();
  }

  // ---------------------------------------------------------------- lists

  // Read a list where it is pasted. One that isn't `long` stays in its field, to be changed before it is read.
  pasted(event, long = 0) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length < long || !SEVERAL.test(text.trim())) return;
    event.preventDefault();
    this.readList(text);
  }

  openList(opens) {
    this.listRoom.hidden = !opens;
    this.pasteButton.setAttribute("aria-expanded", String(opens));
    if (opens) this.text.focus();
  }

  async readList(text) {
    this.combo.close();
    if (this.listRoom.hidden) this.combo.value = "";
    this.text.value = text; // stays until it is read
    this.status.textContent = this.words.looking;
    let lines;
    try {
      ({ lines } = await this.ask("list", { text }));
      if (!lines) throw new Error("no names");
    } catch {
      this.openList(true);
      this.status.textContent = this.words.noAnswer;
      return;
    }
    this.text.value = "";
    this.openList(false);
    const known = lines.filter(([, keys]) => keys.length === 1).map(([, keys]) => keys[0]);
    const before = this.visit().who.length;
    this.visit().lines.push(...lines.filter(([, keys]) => keys.length !== 1).map(([name, keys, near]) => ({ name, keys, near })));
    this.add(known);
    const added = this.visit().who.length - before;
    this.status.textContent = lines.length ? this.words.found.replace("{number}", added.toLocaleString("en-NZ")) : this.words.foundNone;
    this.combo.input.focus();
  }

  settle(line, key) {
    const { lines } = this.visit();
    lines.splice(lines.indexOf(line), 1);
    if (key) this.add([key]);
    else {
      this.show();
      this.changed();
    }
    (this.lines.querySelector("select, button") ?? this.combo.input).focus();
  }

  // ---------------------------------------------------------------- last time

  offer(last) {
    const here = new Set(this.visit().who.map(({ key }) => key));
    const missing = (last?.who ?? []).filter((key) => !here.has(key));
    if (!missing.length) {
      fill(this.last);
      return;
    }
    const names = missing.map((key) => this.choices().byKey.get(key)?.name ?? key);
    const listed = names.length > 3 ? `${names.slice(0, 2).join(", ")} ${this.words.more.replace("{}", names.length - 2)}` : names.join(", ");
    const text = this.words.lastTime.replace("{names}", listed).replace("{what}", last.text);
    fill(this.last, button({ class: "gm-quiet", onClick: () => this.addLast(missing, last.practice) }, icon("history"), make("span", {}, text)));
  }

  addLast(keys, practice) {
    this.didSame(practice);
    this.add(keys);
    fill(this.last);
    this.combo.input.focus();
  }

  // ---------------------------------------------------------------- drawing

  show(problems = {}) {
    const { who, newcomers, lines } = this.visit();
    const { words } = this;
    const chip = (somebody, remove, beside, extra) =>
      make(
        "li",
        { class: "gm-person" },
        make("span", {}, somebody.name, beside && make("small", {}, beside)),
        extra,
        button({ class: "gm-plain", "aria-label": words.remove.replace("{}", somebody.name), title: words.remove.replace("{}", somebody.name), onClick: remove }, icon("close")),
      );
    const drop = (list, each) => () => {
      list.splice(list.indexOf(each), 1);
      this.show();
      this.changed();
      this.combo.input.focus();
    };
    const change = (number) => () => {
      this.replacing = number;
      this.newcomer.open(newcomers[number]);
    };
    const left = who.length - SHOWN;
    fill(
      this.chips,
      who.slice(0, SHOWN).map((actor) => chip(actor, drop(who, actor), actor.beside)),
      left > 0 && make("li", { class: "gm-person" }, make("span", {}, words.more.replace("{}", left.toLocaleString("en-NZ")))),
      newcomers.map((somebody, number) => {
        const problem = problems[`new-${number}`];
        const beside = [words.isNew, somebody.role, somebody.placeName].filter(Boolean).join(", ");
        const item = chip(somebody, drop(newcomers, somebody), beside, button({ class: "gm-link", onClick: change(number) }, words.change));
        if (problem) item.append(make("p", { class: "gm-problem", role: "alert" }, problem));
        return item;
      }),
    );
    this.chips.hidden = !who.length && !newcomers.length;
    const more = lines.length - SHOWN;
    fill(
      this.lines,
      lines.slice(0, SHOWN).map((line) => this.question(line)),
      more > 0 && make("li", {}, words.more.replace("{}", more.toLocaleString("en-NZ"))),
      lines.length > 1 &&
        make("li", {}, button({ class: "gm-quiet", onClick: () => this.leaveAllOut() }, words.leaveAllOut.replace("{}", lines.length.toLocaleString("en-NZ")))),
    );
    this.lines.hidden = !lines.length;
  }

  leaveAllOut() {
    this.visit().lines.length = 0;
    this.show();
    this.changed();
    this.combo.input.focus();
  }

  // A name of a list that means several or nobody: which one, somebody new, or left out.
  question(line) {
    const { words } = this;
    const told = (key) => {
      const actor = this.choices().byKey.get(key);
      return actor ? [actor.name, actor.beside].filter(Boolean).join(", ") : key;
    };
    const leave = button({ class: "gm-link", "aria-label": `${words.leaveOut}: ${line.name}`, onClick: () => this.settle(line) }, words.leaveOut);
    if (line.keys.length) {
      const text = words.which.replace("{}", line.name);
      const choice = make(
        "select",
        { "aria-label": text, onChange: () => this.settle(line, choice.value) },
        make("option", { value: "" }, words.choose),
        ...line.keys.map((key) => make("option", { value: key }, told(key))),
      );
      return make("li", {}, make("span", {}, text), choice, leave);
    }
    const asNew = button(
      {
        class: "gm-link",
        "aria-label": `${words.newOne}: ${line.name}`,
        onClick: () => {
          this.settle(line);
          this.newcomer.open({ name: line.name });
        },
      },
      words.newOne,
    );
    return make(
      "li",
      {},
      make("span", {}, words.unknown.replace("{}", line.name)),
      line.near.map((key) => button({ class: "gm-quiet", onClick: () => this.settle(line, key) }, words.meant.replace("{}", told(key)))),
      asNew,
      leave,
    );
  }

  // What is in the way of saving, if anything is.
  problem() {
    if (this.newcomer.isOpen && !this.newcomer.finish()) return this.words.finishNew;
    const typed = this.combo.value.trim();
    if (typed) return this.words.notAdded.replace("{}", typed.slice(0, 60));
    return this.visit().lines.length ? this.words.unsettled : "";
  }
}
