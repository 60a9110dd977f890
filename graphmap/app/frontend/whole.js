// A map on the whole screen: above the rest of the page, with a visible way out.

const CLASS = "gm-whole";

export class Whole {
  #map;
  #button;
  #words = {};

  constructor(map, button) {
    this.#map = map;
    this.#button = button;
    button.addEventListener("click", () => this.toggle());
  }

  get isOn() {
    return document.documentElement.classList.contains(CLASS) && this.#isFilling;
  }

  get #isFilling() {
    return this.#map.root.closest(".filling") !== null;
  }

  show(words) {
    this.#words = words;
    this.#button.hidden = !this.#isFilling;
    this.#label();
  }

  toggle(isOn = !this.isOn) {
    if (!this.#isFilling || isOn === this.isOn) return;
    document.documentElement.classList.toggle(CLASS, isOn);
    this.#map.root.closest(".map").classList.toggle("entire", isOn);
    this.#label();
    this.#map.say(isOn ? this.#words.wholeOn : this.#words.wholeOff);
  }

  #label() {
    const text = this.isOn ? this.#words.leaveWhole : this.#words.whole;
    this.#button.classList.toggle("on", this.isOn);
    this.#button.title = text;
    this.#button.setAttribute("aria-label", text);
    this.#button.querySelector("span").textContent = this.isOn ? text : "";
  }

  destroy() {
    if (this.#isFilling) document.documentElement.classList.remove(CLASS);
  }
}
