// The map without a mouse.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// What each key does, given the map and the event.
const KEYS = {
  "1": (map) => focus(map, 1),
  "2": (map) => focus(map, 2),
  "3": (map) => focus(map, 3),
  "+": (map) => focus(map, stepsOf(map) + 1),
  "=": (map) => focus(map, stepsOf(map) + 1),
  "-": (map) => focus(map, stepsOf(map) - 1),
  "_": (map) => focus(map, stepsOf(map) - 1),
  "PageUp": ({ camera }, { repeat }) => camera.zoomIn(!repeat),
  "PageDown": ({ camera }, { repeat }) => camera.zoomOut(!repeat),
  "/": (map) => map.search(),
  "z": (map) => map.reset(),
  "Z": (map) => map.reset(),
  "0": ({ camera }) => camera.fitAll(),
  " ": ({ player }) => player.toggle(),
  ",": ({ player }) => player.step(-1),
  ".": ({ player }) => player.step(1),
  "Escape": (map) => map.escape(),
};

const FEWEST_STEPS = 1;
const MOST_STEPS = 3;

function stepsOf({ centre }) {
  return centre?.focus ? centre.steps : 0;
}

// Show `steps` around the actor in focus, or else the selection.
function focus(map, steps) {
  const chosen = map.keyboard.stepped ?? map.choosing.present;
  const id = map.centre?.focus ?? (chosen?.what === "node" ? chosen.id : null);
  const within = Math.max(FEWEST_STEPS, Math.min(steps, MOST_STEPS));
  if (id === null || (id === map.centre?.focus && within === map.centre.steps)) return;
  map.centre = { focus: id, steps: within }; // so that the next key counts from here, however soon
  map.steer("focus", { id, steps: within });
}

export class Keyboard {
  stepped = null; // the target reached by keyboard
  #map;

  constructor(map) {
    this.#map = map;
    const { root } = map;
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("focus", () => {
      if (root.matches(":focus-visible") && map.choosing.chosen) map.describe(map.choosing.chosen);
    });
    root.addEventListener("blur", () => {
      this.stepped = null;
      map.tooltip.hide();
    });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction && event.shiftKey) this.#stepTowards(direction);
    else if (direction) this.#map.camera.panBy(direction);
    else if (event.key === "Enter" && event.target === this.#map.root && this.stepped) this.#map.tell(this.stepped);
    else if (Object.hasOwn(KEYS, event.key)) KEYS[event.key](this.#map, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Step to the nearest node in that direction, from the last one reached, the selection, or the middle of the view.
  #stepTowards([right, down]) {
    const { scene, choosing, camera } = this.#map;
    const start = this.stepped ?? (choosing.present?.what === "node" ? choosing.present : null);
    const from = start ? scene.network.getPosition(start.id) : scene.network.getViewPosition();
    let best = null;
    let least = Infinity;
    for (const id of scene.ranked) {
      const { x, y } = scene.network.getPosition(id);
      const ahead = (x - from.x) * right + (y - from.y) * down;
      const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
      if (id === start?.id || (start && (ahead <= 0 || aside > 1.5 * ahead))) continue;
      const distance = start ? ahead + 2 * aside : Math.hypot(x - from.x, y - from.y);
      if (distance < least) [best, least] = [id, distance];
    }
    if (best === null) return;
    this.stepped = { what: "node", id: best };
    camera.bringIntoView(this.stepped);
    this.#map.describe(this.stepped);
    scene.redraw({ all: false });
  }
}
