import { living } from "../living.js";
import { LargeMap } from "./large_map.js";

const lives = living((parent) => new LargeMap(parent));

export default function show(given) {
  return lives(given);
}
