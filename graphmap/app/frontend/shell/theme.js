// The theme that a person chose, kept in the browser; head.js, in the head of the page, obeys it.

const chosen = () => window.graphmapTheme?.chosen() ?? "system";

export function themeNow() {
  return chosen();
}

export function chooseTheme(theme) {
  window.graphmapTheme?.choose(theme);
}

export function switchTheme() {
  chooseTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
}
