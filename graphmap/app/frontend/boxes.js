// Boxes on the screen: { left, right, top, bottom }.

export function overlap(a, b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
