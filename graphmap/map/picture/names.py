"""Where names go on a picture: beside their marks, clear of every mark, of other names and of the edge."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_Boxes = npt.NDArray[np.float64]

_GAPS = (1.5, 3.0, 5.0)  # points from a mark to its name
_FAR = (9.0, 13.0, 18.0, 24.0, 32.0, 46.0, 64.0, 90.0, 130.0, 180.0, 250.0)  # with a line from the mark to its name
_ANGLES = 24
_CLEAR = 0.8  # points between two things at least
_OF_LINES = 0.2  # what a point of a line behind a name costs, in points further away
_OF_ANOTHER = 12.0  # what a name costs that is as near to another mark
_SIDEWAYS = 2.0  # what a name above or below costs, compared with one at the side
_EDGE = 2.0


class Box(NamedTuple):
    """A rectangle, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Wanted:
    """A name to place: the box of its ``mark``, its own width and height, and its ``lines`` of text."""

    mark: Box
    size: tuple[float, float]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NamePlace:
    """Where a name goes; ``leader`` is the line from its mark, where it is far away."""

    box: Box
    leader: tuple[float, float, float, float] | None = None


def place_names(wanted: Sequence[Wanted], paths: _Boxes, room: Box, *, everyone: bool) -> list[NamePlace | None]:
    """Return a place for each name, those that come first before the others, or None where there is none.

    A name stays close to its mark, and where few of `paths` (the lines, a row of x, y, x, y each) run behind it. With
    `everyone`, a name without room nearby goes further away, with a line to its mark.
    """
    covered = _Covered.of(paths, room)
    marks = np.array([want.mark for want in wanted], dtype=float).reshape(-1, 4)
    taken = marks
    found: list[NamePlace | None] = []
    for number, want in enumerate(wanted):
        others = np.delete(marks, number, axis=0)
        box = _best(want, _GAPS, taken, others, covered, room)
        leader = None
        if box is None and everyone:
            box = _best(want, _FAR, taken, others[:0], covered, room)
            leader = _leader(want.mark, box) if box else None
        if box is not None:
            taken = np.vstack([taken, box])
        found.append(NamePlace(box, leader) if box else None)
    return found


def _best(
    want: Wanted, gaps: Sequence[float], taken: _Boxes, others: _Boxes, covered: "_Covered", room: Box
) -> Box | None:
    """Return the free place that costs least, if there is one; `others` are marks that it shouldn't be taken for."""
    boxes, costs = _candidates(want, gaps)
    inside = (
        (boxes[:, 0] >= room.left + _EDGE)
        & (boxes[:, 1] >= room.top + _EDGE)
        & (boxes[:, 2] <= room.right - _EDGE)
        & (boxes[:, 3] <= room.bottom - _EDGE)
    )
    boxes, costs = boxes[inside], costs[inside]
    apart = (
        (boxes[:, None, 0] >= taken[:, 2] + _CLEAR)
        | (boxes[:, None, 2] <= taken[:, 0] - _CLEAR)
        | (boxes[:, None, 1] >= taken[:, 3] + _CLEAR)
        | (boxes[:, None, 3] <= taken[:, 1] - _CLEAR)
    ).all(axis=1)
    boxes, costs = boxes[apart], costs[apart]
    if not len(boxes):
        return None
    own = _distance(boxes, np.array([want.mark]))
    costs = costs + _OF_LINES * covered.by_lines(boxes)
    costs = costs + _OF_ANOTHER * (_distance(boxes, others) < own + 1.5)
    return Box(*(float(side) for side in boxes[int(np.argmin(costs))]))


def _distance(boxes: _Boxes, marks: _Boxes) -> npt.NDArray[np.float64]:
    """Return how far each box is from the nearest of `marks`."""
    if not len(marks):
        return np.full(len(boxes), np.inf)
    across = np.maximum(boxes[:, None, 0] - marks[:, 2], marks[:, 0] - boxes[:, None, 2]).clip(0)
    down = np.maximum(boxes[:, None, 1] - marks[:, 3], marks[:, 1] - boxes[:, None, 3]).clip(0)
    nearest: npt.NDArray[np.float64] = np.hypot(across, down).min(axis=1)
    return nearest


def _candidates(want: Wanted, gaps: Sequence[float]) -> tuple[_Boxes, npt.NDArray[np.float64]]:
    """Return boxes all around the mark at these gaps, and what each costs."""
    (width, height), mark = want.size, want.mark
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    rx, ry = (mark.right - mark.left) / 2, (mark.bottom - mark.top) / 2
    boxes, costs = [], []
    for gap in gaps:
        for step in range(_ANGLES):
            angle = 2 * math.pi * step / _ANGLES
            cosine, sine = math.cos(angle), math.sin(angle)
            # The box touches the mark's own, grown by the gap, on the side that the angle points to.
            reach = min(
                (rx + gap + width / 2) / abs(cosine) if abs(cosine) > 1e-9 else math.inf,
                (ry + gap + height / 2) / abs(sine) if abs(sine) > 1e-9 else math.inf,
            )
            left, top = x + reach * cosine - width / 2, y + reach * sine - height / 2
            boxes.append((left, top, left + width, top + height))
            costs.append(gap + _SIDEWAYS * abs(sine) + 0.1 * (cosine < 0) + 0.05 * (sine < 0))
    return np.array(boxes), np.array(costs)


def _leader(mark: Box, box: Box) -> tuple[float, float, float, float]:
    """Return the line from the edge of a mark to the nearest point of its name's box."""
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    to_x, to_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    away = math.hypot(to_x - x, to_y - y) or 1.0
    radius = (mark.right - mark.left) / 2
    return x + (to_x - x) * radius / away, y + (to_y - y) * radius / away, to_x, to_y


@dataclass(frozen=True)
class _Covered:
    """How much of any box lines run through: sums over a grid of square points, to look up at once."""

    sums: npt.NDArray[np.float64]

    @classmethod
    def of(cls, paths: _Boxes, room: Box) -> "_Covered":
        """Return the cover of these lines."""
        across, down = math.ceil(room.right) + 1, math.ceil(room.bottom) + 1
        grid = np.zeros((down, across))
        for x1, y1, x2, y2 in paths:
            points = max(2, math.ceil(math.hypot(x2 - x1, y2 - y1)))
            xs = np.clip(np.linspace(x1, x2, points).astype(int), 0, across - 1)
            ys = np.clip(np.linspace(y1, y2, points).astype(int), 0, down - 1)
            np.add.at(grid, (ys, xs), 1.0)
        return cls(np.pad(grid.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0))))

    def by_lines(self, boxes: _Boxes) -> npt.NDArray[np.float64]:
        """Return how many points of lines are in each box."""
        left, top, right, bottom = boxes.astype(int).T
        height, width = self.sums.shape
        right, bottom = np.minimum(right + 1, width - 1), np.minimum(bottom + 1, height - 1)
        found: npt.NDArray[np.float64] = (
            self.sums[bottom, right] - self.sums[top, right] - self.sums[bottom, left] + self.sums[top, left]
        )
        return found
