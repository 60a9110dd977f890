// The form of a visit: drawn here, kept while it is filled in, and sent when it is saved.

import { button, fill, icon, make } from "../shell/dom.js";
import { fold, found } from "../shell/names.js";
import { choicesAt } from "./choices.js";
import { Combo } from "./combo.js";
import { blank, keepName, keepVisit, keptName, keptVisit } from "./draft.js";
import { Server } from "./server.js";
import { Toast } from "./toast.js";
import { Who } from "./who.js";

const PAUSE = 300; // milliseconds after the last change, before guessing anew
const MOST_ASKED = 300; // people that a guess looks at
const NONE = { actors: [], byKey: new Map(), places: [], practices: [], networks: [], goals: [] };

let opened = 0; // the last time that the server opened the form

export class VisitForm {
  constructor(room, data) {
    this.data = data;
    this.visit = blank();
    this.other = null; // a visit that was being added when another was opened
    this.choices = NONE;
    this.goals = null; // those in force, once the server has said
    this.server = new Server();
    this.server.name = () => keptName();
    this.server.late = (answer) => answer.saved && this.dialog.open && this.isSaving !== true && this.saved(answer);
    this.build(room, data);
    this.listen = (event) => {
      event.preventDefault();
      this.open();
    };
    document.addEventListener("graphmap-add-visit", this.listen);
    this.listenToPanels = ({ target }) => {
      const filledIn = target.closest?.("[data-add-visit]")?.dataset.addVisit;
      if (filledIn) this.open(JSON.parse(filledIn));
    };
    document.addEventListener("click", this.listenToPanels);
  }

  // ---------------------------------------------------------------- building

  build(room, { words, groups, today }) {
    const problem = (name) => make("p", { class: "gm-problem", id: `gm-visit-problem-${name}`, role: "alert" });
    this.problems = Object.fromEntries(["when", "practice", "who", "others", "network", "goal", "note", ""].map((name) => [name, problem(name || "all")]));
    const field = (name, label, control, ...more) =>
      make("div", { class: `gm-field gm-field-${name}` }, make("label", { for: (control.input ?? control).id }, label), control.element ?? control, this.problems[name], ...more);

    this.days = ["today", "yesterday"].map((day) => {
      const input = make("input", { type: "radio", name: "gm-visit-when", value: day, onChange: () => this.chooseDay(day) });
      return { day, input, label: make("label", { class: "gm-day-choice" }, input, make("span", {}, words[day])) };
    });
    this.typed = make("input", {
      type: "text",
      id: "gm-visit-date",
      placeholder: words.dateHint,
      "aria-label": words.otherDate,
      "aria-describedby": "gm-visit-problem-when gm-visit-day",
      autocomplete: "off",
      maxlength: 60,
      onInput: () => this.typeDay(this.typed.value),
    });
    this.calendar = make("input", { type: "date", class: "gm-calendar-field", max: today, tabindex: "-1", "aria-label": words.calendar, onChange: () => this.typeDay(this.calendar.value, true) });
    const showCalendar = button({ class: "gm-plain gm-open-calendar", "aria-label": words.calendar, title: words.calendar, onClick: () => this.showCalendar() }, icon("calendar_month"));
    this.day = make("p", { class: "gm-hint", id: "gm-visit-day", role: "status" });
    const when = make(
      "fieldset",
      { class: "gm-field gm-field-when" },
      make("legend", {}, words.when),
      make("div", { class: "gm-when" }, this.days.map(({ label }) => label), make("span", { class: "gm-other-date" }, this.typed, showCalendar, this.calendar)),
      this.problems.when,
      this.day,
    );

    this.practice = new Combo({
      label: words.practice,
      hint: words.practiceHint,
      opensEmpty: true,
      describedBy: "gm-visit-problem-practice gm-visit-practice",
      options: (text) => this.practicesLike(text),
      choose: ({ name }) => {
        this.visit.practice = this.practice.value = name;
        this.changed("practice");
        this.who.combo.input.focus();
      },
      typed: (text) => {
        this.visit.practice = text;
        this.changed("practice");
      },
    });
    this.meaning = make("p", { class: "gm-meaning", id: "gm-visit-practice" });

    this.who = new Who(words, groups, {
      visit: () => this.visit,
      changed: () => this.changed("who"),
      ask: (what, request) => this.server.ask(what, request),
      choices: () => this.choices,
      didSame: (practice) => {
        if (this.visit.practice) return;
        this.visit.practice = this.practice.value = practice;
        this.changed("practice");
      },
    });

    const select = (id, change) => make("select", { id, "aria-describedby": `${id}-hint`, onChange: change });
    this.network = select("gm-visit-network", () => {
      Object.assign(this.visit, { network: this.network.value, networkByHand: true, goal: "", goalByHand: false });
      this.goals = null;
      this.changed("network");
    });
    this.goal = select("gm-visit-goal", () => {
      Object.assign(this.visit, { goal: this.goal.value, goalByHand: true });
      this.changed("goal");
    });
    this.networkHint = make("p", { class: "gm-hint", id: "gm-visit-network-hint" });
    this.goalHint = make("p", { class: "gm-hint", id: "gm-visit-goal-hint" });
    const text = (tag, name, more) =>
      make(tag, {
        id: `gm-visit-${name}`,
        "aria-describedby": `gm-visit-problem-${name}`,
        autocomplete: "off",
        ...more,
        onInput: ({ target }) => {
          this.visit[name] = target.value;
          this.changed(name);
        },
      });
    this.others = text("input", "others", { type: "text", inputmode: "numeric", maxlength: 9, placeholder: "0" });
    this.note = text("textarea", "note", { rows: 2, maxlength: 2000, placeholder: words.noteHint });

    this.you = make("div", { class: "gm-you" });
    this.save = button({ class: "gm-strong", onClick: () => this.send() }, words.save);
    this.another = make("div", { class: "gm-already", role: "alert" });
    this.before = make("div", { class: "gm-before" });
    this.dialog = make(
      "dialog",
      {
        class: "gm-visit",
        "aria-labelledby": "gm-visit-title",
        onCancel: (event) => {
          event.preventDefault();
          this.close();
        },
        onKeydown: (event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            this.send();
          }
          event.stopPropagation(); // no key here is one of the map's, or of Streamlit's
        },
      },
      make("header", {}, make("h2", { id: "gm-visit-title" }, words.title), button({ class: "gm-plain", "aria-label": words.close, title: words.close, onClick: () => this.close() }, icon("close"))),
      make(
        "div",
        { class: "gm-visit-body" },
        this.before,
        when,
        field("practice", words.practice, this.practice, this.meaning),
        make("div", { class: "gm-field gm-field-who" }, make("label", { for: this.who.combo.input.id }, words.who), this.who.element, this.problems.who),
        field("others", words.others, this.others),
        make("div", { class: "gm-two" }, field("network", words.network, this.network, this.networkHint), field("goal", words.goal, this.goal, this.goalHint)),
        field("note", words.note, this.note),
      ),
      make("footer", {}, this.another, this.problems[""], make("div", { class: "gm-row-of-buttons" }, this.save, button({ class: "gm-plain", onClick: () => this.close() }, words.cancel), this.you)),
    );
    this.toast = new Toast(words.close);
    room.append(this.dialog, this.toast.element);
  }

  // ---------------------------------------------------------------- what the server sends

  update(data) {
    const isFirst = !this.isReady;
    this.isReady = true;
    const { choices } = this.data;
    this.data = data;
    this.server.hear(data.answer);
    if (data.opened > opened) {
      opened = data.opened;
      this.open();
    } else if (this.dialog.open && choices !== data.choices) {
      this.fetch();
    }
    if (isFirst) {
      if (keptName() && keptName() !== data.by) this.server.ask("name").catch(() => {});
      if (!this.dialog.open) this.offerToGoOn();
    }
  }

  // Fetch the choices; those that the server no longer keeps it makes again when it is asked anything.
  async fetch(again = true) {
    try {
      this.choices = await choicesAt(this.data.choices);
    } catch {
      if (!again) return;
      await this.server.ask("name").catch(() => {});
      await this.fetch(false);
      return;
    }
    for (const somebody of this.visit.who) {
      const known = this.choices.byKey.get(somebody.key);
      if (known) Object.assign(somebody, { name: known.name, beside: known.beside });
    }
    this.who.show();
    this.showMeaning();
    this.showNetworks();
    for (const combo of [this.practice, this.who.combo]) if (document.activeElement === combo.input) combo.open(true);
    this.guess();
  }

  // ---------------------------------------------------------------- opening and closing

  // Open the form: with what was typed before, or filled in with who took part.
  open({ who = [], network = "" } = {}) {
    if (this.dialog.open) return;
    const kept = keptVisit(this.data.kept);
    const isFilledIn = who.length > 0 || network;
    this.other = isFilledIn ? kept : null;
    this.visit = isFilledIn || !kept ? blank() : kept;
    if (isFilledIn) Object.assign(this.visit, { who: who.map((key) => ({ key, name: key, beside: "" })), network, networkByHand: Boolean(network) });
    this.toast.hide();
    this.goals = null;
    this.show();
    this.dialog.showModal();
    this.fetch();
    const isTouch = matchMedia("(pointer: coarse)").matches;
    (isTouch ? this.dialog.querySelector("h2") : this.days.find(({ input }) => input.checked)?.input ?? this.typed)?.focus();
    this.dialog.querySelector(".gm-visit-body").scrollTop = 0;
  }

  close() {
    this.dialog.close();
    this.offerToGoOn();
  }

  offerToGoOn() {
    const kept = keptVisit(this.data.kept);
    const { words } = this.data;
    if (!kept) return;
    const what = [kept.practice, [...kept.who, ...kept.newcomers].slice(0, 2).map(({ name }) => name).join(", ")].filter(Boolean).join(", ");
    this.toast.show(what ? words.wereAddingWhat.replace("{}", what) : words.wereAdding, [
      [words.goOn, () => this.open()],
      [words.throwAway, () => keepVisit(this.data.kept, null)],
    ]);
  }

  show() {
    const { visit } = this;
    const { words } = this.data;
    for (const { day, input } of this.days) input.checked = !visit.typed && visit.when === day;
    this.typed.value = visit.typed;
    this.practice.value = visit.practice;
    this.who.combo.value = "";
    this.who.newcomer.close();
    this.who.status.textContent = "";
    this.who.openList(false);
    this.others.value = visit.others;
    this.note.value = visit.note;
    this.day.textContent = "";
    this.who.show();
    fill(this.who.last);
    fill(this.another);
    this.showMeaning();
    this.showNetworks();
    this.showProblems({});
    this.showYou();
    this.busy(false);
    fill(this.before, this.other && make("p", {}, words.wereAdding, " ", button({ class: "gm-link", onClick: () => this.goBack() }, words.goOn)));
  }

  goBack() {
    [this.visit, this.other] = [this.other, null];
    this.goals = null;
    this.show();
    this.guess();
    this.practice.input.focus();
  }

  // ---------------------------------------------------------------- filling in

  chooseDay(day) {
    Object.assign(this.visit, { when: day, typed: "" });
    this.typed.value = "";
    this.changed("when");
  }

  typeDay(text, isChosen = false) {
    this.visit.typed = text;
    if (isChosen) this.typed.value = text;
    for (const { day, input } of this.days) input.checked = !text && this.visit.when === day;
    this.changed("when");
  }

  showCalendar() {
    try {
      this.calendar.showPicker();
    } catch {
      this.typed.focus();
    }
  }

  practicesLike(text) {
    const { practices } = this.choices;
    const wanted = fold(text);
    const same = practices.find(({ folded }) => folded === wanted);
    if (!wanted || same) return [...new Set([same ?? practices, practices].flat())];
    const named = found(practices, text, 40);
    const meant = practices.filter((each) => !named.includes(each) && wanted.length > 3 && fold(each.detail).includes(wanted));
    return [...named, ...meant];
  }

  showMeaning() {
    const known = this.choices.practices.find(({ folded }) => folded === fold(this.visit.practice));
    fill(this.meaning, known && [make("b", { class: `gm-depth gm-depth-${known.depth}` }, known.beside), " ", known.detail]);
  }

  showNetworks() {
    const { visit, choices, goals } = this;
    const { words } = this.data;
    const options = (select, listed, value) => {
      const known = listed.some(([key]) => key === value) || !value ? listed : [...listed, [value, value]];
      fill(select, make("option", { value: "" }, words.none), ...known.map(([key, name]) => make("option", { value: key }, name)));
      select.value = value;
    };
    options(this.network, choices.networks, visit.network);
    const ofNetwork = choices.goals.filter(([key, , network]) => key === visit.goal || (goals ? goals.includes(key) : network === visit.network && network));
    options(this.goal, ofNetwork, visit.goal);
    this.networkHint.textContent = visit.network && !visit.networkByHand ? words.guessed : "";
    this.goalHint.textContent = visit.goal && !visit.goalByHand ? words.guessed : "";
  }

  changed(name) {
    keepVisit(this.data.kept, this.visit);
    this.problems[name].textContent = "";
    if (name === "who") fill(this.another);
    if (name === "practice") this.showMeaning();
    if (name === "network") this.showNetworks();
    if (["when", "practice", "who", "network"].includes(name)) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.guess(), PAUSE);
    }
  }

  async guess() {
    const asked = this.visit;
    const network = asked.networkByHand ? asked.network : "";
    const some = { ...this.typedVisit(), note: "", who: this.typedVisit().who.slice(0, MOST_ASKED) };
    let answer;
    try {
      answer = await this.server.ask("guess", { visit: some, network });
    } catch {
      return; // overtaken, or no answer: what is typed is enough
    }
    if (asked !== this.visit || !this.dialog.open) return;
    const weekday = answer.day ? new Date(`${answer.day}T00:00:00Z`).toLocaleDateString(this.data.lang === "mi" ? "mi" : "en-NZ", { weekday: "long", timeZone: "UTC" }) : "";
    this.day.textContent = [weekday, answer.when].filter(Boolean).join(" ");
    if (answer.whenProblem && document.activeElement !== this.typed) this.problems.when.textContent = answer.whenProblem;
    if (!asked.networkByHand) asked.network = answer.network ?? "";
    const isNone = asked.networkByHand && !asked.network;
    this.goals = isNone ? [] : (answer.goals ?? null);
    if (!asked.goalByHand) asked.goal = isNone ? "" : (answer.goal ?? "");
    this.showNetworks();
    this.who.offer(answer.last);
  }

  // ---------------------------------------------------------------- who records

  showYou(isOpen = false) {
    const { words, longestName } = this.data;
    const name = keptName();
    if (!isOpen) {
      fill(this.you, button({ class: "gm-link", onClick: () => this.showYou(true) }, name ? words.recordedBy.replace("{}", name) : words.recordedByNobody));
      return;
    }
    const keep = () => {
      keepName(input.value.trim());
      this.server.ask("name").catch(() => {});
      this.showYou();
      this.you.querySelector("button").focus();
    };
    const input = make("input", {
      type: "text",
      "aria-label": words.you,
      placeholder: words.youHint,
      title: words.youHint,
      maxlength: longestName,
      autocomplete: "name",
      onKeydown: (event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        keep();
      },
    });
    input.value = name;
    fill(this.you, input, button({ class: "gm-quiet", onClick: keep }, words.keep));
    input.focus();
  }

  // ---------------------------------------------------------------- saving

  typedVisit() {
    const { when, typed, practice, who, newcomers, others, network, goal, note } = this.visit;
    return { when: typed.trim() || when, practice, who: who.map(({ key }) => key), newcomers, others, network, goal, note };
  }

  busy(isBusy) {
    const { words } = this.data;
    this.isSaving = isBusy;
    this.save.disabled = isBusy;
    this.save.textContent = isBusy ? words.saving : words.save;
  }

  async send(again = false) {
    if (this.isSaving) return;
    const { words } = this.data;
    const inTheWay = this.who.problem();
    if (inTheWay) {
      this.showProblems({ who: inTheWay });
      return;
    }
    fill(this.another);
    this.showProblems({}, false);
    this.busy(true);
    let answer;
    try {
      answer = await this.server.ask("save", { visit: { ...this.typedVisit(), again } });
    } catch {
      this.busy(false);
      this.showProblems({ "": words.noAnswer });
      return;
    }
    this.busy(false);
    if (answer.saved) this.saved(answer);
    else if (answer.same) this.askAgain(answer.same);
    else this.showProblems(answer.problems ?? { "": words.noAnswer });
  }

  saved({ text, seq }) {
    keepVisit(this.data.kept, this.other);
    [this.visit, this.other] = [blank(), null];
    this.dialog.close();
    const { words } = this.data;
    this.toast.show(text, seq ? [[words.undo, () => this.undo(seq)]] : []);
    this.refresh();
  }

  // Have the page show what is now in the record. It has said that it is saved before, as that may take a moment.
  refresh() {
    this.server.ask("refresh").catch(() => {});
  }

  async undo(seq) {
    const { words } = this.data;
    this.toast.show(words.undoing, []);
    let answer;
    try {
      answer = await this.server.ask("undo", { seq });
    } catch {
      this.toast.show(words.noAnswer, [[words.undo, () => this.undo(seq)]]);
      return;
    }
    this.toast.show(answer.text ?? answer.problems?.[""] ?? words.noAnswer, []);
    if (answer.undone) this.refresh();
  }

  askAgain(what) {
    const { words } = this.data;
    const add = button({ class: "gm-quiet", onClick: () => this.send(true) }, words.another);
    const throwAway = button({ class: "gm-plain", onClick: () => this.throwAway() }, words.throwAway);
    fill(this.another, make("p", {}, words.already.replace("{}", what)), make("div", { class: "gm-row-of-buttons" }, add, throwAway));
    add.focus();
  }

  throwAway() {
    keepVisit(this.data.kept, this.other);
    this.dialog.close();
  }

  // Say beside each field what is wrong, and go to the first.
  showProblems(problems, goes = true) {
    const { words } = this.data;
    const controls = { when: this.typed, practice: this.practice.input, who: this.who.combo.input, others: this.others, network: this.network, goal: this.goal, note: this.note };
    for (const [name, place] of Object.entries(this.problems)) {
      place.textContent = problems[name] ?? "";
      if (controls[name]) controls[name].setAttribute("aria-invalid", String(Boolean(problems[name])));
    }
    this.who.show(problems);
    const names = Object.keys(problems);
    if (!names.length) return;
    if (!problems[""] && names.length) this.problems[""].textContent = words.fix;
    const first = Object.keys(controls).find((name) => problems[name]);
    if (goes && first) controls[first].focus();
  }

  leave() {
    clearTimeout(this.timer);
    document.removeEventListener("graphmap-add-visit", this.listen);
    document.removeEventListener("click", this.listenToPanels);
  }
}
