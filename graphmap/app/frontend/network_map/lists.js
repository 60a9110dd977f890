// Lists beside the map and marks on it light each other up. A list's row says what it is about in its class, as
// `st-key-mark-…--…`, where everything but letters and digits is written as its code between underscores.

const NAME = /st-key-mark-([A-Za-z0-9_]+)--/;
const LIT = "gm-lit";

export class Lists {
  #map;
  #lit = null;
  #stop = new AbortController();

  constructor(map) {
    this.#map = map;
    const { signal } = this.#stop;
    for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => this.#over(event), { signal });
  }

  #over({ target }) {
    if (target === this.#map.root.getRootNode().host) return; // the map itself, from outside
    const row = target.closest?.('[class*="st-key-mark-"]');
    const id = row ? decode(NAME.exec(row.className)?.[1] ?? "") : null;
    if (id === this.#lit) return;
    this.#lit = id;
    if (this.#map.scene.network) this.#map.pointer.hover(id === null ? null : this.#map.scene.find(id), { isFromList: true });
  }

  // Light up the rows about a target of the map, or none.
  light(target) {
    for (const row of document.querySelectorAll(`.${LIT}`)) row.classList.remove(LIT);
    if (!target) return;
    for (const row of document.querySelectorAll(`[class*="st-key-mark-${encode(target.id)}--"]`)) row.classList.add(LIT);
  }

  destroy() {
    this.#stop.abort();
  }
}

// As graphmap/app/map/hover_rows.py has it.
function encode(id) {
  return [...id].map((letter) => (/[A-Za-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}_`)).join("");
}

function decode(name) {
  return name.replace(/_([0-9a-f]+)_/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
}
