import { Grid } from "./grid.js";

const grids = new WeakMap();

export default function show({ parentElement, data, setTriggerValue }) {
  let grid = grids.get(parentElement);
  if (!grid) {
    grid = new Grid(parentElement);
    grids.set(parentElement, grid);
  }
  grid.send = (asked) => setTriggerValue("asked", asked);
  grid.update(data);
  return () => {
    // Also called when a newer run overtakes this one, while the grid is still on the page.
    if (parentElement.isConnected) return;
    grid.leave();
    grids.delete(parentElement);
  };
}
