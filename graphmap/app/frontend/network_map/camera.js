// The part of the map in view.

import { calm } from "../motion.js";

const MARGIN = { x: 56, top: 64, bottom: 48, share: 0.1 }; // pixels around everything, so that names have room and nothing is under the search
const SCALE = { least: 0.02, most: 6, comfortable: 1.4, near: 1.8 };
const STEP = { pan: 70, zoom: 1.35 };
const MOVE_MILLISECONDS = 320;

export class Camera {
  moved = false; // whether the person has set the view; until then it shows everything
  extent = []; // places that "show everything" includes
  #scene;
  #drawn = null; // the view as last drawn: { position, scale }
  #followed = null; // the view followed from another map

  constructor(scene) {
    this.#scene = scene;
  }

  fit({ ids = this.#scene.ranked, most = SCALE.comfortable, animate = true } = {}) {
    if (ids === this.#scene.ranked) this.moved = false;
    const nodes = ids.map((id) => this.#scene.network.body.nodes[id]).filter(Boolean);
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    if (!nodes.length || !width || !height) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    const beyond = ids === this.#scene.ranked ? this.extent.map(([x, y]) => ({ x, y })) : [];
    for (const { x, y } of [...nodes, ...beyond]) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const beside = Math.min(MARGIN.x, width * MARGIN.share);
    const wide = Math.max(40, width - 2 * beside) / Math.max(1, right - left);
    const tall = Math.max(40, height - MARGIN.top - MARGIN.bottom) / Math.max(1, bottom - top);
    const scale = Math.max(SCALE.least, Math.min(wide, tall, most));
    const lower = (MARGIN.bottom - MARGIN.top) / 2 / scale;
    this.#moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + lower }, scale }, animate);
  }

  set(view) {
    this.moved = true;
    this.#moveTo(view, false);
  }

  // Follow another map's camera.
  follow(leader) {
    const view = leader.#now();
    this.moved = leader.moved;
    if (alike(view, this.#now())) return;
    this.#followed = view;
    this.#moveTo(view, false);
  }

  // Whether the view was followed from another map.
  get isFollowing() {
    return this.#followed !== null && alike(this.#followed, this.#now());
  }

  // Zoom to something and its neighbours.
  focus(target) {
    this.moved = true;
    this.fit({ ids: [...this.#scene.neighbourhood(target).nodes], most: SCALE.near });
  }

  bringIntoView(target) {
    const { network } = this.#scene;
    const ids = target.what === "node" ? [target.id] : network.getConnectedNodes(target.id);
    if (ids.every((id) => this.isInside(network.canvasToDOM(network.getPosition(id)), 24))) return;
    this.moved = true;
    this.fit({ ids, most: network.getScale() });
  }

  zoomIn(animate = true) {
    this.zoomBy(STEP.zoom, { animate });
  }

  zoomOut(animate = true) {
    this.zoomBy(1 / STEP.zoom, { animate });
  }

  // Zoom towards `point` of the frame, by default its middle.
  zoomBy(factor, { point = null, animate = false } = {}) {
    const { network } = this.#scene;
    const before = network.getScale();
    const scale = Math.max(SCALE.least, Math.min(before * factor, SCALE.most));
    const position = network.getViewPosition();
    if (point) {
      const fixed = network.DOMtoCanvas(point);
      position.x = fixed.x + ((position.x - fixed.x) * before) / scale;
      position.y = fixed.y + ((position.y - fixed.y) * before) / scale;
    }
    this.moved = true;
    this.#moveTo({ position, scale }, animate);
  }

  panBy([right, down]) {
    const { network } = this.#scene;
    const { x, y } = network.getViewPosition();
    const distance = STEP.pan / network.getScale();
    this.moved = true;
    this.#moveTo({ position: { x: x + right * distance, y: y + down * distance } }, false);
  }

  // After a resize, keep the person's view or else show everything.
  resize() {
    const view = this.#drawn;
    this.#scene.network.setSize();
    if (this.moved && view) this.#moveTo(view, false);
    else this.fit({ animate: false });
    this.#scene.network.redraw();
  }

  // Whether the view differs from the last drawing.
  get isMoving() {
    return this.#drawn !== null && !alike(this.#drawn, this.#now());
  }

  remember() {
    this.#drawn = this.#now();
  }

  isInside({ x, y }, margin = 0) {
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    return x >= margin && y >= margin && x <= width - margin && y <= height - margin;
  }

  #now() {
    const { network } = this.#scene;
    return { position: network.getViewPosition(), scale: network.getScale() };
  }

  #moveTo(view, animate) {
    const animation = animate && !calm() && { duration: MOVE_MILLISECONDS, easingFunction: "easeInOutQuad" };
    this.#scene.network.moveTo({ ...view, animation });
  }
}

function alike(one, other) {
  return one.scale === other.scale && Math.hypot(one.position.x - other.position.x, one.position.y - other.position.y) <= 1e-6;
}
