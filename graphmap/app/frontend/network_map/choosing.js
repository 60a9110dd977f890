// The selection on the map, and how far everything else has faded.

import { calm } from "../motion.js";

const FADE_MILLISECONDS = 140;

export class Choosing {
  chosen = null; // a target; a filter may hide it
  around = null; // the selection, its ties and neighbours: { nodes, edges }, sets of ids; kept while the rest fades back in
  faded = 0; // how far the rest has faded: 0 to 1
  #scene;
  #frame = 0;

  constructor(scene) {
    this.#scene = scene;
  }

  choose(target, { fade = true } = {}) {
    this.chosen = target;
    const near = target && !this.#scene.isNarrowed && this.#scene.neighbourhood(target);
    const around = near && near.nodes.size < this.#scene.nodes.size ? near : null; // else there is nothing to fade
    if (around) this.around = around;
    this.#fadeTo(around ? 1 : 0, fade);
  }

  // The selection, if it is on the map now.
  get present() {
    return this.chosen && this.#scene.item(this.chosen) ? this.chosen : null;
  }

  #fadeTo(to, smoothly) {
    cancelAnimationFrame(this.#frame);
    if (!smoothly || calm()) this.faded = to;
    let last = performance.now();
    const step = (time) => {
      const change = Math.max(0, time - last) / FADE_MILLISECONDS;
      last = time;
      this.faded = to > this.faded ? Math.min(to, this.faded + change) : Math.max(to, this.faded - change);
      this.#scene.redraw({ all: false });
      if (this.faded !== to) this.#frame = requestAnimationFrame(step);
      else if (to === 0) this.around = null;
    };
    this.#frame = requestAnimationFrame(step);
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
  }
}
