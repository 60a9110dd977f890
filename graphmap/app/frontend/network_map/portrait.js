// The map as in view, drawn by vis on another surface: a sharper canvas, or one that writes SVG.

import { Labels } from "./labels.js";

export class Portrait {
  #map;

  constructor(map) {
    this.#map = map;
  }

  get size() {
    const { clientWidth: width, clientHeight: height } = this.#map.scene.canvas;
    return { width, height };
  }

  get colours() {
    return this.#map.overlay.colours;
  }

  get family() {
    return getComputedStyle(this.#map.root).fontFamily;
  }

  // Draw on `screen`, with names in the font `family`.
  draw(context, screen, family) {
    const { scene, overlay, backdrop, marks } = this.#map;
    const { ratio, left, top } = screen;
    const scale = scene.network.getScale();
    const { x, y } = scene.network.canvasToDOM({ x: 0, y: 0 });
    context.setTransform(ratio * scale, 0, 0, ratio * scale, (left + x) * ratio, (top + y) * ratio);
    const { nodes, edges, nodeIndices, edgeIndices } = scene.network.body;
    const lines = edgeIndices.map((id) => edges[id]).filter((edge) => edge.connected);
    backdrop.draw(context);
    for (const line of lines) line.draw(context);
    for (const id of nodeIndices) nodes[id].draw(context);
    for (const line of lines) line.drawArrows(context);
    const labels = new Labels(family);
    labels.enlarged = marks.enlarged;
    overlay.draw(context, { subject: this.#map.subject }, screen, labels);
  }
}
