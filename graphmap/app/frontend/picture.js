// A picture of a map as it is in view, with its title, caption and legend: a canvas for PNG, or SVG.

import { isLine } from "./legend.js";
import { onScreen } from "./screen.js";
import { paintLine, paintMark } from "./shapes.js";
import { SvgContext } from "./svg_context.js";

const EDGE = 24; // pixels of margin
const TITLE = { size: 20, height: 28 };
const LINE = { size: 13, height: 20 };
const HEADING = { size: 12, height: 22 };
const ENTRY = { size: 12.5, height: 22, apart: 18, beside: 7, mark: 14, line: 34, radius: 5.5 };
const PRINTED = "Helvetica, Arial, sans-serif"; // for files opened elsewhere, without the page's own font

// `portrait` draws the map on any surface: { size, colours, family, draw }.
export function pictureAsSvg(portrait, { caption, legend }) {
  const layout = layOut(portrait.size, caption, legend, PRINTED);
  const context = new SvgContext(layout.width, layout.height);
  context.root.setAttribute("role", "img");
  context.root.setAttribute("aria-label", caption.title);
  paint(context, portrait, layout, 1, PRINTED);
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${context}\n`], { type: "image/svg+xml" });
}

// `ratio` is the number of picture pixels per screen pixel.
export function pictureAsPng(portrait, { caption, legend }, ratio) {
  const layout = layOut(portrait.size, caption, legend, portrait.family);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(layout.width * ratio), Math.round(layout.height * ratio)];
  paint(canvas.getContext("2d"), portrait, layout, ratio, portrait.family);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// Place everything in the picture: { width, height, map, texts, entries }, in screen pixels.
function layOut({ width: most, height }, caption, legend, family) {
  const measures = document.createElement("canvas").getContext("2d");
  const width = most + 2 * EDGE;
  const texts = [];
  const entries = [];
  let top = EDGE;
  const write = (text, { size, height }, weight = "") => {
    const font = `${weight}${size}px ${family}`;
    for (const line of wrapped(measures, font, text, most)) {
      texts.push({ text: line, font, x: EDGE, y: top });
      top += height;
    }
  };

  write(caption.title, TITLE, "600 ");
  for (const line of caption.lines) write(line, LINE);
  top += 8;
  const map = { left: EDGE, top, width: most, height };
  top += height + 16;
  for (const section of legend?.sections ?? []) {
    write(section.title, HEADING, "600 ");
    let x = EDGE;
    for (const entry of section.entries) {
      const font = `${ENTRY.size}px ${family}`;
      const mark = isLine(entry) ? ENTRY.line : ENTRY.mark;
      const [text] = wrapped(measures, font, `${entry.label}  ${entry.count.toLocaleString("en-NZ")}`, most - mark - ENTRY.beside);
      const wide = mark + ENTRY.beside + measures.measureText(text).width;
      if (x > EDGE && x + wide > EDGE + most) [x, top] = [EDGE, top + ENTRY.height];
      entries.push({ entry, x, y: top + ENTRY.height / 2 });
      texts.push({ text, font, x: x + mark + ENTRY.beside, y: top + 4 });
      x += wide + ENTRY.apart;
    }
    top += ENTRY.height + 8;
  }
  if (legend?.notes.length) write(legend.notes.join("  "), LINE);
  return { width, height: top + EDGE, map, texts, entries };
}

function paint(context, portrait, { width, height, map, texts, entries }, ratio, family) {
  const { text, background } = portrait.colours;
  const page = { ratio, left: 0, top: 0 };
  onScreen(context, page, () => {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  });

  context.save();
  onScreen(context, page, () => {
    context.beginPath();
    context.rect(map.left, map.top, map.width, map.height);
  });
  context.clip();
  portrait.draw(context, { ratio, left: map.left, top: map.top }, family);
  context.restore();

  onScreen(context, page, () => {
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillStyle = text;
    for (const each of texts) {
      context.font = each.font;
      context.fillText(each.text, each.x, each.y);
    }
    for (const { entry, x: left, y: middle } of entries) {
      if (isLine(entry)) paintLine(context, entry, { x: left, y: middle, length: ENTRY.line });
      else paintMark(context, entry, { x: left + ENTRY.mark / 2, y: middle, radius: ENTRY.radius });
    }
  });
}

function wrapped(measures, font, text, most) {
  measures.font = font;
  const lines = [];
  let line = "";
  for (const word of text.split(/(?<=\s)/)) {
    if (line && measures.measureText(line + word.trimEnd()).width > most) {
      lines.push(line.trimEnd());
      line = word;
    } else {
      line += word;
    }
  }
  return [...lines, line.trimEnd()];
}
