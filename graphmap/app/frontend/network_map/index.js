import { Commands } from "../commands.js";
import { living } from "../living.js";
import "./vis-network.min.js";
import { NetworkMap } from "./network_map.js";
import { Story } from "./story.js";

const make = (parent, data) => (data.commands ? new Commands() : data.pages ? new Story(parent) : new NetworkMap(parent));
const lives = living(make);

export default function show(given) {
  return lives(given);
}
