// The choice of a period: presets, typing, and a calendar whose weeks begin on Monday.

import { button, icon, make } from "./dom.js";

const DAY = 86_400_000;
const asDate = (iso) => new Date(`${iso}T00:00:00Z`);
const asIso = (day) => day.toISOString().slice(0, 10);

export class PeriodChoice {
  constructor(ask) {
    this.ask = ask;
    this.isOpen = false; // the calendar
    this.first = null;
  }

  fill(period, words, close) {
    const choose = (what, name) => () => {
      this.first = null;
      this.ask(what, name);
      close();
    };
    const row = (what, name, title, detail, isChosen) =>
      button(
        { class: "gm-row", "aria-pressed": String(isChosen), "data-is": `${what}-${name}`, onClick: choose(what, name) },
        icon(isChosen ? "check" : ""),
        make("span", {}, title),
        make("small", {}, detail),
      );
    const rows = [
      ...period.presets.map(([name, title, detail]) => row("preset", name, title, detail, period.chosen === name)),
      button(
        {
          class: "gm-row",
          "aria-pressed": String(period.chosen === "custom"),
          "aria-expanded": String(this.isOpen),
          "data-is": "custom",
          onClick: () => {
            this.isOpen = !this.isOpen;
            this.refill();
          },
        },
        icon(period.chosen === "custom" ? "check" : ""),
        make("span", {}, words.custom),
        make("small", {}, period.chosen === "custom" ? period.name : ""),
      ),
    ];
    const comparisons = [
      row("compare", "none", words.nothingElse, "", !period.compared),
      ...period.comparisons.map(([name, title, detail, isChosen]) => row("compare", name, title, detail, isChosen)),
    ];
    const isOther = period.compared && !period.comparisons.some(([, , , isChosen]) => isChosen);
    if (isOther) comparisons.push(row("comparePeriod", period.compared, words.custom, period.compared, true));
    return [
      make("h2", {}, words.period),
      make("div", { class: "gm-rows" }, rows),
      this.typing("period", words.typed, words),
      period.problem && make("p", { class: "gm-problem", role: "alert" }, period.problem),
      this.isOpen && this.calendar(period, words),
      make("h2", {}, words.compare),
      make("div", { class: "gm-rows" }, comparisons),
      this.typing("comparePeriod", `${words.compare}: ${words.typed}`, words),
      make("h2", {}, words.knownOn),
      make("div", { class: "gm-rows" }, row("known", "now", words.now, "", !period.known)),
      this.typing("known", words.knownOn, words, { value: period.known, placeholder: "2026-05-01" }),
    ];
  }

  typing(what, label, words, more = {}) {
    const input = make("input", {
      type: "text",
      "aria-label": label,
      placeholder: words.typedHint,
      autocomplete: "off",
      maxlength: "80",
      "data-is": `typed-${what}`,
      ...more,
    });
    return make(
      "form",
      {
        class: "gm-typed",
        onSubmit: (event) => {
          event.preventDefault();
          if (input.value.trim()) this.ask(what, input.value);
        },
      },
      input,
      button({ class: "gm-quiet", onClick: ({ target }) => target.form.requestSubmit() }, words.use),
    );
  }

  calendar(period, words) {
    this.month ??= (period.until || period.recorded[1] || period.today).slice(0, 7);
    const [year, month] = this.month.split("-").map(Number);
    const first = new Date(Date.UTC(year, month - 1, 1));
    const start = new Date(first - ((first.getUTCDay() + 6) % 7) * DAY);
    const turn = (by) => () => {
      this.month = asIso(new Date(Date.UTC(year, month - 1 + by, 1))).slice(0, 7);
      this.refill();
    };
    const weekdays = [..."MTWTFSS"].map((day) => make("span", { class: "gm-weekday", "aria-hidden": "true" }, day));
    const days = Array.from({ length: 42 }, (_, number) => this.day(asIso(new Date(+start + number * DAY)), month, period));
    return make(
      "div",
      { class: "gm-calendar", role: "group", "aria-label": this.first ? words.lastDay : words.firstDay },
      make(
        "div",
        { class: "gm-month" },
        button({ class: "gm-plain", "aria-label": words.earlier, "data-is": "earlier", onClick: turn(-1) }, icon("chevron_left")),
        make("b", { "aria-live": "polite" }, `${period.months[month - 1]} ${year}`),
        button({ class: "gm-plain", "aria-label": words.later, "data-is": "later", onClick: turn(1) }, icon("chevron_right")),
      ),
      make("div", { class: "gm-days", onKeydown: (event) => this.walk(event) }, weekdays, days),
      make("p", { class: "gm-hint" }, this.first ? words.lastDay : words.firstDay),
    );
  }

  day(iso, month, period) {
    const [year, ofMonth, number] = iso.split("-").map(Number);
    const isIn = this.first ? iso === this.first : period.since <= iso && iso <= period.until;
    const focused = this.focused ?? `${this.month}-01`;
    return button(
      {
        class: "gm-day",
        "data-is": iso,
        "data-other": ofMonth !== month,
        "aria-pressed": String(Boolean(isIn)),
        "aria-label": `${number} ${period.months[ofMonth - 1]} ${year}`,
        "aria-current": iso === period.today ? "date" : false,
        tabindex: iso === focused ? "0" : "-1",
        onClick: () => this.pick(iso),
      },
      String(number),
    );
  }

  pick(iso) {
    if (!this.first) {
      this.first = iso;
      this.focused = iso;
      this.refill();
      return;
    }
    const [since, until] = [this.first, iso].sort();
    this.first = null;
    this.ask("period", `${since}..${until}`);
  }

  walk(event) {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const from = event.target.dataset.is;
    if (!days || !from) return;
    event.preventDefault();
    this.focused = asIso(new Date(+asDate(from) + days * DAY));
    this.month = this.focused.slice(0, 7);
    this.refill();
    this.box.querySelector(`[data-is="${this.focused}"]`)?.focus();
  }
}
