import { living } from "../living.js";
import "./vis-network.min.js";
import { NetworkMap } from "./network_map.js";
import { Story } from "./story.js";

const lives = living((parent, data) => (data.pages ? new Story(parent) : new NetworkMap(parent)));

export default function show(given) {
  return lives(given);
}
