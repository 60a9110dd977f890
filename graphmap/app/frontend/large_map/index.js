import { LargeMap } from "./large_map.js";

const maps = new WeakMap();

// Called when the map first appears and again whenever its data or the theme changes.
export default function show({ parentElement, data, setStateValue, setTriggerValue }) {
  let map = maps.get(parentElement);
  if (!map) maps.set(parentElement, (map = new LargeMap(parentElement)));
  map.update(data, {
    clicked: (clicked) => setStateValue("clicked", clicked),
    steered: (steered) => setTriggerValue("steered", steered),
    asked: (asked) => setTriggerValue("asked", asked),
  });

  return () => {
    // Also called for a run that a newer one overtook, while the map is still in the page.
    if (parentElement.isConnected) return;
    map.destroy();
    maps.delete(parentElement);
  };
}
