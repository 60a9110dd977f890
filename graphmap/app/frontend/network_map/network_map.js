// One live map: its frame, what Python sends it, and what it reports to Python.

import { Backdrop } from "./backdrop.js";
import { Camera } from "./camera.js";
import { Choosing } from "./choosing.js";
import { lastCommand, listen } from "../commands.js";
import { Covers } from "../covers.js";
import { buildFrame, nameFrame, wrap } from "../frame.js";
import { Gestures } from "../gestures.js";
import { Keyboard } from "./keyboard.js";
import { Legend } from "../legend.js";
import { Lists } from "./lists.js";
import { Marks } from "./marks.js";
import { Overlay } from "./overlay.js";
import { Pins } from "./pins.js";
import { Player } from "./player.js";
import { Pointer } from "./pointer.js";
import { Portrait } from "./portrait.js";
import { Scene, same } from "./scene.js";
import { Search } from "../search.js";
import { spots } from "./spots.js";
import { Taking } from "../taking.js";
import { Together } from "./together.js";
import { Tooltip } from "./tooltip.js";
import { Whole } from "../whole.js";

const LET_GO = `
  <button type="button" data-do="letGo" hidden><svg viewBox="0 0 16 16"><path d="M8 9.500v5M4.500 9.500h7l-1.500-3V2.500H6v4zM3 13 13 3"/></svg></button>`;

// A node as the search lists it: id, name and kind.
const listed = ({ id, label, tooltip }) => [id, label ?? "", tooltip?.[1] ?? ""];

// Kept for the life of the page, because a map may leave and come back: clicks keep counting, and no command runs twice.
let clicks = 0;
let questions = 0;
const obeyed = new Map();

export class NetworkMap {
  root = document.createElement("div");
  scene;
  camera;
  marks;
  choosing;
  tooltip;
  pointer;
  keyboard;
  lists;
  overlay;
  centre = null; // the map's centre, from Python: { focus, steps }, or null
  backdrop;
  player;
  portrait = new Portrait(this);
  covers;
  whole;
  #map; // the frame, with what plays it and its legend
  #gestures;
  #about = ""; // what the map was about: its centre and who is around it
  #legend;
  #pins;
  #search;
  #taking;
  #together;
  #live;
  #arrangement = null; // the name of the current positions
  #report = {};
  #key = null;
  #said = null;
  #stop = new AbortController();
  #resizes = new ResizeObserver(() => this.scene.network && this.camera.resize());

  constructor(parent) {
    this.#buildFrame();
    this.scene = new Scene(this.root.querySelector(".canvas"));
    this.camera = new Camera(this.scene);
    this.#together = new Together(this.camera);
    this.marks = new Marks(this.scene);
    this.choosing = new Choosing(this.scene);
    this.backdrop = new Backdrop(this.scene);
    this.overlay = new Overlay(this.scene, this.choosing, this.backdrop);
    this.tooltip = new Tooltip(this.root);
    this.pointer = new Pointer(this);
    this.keyboard = new Keyboard(this);
    this.lists = new Lists(this);
    this.#pins = new Pins(this.scene, this.root.querySelector("[data-do=letGo]"));
    this.#search = new Search(this);
    this.#legend = new Legend(this);
    this.player = new Player(this);
    this.#taking = new Taking(this);
    this.root.querySelector(".controls").append(this.#taking.element);
    this.#map = wrap(this.root, this.player.element, this.#legend.element);
    parent.append(this.#map);
    this.covers = new Covers(this.root, () => this.#uncover());
    this.camera.covered = () => this.covers.edges;
    Object.defineProperty(this.root, "graphmap", { value: spots(this) });
    this.whole = new Whole(this, this.root.querySelector(".whole"));
    this.#gestures = new Gestures(this.root, this.scene.canvas, {
      zoomBy: (factor, point) => this.camera.zoomBy(factor, { point }),
      panBy: (right, down) => this.camera.panBy([right, down]),
      tapped: (point) => this.pointer.tap(point) || this.whole.toggle(true),
      isWhole: () => this.whole.isOn,
      isFilling: () => this.#map.classList.contains("filling"),
    });
    listen(() => this.#key, (data) => this.#follow(data), this.#stop.signal);
    this.#resizes.observe(this.scene.canvas);
  }

  // `report` has the callbacks for a click (`clicked`), a request to Python (`steered`), and a request from
  // the legend, or for a page of the map (`asked`).
  update(data, report) {
    this.#report = report;
    this.#key = data.key;
    this.centre = data.centre;
    nameFrame(this.root, data);
    this.root.classList.toggle("paper", data.isForPaper);
    this.overlay.readTheme(this.root, data.enlarged);
    this.marks.enlarged = data.enlarged;
    this.#legend.fold(!data.height, data.legend);
    this.#legend.show(data.legend, data.words);
    this.#taking.show(data);
    this.whole.show(data.words);
    this.#gestures.show(data.words);

    const wasEmpty = this.scene.nodes.size === 0;
    this.backdrop.update(data.backdrop, this.root);
    this.camera.extent = [...(data.extent ?? []), ...this.backdrop.extent];
    const isBeside = (data.extent ?? []).length > 0; // there is another map beside it
    this.#together.join(isBeside);
    this.#map.classList.toggle("beside", isBeside);
    const isFirst = this.scene.mirror(this.player.items(data));
    this.marks.refresh();
    this.#search.update({ drawn: data.nodes.map(listed), words: data.words, ...data.findable });
    this.#pins.update(data.arrangement);
    if (isFirst) {
      this.#listen();
      this.choosing.choose(this.scene.find(data.selected), { fade: false });
      if (data.startView) this.camera.set(data.startView);
    } else {
      this.choosing.choose(this.choosing.chosen);
    }
    const isAnother = this.#lookAt(data);
    const isUntouched = !this.camera.moved && !this.choosing.present; // what was just clicked stays under the pointer
    if (wasEmpty || isUntouched || isAnother || data.arrangement !== this.#arrangement) {
      this.camera.fit({ animate: isAnother && !wasEmpty });
    }
    this.#arrangement = data.arrangement;
    this.#obey(data.key, data.command);
    if (lastCommand(data.key)) this.#follow(lastCommand(data.key));
    this.#taking.give(data.page);
    this.scene.redraw();
  }

  // Note who the map is about and who is aside. Return whether that is another part of the network than before.
  #lookAt({ centre, nodes, aside }) {
    const near = nodes.filter(({ faded }) => !faded).map(({ id }) => id);
    this.camera.aside = new Set(aside ?? []);
    const about = centre ? JSON.stringify([centre, near]) : "";
    if (about === this.#about) return false;
    this.#about = about;
    this.camera.subject = centre && near.length ? near : null;
    return true;
  }

  // What covers the map has changed: names make way, and what is selected is brought back into view.
  #uncover() {
    if (!this.scene.network) return;
    if (!this.camera.moved && !this.choosing.present) this.camera.fit();
    else if (this.choosing.present) this.camera.bringIntoView(this.choosing.present);
    this.scene.redraw();
  }

  // Show other items in the same places and view.
  mirror(items) {
    this.scene.mirror(items);
    this.marks.refresh();
    this.choosing.choose(this.choosing.chosen);
    this.scene.redraw();
  }

  // Select a target, and tell Python if that changes anything.
  tell(target) {
    if (same(target, this.choosing.chosen)) return;
    this.choosing.choose(target);
    this.#report.clicked?.({ what: target?.what ?? "nothing", id: target?.id ?? null, number: ++clicks });
  }

  // Ask Python once to act on a legend entry, make the web page, or go to a term.
  ask(what, { id = null, text = null } = {}) {
    this.#report.asked?.({ what, id, text, number: ++questions });
  }

  // Ask Python for what only it can do: `what`, with its values.
  steer(what, { id = null, steps = null, text = null } = {}) {
    this.#report.steered?.({ what, id, steps, text });
  }

  // Select a search result. Python brings it onto the map if it isn't there.
  goTo(id) {
    const target = this.scene.find(id);
    if (!target) return this.steer("go", { id });
    this.tell(target);
    this.camera.bringIntoView(target);
    this.describe(target);
  }

  // The view, and every node's place.
  inView() {
    const { network, nodes } = this.scene;
    const places = network.getPositions([...nodes.keys()]);
    return { view: { position: network.getViewPosition(), scale: network.getScale() }, places };
  }

  search() {
    this.#search.focus();
  }

  keepPlaces(ids) {
    this.scene.keepPlaces(ids);
    this.#pins.keep(ids);
  }

  // Clear the selection and, if the map has a centre, show everything again.
  escape() {
    if (this.whole.isOn) return this.whole.toggle(false);
    this.keyboard.stepped = null;
    this.pointer.hover(null);
    this.tell(null);
    if (this.centre) this.steer("all");
  }

  // The node that the map is about, or null.
  get subject() {
    return this.centre?.focus && this.scene.nodes.has(this.centre.focus) ? this.centre.focus : null;
  }

  reset() {
    this.keyboard.stepped = null;
    this.#pins.letGo();
    this.camera.fit();
    this.steer("reset");
  }

  say(text) {
    this.#live.textContent = text;
  }

  // Show a tooltip beside its node or tie instead of the pointer, and read it aloud.
  describe(target) {
    const item = this.scene.item(target);
    if (!item) return;
    const lines = item.tooltip ?? [item.label ?? ""];
    this.tooltip.show(lines, this.scene.network.canvasToDOM(this.scene.middle(target)));
    this.say(lines.join("\n"));
  }

  destroy() {
    this.#together.join(false);
    this.choosing.destroy();
    this.lists.destroy();
    this.pointer.destroy();
    this.marks.destroy();
    this.player.destroy();
    this.#resizes.disconnect();
    this.#stop.abort();
    this.whole.destroy();
    this.covers.destroy();
    this.#gestures.destroy();
    this.scene.destroy();
    this.#map.remove();
  }

  #buildFrame() {
    const { root } = this;
    const actions = { zoomIn: () => this.camera.zoomIn(), zoomOut: () => this.camera.zoomOut(), fit: () => this.camera.fitAll() };
    buildFrame(root, "network-map", (what) => actions[what]());
    root.querySelector(".controls").insertAdjacentHTML("beforeend", LET_GO);
    this.#live = root.querySelector("[aria-live]");
  }

  #listen() {
    const { network } = this.scene;
    network.on("beforeDrawing", () => {
      this.marks.pace();
      this.marks.size();
    });
    network.on("beforeDrawing", (context) => this.backdrop.draw(context));
    const isDrawn = () => {
      this.camera.remember();
      this.#together.drawn();
    };
    this.scene.still.moved = isDrawn;
    this.scene.still.over = (context) =>
      this.overlay.draw(context, { hovered: this.pointer.hovered, stepped: this.keyboard.stepped, subject: this.subject, covered: this.covers.boxes });
    network.on("afterDrawing", (context) => {
      isDrawn();
      this.scene.still.over(context);
    });
    this.pointer.listen(network);
  }

  #follow({ commands, command, said }) {
    if (!this.scene.network) return;
    this.#obey(commands, command);
    if (said ? said !== this.#said : this.#live.textContent === this.#said) this.say(said ?? "");
    this.#said = said;
  }

  #obey(key, command) {
    if (!command || obeyed.get(key) === command.number) return;
    obeyed.set(key, command.number);
    const target = this.scene.find(command.id);
    if (command.action === "fit") this.camera.fit();
    if (command.action === "clear") this.choosing.choose(null);
    if (command.action === "select" && target) {
      this.choosing.choose(target);
      this.camera.bringIntoView(target);
    }
    if (command.action === "focus" && target) {
      this.choosing.choose(target);
      this.camera.focus(target);
    }
  }
}
