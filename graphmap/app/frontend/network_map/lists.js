// Lists beside the map and marks on it highlight each other. A row's class says what it is about:
// `st-key-mark-…--…`, with everything but letters and digits as its code between underscores.

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
    if (target === this.#map.root.getRootNode().host) return; // the map itself, seen from outside
    const row = target.closest?.('[class*="st-key-mark-"]');
    const id = row ? decode(NAME.exec(row.className)?.[1] ?? "") : null;
    if (id === this.#lit) return;
    this.#lit = id;
    if (this.#map.scene.network) this.#map.pointer.hover(id === null ? null : this.#map.scene.find(id), { isFromList: true });
  }

  // Highlight the rows about a target, or none.
  light(target) {
    for (const row of document.querySelectorAll(`.${LIT}`)) row.classList.remove(LIT);
    if (!target) return;
    for (const row of document.querySelectorAll(`[class*="st-key-mark-${encode(target.id)}--"]`)) row.classList.add(LIT);
  }

  destroy() {
    this.#stop.abort();
  }
}

// The counterpart of `marked` in graphmap/app/map/hover_rows.py.
function encode(id) {
  return [...id].map((letter) => (/[A-Za-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}_`)).join("");
}

function decode(name) {
  return name.replace(/_([0-9a-f]+)_/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
}
