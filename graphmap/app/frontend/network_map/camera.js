// The part of the map in view.

import { calm } from "../motion.js";

const MARGIN = { side: 72, level: 44, share: 0.12, phone: 0.05 }; // pixels around everything, or a share, so that names have room
const PHONE = 640; // pixels: in a narrower frame the marks need the room more
const SCALE = { least: 0.02, most: 8, comfortable: 2.2, near: 1.7 };
const ASIDE = 0.8; // who is aside is left out where showing them makes everything smaller than this share
const STEP = { pan: 70, zoom: 1.35 };
const MOVE_MILLISECONDS = 320;
const NEAR_EDGE = 36; // pixels: what is nearer to an edge isn't well in view

export class Camera {
  moved = false; // whether the person has set the view; until then it shows everything
  extent = []; // places that "show everything" includes
  subject = null; // ids of those that the map is about, or null for everybody
  aside = new Set(); // ids of those that "show everything" may leave out
  covered = () => ({ left: 0, top: 0, right: 0, bottom: 0 }); // pixels of each edge that something covers
  leftOut = 0; // how many of them are
  #scene;
  #drawn = null; // the view as last drawn: { position, scale }
  #followed = null; // the view followed from another map

  constructor(scene) {
    this.#scene = scene;
  }

  // Show `ids`, by default what the map is about.
  fit({ ids = null, most = this.subject ? SCALE.near : SCALE.comfortable, animate = true } = {}) {
    if (!ids) this.moved = false;
    const whole = ids ?? this.subject ?? this.#scene.ranked;
    let view = this.#viewOf(whole, most, !ids && !this.subject);
    if (!view) return;
    this.leftOut = 0;
    const central = ids || this.subject ? [] : whole.filter((id) => !this.aside.has(id));
    const without = central.length < whole.length ? this.#viewOf(central, most, true) : null;
    if (without && view.scale < ASIDE * without.scale) {
      this.leftOut = whole.length - central.length;
      view = without;
    }
    this.#moveTo(view, animate);
  }

  // Show everything, and the second time also those aside.
  fitAll() {
    if (this.leftOut && !this.moved) return this.fit({ ids: this.#scene.ranked });
    this.subject = null;
    this.fit();
  }

  // The view with `ids` in the part of the frame that nothing covers; null if there is nothing to show.
  #viewOf(ids, most, withExtent) {
    const nodes = ids.map((id) => this.#scene.network.body.nodes[id]).filter(Boolean);
    const { clientWidth: width, clientHeight: height } = this.#scene.canvas;
    if (!nodes.length || !width || !height) return null;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    const beyond = withExtent ? this.extent.map(([x, y]) => ({ x, y })) : [];
    for (const { x, y } of [...nodes, ...beyond]) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const edges = this.covered();
    const free = { width: width - edges.left - edges.right, height: height - edges.top - edges.bottom };
    const side = Math.min(MARGIN.side, free.width * (width < PHONE ? MARGIN.phone : MARGIN.share));
    const level = Math.min(MARGIN.level, free.height * MARGIN.share);
    const wide = Math.max(40, free.width - 2 * side) / Math.max(1, right - left);
    const tall = Math.max(40, free.height - 2 * level) / Math.max(1, bottom - top);
    const scale = Math.max(SCALE.least, Math.min(wide, tall, most));
    const x = (left + right) / 2 - (edges.left - edges.right) / 2 / scale;
    const y = (top + bottom) / 2 - (edges.top - edges.bottom) / 2 / scale;
    return { position: { x, y }, scale };
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

  // Move no further than it takes to see a target, or zoom out to both ends of a tie that is longer than the frame.
  bringIntoView(target) {
    const { network } = this.#scene;
    const ids = target.what === "node" ? [target.id] : network.getConnectedNodes(target.id);
    const points = ids.map((id) => network.canvasToDOM(network.getPosition(id)));
    const { clientWidth, clientHeight } = this.#scene.canvas;
    const edges = this.covered();
    const [across, down] = [
      nudge(points.map(({ x }) => x), edges.left + NEAR_EDGE, clientWidth - edges.right - NEAR_EDGE),
      nudge(points.map(({ y }) => y), edges.top + NEAR_EDGE, clientHeight - edges.bottom - NEAR_EDGE),
    ];
    if (across === 0 && down === 0) return;
    this.moved = true;
    if (across === null || down === null) return this.fit({ ids, most: network.getScale() });
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    this.#moveTo({ position: { x: x + across / scale, y: y + down / scale }, scale }, true);
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
    this.#scene.redraw();
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

// How far to move so that all `spots` are between `least` and `most`: 0 if they are, null if they can't all be.
function nudge(spots, least, most) {
  const [first, last] = [Math.min(...spots), Math.max(...spots)];
  if (last - first > most - least) return null;
  return first < least ? first - least : last > most ? last - most : 0;
}
