// The frame of a map: the canvas, its buttons, and the text that screen readers hear.

const FRAME = `
  <div class="canvas"></div>
  <div class="controls">
    <button type="button" data-do="zoomIn"><svg viewBox="0 0 16 16"><path d="M8 3v10M3 8h10"/></svg></button>
    <button type="button" data-do="zoomOut"><svg viewBox="0 0 16 16"><path d="M3 8h10"/></svg></button>
    <button type="button" data-do="fit"><svg viewBox="0 0 16 16"><circle cx="8" cy="8" r="2"/><path d="M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.500H11M5 13.5H2.5V11"/></svg></button>
  </div>
  <button type="button" class="whole" hidden><svg viewBox="0 0 16 16"><path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/></svg><span></span></button>
  <p class="unseen" id="keys"></p>
  <p class="unseen" aria-live="polite"></p>`;

// Put `root`, its legend and what plays it together. A map without a height fills its page: they are then over it.
export function wrap(...elements) {
  const map = document.createElement("div");
  map.className = "map";
  map.append(...elements);
  return map;
}

// Make `root` the frame of a map. `act` gets zoomIn, zoomOut or fit.
export function buildFrame(root, className, act) {
  root.className = className;
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-describedby", "keys");
  root.innerHTML = FRAME;
  for (const button of root.querySelectorAll("[data-do]")) button.addEventListener("click", () => act(button.dataset.do));
}

export function nameFrame(root, { title, height, words }) {
  root.setAttribute("aria-label", title);
  if (height) root.style.setProperty("--height", `${height}px`);
  root.closest(".map")?.classList.toggle("filling", !height);
  root.querySelector("#keys").textContent = words.keys;
  for (const button of root.querySelectorAll("[data-do]")) {
    button.title = words[button.dataset.do];
    button.setAttribute("aria-label", button.title);
  }
}
