// Small pieces of the page: elements, icons, and popovers that close by themselves.

const HEARS = /^on[A-Z]/;

// Make an element. Properties in `on…` are what it listens to; the rest are attributes, left out where they are false.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (HEARS.test(name)) element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  fill(element, ...children);
  return element;
}

// Replace what is in `element`; what is false or empty is left out.
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child || child === 0));
}

// An icon of the font that Streamlit brings with it.
export function icon(name) {
  return make("span", { class: "gm-icon", "aria-hidden": "true", translate: "no" }, name);
}

export function button(properties, ...children) {
  return make("button", { type: "button", ...properties }, ...children);
}

// A popover below `opener`, with `content` each time it opens, and again when `refill` is called while it is open.
export function popover(opener, label, content) {
  const box = make("div", { popover: "auto", class: "gm-pop", role: "dialog", "aria-label": label });
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-expanded", "false");
  const place = () => {
    const { left, bottom } = opener.getBoundingClientRect();
    box.style.top = `${Math.round(bottom + 6)}px`;
    box.style.left = `${Math.max(8, Math.min(Math.round(left), innerWidth - box.offsetWidth - 8))}px`;
  };
  const refill = () => {
    if (!box.matches(":popover-open")) return;
    const focused = box.contains(document.activeElement) && document.activeElement.dataset.is;
    const { scrollTop } = box;
    fill(box, content());
    box.scrollTop = scrollTop;
    if (focused) box.querySelector(`[data-is="${CSS.escape(focused)}"]`)?.focus();
    place();
  };
  const close = () => box.matches(":popover-open") && box.hidePopover();
  let wasOpen = false; // when the pointer went down, which closes it
  opener.addEventListener("pointerdown", () => (wasOpen = box.matches(":popover-open")));
  opener.addEventListener("click", () => {
    const closes = wasOpen || box.matches(":popover-open");
    wasOpen = false;
    if (closes) {
      close();
      return;
    }
    fill(box, content());
    box.showPopover({ source: opener });
    place();
    (box.querySelector("[autofocus]") ?? box.querySelector("button, input"))?.focus();
  });
  box.addEventListener("toggle", ({ newState }) => opener.setAttribute("aria-expanded", String(newState === "open")));
  opener.after(box);
  return { box, refill, close };
}

// Let the arrow keys go along the buttons and links of `group`, so that it is one stop of the Tab key.
export function roving(group) {
  const stops = () => [...group.querySelectorAll("a, button")].filter((stop) => stop.offsetParent && !stop.closest(".gm-pop"));
  const settle = (current) => {
    const all = stops();
    const chosen = all.includes(current) ? current : (all.find((stop) => stop.tabIndex === 0) ?? all[0]);
    for (const stop of all) stop.tabIndex = stop === chosen ? 0 : -1;
  };
  group.addEventListener("focusin", ({ target }) => stops().includes(target) && settle(target));
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = stops();
    const at = all.indexOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    all[(at + step + all.length) % all.length].focus();
  });
  return settle;
}
