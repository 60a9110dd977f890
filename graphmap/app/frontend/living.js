// A map lives as long as its element: made when the element appears, updated with every change, destroyed with it.

import { sameBytes, unpacked } from "./packed.js";

let unpacking = null; // what comes after a map waits until that is unpacked: a command may be about its marks

// Return the function that Streamlit calls when a map appears, and whenever its data or the theme changes. `make` makes the map.
export function living(make) {
  const lives = new WeakMap();
  return ({ parentElement, data, setStateValue, setTriggerValue }) => {
    let life = lives.get(parentElement);
    if (!life) lives.set(parentElement, (life = new Life((whole) => make(parentElement, whole))));
    life.tell = { setStateValue, setTriggerValue };
    life.show(data);

    return () => {
      // Also called when a newer run overtakes this one, while the map is still on the page.
      if (parentElement.isConnected) return;
      life.end();
      lives.delete(parentElement);
    };
  };
}

class Life {
  #make;
  #map = null; // until its first data is unpacked
  #last = null; // the data that came last
  #turn = 0; // what came earlier may be unpacked later
  #report = {
    clicked: (clicked) => this.tell.setStateValue("clicked", clicked),
    steered: (steered) => this.tell.setTriggerValue("steered", steered),
    asked: (asked) => this.tell.setTriggerValue("asked", asked),
  };

  constructor(make) {
    this.#make = make;
  }

  show(data) {
    // The same map again, as after a selection. With the very same data, the theme has changed.
    if (data !== this.#last && sameBytes(data, this.#last)) return;
    this.#last = data;
    const turn = ++this.#turn;
    const update = (whole) => turn === this.#turn && (this.#map ??= this.#make(whole)).update(whole, this.#report);
    if (!unpacking && !(data instanceof Uint8Array)) return update(data);
    const whole = data instanceof Uint8Array ? unpacked(data) : data;
    const done = () => unpacking === mine && (unpacking = null);
    const mine = (unpacking = Promise.allSettled([unpacking]).then(() => whole).then(update).finally(done));
  }

  end() {
    this.#turn++;
    this.#map?.destroy();
  }
}
