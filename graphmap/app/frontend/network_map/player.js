// Plays the map term by term from what Python sent once, and reports only when it stops.

import { calm } from "../motion.js";

const SECONDS = [0.7, 1.5, 3];
const FADE = { steps: 6, milliseconds: 45, most: 600 }; // most: with more changes there is no fading, which would stutter
const SETTLE = 350; // milliseconds without a step before Python hears of it

const ICONS = {
  termBefore: "M5 3v10M12.500 3 7 8l5.500 5z",
  play: "M5 3v10l8-5z",
  pause: "M5.500 3v10M10.500 3v10",
  termAfter: "M11 3v10M3.500 3 9 8l-5.500 5z",
};

export class Player {
  element = document.createElement("div");
  #map;
  #terms = null;
  #words = {};
  #options = null;
  #at = -1; // the frame on the map, or -1
  #wanted = -1; // the frame that Python knows of
  #playing = false;
  #timer = 0;
  #settling = 0;
  #fading = 0;
  #made = new Map(); // frames as items, by number

  constructor(map) {
    this.#map = map;
    this.element.className = "player";
    this.element.setAttribute("role", "group");
    this.element.innerHTML = `
      ${["termBefore", "play", "termAfter"].map((name) => `<button type="button" data-step="${name}"><svg viewBox="0 0 16 16"><path/></svg></button>`).join("")}
      <input type="range" min="0" step="1">
      <output aria-live="polite"></output>
      <label><span></span> <select>${SECONDS.map((each) => `<option value="${each}">${each}</option>`).join("")}</select></label>`;
    this.#part("select").value = String(SECONDS[1]);
    const steps = { termBefore: () => this.step(-1), play: () => this.toggle(), termAfter: () => this.step(1) };
    for (const button of this.element.querySelectorAll("button")) button.addEventListener("click", () => steps[button.dataset.step]());
    const range = this.#part("input");
    range.addEventListener("input", () => this.#rest(Number(range.value)));
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  // What the map shows: what Python sends, or the frame being played.
  items(data) {
    const json = JSON.stringify(data.terms && { ...data.terms, now: null });
    if (json !== this.#terms?.json) {
      this.#stop();
      this.#made.clear();
      this.#wanted = -1;
      this.#terms = data.terms && { ...data.terms, json };
    }
    [this.#words, this.#options] = [data.words, data.options];
    this.element.hidden = !data.terms;
    if (!data.terms) return data;
    const isWaiting = this.#playing || this.#settling || (this.#wanted >= 0 && this.#wanted !== data.terms.now);
    if (!isWaiting) {
      this.#at = data.terms.now;
      this.#wanted = -1;
    }
    this.#show();
    return isWaiting ? { ...data, ...this.#frame(this.#at) } : data;
  }

  get isActive() {
    return this.#terms !== null;
  }

  toggle() {
    if (!this.isActive) return;
    if (this.#playing) return this.#rest(this.#at);
    this.#playing = true;
    this.#go(this.#at < 0 || this.#at >= this.#last ? 0 : this.#at + 1);
    this.#wait();
  }

  step(by) {
    if (!this.isActive) return;
    const from = this.#at < 0 ? (by > 0 ? -1 : this.#last + 1) : this.#at;
    this.#rest(Math.max(0, Math.min(from + by, this.#last)));
  }

  destroy() {
    this.#stop();
    clearTimeout(this.#settling);
  }

  get #last() {
    return this.#terms.frames.length - 1;
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #wait() {
    this.#timer = setTimeout(() => {
      if (this.#at >= this.#last) return this.#rest(this.#at);
      this.#go(this.#at + 1);
      this.#wait();
    }, Number(this.#part("select").value) * 1000);
  }

  #stop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#fading);
    this.#playing = false;
  }

  // Stop at a frame, and tell Python once the person pauses.
  #rest(at) {
    this.#stop();
    this.#go(at);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = 0;
      this.#wanted = at;
      this.#map.ask("term", { text: String(at) });
    }, SETTLE);
  }

  #go(at) {
    const before = this.#at < 0 ? null : this.#frame(this.#at);
    const frame = this.#frame(at);
    clearTimeout(this.#fading);
    this.#at = at;
    this.#show();
    const fade = before && !calm() && fading(before, frame);
    if (!fade) return this.#draw(frame);
    const draw = (step) => {
      this.#draw(step < FADE.steps ? fade(step / FADE.steps) : frame);
      if (step < FADE.steps) this.#fading = setTimeout(() => draw(step + 1), FADE.milliseconds);
    };
    draw(1);
  }

  #draw(items) {
    this.#map.mirror({ ...items, options: this.#options });
  }

  #show() {
    const words = this.#words;
    const frame = this.#terms.frames[this.#at];
    this.element.setAttribute("aria-label", words.terms);
    this.element.classList.toggle("playing", this.#playing);
    for (const button of this.element.querySelectorAll("button")) {
      const name = button.dataset.step === "play" && this.#playing ? "pause" : button.dataset.step;
      button.title = words[name];
      button.setAttribute("aria-label", words[name]);
      button.querySelector("path").setAttribute("d", ICONS[name]);
    }
    const range = this.#part("input");
    range.max = String(this.#last);
    range.value = String(Math.max(0, this.#at));
    range.setAttribute("aria-label", words.term);
    range.setAttribute("aria-valuetext", frame?.name ?? words.noTerm);
    const output = this.#part("output");
    const text = frame ? `${frame.name}: ${frame.told}` : words.noTerm;
    if (output.textContent !== text) output.textContent = text;
    this.#part("label span").textContent = words.speed;
  }

  // A frame as the items that Python would send.
  #frame(at) {
    if (!this.#made.has(at)) {
      const { nodes, edges, styles, frames } = this.#terms;
      const items = (pairs, lasting) => pairs.map(([item, style]) => ({ ...lasting[item], ...styles[style] }));
      this.#made.set(at, { nodes: items(frames[at].nodes, nodes), edges: items(frames[at].edges, edges) });
    }
    return this.#made.get(at);
  }
}

// A step between two frames: new ties grow, old ties fade. Null if too much changes.
function fading(before, after) {
  const old = new Map(before.edges.map((edge) => [edge.id, edge]));
  const ids = new Set(after.edges.map(({ id }) => id));
  const ends = new Set(after.nodes.map(({ id }) => id));
  const gone = before.edges.filter((edge) => !ids.has(edge.id) && ends.has(edge.from) && ends.has(edge.to));
  const changed = after.edges.filter((edge) => old.get(edge.id)?.width !== edge.width);
  if (!gone.length && !changed.length) return null;
  if (gone.length + changed.length > FADE.most) return null;
  return (share) => ({
    nodes: after.nodes,
    edges: [
      ...after.edges.map((edge) => {
        const was = old.get(edge.id);
        const width = (was?.width ?? 0) * (1 - share) + edge.width * share;
        return was?.width === edge.width ? edge : { ...edge, width, ...(was ? {} : { color: pale(edge.color, share) }) };
      }),
      ...gone.map((edge) => ({ ...edge, color: pale(edge.color, 1 - share) })),
    ],
  });
}

function pale(color, share) {
  return typeof color === "string" ? { color, opacity: share } : { ...color, opacity: (color.opacity ?? 1) * share };
}
