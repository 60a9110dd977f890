// Somebody new: name, school and role, and a question where they may be in the records already.

import { button, fill, make } from "../shell/dom.js";
import { found } from "../shell/names.js";
import { Combo } from "./combo.js";

const PAUSE = 350; // milliseconds after the last key

export class NewcomerForm {
  // `add` takes somebody new, `use` the key of somebody known, `ask` the server; `done` puts the focus back.
  constructor(words, groups, { add, use, ask, choices, done }) {
    Object.assign(this, { words, add, use, ask, choices, done });
    this.roles = [];
    this.name = make("input", { type: "text", id: "gm-new-name", autocomplete: "off", maxlength: 200, "aria-describedby": "gm-new-problem", onInput: () => this.later() });
    this.place = new Combo({
      label: words.place,
      hint: words.placeHint,
      opensEmpty: true,
      options: (text) => (text.trim() ? found(this.choices().places, text, 30) : this.choices().places.slice(0, 30)),
      choose: (place) => {
        this.chosen = place;
        this.place.value = place.name;
        this.role.input.focus();
        this.later(0);
      },
      typed: () => {
        this.chosen = null;
        this.later();
      },
      enter: () => this.finish(),
    });
    this.role = new Combo({
      label: words.role,
      hint: words.roleHint,
      opensEmpty: true,
      isFree: true,
      options: (text) => {
        const roles = this.roles.map((name) => ({ name, folded: name.toLowerCase() }));
        return text.trim() ? found(roles, text, 12) : roles.slice(0, 12);
      },
      choose: ({ name }) => {
        this.role.value = name;
        this.later(0);
      },
      typed: () => this.later(),
      enter: () => this.finish(),
    });
    this.group = make("select", { id: "gm-new-group" }, make("option", { value: "" }, words.groupNone), ...groups.map(([value, name]) => make("option", { value }, name)));
    this.groupRow = make("div", { class: "gm-field", hidden: true }, make("label", { for: "gm-new-group" }, words.group), this.group);
    this.near = make("div", { class: "gm-near", role: "status" });
    this.problem = make("p", { class: "gm-problem", id: "gm-new-problem", role: "alert" });
    this.name.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.finish();
    });
    this.element = make(
      "fieldset",
      { class: "gm-newcomer", hidden: true },
      make("legend", {}, words.newcomer),
      make("div", { class: "gm-field" }, make("label", { for: "gm-new-name" }, words.name), this.name),
      this.near,
      make("div", { class: "gm-field" }, make("label", { for: this.place.input.id }, words.place), this.place.element),
      make("div", { class: "gm-field" }, make("label", { for: this.role.input.id }, words.role), this.role.element),
      this.groupRow,
      this.problem,
      make("div", { class: "gm-row-of-buttons" }, button({ class: "gm-quiet", onClick: () => this.finish() }, words.addThem), button({ class: "gm-plain", onClick: () => this.cancel() }, words.cancel)),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      this.cancel();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // Open it about somebody; without anybody it is as it was when it was cancelled.
  open({ name = "", place = "", placeName = "", role = "", group = "" } = {}) {
    if (name || !this.wasCancelled) this.fillIn({ name, place, placeName, role, group });
    this.wasCancelled = false;
    this.element.hidden = false;
    (this.name.value ? this.place.input : this.name).focus();
    this.element.scrollIntoView({ block: "nearest" });
    this.later(0);
  }

  fillIn({ name, place, placeName, role, group }) {
    this.name.value = name;
    this.chosen = place ? { key: place, name: placeName } : null;
    this.place.value = placeName;
    this.role.value = role;
    this.group.value = group;
    this.groupByHand = Boolean(group);
    this.problem.textContent = "";
    this.roles = [];
    fill(this.near);
    this.groupRow.hidden = true;
  }

  later(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), pause);
  }

  async look() {
    if (!this.isOpen) return;
    const [name, place, role] = [this.name.value, this.chosen?.key ?? "", this.role.value];
    let answer;
    try {
      answer = await this.ask("newcomer", { name, place, role });
    } catch {
      return;
    }
    if (name !== this.name.value || !this.isOpen) return;
    this.roles = answer.roles ?? [];
    if (document.activeElement === this.role.input && !this.role.value) this.role.open();
    const isNewRole = role.trim() && !this.roles.some((each) => each.toLowerCase() === role.trim().toLowerCase());
    this.groupRow.hidden = !isNewRole;
    if (!this.groupByHand) this.group.value = answer.group ?? "";
    this.group.onchange = () => (this.groupByHand = true);
    const known = (answer.near ?? []).map((key) => this.choices().byKey.get(key)).filter(Boolean);
    fill(
      this.near,
      known.map((actor) =>
        make(
          "p",
          {},
          this.words.sameOne.replace("{}", [actor.name, actor.beside].filter(Boolean).join(", ")),
          " ",
          button({ class: "gm-link", onClick: () => this.useKnown(actor.key) }, this.words.useThem),
        ),
      ),
    );
  }

  useKnown(key) {
    this.close();
    this.use(key);
    this.done();
  }

  // Add them, and return whether that could be done.
  finish() {
    const name = this.name.value.trim();
    const [place, role] = [this.place.value.trim(), this.role.value.trim()];
    if (place && !this.chosen) {
      const same = found(this.choices().places, place, 1)[0];
      if (same && same.name.toLowerCase() === place.toLowerCase()) this.chosen = same;
    }
    const [problem, field] = !name
      ? [this.words.needName, this.name]
      : place && !this.chosen
        ? [this.words.needPlace.replace("{}", place), this.place.input]
        : this.chosen && !role
          ? [this.words.needRole, this.role.input]
          : role && !this.chosen
            ? [this.words.needPlaceOfRole, this.place.input]
            : [];
    this.problem.textContent = problem ?? "";
    if (problem) {
      field.focus();
      return false;
    }
    this.close();
    this.add({ name, place: this.chosen?.key ?? "", placeName: this.chosen?.name ?? "", role, group: this.groupRow.hidden ? "" : this.group.value });
    this.done();
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.element.hidden = true;
  }

  cancel() {
    this.wasCancelled = true;
    this.close();
    this.done();
  }
}
