// Draw in pixels of the frame rather than in the network's own units: `ratio` of the surface's pixels for each, from `left` and `top`.
export function onScreen(context, { ratio, left, top }, draw) {
  context.save();
  context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
  draw();
  context.restore();
}
