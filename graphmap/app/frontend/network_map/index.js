import "./vis-network.min.js";
import { NetworkMap } from "./network_map.js";
import { Story } from "./story.js";

const maps = new WeakMap();

// Called when the map, or a story with its maps, first appears and again whenever its data or the theme changes.
export default function show({ parentElement, data, setStateValue, setTriggerValue }) {
  let map = maps.get(parentElement);
  if (!map) {
    map = data.pages ? new Story(parentElement) : new NetworkMap(parentElement);
    maps.set(parentElement, map);
  }
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
