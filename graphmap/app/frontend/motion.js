// Whether the person asks for less motion.

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
