// Fold a text for comparison, ignoring case, macrons and extra spaces, as graphmap/language/normalising.py does.

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}
