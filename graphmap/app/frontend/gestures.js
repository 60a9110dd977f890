// Who gets the wheel and the fingers: the map or the page. The wheel zooms with Ctrl or ⌘, or once the map was clicked. On a map that
// fills its page one finger scrolls the page, a tap opens the whole screen, and two fingers always move and zoom the map.

const WHEEL = { scroll: 0.0016, pinch: 0.01, most: 240, line: 32 };
const TAP = { pixels: 10, milliseconds: 500 };
const HINTED = 1800; // milliseconds

export class Gestures {
  #frame;
  #actions;
  #isEntered = false; // whether the map was clicked since the pointer came
  #fingers = new Map(); // by pointer: { x, y }
  #tap = null;
  #hint = document.createElement("p");
  #hiding = 0;
  #stop = new AbortController();

  // `actions`: { zoomBy(factor, point), panBy(right, down), tapped(point), isWhole(), isFilling() }, with points in pixels of the frame.
  constructor(frame, canvas, actions) {
    this.#frame = frame;
    this.#actions = actions;
    this.#hint.className = "hint";
    this.#hint.setAttribute("aria-hidden", "true");
    frame.append(this.#hint);
    const { signal } = this.#stop;
    const first = { capture: true, signal };
    frame.addEventListener("wheel", (event) => this.#turned(event), { ...first, passive: false });
    frame.addEventListener("pointerdown", () => (this.#isEntered = true), first);
    frame.addEventListener("focus", () => (this.#isEntered ||= frame.matches(":focus-visible")), { signal });
    frame.addEventListener("pointerleave", (event) => (this.#isEntered = event.pointerType === "mouse" ? false : this.#isEntered), { signal });
    for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
      canvas.addEventListener(type, (event) => this.#touched(event), { ...first, passive: false });
    }
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      canvas.addEventListener(type, (event) => this.#finger(event), first);
    }
  }

  show(words) {
    const isMac = navigator.platform?.startsWith("Mac");
    this.#hint.textContent = isMac ? words.wheelMac : words.wheel;
  }

  get isEntered() {
    return this.#isEntered;
  }

  destroy() {
    clearTimeout(this.#hiding);
    this.#stop.abort();
  }

  #turned(event) {
    if (event.target.closest?.(".legend, .menu, .search ul")) return;
    event.stopPropagation();
    const isMeant = event.ctrlKey || event.metaKey || this.#isEntered || this.#actions.isWhole();
    if (!isMeant) return this.#tell();
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL.line : event.deltaY;
    const rate = event.ctrlKey ? WHEEL.pinch : WHEEL.scroll;
    this.#actions.zoomBy(Math.exp(-Math.max(-WHEEL.most, Math.min(pixels, WHEEL.most)) * rate), this.#point(event));
  }

  #tell() {
    this.#hint.classList.add("shown");
    clearTimeout(this.#hiding);
    this.#hiding = setTimeout(() => this.#hint.classList.remove("shown"), HINTED);
  }

  // Whether fingers are for the page, so that the library that draws must not see them.
  get #isPages() {
    return this.#actions.isFilling() && !this.#actions.isWhole();
  }

  #touched(event) {
    if (!this.#isPages) return;
    event.stopPropagation();
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  }

  #finger(event) {
    if (event.pointerType !== "touch" || !this.#isPages) return;
    event.stopPropagation();
    const point = this.#point(event);
    if (event.type === "pointerdown") {
      this.#fingers.set(event.pointerId, point);
      this.#tap = this.#fingers.size === 1 ? { point, at: event.timeStamp } : null;
    } else if (event.type === "pointermove") this.#moved(event.pointerId, point);
    else {
      this.#fingers.delete(event.pointerId);
      const tap = this.#tap;
      this.#tap = null;
      if (event.type !== "pointerup" || !tap || event.timeStamp - tap.at > TAP.milliseconds) return;
      if (Math.hypot(point.x - tap.point.x, point.y - tap.point.y) <= TAP.pixels) this.#actions.tapped(point);
    }
  }

  #moved(id, point) {
    const old = this.#fingers.get(id);
    if (!old) return;
    this.#fingers.set(id, point);
    if (this.#fingers.size !== 2) return;
    const other = [...this.#fingers].find(([each]) => each !== id)[1];
    const middle = (one) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    const [from, to] = [middle(old), middle(point)];
    this.#actions.panBy(from.x - to.x, from.y - to.y);
    this.#actions.zoomBy(apart(point) / apart(old), to);
  }

  #point(event) {
    const { left, top } = this.#frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}
