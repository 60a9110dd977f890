// The size of marks and lines at each zoom, and simpler lines while the machine can't keep up.

const DEFAULT = { size: 25, width: 1, borderWidth: 1 }; // vis's defaults
const KEPT = 0.35; // marks scale less than distances, so that they stay visible from afar and make room up close
const PACE = { slow: 40, pause: 400, rest: 250 }; // milliseconds

export class Marks {
  enlarged = 1; // enlargement over a screen near the reader
  #scene;
  #shown = null; // the scale of the last sizing
  #motion = { last: 0, dragging: false, plain: false, timer: 0 };

  constructor(scene) {
    this.#scene = scene;
  }

  // Set sizes again, after a change of what is on the map.
  refresh() {
    this.#shown = null;
  }

  dragging() {
    this.#motion.dragging = true;
  }

  // While a mark is dragged and the machine can't keep up, draw ties thin and solid.
  pace() {
    const motion = this.#motion;
    if (!motion.dragging) return;
    const taken = performance.now() - motion.last;
    motion.last += taken;
    motion.dragging = false;
    if (taken > PACE.slow && taken < PACE.pause && !motion.plain) {
      motion.plain = true;
      this.refresh();
    }
    if (!motion.plain) return;
    clearTimeout(motion.timer);
    motion.timer = setTimeout(() => {
      motion.plain = false;
      this.refresh();
      this.#scene.redraw();
    }, PACE.rest);
  }

  size() {
    const { network, nodes, edges, defaults } = this.#scene;
    const scale = network.getScale();
    if (scale === this.#shown) return;
    this.#shown = scale;
    const { plain } = this.#motion;
    const factor = scale ** -KEPT;
    for (const item of nodes.values()) {
      const { options } = network.body.nodes[item.id];
      options.size = ((item.size ?? defaults.nodes.size ?? DEFAULT.size) * factor * (1 + this.enlarged)) / 2;
      options.borderWidth = (item.borderWidth ?? defaults.nodes.borderWidth ?? DEFAULT.borderWidth) * factor;
    }
    for (const item of edges.values()) {
      const { options } = network.body.edges[item.id];
      const width = (item.width ?? defaults.edges.width ?? DEFAULT.width) * factor * this.enlarged;
      options.width = plain ? Math.min(width, 1 / scale) : width;
      if (item.background) options.background.size = item.background.size * factor * this.enlarged;
      for (const [end, { scaleFactor = 1 }] of Object.entries(item.arrows || {})) options.arrows[end].scaleFactor = scaleFactor * factor;
      if (Array.isArray(item.dashes)) options.dashes = !plain && item.dashes.map((length) => length * factor);
    }
  }

  destroy() {
    clearTimeout(this.#motion.timer);
  }
}
