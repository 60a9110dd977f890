// Folding a text to what it is compared by, as graphmap/language/normalising.py does: case, macrons and spare spaces don't matter.

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}
