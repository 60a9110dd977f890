// One live map: a vis.Network that mirrors what Python sends, and what a person does to it.

import { Labels } from "./labels.js";
import { nearest } from "./nearest.js";
import { Tooltip } from "./tooltip.js";

const MARGIN = { x: 56, top: 28, bottom: 48, share: 0.1 }; // pixels around everything, so that names have room
const DEFAULT = { size: 25, width: 1, borderWidth: 1 }; // as in vis
const SCALE = { least: 0.02, most: 6, comfortable: 1.4, kept: 0.35 };
const STEP = { pan: 70, zoom: 1.35 };
const FADE = { strength: 0.76, milliseconds: 140 }; // how far the rest steps back from what is chosen
const MOVE_MILLISECONDS = 320;
const PACE = { slow: 40, pause: 400, rest: 250 }; // milliseconds
const WHEEL = { scroll: 0.0016, pinch: 0.01 };

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const FRAME = `
  <div class="canvas"></div>
  <div class="controls">
    <button type="button" data-do="zoomIn"><svg viewBox="0 0 16 16"><path d="M8 3v10M3 8h10"/></svg></button>
    <button type="button" data-do="zoomOut"><svg viewBox="0 0 16 16"><path d="M3 8h10"/></svg></button>
    <button type="button" data-do="fit"><svg viewBox="0 0 16 16"><path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/></svg></button>
  </div>
  <p class="unseen" id="keys"></p>
  <p class="unseen" aria-live="polite"></p>`;

// Kept for the life of the page, as a map may leave it and come back: clicks go on counting, and no command is obeyed twice.
let clicks = 0;
const obeyed = new Map();

export class NetworkMap {
  #root = document.createElement("div");
  #canvas;
  #tooltip;
  #live;
  #labels = new Labels();
  #nodes = new globalThis.vis.DataSet();
  #edges = new globalThis.vis.DataSet();
  #network = null;
  #sent = { nodes: new Map(), edges: new Map(), options: "" }; // as Python last sent them
  #ranked = []; // node ids, the most important first
  #shown = null; // the scale that marks were last sized for
  #colours = {};
  #report = () => {};

  #chosen = null; // { what: "node" | "tie", id }; may be filtered out for now
  #around = null; // the chosen, its ties and neighbours: { nodes, edges }, sets of ids
  #fade = { now: 0, to: 0, frame: 0, last: 0 };
  #hovered = null;
  #stepped = null; // the node reached by keyboard
  #moved = false; // whether the person has set the view: if not, it keeps showing everything
  #view = null; // as last drawn: { position, scale }
  #motion = { last: 0, dragging: false, plain: false, timer: 0 };
  #resizes = new ResizeObserver(() => this.#resize());
  #pointer = { type: "mouse", event: null, frame: 0 };

  constructor(parent) {
    this.#root.className = "network-map";
    this.#root.tabIndex = 0;
    this.#root.setAttribute("role", "application");
    this.#root.setAttribute("aria-describedby", "keys");
    this.#root.innerHTML = FRAME;
    for (const svg of this.#root.querySelectorAll("svg")) {
      for (const [name, value] of Object.entries({ fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": true })) {
        svg.setAttribute(name, value);
      }
    }
    this.#canvas = this.#root.querySelector(".canvas");
    this.#live = this.#root.querySelector("[aria-live]");
    this.#tooltip = new Tooltip(this.#root);
    this.#listen();
    Object.defineProperty(this.#root, "graphmap", {
      value: Object.freeze({ nodeAt: (id) => this.#nodeAt(id), tieAt: (id) => this.#tieAt(id), view: () => this.#summary() }),
    });
    parent.append(this.#root);
    this.#resizes.observe(this.#canvas);
  }

  update(data, report) {
    this.#report = report;
    this.#root.setAttribute("aria-label", data.title);
    this.#root.style.setProperty("--height", `${data.height}px`);
    this.#root.querySelector("#keys").textContent = data.words.keys;
    for (const button of this.#root.querySelectorAll("button")) {
      button.title = data.words[button.dataset.do];
      button.setAttribute("aria-label", button.title);
    }
    this.#readTheme();

    const first = !this.#network;
    const empty = this.#sent.nodes.size === 0;
    this.#mirror(data);
    if (first) {
      this.#draw(data.options);
      this.#choose(this.#find(data.selected), { fade: false });
    } else {
      this.#applyOptions(data.options);
      this.#choose(this.#chosen);
    }
    if (empty || !this.#moved) this.#fit({ animate: false });
    this.#obey(data.key, data.command);
    this.#network.redraw();
  }

  destroy() {
    cancelAnimationFrame(this.#fade.frame);
    cancelAnimationFrame(this.#pointer.frame);
    clearTimeout(this.#motion.timer);
    this.#resizes.disconnect();
    this.#network?.destroy();
    this.#network = null;
    this.#root.remove();
  }

  // ---- what Python sends

  #mirror({ nodes, edges }) {
    const ranked = nodes.map((node, index) => ({ id: node.id, size: node.size ?? 0, index }));
    this.#ranked = ranked.sort((a, b) => b.size - a.size || a.index - b.index).map(({ id }) => id);

    const node = differences(this.#sent.nodes, nodes);
    const edge = differences(this.#sent.edges, edges);
    this.#edges.remove([...edge.gone, ...edge.replaced.map(({ id }) => id)]);
    const replaced = node.replaced.map((item) => ({ ...drawn(item), ...this.#place(item) }));
    this.#nodes.remove([...node.gone, ...replaced.map(({ id }) => id)]);
    this.#nodes.add([...node.fresh.map(drawn), ...replaced]);
    this.#nodes.update(node.changed.map((item) => ({ ...drawn(item), ...this.#place(item) })));
    this.#edges.add([...edge.fresh, ...edge.replaced].map(drawn));
    this.#edges.update(edge.changed.map(drawn));

    this.#shown = null;
    this.#sent.nodes = new Map(nodes.map((item) => [item.id, item]));
    this.#sent.edges = new Map(edges.map((item) => [item.id, item]));
  }

  // A node stays where the person put it until Python gives it another place.
  #place({ id, x, y }) {
    const before = this.#sent.nodes.get(id);
    return before.x === x && before.y === y ? this.#network.getPosition(id) : { x, y };
  }

  #draw(options) {
    this.#sent.options = JSON.stringify(options);
    this.#network = new globalThis.vis.Network(this.#canvas, { nodes: this.#nodes, edges: this.#edges }, ownOptions(options));
    this.#canvas.firstElementChild.removeAttribute("tabindex"); // the frame takes the focus, once
    this.#network.on("beforeDrawing", () => {
      this.#pace();
      this.#sizeMarks();
    });
    this.#network.on("dragging", () => (this.#motion.dragging = true));
    this.#network.on("afterDrawing", (context) => this.#drawOver(context));
    this.#network.on("click", ({ pointer }) => this.#click(pointer.DOM));
    this.#network.on("hold", ({ pointer }) => this.#click(pointer.DOM));
    this.#network.on("doubleClick", ({ pointer }) => {
      const under = this.#under(pointer.DOM);
      if (under) this.#focus(under);
    });
    this.#network.on("dragStart", () => {
      this.#moved = true;
      this.#hover(null);
    });
    this.#network.on("dragEnd", ({ nodes }) => {
      // vis remembers a dragged place only on the screen.
      const places = this.#network.getPositions(nodes);
      this.#nodes.update(nodes.map((id) => ({ id, ...places[id] })));
      this.#shown = null;
    });
    this.#network.on("zoom", () => (this.#moved = true));
  }

  #applyOptions(options) {
    const json = JSON.stringify(options);
    if (json === this.#sent.options) return;
    this.#sent.options = json;
    this.#network.setOptions(ownOptions(options));
    this.#shown = null;
  }

  #obey(key, command) {
    if (!command || obeyed.get(key) === command.number) return;
    obeyed.set(key, command.number);
    const target = this.#find(command.id);
    if (command.action === "fit") this.#fit();
    if (command.action === "clear") this.#choose(null);
    if (command.action === "select" && target) {
      this.#choose(target);
      this.#bringIntoView(target);
    }
    if (command.action === "focus" && target) {
      this.#choose(target);
      this.#focus(target);
    }
  }

  #find(id) {
    if (this.#sent.nodes.has(id)) return { what: "node", id };
    if (this.#sent.edges.has(id)) return { what: "tie", id };
    return null;
  }

  #item({ what, id }) {
    return (what === "node" ? this.#sent.nodes : this.#sent.edges).get(id);
  }

  // ---- choosing

  #click(point) {
    this.#tell(this.#under(point));
  }

  // Choose, and let Python know if that changes anything.
  #tell(target) {
    if (same(target, this.#chosen)) return;
    this.#choose(target);
    this.#report({ what: target?.what ?? "nothing", id: target?.id ?? null, number: ++clicks });
  }

  #choose(target, { fade = true } = {}) {
    this.#chosen = target;
    const around = target && this.#neighbourhood(target);
    if (around) this.#around = around; // else kept while it fades back
    this.#fadeTo(around ? 1 : 0, fade);
  }

  #neighbourhood({ what, id }) {
    if (!this.#item({ what, id })) return null;
    const edges = what === "tie" ? [id] : this.#network.getConnectedEdges(id);
    const nodes = what === "node" ? [id] : [];
    return { nodes: new Set([...nodes, ...edges.flatMap((edge) => this.#network.getConnectedNodes(edge))]), edges: new Set(edges) };
  }

  #fadeTo(to, smoothly) {
    this.#fade.to = to;
    cancelAnimationFrame(this.#fade.frame);
    if (!smoothly || calm()) this.#fade.now = to;
    this.#fade.last = performance.now();
    const step = (time) => {
      const change = Math.max(0, time - this.#fade.last) / FADE.milliseconds;
      this.#fade.last = time;
      const { now } = this.#fade;
      this.#fade.now = to > now ? Math.min(to, now + change) : Math.max(to, now - change);
      this.#network.redraw();
      if (this.#fade.now !== to) this.#fade.frame = requestAnimationFrame(step);
      else if (to === 0) this.#around = null;
    };
    this.#fade.frame = requestAnimationFrame(step);
  }

  // ---- the view

  #fit({ ids = this.#ranked, most = SCALE.comfortable, animate = true } = {}) {
    if (ids === this.#ranked) this.#moved = false;
    const nodes = ids.map((id) => this.#network.body.nodes[id]).filter(Boolean);
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (!nodes.length || !width || !height) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of nodes) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const beside = Math.min(MARGIN.x, width * MARGIN.share);
    const wide = Math.max(40, width - 2 * beside) / Math.max(1, right - left);
    const tall = Math.max(40, height - MARGIN.top - MARGIN.bottom) / Math.max(1, bottom - top);
    const scale = Math.max(SCALE.least, Math.min(wide, tall, most));
    const lower = (MARGIN.bottom - MARGIN.top) / 2 / scale;
    this.#moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + lower }, scale }, animate);
  }

  #focus(target) {
    const { nodes } = this.#neighbourhood(target);
    this.#moved = true;
    this.#fit({ ids: [...nodes], most: 1.8 });
  }

  #bringIntoView(target) {
    const ids = target.what === "node" ? [target.id] : this.#network.getConnectedNodes(target.id);
    if (ids.every((id) => this.#isInside(this.#network.canvasToDOM(this.#network.getPosition(id)), 24))) return;
    this.#moved = true;
    this.#fit({ ids, most: this.#network.getScale() });
  }

  #resize() {
    if (!this.#network) return;
    const view = this.#view;
    this.#network.setSize();
    if (this.#moved && view) this.#moveTo(view, false);
    else this.#fit({ animate: false });
    this.#network.redraw();
  }

  #moveTo(view, animate) {
    const animation = animate && !calm() && { duration: MOVE_MILLISECONDS, easingFunction: "easeInOutQuad" };
    this.#network.moveTo({ ...view, animation });
  }

  // Zooms towards `point` of the frame, by default its middle.
  #zoomBy(factor, { point = null, animate = false } = {}) {
    const before = this.#network.getScale();
    const scale = Math.max(SCALE.least, Math.min(before * factor, SCALE.most));
    const position = this.#network.getViewPosition();
    if (point) {
      const fixed = this.#network.DOMtoCanvas(point);
      position.x = fixed.x + ((position.x - fixed.x) * before) / scale;
      position.y = fixed.y + ((position.y - fixed.y) * before) / scale;
    }
    this.#moved = true;
    this.#moveTo({ position, scale }, animate);
  }

  #panBy([right, down]) {
    const { x, y } = this.#network.getViewPosition();
    const distance = STEP.pan / this.#network.getScale();
    this.#moved = true;
    this.#moveTo({ position: { x: x + right * distance, y: y + down * distance } }, false);
  }

  // ---- what a person does

  #listen() {
    const actions = {
      zoomIn: () => this.#zoomBy(STEP.zoom, { animate: true }),
      zoomOut: () => this.#zoomBy(1 / STEP.zoom, { animate: true }),
      fit: () => this.#fit(),
    };
    for (const button of this.#root.querySelectorAll("button")) {
      button.addEventListener("click", () => actions[button.dataset.do]());
    }
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#root.addEventListener("focus", () => {
      if (this.#root.matches(":focus-visible") && this.#chosen) this.#describe(this.#chosen);
    });
    this.#root.addEventListener("blur", () => {
      this.#stepped = null;
      this.#tooltip.hide();
    });

    this.#canvas.addEventListener("pointerdown", (event) => {
      this.#pointer.type = event.pointerType;
      if (event.shiftKey) event.stopPropagation(); // vis would draw a box for choosing many
    }, { capture: true });
    this.#canvas.addEventListener("pointermove", (event) => {
      this.#pointer.event = event.pointerType === "touch" || event.buttons ? null : event;
      this.#pointer.frame ||= requestAnimationFrame(() => this.#pointed());
    });
    this.#canvas.addEventListener("pointerleave", () => {
      this.#pointer.event = null;
      this.#hover(null);
    });
    // vis zooms by the same step for every event, which is far too fast on a trackpad.
    this.#canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 32 : event.deltaY;
      const rate = event.ctrlKey ? WHEEL.pinch : WHEEL.scroll;
      this.#zoomBy(Math.exp(-Math.max(-240, Math.min(pixels, 240)) * rate), { point: this.#inFrame(event) });
    }, { capture: true, passive: false });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction && event.shiftKey) this.#stepTowards(direction);
    else if (direction) this.#panBy(direction);
    else if (event.key === "+" || event.key === "=") this.#zoomBy(STEP.zoom, { animate: !event.repeat });
    else if (event.key === "-" || event.key === "_") this.#zoomBy(1 / STEP.zoom, { animate: !event.repeat });
    else if (event.key === "0") this.#fit();
    else if (event.key === "Enter" && event.target === this.#root && this.#stepped) this.#tell(this.#stepped);
    else if (event.key === "Escape") this.#escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #escape() {
    this.#stepped = null;
    this.#hover(null);
    this.#tell(null);
  }

  // To the nearest node in that direction, from the one reached before, the chosen one, or the middle of the view.
  #stepTowards([right, down]) {
    const start = this.#stepped ?? (this.#chosen?.what === "node" && this.#item(this.#chosen) ? this.#chosen : null);
    const from = start ? this.#network.getPosition(start.id) : this.#network.getViewPosition();
    let best = null;
    let least = Infinity;
    for (const id of this.#ranked) {
      const { x, y } = this.#network.getPosition(id);
      const ahead = (x - from.x) * right + (y - from.y) * down;
      const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
      if (id === start?.id || (start && (ahead <= 0 || aside > 1.5 * ahead))) continue;
      const distance = start ? ahead + 2 * aside : Math.hypot(x - from.x, y - from.y);
      if (distance < least) [best, least] = [id, distance];
    }
    if (best === null) return;
    this.#stepped = { what: "node", id: best };
    this.#bringIntoView(this.#stepped);
    this.#describe(this.#stepped);
    this.#network.redraw();
  }

  // The tooltip of something beside it rather than beside the pointer, also read aloud.
  #describe(target) {
    const item = this.#item(target);
    if (!item) return;
    const lines = item.tooltip ?? [item.label ?? ""];
    this.#tooltip.show(lines, this.#network.canvasToDOM(this.#middle(target)));
    this.#live.textContent = lines.join("\n");
  }

  #pointed() {
    this.#pointer.frame = 0;
    const { event } = this.#pointer;
    if (!this.#network) return;
    if (!event) return this.#hover(null);
    const point = this.#inFrame(event);
    const under = this.#under(point);
    this.#hover(under);
    if (under) this.#tooltip.show(this.#item(under).tooltip, point);
  }

  #hover(target) {
    if (!target) this.#tooltip.hide();
    if (same(target, this.#hovered)) return;
    this.#hovered = target;
    this.#canvas.style.cursor = target ? "pointer" : "";
    this.#network.redraw();
  }

  #inFrame(event) {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #under(point) {
    return nearest(this.#network, this.#network.DOMtoCanvas(point), this.#pointer.type);
  }

  #middle({ what, id }) {
    return what === "node" ? this.#network.getPosition(id) : this.#network.body.edges[id].edgeType.getPoint(0.5);
  }

  #isInside({ x, y }, margin = 0) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return x >= margin && y >= margin && x <= width - margin && y <= height - margin;
  }

  // ---- drawing

  #readTheme() {
    const style = getComputedStyle(this.#root);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.#colours = { text: colour("--st-text-color"), background: colour("--st-background-color") };
    this.#labels.family = colour("--st-font") || "sans-serif";
  }

  // Where the machine can't keep up while things move, ties are thin and unbroken until they rest.
  #pace() {
    const motion = this.#motion;
    const position = this.#network.getViewPosition();
    const before = this.#view;
    const moves = before && (before.scale !== this.#network.getScale() || Math.hypot(before.position.x - position.x, before.position.y - position.y) > 1e-6);
    if (!moves && !motion.dragging) return;
    const taken = performance.now() - motion.last;
    motion.last += taken;
    motion.dragging = false;
    if (taken > PACE.slow && taken < PACE.pause && !motion.plain) {
      motion.plain = true;
      this.#shown = null;
    }
    if (!motion.plain) return;
    clearTimeout(motion.timer);
    motion.timer = setTimeout(() => {
      motion.plain = false;
      this.#shown = null;
      this.#network.redraw();
    }, PACE.rest);
  }

  // Marks grow and shrink less than distances do, so that they can be seen from afar and make room when near.
  #sizeMarks() {
    const scale = this.#network.getScale();
    if (scale === this.#shown) return;
    this.#shown = scale;
    const { body } = this.#network;
    const { nodes = {}, edges = {} } = JSON.parse(this.#sent.options);
    const factor = scale ** -SCALE.kept;
    for (const item of this.#sent.nodes.values()) {
      const { options } = body.nodes[item.id];
      options.size = (item.size ?? nodes.size ?? DEFAULT.size) * factor;
      options.borderWidth = (item.borderWidth ?? nodes.borderWidth ?? DEFAULT.borderWidth) * factor;
    }
    for (const item of this.#sent.edges.values()) {
      const { options } = body.edges[item.id];
      const width = (item.width ?? edges.width ?? DEFAULT.width) * factor;
      options.width = this.#motion.plain ? Math.min(width, 1 / scale) : width;
      if (Array.isArray(item.dashes)) options.dashes = !this.#motion.plain && item.dashes.map((length) => length * factor);
    }
  }

  // After vis has drawn everything: the rest steps back behind a veil, what is chosen is drawn again on top of it, then names.
  #drawOver(context) {
    this.#view = { position: this.#network.getViewPosition(), scale: this.#network.getScale() };
    const { body } = this.#network;
    const around = this.#fade.now > 0 ? this.#around : null;
    const hovered = this.#hovered && this.#item(this.#hovered) ? this.#hovered : null;
    const chosen = this.#chosen && this.#item(this.#chosen) ? this.#chosen : null;
    const { clientWidth: width, clientHeight: height } = this.#canvas;

    if (around) {
      this.#onScreen(context, () => {
        context.globalAlpha = this.#fade.now * FADE.strength;
        context.fillStyle = this.#colours.background;
        context.fillRect(0, 0, width, height);
      });
    }
    for (const { what, id } of [chosen, same(hovered, chosen) ? null : hovered].filter(Boolean)) {
      if (what === "tie") this.#underline(context, body.edges[id]);
    }
    if (around) {
      const edges = [...around.edges].map((id) => body.edges[id]).filter((edge) => edge?.connected);
      for (const edge of edges) edge.draw(context);
      for (const id of around.nodes) body.nodes[id]?.draw(context);
      for (const edge of edges) edge.drawArrows(context);
    }
    if (chosen?.what === "node") this.#ring(context, body.nodes[chosen.id], 2.5);
    for (const target of [hovered, this.#stepped]) {
      if (target?.what === "node" && !same(target, chosen)) this.#ring(context, body.nodes[target.id], 1.5);
    }
    const entries = this.#entries(around, [chosen, this.#stepped, hovered]);
    this.#onScreen(context, () => this.#labels.draw(context, entries, { width, height }, this.#colours));
  }

  #entries(around, always) {
    const foremost = always.filter((target) => target?.what === "node").map(({ id }) => id);
    const near = around ? this.#ranked.filter((id) => around.nodes.has(id)) : [];
    const faded = 1 - this.#fade.now * FADE.strength * 0.8;
    const scale = this.#network.getScale();
    const entries = [];
    for (const id of new Set([...foremost, ...near, ...this.#ranked])) {
      const node = this.#network.body.nodes[id];
      const { label } = this.#sent.nodes.get(id) ?? {};
      if (!node || !label) continue;
      const { x, y } = this.#network.canvasToDOM({ x: node.x, y: node.y });
      const alpha = !around || around.nodes.has(id) || foremost.includes(id) ? 1 : faded;
      entries.push({ text: String(label), x, y, radius: node.options.size * scale, alpha, always: foremost.includes(id) });
    }
    return entries;
  }

  #onScreen(context, draw) {
    const { canvas } = context;
    const ratio = canvas.width / canvas.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw();
    context.restore();
  }

  #ring(context, node, width) {
    if (!node) return;
    const scale = this.#network.getScale();
    context.save();
    context.strokeStyle = this.#colours.text;
    context.lineWidth = width / scale;
    context.beginPath();
    context.arc(node.x, node.y, node.options.size * 1.15 + 4 / scale, 0, 2 * Math.PI);
    context.stroke();
    context.restore();
  }

  #underline(context, edge) {
    if (!edge?.connected) return;
    context.save();
    context.globalAlpha = 0.14;
    context.strokeStyle = this.#colours.text;
    context.lineCap = "round";
    context.lineWidth = edge.options.width + 9 / this.#network.getScale();
    context.beginPath();
    for (let step = 0; step <= 24; step++) {
      const { x, y } = edge.edgeType.getPoint(step / 24);
      context.lineTo(x, y);
    }
    context.stroke();
    context.restore();
  }

  // ---- for tests: where a person would point

  // The middle of a node in the window, or null if it isn't in view.
  #nodeAt(id) {
    return this.#sent.nodes.has(id) ? this.#inWindow(this.#network.getPosition(id)) : null;
  }

  // A point of a tie, as near to its middle as one finds where a hand that is off by a pixel or two still meets nothing else;
  // null if there is none in view.
  #tieAt(id) {
    const edge = this.#network.body.edges[id];
    if (!edge?.connected) return null;
    for (const share of [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8]) {
      const point = edge.edgeType.getPoint(share);
      const spot = this.#inWindow(point);
      const off = 2 / this.#network.getScale();
      const around = [[0, 0], [off, 0], [-off, 0], [0, off], [0, -off]].map(([x, y]) => ({ x: point.x + x, y: point.y + y }));
      if (spot && around.every((near) => same(nearest(this.#network, near), { what: "tie", id }))) return spot;
    }
    return null;
  }

  #summary() {
    return {
      ...this.#network.getViewPosition(),
      scale: this.#network.getScale(),
      chosen: this.#chosen?.id ?? null,
      nodes: this.#nodes.length,
      ties: this.#edges.length,
    };
  }

  #inWindow(position) {
    const point = this.#network.canvasToDOM(position);
    if (!this.#isInside(point)) return null;
    const { left, top } = this.#canvas.getBoundingClientRect();
    return { x: left + point.x, y: top + point.y };
  }
}

// What separates `items` from those sent before. `replaced` lost a property, which an update would leave in place.
function differences(before, items) {
  const ids = new Set(items.map(({ id }) => id));
  const result = { gone: [...before.keys()].filter((id) => !ids.has(id)), fresh: [], changed: [], replaced: [] };
  for (const item of items) {
    const old = before.get(item.id);
    if (!old) result.fresh.push(item);
    else if (Object.keys(old).some((name) => !(name in item))) result.replaced.push(item);
    else if (JSON.stringify(old) !== JSON.stringify(item)) result.changed.push(item);
  }
  return result;
}

// Names and tooltips are ours to draw: as plain text, whatever they hold.
function drawn({ label, tooltip, title, ...item }) {
  return item;
}

function ownOptions({ edges = {}, interaction = {}, layout = {}, nodes = {}, ...rest }) {
  const smooth = edges.smooth?.type === "dynamic" ? false : edges.smooth; // that needs physics
  return {
    ...rest,
    autoResize: false, // ours keeps the scale
    configure: { enabled: false },
    manipulation: { enabled: false },
    physics: { enabled: false },
    layout: { ...layout, improvedLayout: false },
    nodes: { ...nodes, chosen: false },
    edges: { ...edges, ...(smooth === undefined ? {} : { smooth }), chosen: false },
    interaction: { ...interaction, hover: false, keyboard: false, multiselect: false, navigationButtons: false, selectable: false },
  };
}

function same(a, b) {
  return a?.what === b?.what && a?.id === b?.id;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
