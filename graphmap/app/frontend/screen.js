// Draw in pixels of the frame instead of the network's own units: each is `ratio` pixels of the surface, starting at `left` and `top`.
export function onScreen(context, { ratio, left, top }, draw) {
  context.save();
  context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
  draw();
  context.restore();
}
