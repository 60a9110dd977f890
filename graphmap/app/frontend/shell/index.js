import { Bar } from "./bar.js";

const bars = new WeakMap();

export default function show({ parentElement, data, setTriggerValue }) {
  let bar = bars.get(parentElement);
  if (!bar) {
    parentElement.replaceChildren();
    bar = new Bar(parentElement, data);
    bars.set(parentElement, bar);
  }
  bar.send = (asked) => setTriggerValue("asked", asked);
  bar.update(data);
  return () => {
    // Also called when a newer run overtakes this one, while the bar is still on the page.
    if (parentElement.isConnected) return;
    bar.leave();
    bars.delete(parentElement);
  };
}
