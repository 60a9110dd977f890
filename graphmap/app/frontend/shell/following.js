// What others have changed since the page was shown: asked for every second, and shown when somebody wants it.

import { button, icon, make } from "./dom.js";

const EVERY = 1000; // milliseconds
const RARELY = 60_000; // while nothing answers

export class Following {
  constructor(room, words, show) {
    this.text = make("span", { role: "status" });
    this.element = make("div", { class: "gm-following", hidden: true }, icon("sync"), this.text, button({ class: "gm-strong", onClick: () => this.hide(show) }, words.showChanges));
    room.append(this.element);
    this.later(EVERY);
  }

  update(address, seq) {
    this.address = address;
    if (seq !== this.seq) this.hide();
    this.seq = seq;
  }

  later(pause) {
    this.pause = pause;
    this.timer = setTimeout(() => this.look(), pause);
  }

  async look() {
    const { address, seq } = this;
    if (!address || document.hidden) {
      this.later(EVERY);
      return;
    }
    let found;
    try {
      const answer = await fetch(`${address}?after=${seq}`);
      if (!answer.ok) throw new Error(answer.statusText);
      found = await answer.json();
    } catch {
      this.later(Math.min(this.pause * 2, RARELY));
      return;
    }
    // A run that is going on may have written this itself, and shows it in a moment.
    const isRunning = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";
    if (seq === this.seq && !isRunning && found.number) {
      if (this.text.textContent !== found.text) this.text.textContent = found.text;
      this.element.hidden = false;
    }
    this.later(EVERY);
  }

  hide(then) {
    this.element.hidden = true;
    this.text.textContent = "";
    then?.();
  }

  leave() {
    clearTimeout(this.timer);
    this.later = () => {};
  }
}
