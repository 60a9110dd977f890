// Where a person would point, for tests, which ask the map through its element.

import { nearest } from "./nearest.js";

const SHARES = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8]; // of a tie's length

export function spots({ scene, camera, choosing, pointer, overlay, covers }) {
  const inWindow = (position) => {
    const point = scene.network.canvasToDOM(position);
    if (!camera.isInside(point)) return null;
    const { left, top } = scene.canvas.getBoundingClientRect();
    return { x: left + point.x, y: top + point.y };
  };

  return Object.freeze({
    // The middle of a node in window pixels, or null if out of view.
    nodeAt: (id) => (scene.nodes.has(id) ? inWindow(scene.network.getPosition(id)) : null),

    // A point of a tie, as near its middle as possible, where a miss by a pixel or two still hits nothing else;
    // null if none is in view.
    tieAt: (id) => {
      const edge = scene.network.body.edges[id];
      if (!edge?.connected) return null;
      const off = 2 / scene.network.getScale();
      for (const share of SHARES) {
        const point = edge.edgeType.getPoint(share);
        const spot = inWindow(point);
        const around = [[0, 0], [off, 0], [-off, 0], [0, off], [0, -off]].map(([x, y]) => ({ x: point.x + x, y: point.y + y }));
        if (spot && around.every((near) => scene.tieOf(nearest(scene.network, near)?.id) === id)) return spot;
      }
      return null;
    },

    // The id of the highlighted item, or null.
    lit: () => pointer.hovered?.id ?? null,

    // The names and captions as written, the marks in view, and what covers the map: boxes in pixels of the frame.
    written: () => (scene.still.rest(), overlay.written).map(({ id, text, box }) => ({ id, text, ...box })),
    marks: () => overlay.marks().map((mark) => ({ id: mark.id, left: mark.x - mark.radius, right: mark.x + mark.radius, top: mark.y - mark.radius, bottom: mark.y + mark.radius })),
    covered: () => covers.boxes,

    view: () => ({
      ...scene.network.getViewPosition(),
      scale: scene.network.getScale(),
      chosen: choosing.chosen?.id ?? null,
      nodes: scene.nodes.size,
      ties: [...scene.edges.values()].filter(({ of }) => !of).length,
    }),
  });
}
