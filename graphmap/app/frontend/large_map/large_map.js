// One live drawing of every actor. sigma.js draws marks, the strongest ties and names; the spotlight draws whoever is pointed at.

import { lastCommand, listen } from "../commands.js";
import { Covers } from "../covers.js";
import { buildFrame, nameFrame, wrap } from "../frame.js";
import { Gestures } from "../gestures.js";
import { Legend } from "../legend.js";
import { calm } from "../motion.js";
import { Search } from "../search.js";
import { Taking } from "../taking.js";
import { Whole } from "../whole.js";
import { Columns } from "./columns.js";
import { LOOKS, programs } from "./marks.js";
import { Names } from "./names.js";
import { Portrait } from "./portrait.js";
import { Shades } from "./shades.js";
import { Graph, Sigma } from "./sigma.js";
import { Spotlight } from "./spotlight.js";
import { Still } from "./still.js";

const STEP = 0.15; // of the view
const STEPS = ["1", "2", "3"]; // around the selection
const NEAR = 0.06; // the share of the whole in view around a search result
const MARGIN = 24; // pixels around everybody

// Kept for the life of the page, because a map may leave and come back: clicks keep counting, no command runs twice, and the
// selection stays.
let clicks = 0;
let questions = 0;
let obeyed = 0;
let chosen = null;

export class LargeMap {
  root = document.createElement("div");
  columns = null;
  sigma = null;
  look = {};
  shades = null;
  portrait = new Portrait(this);
  spotlight = new Spotlight(this);
  covers;
  whole;
  #fitted = null; // the camera's state when it last showed everybody; where it differs, a person has moved it
  #near = null; // whom it last went to, and the camera’s state there
  #map; // the frame with its legend
  #gestures;
  #name = null; // by which commands find it
  #said = null;
  #stop = new AbortController();
  #canvas;
  #live;
  #note = document.createElement("p");
  #legend = new Legend(this);
  #search;
  #taking = new Taking(this);
  #version = null;
  #report = {};

  constructor(parent) {
    const { root } = this;
    buildFrame(root, "large-map", (what) => this.#do(what));
    this.#canvas = root.querySelector(".canvas");
    this.#live = root.querySelector("[aria-live]");
    this.#canvas.after(this.spotlight.canvas, this.#note);
    this.#note.className = "note";
    this.#search = new Search(this);
    root.querySelector(".controls").append(this.#taking.element);
    root.addEventListener("keydown", (event) => this.#key(event));
    Object.defineProperty(root, "graphmap", {
      value: { view: () => this.#view(), nodeAt: (key) => this.#nodeAt(key), written: () => this.#written, covered: () => this.covers.boxes },
    });
    this.#map = wrap(root, this.#legend.element);
    parent.append(this.#map);
    this.covers = new Covers(root, () => this.#makeWay());
    this.whole = new Whole(this, root.querySelector(".whole"));
    this.#gestures = new Gestures(root, this.#canvas, {
      zoomBy: (factor, point) => this.#zoomBy(factor, point),
      panBy: (right, down) => this.#panBy(right, down),
      tapped: (point) => this.#tap(point) || this.whole.toggle(true),
      isWhole: () => this.whole.isOn,
      isFilling: () => this.#map.classList.contains("filling"),
    });
    listen(() => this.#name, (data) => this.#follow(data), this.#stop.signal);
  }

  // `report` has the callbacks for a click (`clicked`), a request to Python (`steered`), and a request from
  // the legend (`asked`).
  update(data, report) {
    this.#report = report;
    nameFrame(this.root, data);
    this.#name = data.key;
    this.#legend.fold(!data.height, data.legend);
    this.#legend.show(data.legend, data.words);
    this.whole.show(data.words);
    this.#gestures.show(data.words);
    this.#taking.show(data);
    this.look = { background: data.background, text: data.text, font: getComputedStyle(this.root).fontFamily };
    if (data.version !== this.#version) {
      this.#version = data.version;
      this.columns = new Columns(data);
      const drawn = data.keys.map((key, number) => [key, data.names[number], data.kinds[key.slice(0, key.indexOf(":"))]]);
      this.#search.update({ drawn, others: [], hasMore: true, words: data.words });
      this.#draw(data.words);
    }
    if (lastCommand(data.key)) this.#follow(lastCommand(data.key));
    if (this.sigma) this.spotlight.show(this.#chosen);
  }

  #follow({ command, said }) {
    if (command && command.number !== obeyed) {
      obeyed = command.number;
      chosen = command.id;
      if (this.sigma) {
        this.spotlight.show(this.#chosen);
        if (this.#chosen !== null) this.#showNear(this.#chosen);
      }
    }
    if (said ? said !== this.#said : this.#live.textContent === this.#said) this.say(said ?? "");
    this.#said = said;
  }

  // Ask Python once to act on a legend entry.
  ask(what, { id = null, text = null } = {}) {
    this.#report.asked?.({ what, id, text, number: ++questions });
  }

  // Ask Python for what only it can do: `what`, with its values.
  steer(what, { id = null, steps = null, text = null } = {}) {
    this.#report.steered?.({ what, id, steps, text });
  }

  // Where an actor is, in pixels of the frame.
  spot(number) {
    return this.sigma.graphToViewport({ x: this.columns.x[number], y: -this.columns.y[number] });
  }

  // The largest marks in view, which names mustn't cover: [x, y, radius] in pixels of the frame.
  largest() {
    const { width, height } = this.sigma.getDimensions();
    const found = [];
    for (const number of this.columns.bySize) {
      const radius = this.sigma.scaleSize(this.columns.size[number]);
      const { x, y } = this.spot(number);
      if (x > -radius && y > -radius && x < width + radius && y < height + radius) found.push([x, y, radius]);
    }
    return found;
  }

  // Select a search result and go there.
  goTo(id) {
    const number = this.columns.numbers.get(id);
    if (!this.sigma || number === undefined) return;
    this.#showNear(number);
    this.#select(number);
  }

  // Bring a mark and those around it into the part of the frame that nothing covers. Who is near already stays so.
  #showNear(number) {
    const { x, y } = this.#framed(this.columns.x[number], -this.columns.y[number]);
    const ratio = Math.min(this.sigma.getCamera().ratio, NEAR);
    const state = { ...this.#lookingAt({ x, y }, ratio), ratio };
    this.#fitted = null;
    this.#near = { number, state };
    this.sigma.getCamera().animate(state, { duration: calm() ? 0 : 300 });
  }

  // Show everybody in the part of the frame that nothing covers.
  #fit(animated) {
    const camera = this.sigma.getCamera();
    const { width, height } = this.sigma.getDimensions();
    if (!width || !height || !this.columns.keys.length) return;
    const { x, y } = this.columns;
    const [left, right] = extent(x);
    const [low, high] = extent(y);
    const [from, to] = [this.#framed(left, -high), this.#framed(right, -low)];
    const { left: atLeft, right: atRight, top, bottom } = this.covers.edges;
    const free = { across: width - atLeft - atRight - 2 * MARGIN, down: height - top - bottom - 2 * MARGIN };
    const perPixel = this.#perPixel() / camera.ratio;
    const ratio = Math.max((to.x - from.x) / perPixel / Math.max(free.across, 40), (to.y - from.y) / perPixel / Math.max(free.down, 40), NEAR);
    const state = { ...this.#lookingAt({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, ratio), ratio, angle: 0 };
    this.#fitted = state;
    this.#near = null;
    if (animated && !calm()) camera.animate(state, { duration: 150 });
    else camera.setState(state);
  }

  // Where the camera is with `spot` in the middle of what nothing covers.
  #lookingAt({ x, y }, ratio) {
    const { left, right, top, bottom } = this.covers.edges;
    const perPixel = (this.#perPixel() / this.sigma.getCamera().ratio) * ratio;
    return { x: x - ((left - right) / 2) * perPixel, y: y + ((top - bottom) / 2) * perPixel };
  }

  // Where a place of the drawing is, in the camera's units. Sigma's own matrix may still be that of the last drawing.
  #framed(x, y) {
    const now = { cameraState: this.sigma.getCamera().getState() };
    return this.sigma.viewportToFramedGraph(this.sigma.graphToViewport({ x, y }, now), now);
  }

  // How far a pixel is, in the camera's units.
  #perPixel() {
    const [one, other] = [0, 100].map((x) => this.sigma.viewportToFramedGraph({ x, y: 0 }));
    return (other.x - one.x) / 100;
  }

  // Draw again when something else covers the map, and show the same as before unless a person has moved the map.
  #makeWay() {
    if (!this.sigma) return;
    const camera = this.sigma.getCamera();
    const state = camera.getState();
    const isStill = (shown) => Object.keys(shown).every((name) => Math.abs(shown[name] - state[name]) < 1e-9);
    if (this.#fitted && isStill(this.#fitted)) this.#fit(false);
    else if (this.#near && (camera.isAnimated() || isStill(this.#near.state))) this.#showNear(this.#near.number);
    this.sigma.scheduleRefresh();
  }

  // The number of the selected actor, or null if not on the map.
  get #chosen() {
    return this.columns.numbers.get(chosen) ?? null;
  }

  say(text) {
    this.#live.textContent = text;
  }

  destroy() {
    this.#stop.abort();
    this.whole.destroy();
    this.covers.destroy();
    this.#gestures.destroy();
    this.sigma?.kill();
    this.#map.remove();
  }

  #draw(words) {
    const camera = this.sigma?.getCamera().getState();
    this.sigma?.kill();
    this.#canvas.replaceChildren();
    this.spotlight.number = null; // its number belongs to the old columns
    const { columns, look } = this;
    const graph = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
    const shades = (this.shades = new Shades(columns, look.background));
    const place = (number) => ({
      x: columns.x[number], y: -columns.y[number], size: columns.size[number], color: shades.mark(number), type: LOOKS[columns.alone[number]],
    });
    const numbers = [...columns.keys.keys()];
    // Actors that stand out come after their context, so are above it, and have names.
    for (const number of numbers.filter((each) => !columns.stands[each])) graph.addNode(number, place(number));
    for (const number of numbers.filter((each) => columns.stands[each])) {
      graph.addNode(number, { ...place(number), label: columns.names[number] });
    }
    for (let tie = 0; tie < columns.drawn; tie++) {
      graph.addEdge(columns.source[tie], columns.target[tie], { color: shades.line(tie), size: 0.4 });
    }
    const names = (this.#names = new Names());
    const named = (pen, { label, x, y, size }) => names.write(pen, label, x, y, size, look);
    try {
      this.sigma = new Sigma(graph, this.#canvas, {
        defaultEdgeType: "line", hideEdgesOnMove: true, labelColor: { color: look.text }, labelFont: look.font, labelSize: 12,
        labelDensity: 0.6, labelGridCellSize: 160, labelRenderedSizeThreshold: 3, defaultDrawNodeLabel: named, defaultDrawNodeHover: () => {},
        minCameraRatio: 0.002, maxCameraRatio: 2, zIndex: false, nodeProgramClasses: programs(look.background), defaultNodeType: LOOKS[0],
      });
    } catch {
      this.#note.textContent = words.noWebGL;
      return;
    }
    const still = new Still(this.sigma, [...this.#canvas.querySelectorAll("canvas:not(.sigma-mouse)"), this.spotlight.canvas]);
    this.#canvas.prepend(still.element);
    if (camera) this.sigma.getCamera().setState(camera);
    this.sigma.on("enterNode", ({ node }) => this.spotlight.show(Number(node)));
    this.sigma.on("leaveNode", () => this.spotlight.show(this.#chosen));
    this.sigma.on("clickNode", ({ node }) => this.#select(Number(node)));
    this.sigma.on("clickStage", () => this.#select(null));
    this.sigma.on("beforeRender", () => names.begin(this.sigma.getDimensions(), this.covers.boxes, this.largest()));
    this.sigma.on("afterRender", () => this.spotlight.draw());
    this.sigma.on("resize", () => this.#makeWay());
    if (!camera) this.#fit(false);
    this.sigma.scheduleRefresh(); // the first drawing knew neither what covers the map nor its size
  }

  #names = null;

  // The names as last written, with their boxes in pixels of the frame.
  get #written() {
    return (this.spotlight.number === null ? this.#names : this.spotlight.names)?.written ?? [];
  }

  #zoomBy(factor, point) {
    const camera = this.sigma?.getCamera();
    if (!camera) return;
    const ratio = camera.getBoundedRatio(camera.ratio / factor);
    camera.setState(this.sigma.getViewportZoomedState(point, ratio));
  }

  #panBy(right, down) {
    const camera = this.sigma?.getCamera();
    if (!camera) return;
    const [from, to] = [this.sigma.viewportToFramedGraph({ x: 0, y: 0 }), this.sigma.viewportToFramedGraph({ x: right, y: down })];
    camera.setState({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
  }

  // Select what a finger tapped. Return whether there is anything.
  #tap(point) {
    const reach = 14;
    let [best, least] = [null, Infinity];
    for (const number of this.columns.keys.keys()) {
      const { x, y } = this.spot(number);
      const away = Math.hypot(x - point.x, y - point.y) - this.sigma.scaleSize(this.columns.size[number]);
      if (away < least) [best, least] = [number, away];
    }
    if (least > reach) return false;
    this.#select(best);
    return true;
  }

  #select(number) {
    chosen = this.columns.keys[number] ?? null;
    this.spotlight.show(number);
    this.#report.clicked?.({ what: chosen === null ? "nothing" : "node", id: chosen, number: ++clicks });
  }

  #do(what) {
    const camera = this.sigma?.getCamera();
    if (what === "zoomIn") camera?.animatedZoom({ duration: 150 });
    else if (what === "zoomOut") camera?.animatedUnzoom({ duration: 150 });
    else if (camera) this.#fit(true);
  }

  #key(event) {
    const camera = this.sigma?.getCamera();
    if (!camera || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = STEP * camera.ratio;
    const moved = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] }[event.key];
    const does = { PageUp: "zoomIn", "+": "zoomIn", PageDown: "zoomOut", "-": "zoomOut", 0: "fit" }[event.key];
    if (moved) camera.setState({ x: camera.x + moved[0], y: camera.y + moved[1] });
    else if (does) this.#do(does);
    else if (event.key === "/") this.#search.focus();
    else if (event.key === "Escape" && this.whole.isOn) this.whole.toggle(false);
    else if (event.key === "Escape") this.#select(null);
    else if (STEPS.includes(event.key) && this.#chosen !== null) {
      this.steer("focus", { id: chosen, steps: Number(event.key) });
    } else if (event.key.toLowerCase() === "z") {
      this.#do("fit");
      this.steer("reset");
    } else return;
    event.preventDefault();
  }

  #view() {
    const { columns } = this;
    return {
      nodes: columns.keys.length,
      standing: columns.stands.reduce((sum, each) => sum + each, 0),
      ties: columns.source.length,
      drawn: columns.drawn,
      colours: columns.colours,
      chosen: columns.keys[this.#chosen] ?? null,
    };
  }

  #nodeAt(key) {
    const number = this.columns.numbers.get(key);
    const box = this.#canvas.getBoundingClientRect();
    const { x, y } = this.spot(number);
    return { x: box.left + x, y: box.top + y };
  }
}

// The least and the greatest of `numbers`.
function extent(numbers) {
  let [least, greatest] = [Infinity, -Infinity];
  for (const number of numbers) [least, greatest] = [Math.min(least, number), Math.max(greatest, number)];
  return [least, greatest];
}
