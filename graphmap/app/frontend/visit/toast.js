// A line at the foot of the page, over everything, that says what has happened, with what can be done about it.

import { button, fill, icon, make } from "../shell/dom.js";

const LASTS = 15_000; // milliseconds; one with two choices stays until somebody chooses

export class Toast {
  constructor(close) {
    this.close = close;
    this.text = make("p", { role: "status" });
    this.buttons = make("div", { class: "gm-row-of-buttons" });
    this.element = make("div", { popover: "manual", class: "gm-visit-toast", onPointerenter: () => clearTimeout(this.timer), onFocusin: () => clearTimeout(this.timer) }, this.text, this.buttons);
  }

  show(text, actions) {
    clearTimeout(this.timer);
    if (!this.element.matches(":popover-open")) this.element.showPopover();
    this.text.textContent = text;
    const act = (does) => () => {
      this.hide();
      does();
    };
    fill(
      this.buttons,
      actions.map(([name, does]) => button({ class: "gm-quiet", onClick: act(does) }, name)),
      actions.length < 2 && button({ class: "gm-plain", "aria-label": this.close, title: this.close, onClick: () => this.hide() }, icon("close")),
    );
    if (actions.length < 2) this.timer = setTimeout(() => this.hide(), LASTS);
  }

  hide() {
    clearTimeout(this.timer);
    if (this.element.matches(":popover-open")) this.element.hidePopover();
  }
}
