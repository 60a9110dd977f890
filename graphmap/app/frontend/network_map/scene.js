// What is on the map: a vis.Network, and everything as Python last sent it.

import { Still } from "./still.js";

export class Scene {
  canvas;
  network = null;
  still = null; // what moves instead of the map where drawing is slow
  nodes = new Map(); // by id, as sent
  edges = new Map();
  ranked = []; // node ids, the most important first
  #options = "";
  #data = { nodes: new globalThis.vis.DataSet(), edges: new globalThis.vis.DataSet() };

  constructor(canvas) {
    this.canvas = canvas;
  }

  // Show what Python sends, changing only what differs. Return whether this is the first drawing.
  mirror({ nodes, edges, options }) {
    const ranked = nodes.map((node, index) => ({ id: node.id, size: node.size ?? 0, isFaded: node.faded === true, index }));
    this.ranked = ranked.sort((a, b) => a.isFaded - b.isFaded || b.size - a.size || a.index - b.index).map(({ id }) => id);

    let isFirst = false;
    this.#quietly(() => {
      this.#update(nodes, edges);
      isFirst = this.#apply(options);
    });
    return isFirst;
  }

  #update(nodes, edges) {
    const node = differences(this.nodes, nodes);
    const edge = differences(this.edges, edges);
    const data = this.#data;
    data.edges.remove([...edge.gone, ...edge.replaced.map(({ id }) => id)]);
    const replaced = node.replaced.map((item) => ({ ...drawn(item), ...this.#place(item) }));
    data.nodes.remove([...node.gone, ...replaced.map(({ id }) => id)]);
    data.nodes.add([...node.fresh.map(drawn), ...replaced]);
    data.nodes.update(node.changed.map((item) => ({ ...drawn(item), ...this.#place(item) })));
    data.edges.add([...edge.fresh, ...edge.replaced].map(drawn));
    data.edges.update(edge.changed.map(drawn));

    this.nodes = new Map(nodes.map((item) => [item.id, item]));
    this.edges = new Map(edges.map((item) => [item.id, item]));
  }

  // Change what is on the map without the drawing that vis makes after each change.
  #quietly(change) {
    const tell = (what) => this.network?.body.emitter.emit(what);
    tell("_blockRedraw");
    change();
    tell("_allowRedraw");
    this.still.spoil();
    this.redraw();
  }

  #apply(options) {
    const json = JSON.stringify(options);
    if (this.network && json === this.#options) return false;
    this.#options = json;
    if (this.network) {
      this.network.setOptions(ownOptions(options));
      return false;
    }
    this.network = new globalThis.vis.Network(this.canvas, {}, ownOptions(options));
    this.network.body.emitter.emit("_blockRedraw");
    this.network.setData(this.#data);
    this.still = new Still(this.network);
    this.canvas.firstElementChild.removeAttribute("tabindex"); // the frame takes the focus instead
    return true;
  }

  // A dragged node stays until Python gives it another place.
  #place({ id, x, y }) {
    const before = this.nodes.get(id);
    return before.x === x && before.y === y ? this.network.getPosition(id) : { x, y };
  }

  // Remember dragged places: vis keeps them only on screen.
  keepPlaces(ids) {
    const places = this.network.getPositions(ids);
    this.#data.nodes.update(ids.map((id) => ({ id, ...places[id] })));
  }

  // Move nodes to these places: { id: { x, y } }.
  moveTo(places) {
    const present = Object.entries(places).filter(([id]) => this.nodes.has(id));
    if (present.length) this.#quietly(() => this.#data.nodes.update(present.map(([id, { x, y }]) => ({ id, x, y }))));
  }

  // Move nodes back to Python's places.
  moveBack(ids) {
    this.moveTo(Object.fromEntries(ids.filter((id) => this.nodes.has(id)).map((id) => [id, this.nodes.get(id)])));
  }

  // Draw with the next frame, once however often this is called: all, or only what is over the marks and ties.
  redraw({ all = true } = {}) {
    this.still.want(all);
    this.network.body.emitter.emit("_requestRedraw");
  }

  get defaults() {
    const { nodes = {}, edges = {} } = JSON.parse(this.#options);
    return { nodes, edges };
  }

  // Whether part of the map is faded context already.
  get isNarrowed() {
    return [...this.nodes.values()].some(({ faded }) => faded);
  }

  // A target is { what: "node" | "tie", id }.
  find(id) {
    if (this.nodes.has(id)) return { what: "node", id };
    if (this.edges.has(id)) return { what: "tie", id };
    return null;
  }

  item({ what, id }) {
    return (what === "node" ? this.nodes : this.edges).get(id);
  }

  // The tie that a drawn line belongs to: a tie may be two lines, one each way.
  tieOf(id) {
    return this.edges.get(id)?.of ?? id;
  }

  // The lines of a tie.
  strands(id) {
    return [...this.edges.values()].filter((item) => item.id === id || item.of === id).map((item) => item.id);
  }

  middle({ what, id }) {
    return what === "node" ? this.network.getPosition(id) : this.network.body.edges[id].edgeType.getPoint(0.5);
  }

  // A target with its ties and neighbours: { nodes, edges }, sets of ids. Null where it isn't on the map.
  neighbourhood({ what, id }) {
    if (!this.item({ what, id })) return null;
    const edges = what === "tie" ? this.strands(id) : this.network.getConnectedEdges(id);
    const nodes = what === "node" ? [id] : [];
    return { nodes: new Set([...nodes, ...edges.flatMap((edge) => this.network.getConnectedNodes(edge))]), edges: new Set(edges) };
  }

  destroy() {
    this.still?.destroy();
    this.network?.destroy();
    this.network = null;
  }
}

export function same(a, b) {
  return a?.what === b?.what && a?.id === b?.id;
}

// The difference between `items` and those sent before. `replaced` items lost a property, which an update would keep.
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

// We draw names and tooltips ourselves, as plain text whatever they hold.
function drawn({ label, tooltip, title, of, ...item }) {
  return item;
}

function ownOptions({ edges = {}, interaction = {}, layout = {}, nodes = {}, ...rest }) {
  const smooth = edges.smooth?.type === "dynamic" ? false : edges.smooth; // dynamic edges need physics
  return {
    ...rest,
    autoResize: false, // our own resizing keeps the scale
    configure: { enabled: false },
    manipulation: { enabled: false },
    physics: { enabled: false },
    layout: { ...layout, improvedLayout: false },
    nodes: { ...nodes, chosen: false },
    edges: { ...edges, ...(smooth === undefined ? {} : { smooth }), chosen: false },
    interaction: { ...interaction, hover: false, keyboard: false, multiselect: false, navigationButtons: false, selectable: false },
  };
}
