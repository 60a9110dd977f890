// The tour: a ring around what a step speaks of, and a card beside it.

import { button, fill, make } from "./dom.js";

const GAP = 14;

// The first element that one of these selectors finds and that is shown, also inside components.
function pointedAt(selectors) {
  const roots = [document, ...[...document.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
  for (const selector of selectors.split(", "))
    for (const root of roots)
      for (const found of root.querySelectorAll(selector)) if (found.getClientRects().length) return found;
  return null;
}

export class Tour {
  constructor(room, ask) {
    this.ask = ask;
    this.ring = make("div", { class: "gm-ring", hidden: true, "aria-hidden": "true" });
    this.card = make("div", {
      class: "gm-card",
      hidden: true,
      role: "dialog",
      tabindex: "-1",
      "aria-labelledby": "gm-card-title",
      "aria-describedby": "gm-card-text",
      onKeydown: (event) => this.press(event),
    });
    room.append(this.ring, this.card);
    this.step = null;
  }

  show(step, words) {
    const before = this.step;
    this.step = step;
    this.ring.hidden = this.card.hidden = !step;
    if (!step) return;
    const isNew = !before || before.number !== step.number;
    const isLast = step.number === step.of - 1;
    const go = (number) => () => this.ask("tour", String(number));
    const buttons = [
      button({ class: "gm-strong", onClick: go(step.number + 1) }, isLast ? words.finish : words.next),
      step.number > 0 && button({ class: "gm-quiet", onClick: go(step.number - 1) }, words.back),
      !isLast && button({ class: "gm-plain", onClick: go(-1) }, words.leave),
    ];
    if (isNew || before.target !== step.target) {
      fill(
        this.card,
        make("p", { class: "gm-card-where" }, step.where),
        make("h2", { id: "gm-card-title" }, step.title),
        make("p", { id: "gm-card-text" }, step.text),
        make("div", { class: "gm-card-buttons" }, buttons),
      );
      this.hasScrolled = false;
    }
    if (isNew) this.card.focus({ preventScroll: true });
    if (!this.frame) this.follow();
  }

  // Keep the ring on its element, which may come late, move, or go.
  follow() {
    this.frame = null;
    if (!this.step || !this.card.isConnected) return;
    this.place();
    this.frame = requestAnimationFrame(() => setTimeout(() => this.follow(), 100));
  }

  place() {
    const target = this.step.target && pointedAt(this.step.target);
    this.ring.hidden = !target;
    if (!target) {
      this.card.removeAttribute("style");
      return;
    }
    if (!this.hasScrolled) {
      this.hasScrolled = true;
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (!target.closest(".gm-bar")) target.scrollIntoView({ block: target.offsetHeight > innerHeight * 0.6 ? "start" : "center", behavior: isCalm ? "instant" : "smooth" });
    }
    const box = target.getBoundingClientRect();
    const above = target.closest(".gm-bar") ? 4 : document.querySelector(".gm-bar").offsetHeight + 4;
    const [left, top] = [Math.max(box.left - 6, 4), Math.max(box.top - 6, above)];
    const [right, bottom] = [Math.min(box.right + 6, innerWidth - 4), Math.min(box.bottom + 6, innerHeight - document.querySelector(".gm-tabs").offsetHeight - 4)];
    Object.assign(this.ring.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    if (innerWidth <= 640) {
      this.card.removeAttribute("style");
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const within = (at, size, most) => Math.max(12, Math.min(at, most - size - 12));
    let at;
    if (bottom + GAP + height < innerHeight) at = [within(left, width, innerWidth), bottom + GAP];
    else if (right + GAP + width < innerWidth) at = [right + GAP, within(top, height, innerHeight)];
    else if (left - GAP - width > 0) at = [left - GAP - width, within(top, height, innerHeight)];
    else if (top - GAP - height > 0) at = [within(left, width, innerWidth), top - GAP - height];
    else at = [within(right - width - 24, width, innerWidth), within(bottom - height - 24, height, innerHeight)];
    Object.assign(this.card.style, { left: `${at[0]}px`, top: `${at[1]}px`, right: "auto", bottom: "auto" });
  }

  press(event) {
    const { number, of } = this.step;
    if (event.key === "Escape") this.ask("tour", "-1");
    else if (event.key === "ArrowRight" && number < of - 1) this.ask("tour", String(number + 1));
    else if (event.key === "ArrowLeft" && number > 0) this.ask("tour", String(number - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
