// The choice of filters besides the period.

import { button, icon, make } from "./dom.js";
import { fold, found } from "./names.js";

const MOST_LISTED = 8;

export class FilterChoice {
  constructor(ask) {
    this.ask = ask;
    this.networks = [];
    this.text = "";
  }

  fill({ view, networks, depth, kinds, weighting }, words) {
    const row = (what, icons) => ([name, title, isChosen]) =>
      button(
        { class: "gm-row", "aria-pressed": String(isChosen), "data-is": `${what}-${name}`, onClick: () => this.ask(what, name) },
        icon(isChosen ? icons[0] : icons[1]),
        make("span", {}, title),
      );
    const one = ["radio_button_checked", "radio_button_unchecked"];
    const many = ["check_box", "check_box_outline_blank"];
    const part = (title, what, options, icons) =>
      options && [make("h2", {}, title), make("div", { class: "gm-rows", role: "group", "aria-label": title }, options.map(row(what, icons)))];
    return [
      part(words.show, "view", view, one),
      networks && this.networkPart(networks, words, row("network", many)),
      part(words.depth, "depth", depth, one),
      part(words.kinds, "kind", kinds, many),
      weighting && [
        make("details", { open: weighting.some(([, , isChosen], at) => isChosen && at) }, make("summary", {}, words.advanced), part(words.strength, "weighting", weighting, one)),
      ],
    ];
  }

  networkPart(chosen, words, row) {
    const all = this.networks.map(({ key, name, folded }) => {
      const id = key.slice(key.indexOf(":") + 1);
      return { id, name, folded, isChosen: chosen.includes(id) };
    });
    if (!all.length) return [];
    const list = make("div", { class: "gm-rows", role: "group", "aria-label": words.networks });
    const show = () => {
      const fitting = this.text ? found(all, this.text, MOST_LISTED) : all.slice(0, MOST_LISTED);
      const listed = [...new Set([...all.filter(({ isChosen }) => isChosen), ...fitting])];
      list.replaceChildren(...listed.map(({ id, name, isChosen }) => row([id, name, isChosen])));
    };
    show();
    return [
      make("h2", {}, words.networks),
      all.length > MOST_LISTED &&
        make("input", {
          type: "text",
          class: "gm-narrow",
          "aria-label": words.findNetwork,
          placeholder: words.findNetwork,
          "data-is": "find-network",
          value: this.text,
          onInput: ({ target }) => {
            this.text = fold(target.value);
            show();
          },
        }),
      list,
    ];
  }
}
