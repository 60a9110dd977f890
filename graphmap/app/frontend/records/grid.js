// A grid of records: a search, a table with one page of rows, and the way to the others.

import { button, fill, icon, make } from "../shell/dom.js";

const PAUSE = 250; // milliseconds after the last letter of a search

export class Grid {
  constructor(parent) {
    this.search = make("input", {
      type: "search",
      autocomplete: "off",
      maxlength: "100",
      onInput: () => this.#typed(),
      onKeydown: (event) => event.key === "Enter" && this.#find(),
    });
    this.add = button({ class: "gm-records-add", "data-is": "new", onClick: () => this.ask("new") });
    this.count = make("p", { class: "gm-records-count", role: "status" });
    this.body = make("div", { class: "gm-records-box", onKeydown: (event) => this.#walk(event) });
    this.pages = make("nav", { class: "gm-records-pages" });
    this.element = make(
      "section",
      { class: "gm-records" },
      make("div", { class: "gm-records-head" }, make("label", {}, icon("search"), this.search), this.count, this.add),
      this.body,
      this.pages,
    );
    parent.replaceChildren(this.element);
    this.number = 0; // of the last request, so that two equal ones differ
  }

  ask(what, name = "") {
    this.number += 1;
    this.send({ what, name, number: this.number });
  }

  update(data) {
    const { words } = data;
    const isOther = this.data?.kind !== data.kind;
    this.data = data;
    this.search.placeholder = words.search;
    this.search.setAttribute("aria-label", words.search);
    if (isOther || document.activeElement !== this.search) this.search.value = data.text;
    this.count.textContent = data.counted;
    fill(this.add, icon("add"), words.add);
    this.add.hidden = data.isReadOnly;
    const focused = this.body.contains(document.activeElement) && document.activeElement.dataset.is;
    fill(this.body, data.rows.length ? this.#table(data) : make("p", { class: "gm-records-none" }, data.nothing));
    if (focused) this.body.querySelector(`[data-is="${CSS.escape(focused)}"]`)?.focus();
    this.#settle(document.activeElement);
    fill(this.pages, data.pages > 1 && this.#turning(data));
    this.pages.setAttribute("aria-label", words.pages);
  }

  leave() {
    clearTimeout(this.waiting);
  }

  // ---- searching

  #typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#find(), PAUSE);
  }

  #find() {
    clearTimeout(this.waiting);
    if (this.search.value.trim() !== this.data.text) this.ask("search", this.search.value);
  }

  // ---- the table

  #table({ columns, rows, order, words, isReadOnly, chosen, label }) {
    const isChosen = new Set(chosen);
    const head = columns.map(({ name, title, isSorted }) => {
      const how = order.by === name ? (order.descending ? "descending" : "ascending") : "none";
      const arrow = how === "none" ? "unfold_more" : how === "ascending" ? "arrow_upward" : "arrow_downward";
      return make(
        "th",
        { scope: "col", "aria-sort": isSorted && how },
        isSorted ? button({ "data-is": `sort-${name}`, onClick: () => this.ask("sort", name) }, title, icon(arrow)) : title,
      );
    });
    const all = rows.every(({ key }) => isChosen.has(key));
    const every = make("input", {
      type: "checkbox",
      "aria-label": words.all,
      "data-is": "all",
      checked: all,
      onChange: () => this.ask(all ? "none" : "all"),
    });
    return make(
      "table",
      { "aria-label": label },
      make("thead", {}, make("tr", {}, !isReadOnly && make("td", {}, every), head)),
      make(
        "tbody",
        {},
        rows.map((row) => this.#row(row, columns, isChosen.has(row.key), isReadOnly, words)),
      ),
    );
  }

  #row(row, columns, isChosen, isReadOnly, words) {
    const [first, ...rest] = columns;
    const title = row[first.name] || row.key;
    const open = button(
      { class: "gm-records-open", "data-is": `open-${row.key}`, tabindex: "-1", onClick: () => this.ask("open", row.key) },
      title,
    );
    const box = make("input", {
      type: "checkbox",
      "aria-label": `${words.choose} ${title}`,
      "data-is": `choose-${row.key}`,
      tabindex: "-1",
      checked: isChosen,
      onChange: () => this.ask("choose", row.key),
    });
    return make(
      "tr",
      { "data-key": row.key, "data-chosen": isChosen },
      !isReadOnly && make("td", { class: "gm-records-choose" }, box),
      make("th", { scope: "row", "data-of": first.name }, open),
      rest.map(({ name, title: heading, isNumber }) =>
        make("td", { "data-label": heading, "data-empty": !row[name], class: isNumber && "gm-number" }, row[name]),
      ),
    );
  }

  // ---- keys: the rows are one stop of the Tab key, and the arrows go along them

  #stops() {
    return [...this.body.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("button, input")]);
  }

  #settle(focused) {
    const rows = this.#stops();
    const current = rows.find((row) => row.includes(focused)) ?? rows[0] ?? [];
    for (const row of rows) for (const stop of row) stop.tabIndex = row === current ? 0 : -1;
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = this.#stops();
    const at = rows.findIndex((row) => row.includes(event.target));
    if (!step || at < 0) return;
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(at + step, rows.length - 1))];
    next[Math.min(rows[at].indexOf(event.target), next.length - 1)].focus();
    this.#settle(document.activeElement);
  }

  // ---- other pages

  #turning({ number, pages, words, paged }) {
    const turn = (to, name, glyph) =>
      button({ "data-is": name, "aria-label": words[name], disabled: to < 1 || to > pages, onClick: () => this.ask("page", String(to)) }, icon(glyph));
    return [turn(number - 1, "previous", "chevron_left"), make("span", {}, paged), turn(number + 1, "next", "chevron_right")];
  }
}
