// A map lives as long as its element: made when the element appears, updated with every change, destroyed with it.

// Return the function that Streamlit calls when a map appears, and whenever its data or the theme changes. `make` makes the map.
export function living(make) {
  const maps = new WeakMap();
  return ({ parentElement, data, setStateValue, setTriggerValue }) => {
    let map = maps.get(parentElement);
    if (!map) maps.set(parentElement, (map = make(parentElement, data)));
    map.update(data, {
      clicked: (clicked) => setStateValue("clicked", clicked),
      steered: (steered) => setTriggerValue("steered", steered),
      asked: (asked) => setTriggerValue("asked", asked),
    });

    return () => {
      // Also called when a newer run overtakes this one, while the map is still on the page.
      if (parentElement.isConnected) return;
      map.destroy();
      maps.delete(parentElement);
    };
  };
}
