// A mark is a disc; a ring for an actor without ties; a ring with a dot if nothing is recorded either.

import { Sigma } from "./sigma.js";

const TURN = 2 * Math.PI;
const RING = 0.28; // of the radius
const DOT = 0.32;

export const LOOKS = ["disc", "ring", "ringWithDot"]; // by the columns' number

// The WebGL programs by which sigma draws them on this background.
export function programs(background) {
  const { createNodeBorderProgram, NodeCircleProgram } = Sigma.rendering;
  const own = { color: { attribute: "color" } };
  const page = { color: { value: background } };
  const ring = { ...own, size: { value: RING } };
  return {
    disc: NodeCircleProgram,
    ring: createNodeBorderProgram({ borders: [ring, { ...page, size: { fill: true } }] }),
    ringWithDot: createNodeBorderProgram({ borders: [ring, { ...page, size: { value: 1 - RING - DOT } }, { ...own, size: { fill: true } }] }),
  };
}

// Draw all marks of one `look` and colour at their `spots`, [x, y, radius] each.
export function paintMarks(context, spots, look, colour, background) {
  discs(context, spots, 1, colour);
  if (look !== "disc") discs(context, spots, 1 - RING, background);
  if (look === "ringWithDot") discs(context, spots, DOT, colour);
}

function discs(context, spots, share, colour) {
  context.fillStyle = colour;
  context.beginPath();
  for (const [x, y, radius] of spots) {
    context.moveTo(x + radius * share, y);
    context.arc(x, y, radius * share, 0, TURN);
  }
  context.fill();
}
