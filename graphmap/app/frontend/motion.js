// Whether things may move by themselves.

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
