// The names in the store, fetched once and searched here. Case and macrons make no difference.

const MOST = 12;
let kept = { address: null, entries: Promise.resolve([]) };

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

// Every named thing at `address`: what it is, its key, its name, what else it is found by, and both folded.
export function namesAt(address) {
  if (address && kept.address !== address) kept = { address, entries: fetchNames(address) };
  return address ? kept.entries : Promise.resolve([]);
}

async function fetchNames(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const kinds = await answer.json();
    return kinds.flatMap(({ kind, word, ids, names, also = [] }) =>
      names.map((name, at) => ({ kind, word, key: `${word}:${ids[at]}`, name, also: also[at], folded: fold(name), more: fold(also[at] ?? "") })),
    );
  } catch {
    kept = { address: null, entries: Promise.resolve([]) }; // the next search asks again
    return [];
  }
}

// The entries that have every word of `text`: first those that begin with it, then those where each begins a word,
// and last those that have some of them in their fields, which they then show.
export function found(entries, text, most = MOST) {
  const wanted = fold(text);
  if (!wanted) return [];
  const parts = wanted.split(" ");
  const ranked = [[], [], [], [], []];
  for (const entry of entries) {
    const { folded, more } = entry;
    if (!parts.every((part) => folded.includes(part))) {
      if (more && parts.every((part) => folded.includes(part) || more.includes(part))) {
        ranked[4].push({ ...entry, kind: `${entry.kind} · ${entry.also}` });
      }
      continue;
    }
    const begins = parts.every((part) => folded.startsWith(part) || folded.includes(` ${part}`));
    ranked[folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : begins ? 2 : 3].push(entry);
  }
  return ranked.flat().slice(0, most);
}
