// Everybody who can take part, practices, networks and goals: fetched once, and searched here.

import { fold } from "../shell/names.js";

let kept = { address: null, found: null };

export function choicesAt(address) {
  if (kept.address !== address) kept = { address, found: fetchChoices(address) };
  return kept.found;
}

async function fetchChoices(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return understood(await answer.json());
  } catch (error) {
    kept = { address: null, found: null }; // the next time asks again
    throw error;
  }
}

function understood({ kinds, actors, practices, networks, goals }) {
  const everybody = actors.key.map((key, at) => {
    const [name, label, beside] = [actors.name[at], actors.label[at], actors.beside[at]];
    const isPerson = label === "Person";
    return { key, name, isPerson, beside: isPerson ? beside : [kinds[label], beside].filter(Boolean).join(", "), places: actors.places[at], folded: fold(name) };
  });
  return {
    areHere: true,
    actors: everybody,
    byKey: new Map(everybody.map((actor) => [actor.key, actor])),
    places: everybody.filter(({ isPerson }) => !isPerson),
    practices: practices.map(([name, depth, depthName, definition]) => ({ key: name, name, depth, beside: depthName, detail: definition, folded: fold(name) })),
    networks,
    goals,
  };
}
