// Drawn over vis's drawing: a veil that fades the rest, then the selection again, then names.

import { Labels } from "./labels.js";
import { onScreen } from "../screen.js";
import { same } from "./scene.js";

const VEIL = 0.76; // how much a selection covers the rest
const RINGED = 8; // pixels that a ring reaches beyond its mark
const RING = { chosen: 2.5, pointed: 1.5 }; // pixels

export class Overlay {
  #scene;
  #choosing;
  #labels = new Labels();
  #backdrop;
  colours = {}; // the page's colours: { text, background }

  constructor(scene, choosing, backdrop) {
    this.#scene = scene;
    this.#choosing = choosing;
    this.#backdrop = backdrop;
  }

  readTheme(root, enlarged) {
    const style = getComputedStyle(root);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = { text: colour("--st-text-color"), background: colour("--st-background-color") };
    this.#labels.family = colour("--st-font") || "sans-serif";
    this.#labels.enlarged = enlarged;
  }

  // The names and captions as last written, with their boxes in pixels of the frame.
  get written() {
    return this.#labels.placed;
  }

  // `hovered` is under the pointer and `stepped` reached by keyboard: targets or null. `subject` is the id of the node that the map is
  // about. Nothing is named where the map is `covered`. `screen` maps the pixels of the frame to those of the surface, by default the
  // map's own canvas; `labels` writes the names there.
  draw(context, { hovered = null, stepped = null, subject = null, covered = [] }, screen = screenOf(context.canvas), labels = this.#labels) {
    const { body } = this.#scene.network;
    const around = this.#choosing.faded > 0 ? this.#choosing.around : null;
    const chosen = this.#choosing.present;
    const over = hovered && this.#scene.item(hovered) ? hovered : null;

    if (around) this.#veil(context, screen);
    for (const { what, id } of [chosen, same(over, chosen) ? null : over].filter(Boolean)) {
      if (what === "tie") for (const strand of this.#scene.strands(id)) this.#underline(context, body.edges[strand]);
    }
    if (around) this.#drawAgain(context, around);
    if (subject !== null) this.#halo(context, body.nodes[subject]);
    if (chosen?.what === "node") this.#ring(context, body.nodes[chosen.id], RING.chosen);
    for (const target of [over, stepped]) {
      if (target?.what === "node" && !same(target, chosen)) this.#ring(context, body.nodes[target.id], RING.pointed);
    }
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    const foremost = [chosen, stepped, over, subject === null ? null : { what: "node", id: subject }];
    const named = { entries: this.#entries(around, foremost, covered), marks: this.marks(), captions: this.#backdrop.captions() };
    onScreen(context, screen, () => labels.draw(context, named, { width, height }, this.colours, covered));
  }

  // The marks in view: { id, x, y, radius } in pixels of the frame.
  marks() {
    const { network, nodes } = this.#scene;
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    const scale = network.getScale();
    const found = [];
    for (const id of nodes.keys()) {
      const node = network.body.nodes[id];
      if (!node) continue;
      const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
      const radius = node.options.size * scale;
      if (x + radius > 0 && x - radius < width && y + radius > 0 && y - radius < height) found.push({ id, x, y, radius });
    }
    return found;
  }

  #veil(context, screen) {
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    onScreen(context, screen, () => {
      context.globalAlpha = this.#choosing.faded * VEIL;
      context.fillStyle = this.colours.background;
      context.fillRect(0, 0, width, height);
    });
  }

  #drawAgain(context, around) {
    const { body } = this.#scene.network;
    const edges = [...around.edges].map((id) => body.edges[id]).filter((edge) => edge?.connected);
    for (const edge of edges) edge.draw(context);
    for (const id of around.nodes) body.nodes[id]?.draw(context);
    for (const edge of edges) edge.drawArrows(context);
  }

  // The names to draw, the essential ones first.
  #entries(around, always, covered) {
    const { network, nodes, ranked } = this.#scene;
    const foremost = always.filter((target) => target?.what === "node").map(({ id }) => id);
    const near = around ? ranked.filter((id) => around.nodes.has(id)) : [];
    const faded = 1 - this.#choosing.faded * VEIL * 0.8;
    const scale = network.getScale();
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    const ringed = always.filter(Boolean).map(({ id }) => id);
    const isRinged = (id) => ringed.includes(id);
    const entries = [];
    for (const id of new Set([...foremost, ...near, ...ranked])) {
      const node = network.body.nodes[id];
      const { label, faded: isContext } = nodes.get(id) ?? {};
      if (!node || !label) continue;
      if (isContext && !foremost.includes(id) && !around?.nodes.has(id)) continue;
      const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
      if (x < 0 || y < 0 || x > width || y > height) continue;
      if (covered.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) continue;
      const alpha = !around || around.nodes.has(id) || foremost.includes(id) ? 1 : faded;
      entries.push({ id, text: String(label), x, y, radius: node.options.size * scale + (isRinged(id) ? RINGED : 0), alpha, always: foremost.includes(id) });
    }
    return entries;
  }

  #ring(context, node, width) {
    if (!node) return;
    const scale = this.#scene.network.getScale();
    context.save();
    context.strokeStyle = this.colours.text;
    context.lineWidth = width / scale;
    context.beginPath();
    context.arc(node.x, node.y, node.options.size * 1.15 + 4 / scale, 0, 2 * Math.PI);
    context.stroke();
    context.restore();
  }

  // Two rings around what the map is about.
  #halo(context, node) {
    if (!node) return;
    const scale = this.#scene.network.getScale();
    context.save();
    context.strokeStyle = this.colours.text;
    for (const [away, alpha, width] of [[7, 0.9, 2], [13, 0.35, 2]]) {
      context.globalAlpha = alpha;
      context.lineWidth = width / scale;
      context.beginPath();
      context.arc(node.x, node.y, node.options.size * 1.1 + away / scale, 0, 2 * Math.PI);
      context.stroke();
    }
    context.restore();
  }

  #underline(context, edge) {
    if (!edge?.connected) return;
    context.save();
    context.globalAlpha = 0.14;
    context.strokeStyle = this.colours.text;
    context.lineCap = "round";
    context.lineWidth = edge.options.width + 9 / this.#scene.network.getScale();
    context.beginPath();
    for (let step = 0; step <= 24; step++) {
      const { x, y } = edge.edgeType.getPoint(step / 24);
      context.lineTo(x, y);
    }
    context.stroke();
    context.restore();
  }
}

function screenOf(canvas) {
  return { ratio: canvas.width / canvas.clientWidth, left: 0, top: 0 };
}
