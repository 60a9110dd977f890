"""Places on the map and the distance between them: the geometry that every layout rests on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graphmap.model import NodeKey

Place = tuple[float, float]
Places = Mapping[NodeKey, Place]
"""The place of each node, in pixels at full size, with y pointing down."""

Points = NDArray[np.float64]
"""One row of x and y for each point."""

SPACING = 88.0
"""The pixels between neighbours, which leave room for a name."""

CLOSEST = 62.0
"""The least pixels between any two nodes."""

GAP = 150.0
"""The pixels between unconnected parts of the map."""

_ROUNDS_APART = 60
_WIDE = 1.5  # how much wider than high the whole may be


@dataclass(frozen=True)
class Backdrop:
    """What lies behind the marks and explains their places, in the same pixels.

    ``discs`` (filled) and ``rings`` (lines) are (x, y, radius). ``outlines`` are closed lines around land, and
    ``frames`` (left, top, right, bottom) are around what is drawn elsewhere than it is. ``captions`` are (x, y, text),
    centred."""

    discs: tuple[tuple[float, float, float], ...] = ()
    rings: tuple[tuple[float, float, float], ...] = ()
    outlines: tuple[tuple[Place, ...], ...] = ()
    frames: tuple[tuple[float, float, float, float], ...] = ()
    captions: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True)
class Arranged:
    """The places of everything, what lies behind, and the actors ``aside``: those that the layout has no place for.

    ``centre`` is the actor in the middle, where that means something. ``projection`` is where the layout by places has
    the country: the kilometres east and south of its middle, and the pixels to a kilometre.
    """

    places: Places
    backdrop: Backdrop = Backdrop()
    aside: tuple[NodeKey, ...] = ()
    centre: NodeKey | None = None
    projection: tuple[float, float, float] | None = None


def as_places(nodes: Sequence[NodeKey], points: Points) -> dict[NodeKey, Place]:
    """Return the points as places, to a tenth of a pixel."""
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, points, strict=True)}


def apart(points: Points, closest: float = CLOSEST) -> Points:
    """Move `points` as little as possible until no two are closer than `closest`."""
    points = points.copy()
    for _ in range(_ROUNDS_APART):
        close = cKDTree(points).query_pairs(closest - 1e-6, output_type="ndarray")
        if not len(close):
            break
        _push(points, close[np.lexsort(close.T[::-1])], np.full(len(close), closest))
    return points


def discs_apart(middles: Points, radii: NDArray[np.float64]) -> Points:
    """Move the middles of discs with these radii until no two discs overlap."""
    middles = middles.copy()
    one, other = np.triu_indices(len(middles), 1)
    pairs, needed = np.column_stack([one, other]), radii[one] + radii[other]
    for _ in range(10 * _ROUNDS_APART):
        close = np.linalg.norm(middles[other] - middles[one], axis=1) < needed - 1e-6
        if not close.any():
            break
        _push(middles, pairs[close], needed[close])
    return middles


def gathered(middles: Points, radii: NDArray[np.float64]) -> Points:
    """Return `middles` as near to each other as discs of these radii could be at best."""
    away = middles - middles.mean(axis=0)
    found: Points = away * (0.5 * np.sqrt((radii**2).sum()) / (float(away.std()) or 1.0))
    return found


def _push(points: Points, pairs: NDArray[np.intp], needed: NDArray[np.float64]) -> None:
    """Move both of each pair half the way to being as far apart as `needed`."""
    one, other = pairs[:, 0], pairs[:, 1]
    between = points[other] - points[one]
    length = np.linalg.norm(between, axis=1, keepdims=True)
    angle = (one + 2.4 * other)[:, None]  # for two in one place, any direction, but always the same
    direction = np.where(length > 1e-9, between / np.maximum(length, 1e-9), np.hstack([np.cos(angle), np.sin(angle)]))
    push = direction * (needed[:, None] - length) / 2
    np.add.at(points, one, -push)
    np.add.at(points, other, push)


def block(nodes: Sequence[NodeKey], columns: int | None = None) -> dict[NodeKey, Place]:
    """Return the nodes in rows, from the top left."""
    columns = columns or math.ceil(math.sqrt(len(nodes) * _WIDE)) or 1
    return {node: (index % columns * SPACING * _WIDE, index // columns * SPACING) for index, node in enumerate(nodes)}


def packed(parts: Sequence[Mapping[NodeKey, Place]]) -> Places:
    """Return the parts in rows, none overlapping another."""
    boxes = [box(part) for part in parts]
    area = sum((right - left + GAP) * (bottom - top + GAP) for left, top, right, bottom in boxes)
    row_width = max([math.sqrt(area * _WIDE), *(right - left for left, _, right, _ in boxes)])
    all_placed: dict[NodeKey, Place] = {}
    left = top = row_height = 0.0
    for part, (x0, y0, x1, y1) in zip(parts, boxes, strict=True):
        width, height = x1 - x0, y1 - y0
        if left and left + width > row_width:
            left, top, row_height = 0.0, top + row_height + GAP, 0.0
        all_placed |= {node: (round(x - x0 + left, 1), round(y - y0 + top, 1)) for node, (x, y) in part.items()}
        left, row_height = left + width + GAP, max(row_height, height)
    return all_placed


def clear_of(taken: Points, points: Points, closest: float = 0.75 * SPACING) -> Points:
    """Move each of `points` outwards on a spiral until it is clear of `taken` and of those before it."""
    held = list(taken)
    for point in points:
        held.append(_free_near(np.array(held), point, closest))
    return np.array(held[len(taken) :])


def _free_near(taken: Points, point: Points, closest: float) -> Points:
    turn = 0
    while True:
        spot = point + 0.4 * closest * math.sqrt(turn) * np.array([math.cos(2.4 * turn), math.sin(2.4 * turn)])
        if (np.linalg.norm(taken - spot, axis=1) >= closest).all():
            return np.asarray(spot)
        turn += 1


def set_aside(places: Places, nodes: Sequence[NodeKey], caption: str, before: Places | None = None) -> Arranged:
    """Return `places`, and to the right of them `nodes` in a block of their own under a caption.

    Nodes with a place in ``before`` keep it.
    """
    if not nodes:
        return Arranged(places)
    kept = {node: before[node] for node in nodes if before and node in before}
    if kept:
        new = [node for node in nodes if node not in kept]
        corner = box(kept)
        below = np.array([[corner[0], corner[3] + SPACING]] * len(new)).reshape(-1, 2)
        found = clear_of(np.array(list(kept.values())), below, CLOSEST)
        moved = {**kept, **as_places(new, found)}
        edges = box(moved)
        captions = (((edges[0] + edges[2]) / 2, edges[1] - SPACING, caption),)
        return Arranged({**places, **moved}, Backdrop(captions=captions), tuple(nodes))
    columns = max(1, math.ceil(math.sqrt(len(nodes)) / 2))
    left, top, right, _ = box(places) if places else (0.0, 0.0, 0.0, 0.0)
    start = right + 2 * GAP if places else left
    moved = {node: (round(start + x, 1), round(top + SPACING + y, 1)) for node, (x, y) in block(nodes, columns).items()}
    edges = box(moved)
    middle = (edges[0] + edges[2]) / 2
    return Arranged({**places, **moved}, Backdrop(captions=((middle, top, caption),)), tuple(nodes))


def box(places: Places) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of `places`."""
    across, down = [x for x, _ in places.values()], [y for _, y in places.values()]
    return min(across), min(down), max(across), max(down)
