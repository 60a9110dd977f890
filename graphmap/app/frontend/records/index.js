import { Grid } from "./grid.js";
import { Sheets } from "./sheets.js";

const shown = new WeakMap();

export default function show({ parentElement, data, setTriggerValue }) {
  let part = shown.get(parentElement);
  if (!part) {
    part = data.sheets ? new Sheets(parentElement) : new Grid(parentElement);
    shown.set(parentElement, part);
  }
  part.send = (asked) => setTriggerValue("asked", asked);
  part.update(data);
  return () => {
    // Also called when a newer run overtakes this one, while the part is still on the page.
    if (parentElement.isConnected) return;
    part.leave();
    shown.delete(parentElement);
  };
}
