// One live drawing of every actor: sigma.js draws marks, the strongest ties and names; who is pointed at comes to the fore.

import { Columns } from "./columns.js";
import { Finder } from "./finder.js";
import { Picture } from "./picture.js";
import { Graph, Sigma } from "./sigma.js";
import { Spotlight, writeName } from "./spotlight.js";

const CONTROLS = { zoomIn: "+", zoomOut: "−", fit: "⤢" };
const STEP = 0.15; // of what is in view
const NEAR = 0.06; // how much of the whole is in view around who was searched for

const PALE = 0.65; // how much of the page's colour is in a line that nobody points at

const mixed = (colour, other, share) => {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [one, two] = [parts(colour), parts(other)];
  return `#${one.map((part, at) => Math.round(part * (1 - share) + two[at] * share).toString(16).padStart(2, "0")).join("")}`;
};

// Kept for the life of the page, as a map may leave it and come back: clicks go on counting.
let clicks = 0;

export class LargeMap {
  root = document.createElement("div");
  columns = null;
  sigma = null;
  look = {};
  #canvas = document.createElement("div");
  #note = document.createElement("p");
  #spotlight = new Spotlight(this);
  #finder = new Finder((number) => this.#goTo(number));
  #buttons = {};
  #version = null;
  #selected = null;
  #tell = () => {};

  constructor(parent) {
    this.root.className = "large-map";
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "application");
    this.#canvas.className = "canvas";
    this.#note.className = "note";
    const controls = document.createElement("div");
    controls.className = "controls";
    for (const [name, sign] of Object.entries(CONTROLS)) {
      this.#buttons[name] = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
      this.#buttons[name].addEventListener("click", () => this.#do(name));
      controls.append(this.#buttons[name]);
    }
    this.root.append(this.#canvas, this.#spotlight.canvas, this.#finder.element, controls, this.#note);
    parent.append(this.root);
    this.root.addEventListener("keydown", (event) => this.#key(event));
    Object.defineProperty(this.root, "graphmap", { value: { view: () => this.#view(), nodeAt: (key) => this.#nodeAt(key) } });
  }

  update(data, tell) {
    this.#tell = tell;
    this.root.style.setProperty("--height", `${data.height}px`);
    this.root.setAttribute("aria-label", data.title);
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.title = data.words[name];
      button.setAttribute("aria-label", data.words[name]);
    }
    this.look = { background: data.background, text: data.text, font: getComputedStyle(this.root).fontFamily };
    if (data.version !== this.#version) {
      this.#version = data.version;
      this.columns = new Columns(data);
      this.#finder.update(data.names, data.words);
      this.#draw(data.words);
    }
    this.#selected = this.columns.numbers.get(data.selected) ?? null;
    if (this.sigma) this.#spotlight.show(this.#selected);
  }

  destroy() {
    this.sigma?.kill();
  }

  #draw(words) {
    const camera = this.sigma?.getCamera().getState();
    this.sigma?.kill();
    this.#canvas.replaceChildren();
    const { columns, look } = this;
    const graph = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
    for (let number = 0; number < columns.keys.length; number++) {
      graph.addNode(number, {
        x: columns.x[number], y: -columns.y[number], size: columns.size[number], color: columns.colour(number), label: columns.names[number],
      });
    }
    const pale = columns.tieColours.map((colour) => mixed(colour, look.background, PALE));
    for (let tie = 0; tie < columns.drawn; tie++) {
      graph.addEdge(columns.source[tie], columns.target[tie], { color: pale[columns.depth[tie]], size: 0.4 });
    }
    const named = (pen, { label, x, y, size }) => writeName(pen, label, x + size + 3, y, look, 12);
    try {
      this.sigma = new Sigma(graph, this.#canvas, {
        defaultEdgeType: "line", hideEdgesOnMove: true, labelColor: { color: look.text }, labelFont: look.font, labelSize: 12,
        labelDensity: 0.6, labelGridCellSize: 160, labelRenderedSizeThreshold: 3, defaultDrawNodeLabel: named, defaultDrawNodeHover: () => {}, minCameraRatio: 0.002,
        maxCameraRatio: 2, zIndex: false,
      });
    } catch {
      this.#note.textContent = words.noWebGL;
      return;
    }
    const picture = new Picture(this.sigma, [...this.#canvas.querySelectorAll("canvas:not(.sigma-mouse)"), this.#spotlight.canvas]);
    this.#canvas.prepend(picture.element);
    if (camera) this.sigma.getCamera().setState(camera);
    this.sigma.on("enterNode", ({ node }) => this.#spotlight.show(Number(node)));
    this.sigma.on("leaveNode", () => this.#spotlight.show(this.#selected));
    this.sigma.on("clickNode", ({ node }) => this.#select(Number(node)));
    this.sigma.on("clickStage", () => this.#select(null));
    this.sigma.on("afterRender", () => this.#spotlight.draw());
  }

  #select(number) {
    this.#selected = number;
    this.#spotlight.show(number);
    this.#tell({ what: number === null ? "nothing" : "node", id: number === null ? null : this.columns.keys[number], number: ++clicks });
  }

  #goTo(number) {
    if (!this.sigma) return;
    const { x, y } = this.sigma.getNodeDisplayData(String(number));
    this.sigma.getCamera().animate({ x, y, ratio: NEAR }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
    this.#select(number);
    this.root.focus({ preventScroll: true });
  }

  #do(what) {
    const camera = this.sigma?.getCamera();
    if (what === "zoomIn") camera?.animatedZoom({ duration: 150 });
    else if (what === "zoomOut") camera?.animatedUnzoom({ duration: 150 });
    else camera?.animatedReset({ duration: 150 });
  }

  #key(event) {
    const camera = this.sigma?.getCamera();
    if (!camera || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = STEP * camera.ratio;
    const moved = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] }[event.key];
    const does = { PageUp: "zoomIn", "+": "zoomIn", PageDown: "zoomOut", "-": "zoomOut", 0: "fit" }[event.key];
    if (moved) camera.setState({ x: camera.x + moved[0], y: camera.y + moved[1] });
    else if (does) this.#do(does);
    else if (event.key === "/") this.#finder.focus();
    else if (event.key === "Escape" && this.#selected !== null) this.#select(null);
    else return;
    event.preventDefault();
  }

  #view() {
    const { columns } = this;
    return { nodes: columns.keys.length, ties: columns.source.length, chosen: this.#selected === null ? null : columns.keys[this.#selected] };
  }

  #nodeAt(key) {
    const number = this.columns.numbers.get(key);
    const box = this.#canvas.getBoundingClientRect();
    const { x, y } = this.sigma.graphToViewport({ x: this.columns.x[number], y: -this.columns.y[number] });
    return { x: box.left + x, y: box.top + y };
  }
}
