// What is under a point of the map. A small miss still counts, by the same distance on screen at every zoom.

const NEAR = { mouse: { node: 5, tie: 7 }, touch: { node: 14, tie: 14 } };

// `point` in the network's own units. Return { what: "node" | "tie", id } or null. A node is above a tie.
export function nearest(network, point, pointerType = "mouse") {
  const near = pointerType === "mouse" ? NEAR.mouse : NEAR.touch;
  const scale = network.getScale();
  return nearestNode(network.body, point, near.node / scale) ?? nearestTie(network.body, point, near.tie / scale);
}

function nearestNode(body, point, reach) {
  let best = null;
  let least = reach;
  for (const id of body.nodeIndices) {
    const node = body.nodes[id];
    const beside = Math.hypot(node.x - point.x, node.y - point.y) - node.options.size;
    if (beside <= least) {
      best = { what: "node", id };
      least = beside;
    }
  }
  return best;
}

function nearestTie(body, point, reach) {
  let best = null;
  let least = Infinity;
  for (const id of body.edgeIndices) {
    const edge = body.edges[id];
    if (!edge.connected) continue;
    const { from, to } = edge;
    const within = reach + edge.options.width / 2;
    // A curve bulges by less than a third of its length: nothing outside this box can be near it.
    const margin = within + Math.hypot(to.x - from.x, to.y - from.y) / 3;
    if (point.x < Math.min(from.x, to.x) - margin || point.x > Math.max(from.x, to.x) + margin) continue;
    if (point.y < Math.min(from.y, to.y) - margin || point.y > Math.max(from.y, to.y) + margin) continue;
    const distance = edge.edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, point.x, point.y);
    if (distance <= within && distance < least) {
      best = { what: "tie", id };
      least = distance;
    }
  }
  return best;
}
