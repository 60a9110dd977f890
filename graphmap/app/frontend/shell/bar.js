// The bar, the tabs of a phone and the chips, drawn from what the server sends and kept between its answers.

import { button, fill, icon, make, popover, roving } from "./dom.js";
import { FilterChoice } from "./filters.js";
import { Following } from "./following.js";
import { namesAt } from "./names.js";
import { Palette } from "./palette.js";
import { PeriodChoice } from "./period.js";
import { chooseTheme, switchTheme, themeNow } from "./theme.js";
import { Tour } from "./tour.js";

const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=color]), textarea, select, [contenteditable=true]";

export class Bar {
  constructor(room, data) {
    this.data = data;
    this.asked = 0;
    const { words } = data;
    const ask = (what, name = "") => this.send({ what, name, number: ++this.asked });
    this.ask = ask;
    this.brand = make("a", { class: "gm-brand", tabindex: "-1", onClick: (event) => this.follow(event, this.data.pages[0].name) });
    this.pages = make("nav", { class: "gm-pages", "aria-label": words.pages });
    this.tabs = make("nav", { class: "gm-tabs", "aria-label": words.pages });
    this.find = button({ class: "gm-find", onClick: () => this.palette.open(this.data.names) }, icon("search"), make("span", {}, words.search), make("kbd", {}, "/"));
    this.find.setAttribute("aria-label", `${words.search} (/)`);
    this.find.setAttribute("aria-keyshortcuts", "/");
    this.period = button({ class: "gm-period" });
    this.filter = button({ class: "gm-filter" });
    this.add = button({ class: "gm-add", "aria-label": words.add, title: words.add, onClick: () => this.addVisit() }, icon("add"), make("span", {}, words.add));
    this.share = button({ class: "gm-send", "aria-label": words.share, title: words.share, onClick: () => ask("share") }, icon("ios_share"), make("span", {}, words.share));
    this.more = button({ class: "gm-more", "aria-label": words.more, title: words.more }, icon("more_horiz"));
    this.counts = make("div", { class: "gm-counts", role: "group", "aria-label": words.filters }, this.period, this.filter);
    this.acts = make("div", { class: "gm-acts", role: "group", "aria-label": words.menu }, this.add, this.share, this.more);
    this.chips = make("div", { class: "gm-chips", role: "group", "aria-label": words.filters });
    this.live = make("p", { class: "gm-unseen", role: "status", "aria-live": "polite" });
    this.bar = make("header", { class: "gm-bar", role: "banner" }, this.brand, this.pages, this.find, this.counts, this.acts);
    const skip = button({ class: "gm-skip", onClick: () => this.skip() }, words.skip);
    room.append(skip, this.bar, this.chips, this.tabs, this.live);
    this.settlePages = roving(this.pages);
    this.settleChips = roving(this.chips);
    this.settle = [roving(this.counts), roving(this.acts), roving(this.tabs)];

    const periodChoice = new PeriodChoice(ask);
    this.periodPop = popover(this.period, words.period, () => periodChoice.fill(this.data.period, this.data.words, () => this.periodPop.close()));
    periodChoice.refill = this.periodPop.refill;
    periodChoice.box = this.periodPop.box;
    this.filterChoice = new FilterChoice(ask);
    this.filterPop = popover(this.filter, words.filters, () => this.filterChoice.fill(this.data.filters, this.data.words));
    this.filter.addEventListener("click", async () => {
      const names = await namesAt(this.data.names);
      this.filterChoice.networks = names.filter(({ word }) => word === "network");
      this.filterPop.refill();
    });
    this.morePop = popover(this.more, words.menu, () => this.menu());
    this.palette = new Palette(room, words, { offers: () => this.offers(), choose: (key) => ask("find", key) });
    this.tour = new Tour(room, ask);
    this.following = new Following(room, words, () => ask("follow"));
    this.listen = (event) => this.press(event);
    document.addEventListener("keydown", this.listen, true);
  }

  update(data) {
    const before = this.data;
    this.data = data;
    const { words, period, chips = [], filters } = data;
    const root = document.documentElement;
    root.lang = data.lang;
    root.dataset.page = data.page;
    root.toggleAttribute("data-chips", chips.length > 0);

    this.add.hidden = !data.mayAdd;
    this.brand.href = data.pages[0].href;
    fill(
      this.brand,
      make("b", {}, "graphmap"),
      data.whose && make("span", { class: "gm-whose", title: data.whose }, data.whose),
      data.demo && make("span", { class: "gm-demo", title: data.demo.long }, data.demo.short, make("span", { class: "gm-unseen" }, `. ${data.demo.long}`)),
    );
    const links = (withIcons) =>
      data.pages.map((page) =>
        make(
          "a",
          { href: page.href, "aria-current": page.isCurrent ? "page" : false, title: withIcons ? false : page.title, onClick: (event) => this.follow(event, page.name) },
          icon(page.icon),
          make("span", {}, page.title),
        ),
      );
    if (JSON.stringify(before.pages) !== JSON.stringify(data.pages) || !this.pages.childElementCount) {
      const focused = this.bar.contains(document.activeElement) && [...this.pages.children].indexOf(document.activeElement);
      fill(this.pages, links(false));
      fill(this.tabs, links(true));
      this.pages.children[focused]?.focus();
      this.settlePages(this.pages.querySelector("[aria-current]"));
      this.settle[2](this.tabs.querySelector("[aria-current]"));
    }
    this.counts.hidden = !period;
    if (period) {
      fill(
        this.period,
        icon("calendar_month"),
        make("span", {}, period.name),
        period.compared && make("small", {}, words.versus.replace("{}", period.compared)),
      );
      this.period.title = words.period;
      this.period.setAttribute("aria-label", `${words.period}: ${[period.name, period.compared && words.versus.replace("{}", period.compared)].filter(Boolean).join(" ")}`);
      this.filter.hidden = !Object.keys(filters).length;
      fill(this.filter, icon("filter_list"), make("span", {}, words.filter));
      this.filter.setAttribute("aria-label", words.filter);
    }
    this.chips.hidden = !chips.length;
    if (JSON.stringify(before.chips) !== JSON.stringify(chips) || this.chips.childElementCount !== chips.length) {
      fill(
        this.chips,
        chips.map((text, number) =>
          button(
            { class: "gm-chip", "aria-label": words.remove.replace("{}", text), title: words.remove.replace("{}", text), onClick: () => this.ask("remove", String(number)) },
            make("span", {}, text),
            icon("close"),
          ),
        ),
        chips.length > 1 ? button({ class: "gm-plain", onClick: () => this.ask("clear") }, words.clear) : null,
      );
      this.settleChips();
    }
    for (const settle of this.settle) settle();
    if (before !== data && before.said !== data.said) this.live.textContent = data.said;
    const wasAsked = before.period?.name !== period?.name || before.period?.compared !== period?.compared;
    if (wasAsked && before.period) this.periodPop.close();
    else if (period) this.periodPop.refill();
    if (filters) this.filterPop.refill();
    this.tour.show(data.tour, words);
    this.following.update(data.changes, data.seq);
  }

  // Go to a page within the app; with Ctrl and the like the browser opens it in another tab.
  follow(event, name) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.ask("page", name);
  }

  // The form on the page opens at once; where it isn't there yet, the server is asked.
  addVisit() {
    if (document.dispatchEvent(new CustomEvent("graphmap-add-visit", { cancelable: true }))) this.ask("add");
  }

  skip() {
    const content = document.querySelector(".st-key-canvas, .st-key-reading");
    if (!content) return;
    content.tabIndex = -1;
    content.focus();
  }

  press(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.composedPath()[0];
    if (typing.matches?.(TYPING)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.palette.open(this.data.names);
  }

  offers() {
    const { words, pages, names, mayAdd } = this.data;
    const page = pages.map(({ name, title, icon: picture }) => ({ name: title, kind: words.page, icon: picture, act: () => this.ask("page", name) }));
    const act = (name, picture, does) => ({ name, kind: words.action, icon: picture, act: does });
    return [
      ...page,
      mayAdd && act(words.add, "add", () => this.addVisit()),
      names && act(words.share, "ios_share", () => this.ask("share")),
      act(words.switchTheme, "contrast", switchTheme),
      names && act(words.tour, "tour", () => this.ask("tour", "0")),
    ].filter(Boolean);
  }

  menu() {
    const { words, languages, lang, names, account, mayAdd } = this.data;
    const row = (title, picture, does, isChosen) =>
      button(
        {
          class: "gm-row",
          "aria-pressed": isChosen === undefined ? false : String(isChosen),
          "data-is": title,
          onClick: () => {
            does();
            this.morePop.close();
          },
        },
        icon(picture),
        make("span", {}, title),
        isChosen && icon("check"),
      );
    const theme = themeNow();
    return [
      make("div", { class: "gm-rows" }, mayAdd && row(words.add, "add", () => this.addVisit()), names && row(words.share, "ios_share", () => this.ask("share")), names && row(words.tour, "tour", () => this.ask("tour", "0"))),
      make("h2", {}, words.theme),
      make(
        "div",
        { class: "gm-rows", role: "group", "aria-label": words.theme },
        row(words.light, "light_mode", () => chooseTheme("light"), theme === "light"),
        row(words.dark, "dark_mode", () => chooseTheme("dark"), theme === "dark"),
        row(words.system, "computer", () => chooseTheme("system"), theme === "system"),
      ),
      make("h2", { lang: "en" }, words.language),
      make(
        "div",
        { class: "gm-rows", role: "group", "aria-label": words.language },
        languages.map(([name, title]) => row(title, "translate", () => this.ask("language", name), name === lang)),
      ),
      account && make("h2", { class: "gm-account" }, `${account.name} · ${account.role}`),
      account && make("div", { class: "gm-rows" }, row(words.signOut, "logout", () => this.ask("signOut"))),
    ];
  }

  leave() {
    document.removeEventListener("keydown", this.listen, true);
    this.following.leave();
  }
}
