// Where names go: never over a mark, another name, the edge, or what covers the map. Pure: it measures and draws nothing.

import { Grid, isWithin } from "../boxes.js";

export const ALL_NAMED = 30; // with fewer marks than this, every one is named
const EDGE = 3; // pixels between a name and the edge of the map
const BESIDE = 3; // pixels between a mark and its name
const FURTHER = [0, 12, 28, 46, 70, 96]; // more pixels away, if there is no room beside the mark; from LED on with a line to it
const LED = 2;
const SIDES = [[0, 1, 0], [0, -1, 1], [1, 0, 1.2], [-1, 0, 1.6], [1, 1, 2.2], [1, -1, 2.2], [-1, 1, 2.6], [-1, -1, 2.6]]; // right, down, cost
const STAYING = 1.8; // how much a name prefers where it was
const DEEPEST = 3; // how many names in a row may make way for one
const EJECTED = 2; // how many names one may ask to make way

// `entries`, the most important first: { id, x, y, radius, isOver, variants: [{ width, height, cost, … }] }; `isOver` is a name that
// must be there if at all possible. `marks` and `covered` are boxes. `before` remembers, by id, where each was. Return the entries
// that have room as { entry, variant, box, isLed }.
export function placeNames(entries, { size, marks, covered, before, most = Infinity, isThorough = false }) {
  const taken = new Grid();
  for (const box of [...marks, ...covered]) taken.add(box);
  const names = new Grid();
  const placed = new Map(); // by entry
  const owners = new Map(); // entry by box
  const candidates = new Map();
  const possible = (entry) => {
    if (!candidates.has(entry)) {
      const reach = isThorough || entry.isOver ? FURTHER.length : 1;
      candidates.set(entry, places(entry, before?.get(entry.id), reach).filter(({ box }) => isWithin(box, size, EDGE) && taken.isFree(box)));
    }
    return candidates.get(entry);
  };
  const put = (entry, place) => {
    placed.set(entry, place);
    owners.set(place.box, entry);
    names.add(place.box);
  };
  const lift = (entry) => {
    const place = placed.get(entry);
    placed.delete(entry);
    owners.delete(place.box);
    names.remove(place.box);
    return place;
  };

  const waiting = [];
  for (const entry of entries) {
    if (placed.size >= most && !entry.isOver) break;
    const place = possible(entry).find(({ box }) => names.isFree(box));
    if (place) put(entry, place);
    else waiting.push(entry);
  }

  // Make room for `entry` by moving those in the way, and undo it if one of them finds none.
  const makeRoom = (entry, depth, locked) => {
    for (const place of possible(entry)) {
      const inTheWay = [...names.under(place.box)].map((box) => owners.get(box));
      if (inTheWay.length > EJECTED || inTheWay.some((other) => locked.has(other))) continue;
      const lifted = inTheWay.map((other) => [other, lift(other)]);
      put(entry, place);
      const moved = [];
      const inside = new Set([...locked, entry]);
      const isDone = inTheWay.every((other) => {
        const free = possible(other).find(({ box }) => names.isFree(box));
        if (free) put(other, free);
        else if (depth <= 0 || !makeRoom(other, depth - 1, inside)) return false;
        moved.push(other);
        inside.add(other);
        return true;
      });
      if (isDone) return true;
      // What deeper calls moved is still free of conflicts, so only this step is undone.
      for (const other of moved) lift(other);
      lift(entry);
      const isRestored = lifted.every(([, { box }]) => names.isFree(box));
      if (isRestored) for (const [other, old] of lifted) put(other, old);
      else for (const [other] of lifted) {
        const free = possible(other).find(({ box }) => names.isFree(box));
        if (free) put(other, free);
        else waiting.push(other);
      }
    }
    return false;
  };
  if (isThorough) for (let turn = 0; turn < waiting.length && turn < 2 * ALL_NAMED; turn++) {
    const entry = waiting[turn];
    if (!placed.has(entry)) makeRoom(entry, DEEPEST, new Set());
  }

  const result = [...placed].map(([entry, { variant, box, isLed, name }]) => ({ entry, variant, box, isLed, name }));
  before?.clear();
  for (const { entry, name } of result) before?.set(entry.id, name);
  return result;
}

// All places for a name, the best first.
function places({ x, y, radius, variants }, before, reach) {
  const found = [];
  variants.forEach((variant, number) => {
    const { width, height, cost } = variant;
    for (let further = 0; further < reach; further++) {
      const away = radius + BESIDE + FURTHER[further];
      SIDES.forEach(([right, down, dearness], side) => {
        const name = `${number}:${further}:${side}`;
        const middle = x + right * (away + width / 2);
        const level = y + down * (away + height / 2);
        const box = { left: middle - width / 2, right: middle + width / 2, top: level - height / 2, bottom: level + height / 2 };
        const total = cost + dearness + (further >= LED ? 4 + further * 3 : further * 2) - (name === before ? STAYING : 0);
        found.push({ variant, box, isLed: further >= LED, name, total });
      });
    }
  });
  return found.sort((a, b) => a.total - b.total);
}

// Places for a caption: along its circle, outside and inside, or around its point; then anywhere along the visible top.
export function placeCaptions(captions, { size, marks, covered }) {
  const taken = new Grid();
  for (const box of [...marks, ...covered]) taken.add(box);
  const found = [];
  for (const caption of captions) {
    const box = captionPlaces(caption, size).find((place) => isWithin(place, size, EDGE) && taken.isFree(place));
    if (!box) continue;
    taken.add(box);
    found.push({ caption, box });
  }
  return found;
}

const TURNS = Array.from({ length: 25 }, (_, step) => (step % 2 ? 1 : -1) * Math.ceil(step / 2) * (Math.PI / 24));

function captionPlaces({ x, y, circle, width, height }, size) {
  const at = (middle, level) => ({ left: middle - width / 2, right: middle + width / 2, top: level - height / 2, bottom: level + height / 2 });
  const places = [];
  if (circle) {
    for (const outside of [1, -1]) {
      for (const turn of TURNS) {
        const [right, down] = [Math.sin(turn), -Math.cos(turn)];
        const away = circle.radius + outside * (4 + (Math.abs(right) * width + Math.abs(down) * height) / 2);
        places.push(at(circle.x + right * away, circle.y + down * away));
      }
    }
    // A circle that reaches beyond the map is titled where it is seen.
    const [left, right] = [Math.max(circle.x - circle.radius, 0), Math.min(circle.x + circle.radius, size.width)];
    const [top, bottom] = [Math.max(circle.y - circle.radius, 0), Math.min(circle.y + circle.radius, size.height)];
    if (right - left > width && bottom - top > 2 * height) {
      for (const share of [0.5, 0.3, 0.7]) {
        for (const level of [top + height, top + 3 * height, bottom - height]) places.push(at(left + share * (right - left), level));
      }
    }
    return places;
  }
  for (const [right, down] of [[0, -0.5], [0, 0.6], [0, -1.6], [0.5, -0.5], [-0.5, -0.5], [0.6, 0.6], [-0.6, 0.6], [0, -2.8]]) {
    places.push(at(x + right * width, y + down * height - 4));
  }
  return places;
}
