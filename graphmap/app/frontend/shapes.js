// Draw the map's marks and lines for the legend on any context, in vis's shapes.

const TURN = 2 * Math.PI;

const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  triangle: [[0, -1], [1.1, 0.95], [-1.1, 0.95]],
  triangleDown: [[0, 1], [1.1, -0.95], [-1.1, -0.95]],
  hexagon: corners(6, () => 1.1, TURN / 4),
  star: corners(10, (number) => (number % 2 ? 0.5 : 1.3), 0),
};

export function paintMark(context, { shape, colour, rim }, { x, y, radius }) {
  context.save();
  context.beginPath();
  if (CORNERS[shape]) {
    for (const [right, down] of CORNERS[shape]) context.lineTo(x + right * radius, y + down * radius);
    context.closePath();
  } else {
    context.arc(x, y, radius, 0, TURN);
  }
  context.fillStyle = colour;
  context.fill();
  if (rim) {
    context.strokeStyle = rim;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.restore();
}

export function paintLine(context, { colour, dashes, width, band, bead }, { x, y, length, to = { x: x + length, y } }) {
  context.save();
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(to.x, to.y);
  if (band) {
    context.strokeStyle = band;
    context.lineWidth = width + 6;
    context.stroke();
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes);
  context.stroke();
  context.restore();
  if (bead) paintMark(context, { shape: "diamond", colour }, { x: (x + to.x) / 2, y: (y + to.y) / 2, radius: 5 });
}

function corners(number, reach, start) {
  return Array.from({ length: number }, (_, index) => {
    const angle = start + (index * TURN) / number;
    return [reach(index) * Math.sin(angle), -reach(index) * Math.cos(angle)];
  });
}
