// Sheets with problems: each wrong cell with the reason, a button that corrects it, and a field to type in.

import { button, fill, make } from "../shell/dom.js";

const LONGEST = 1000;

export class Sheets {
  constructor(parent) {
    this.element = make("div", { class: "gm-records-sheets" });
    parent.replaceChildren(this.element);
    this.number = 0;
  }

  update({ sheets, words }) {
    fill(this.element, sheets.map((sheet) => this.#sheet(sheet, words)));
  }

  leave() {}

  #correct(sheet, heading, row, value, instead) {
    this.number += 1;
    this.send({ what: "correct", file: sheet.file, column: heading, row, value, instead, number: this.number });
  }

  #sheet(sheet, words) {
    const headings = [words.row, ...sheet.headings].map((heading) => make("th", { scope: "col" }, heading));
    const table = make(
      "table",
      {},
      make("thead", {}, make("tr", {}, headings)),
      make("tbody", {}, sheet.rows.map((row, at) => this.#row(sheet, row, sheet.rows[at - 1], words))),
    );
    return [
      make("h3", { class: "gm-sheet" }, sheet.file),
      sheet.ofSheet.length > 0 && make("ul", { class: "gm-told" }, sheet.ofSheet.map((problem) => make("li", {}, this.#why(problem, words)))),
      sheet.rows.length > 0 && make("div", { class: "gm-grid", tabindex: "0", role: "region", "aria-label": sheet.label }, table),
      sheet.leftOut && make("p", {}, sheet.leftOut),
    ];
  }

  #row(sheet, { number, cells, whole }, before, words) {
    const isAfterGap = before && number > before.number + 1;
    const told = whole.map((problem) => make("small", {}, this.#why(problem, words)));
    return make(
      "tr",
      { class: isAfterGap && "gm-gap" },
      make("th", { scope: "row", class: whole.length > 0 && "gm-bad" }, String(number), told),
      cells.map((cell, at) => this.#cell(sheet, sheet.headings[at], number, cell, words)),
    );
  }

  #cell(sheet, heading, row, { text, problems }, words) {
    if (!problems.length) return make("td", {}, text);
    return make(
      "td",
      { class: "gm-bad" },
      make("span", {}, text || make("i", {}, words.empty)),
      problems.map((problem) => make("small", {}, this.#why(problem, words))),
      problems.filter(({ instead }) => instead).map((problem) => this.#guess(sheet, heading, problem, words)),
      this.#typing(sheet, heading, row, text, words),
    );
  }

  // The value that was likely meant, for every cell of the column with the same mistake.
  #guess(sheet, heading, { value, instead, times, use }) {
    return button({ class: "gm-fix", "data-times": times, onClick: () => this.#correct(sheet, heading, null, value, instead) }, use);
  }

  // A field for any other value of this one cell.
  #typing(sheet, heading, row, text, words) {
    const input = make("input", { type: "text", value: text, maxlength: LONGEST, autocomplete: "off", "aria-label": `${words.type}: ${heading}, ${words.row} ${row}` });
    return make(
      "form",
      {
        class: "gm-fixing",
        onSubmit: (event) => {
          event.preventDefault();
          if (input.value !== text) this.#correct(sheet, heading, row, text, input.value);
        },
      },
      input,
      button({ class: "gm-fix", onClick: ({ target }) => target.form.requestSubmit() }, words.change),
    );
  }

  #why({ row, value, isWhole, why, fix, lang }, words) {
    const where = isWhole && row ? make("b", {}, `${words.row} ${row} `) : null;
    const named = isWhole && value ? [make("q", {}, value), " "] : null;
    return make("span", { class: "gm-why", lang: lang || false }, where, named, `${why}. `, make("b", {}, fix));
  }
}
