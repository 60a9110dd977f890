// Places that the person dragged nodes to, kept while the tab is open, for each view and layout.

const PREFIX = "graphmap-places:";

export class Pins {
  #scene;
  #button;
  #name = "";

  constructor(scene, button) {
    this.#scene = scene;
    this.#button = button;
    button.addEventListener("click", () => this.letGo());
  }

  // Put nodes where they were dragged before, under this name.
  update(name) {
    this.#name = PREFIX + name;
    this.#scene.moveTo(this.#kept());
    this.#offer();
  }

  keep(ids) {
    sessionStorage.setItem(this.#name, JSON.stringify({ ...this.#kept(), ...this.#scene.network.getPositions(ids) }));
    this.#offer();
  }

  letGo() {
    const ids = Object.keys(this.#kept());
    sessionStorage.removeItem(this.#name);
    this.#scene.moveBack(ids);
    this.#offer();
  }

  #kept() {
    return JSON.parse(sessionStorage.getItem(this.#name) ?? "{}");
  }

  #offer() {
    this.#button.hidden = Object.keys(this.#kept()).length === 0;
  }
}
