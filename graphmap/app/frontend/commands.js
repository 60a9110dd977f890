// Commands reach a map by themselves, so that the map needn't be sent again with each.

const EVENT = "graphmap-command";
const last = (globalThis.graphmapCommands ??= {}); // by the key of its map; shared by all modules of the page

// What Python mounts beside a map: it passes on { commands, command, said }, where `commands` is the key of the map.
export class Commands {
  update(data) {
    last[data.commands] = data;
    document.dispatchEvent(new CustomEvent(EVENT, { detail: data }));
  }

  destroy() {}
}

// Have `obey` called with every command for the map with the key that `keyOf` returns. Return the last one, for a map that came later.
export function listen(keyOf, obey, signal) {
  document.addEventListener(EVENT, ({ detail }) => detail.commands === keyOf() && obey(detail), { signal });
}

export function lastCommand(key) {
  return last[key] ?? null;
}
