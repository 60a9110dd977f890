// Light, dark, or as the computer has it. Streamlit follows the computer's theme and asks the browser for it, so a theme
// that a person chose in the app is answered in the computer's place. It changes at once, without loading the page again.
(() => {
  const KEPT = "graphmap-theme";
  const DARK = "(prefers-color-scheme: dark)";
  const LIGHT = "(prefers-color-scheme: light)";
  const ask = window.matchMedia.bind(window);
  const computer = ask(DARK);
  let isDark;

  const chosen = () => {
    try {
      const kept = localStorage.getItem(KEPT);
      return kept === "light" || kept === "dark" ? kept : "system";
    } catch {
      return "system";
    }
  };

  // What stands for the browser's own answer to a question about the theme.
  class Answer extends EventTarget {
    constructor(media, when) {
      super();
      this.media = media;
      this.when = when;
      this.onchange = null;
    }
    get matches() {
      return isDark === this.when;
    }
    addListener(heard) {
      this.addEventListener("change", heard);
    }
    removeListener(heard) {
      this.removeEventListener("change", heard);
    }
    tell() {
      const change = new MediaQueryListEvent("change", { media: this.media, matches: this.matches });
      this.dispatchEvent(change);
      this.onchange?.(change);
    }
  }

  const answers = [new Answer(DARK, true), new Answer(LIGHT, false)];
  window.matchMedia = (query) => answers.find(({ media }) => media === String(query).trim()) ?? ask(query);

  const settle = () => {
    const theme = chosen();
    const before = isDark;
    isDark = theme === "system" ? computer.matches : theme === "dark";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    if (before !== undefined && before !== isDark) for (const answer of answers) answer.tell();
  };

  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("stActiveTheme")) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  settle();
  computer.addEventListener("change", settle);
  addEventListener("storage", ({ key }) => key === KEPT && settle());
  window.graphmapTheme = {
    chosen,
    choose(theme) {
      try {
        localStorage.setItem(KEPT, theme);
      } catch {
        return;
      }
      settle();
    },
  };
})();
