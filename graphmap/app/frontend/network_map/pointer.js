// The mouse and the finger on the map; who gets the wheel, and which fingers, is for gestures.js.

import { nearest } from "./nearest.js";
import { same } from "./scene.js";

export class Pointer {
  hovered = null; // a target
  #told = null; // what was just clicked: the panel shows it, so its tooltip would be in the way
  #map;
  #type = "mouse";
  #event = null;
  #frame = 0;

  constructor(map) {
    this.#map = map;
    const { canvas } = map.scene;
    canvas.addEventListener("pointerdown", (event) => {
      this.#type = event.pointerType;
      if (event.shiftKey) event.stopPropagation(); // vis would start a box selection
    }, { capture: true });
    canvas.addEventListener("pointermove", (event) => {
      this.#event = event.pointerType === "touch" || event.buttons ? null : event;
      this.#frame ||= requestAnimationFrame(() => this.#moved());
    });
    canvas.addEventListener("pointerleave", () => {
      this.#event = null;
      this.hover(null);
    });
  }

  // Listen to vis's events for clicks, drags and touches.
  listen(network) {
    const { camera, marks } = this.#map;
    network.on("dragging", ({ nodes }) => nodes.length && marks.dragging());
    network.on("click", ({ pointer }) => this.#click(pointer.DOM));
    network.on("hold", ({ pointer }) => this.#click(pointer.DOM));
    network.on("doubleClick", ({ pointer }) => {
      const under = this.#under(pointer.DOM);
      if (under) camera.focus(under);
    });
    network.on("dragStart", () => {
      camera.moved = true;
      this.hover(null);
    });
    network.on("dragEnd", ({ nodes }) => {
      this.#map.keepPlaces(nodes);
      marks.refresh();
    });
    network.on("zoom", () => (camera.moved = true));
  }

  #click(point) {
    this.#told = this.#under(point);
    this.#map.tooltip.hide();
    this.#map.tell(this.#told);
  }

  // Select what a finger tapped. Return whether there is anything.
  tap(point) {
    this.#type = "touch";
    const under = this.#under(point);
    if (under) this.#click(point);
    return under !== null;
  }

  // `isFromList`: the pointer is on a list beside the map, which highlights itself.
  hover(target, { isFromList = false } = {}) {
    if (!target) this.#map.tooltip.hide();
    if (same(target, this.hovered)) return;
    this.hovered = target;
    if (!isFromList) this.#map.lists.light(target);
    this.#map.scene.canvas.style.cursor = target ? "pointer" : "";
    this.#map.scene.redraw({ all: false });
  }

  #moved() {
    this.#frame = 0;
    const { scene, tooltip } = this.#map;
    if (!scene.network) return;
    if (!this.#event) return this.hover(null);
    const point = this.#inFrame(this.#event);
    const under = this.#under(point);
    this.hover(under);
    if (!same(under, this.#told)) this.#told = null;
    if (under && !this.#told) tooltip.show(scene.item(under).tooltip, point);
    else tooltip.hide();
  }

  #inFrame(event) {
    const { left, top } = this.#map.scene.canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #under(point) {
    const { scene } = this.#map;
    const under = nearest(scene.network, scene.network.DOMtoCanvas(point), this.#type);
    return under?.what === "tie" ? { what: "tie", id: scene.tieOf(under.id) } : under;
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
  }
}
