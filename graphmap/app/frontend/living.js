// A map lives as long as its element: made when that first appears, told of every change, and let go of with it.

// What the page calls when the map that `make` makes first appears, and again whenever its data or the theme changes.
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
      // Also called for a run that a newer one overtook, while the map is still in the page.
      if (parentElement.isConnected) return;
      map.destroy();
      maps.delete(parentElement);
    };
  };
}
