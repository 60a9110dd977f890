"""The layout by places: where everybody is in Aotearoa.

The map is large enough for most marks to be clear of each other; those in one town are then moved apart as little as
possible, so a mark may be some way from its true place. Actors without coordinates, or with some outside New Zealand,
are aside."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from graphmap.graph.affiliations import Coordinates
from graphmap.language.words import ENGLISH, Words
from graphmap.map.layout.aotearoa import CHATHAMS, OnPlane, chathams_frame, on_plane, outline
from graphmap.map.layout.packing import Arranged, Backdrop, Place, apart, as_places, clear_of, set_aside
from graphmap.model import NodeKey

_PIXELS = 190.0  # across the whole, for the root of each actor
_LEAST_ACROSS = 12.0  # kilometres: nearer than that, the outline has nothing to show
_AROUND_ONE = 420.0  # kilometres around somebody who is alone, so that a coast says where they are
_LEAST_REACH = 1700.0  # pixels of land around the middle
_CLOSEST = 48.0  # pixels between two marks: nearer than elsewhere, so that they stay near their places
_FINEST = 3.0  # pixels between two points of the outline
_AROUND = 3.0  # how many times as far as the actors reach the outline is drawn


def by_places(
    nodes: Sequence[NodeKey],
    coordinates: Mapping[NodeKey, Coordinates],
    words: Words = ENGLISH,
    room: float = 1.0,
    before: Arranged | None = None,
) -> Arranged:
    """Return the `nodes` where they are, over the outline of the country.

    `room` is the space for each, as a multiple of that for single actors. Nodes with a place in ``before`` keep it.
    """
    found = {node: on_plane(*coordinates[node]) for node in sorted(nodes) if node in coordinates}
    located = {node: place for node, place in found.items() if place}
    unplaced = [node for node in sorted(nodes) if node not in located]
    old = before.places if before else {}
    aside_before = {node: old[node] for node in unplaced if before and node in before.aside}
    if not located:
        return set_aside({}, unplaced, words("No location"), aside_before)
    projection = before.projection if before and before.projection else _projection(list(located.values()), room)
    east, south, scale = projection

    def to_pixels(place: OnPlane) -> Place:
        return round((place[0] - east) * scale, 1), round((place[1] - south) * scale, 1)

    closest = room * _CLOSEST
    held = {node: old[node] for node in located if before and node in old and node not in before.aside}
    new = [node for node in located if node not in held]
    points = np.array([to_pixels(located[node]) for node in new]).reshape(-1, 2)
    placed = clear_of(np.array(list(held.values())), points, closest) if held else apart(points, closest)
    arranged = set_aside({**held, **as_places(new, placed)}, unplaced, words("No location"), aside_before)
    reach = max(_AROUND * np.ptp(np.array(list(located.values())), axis=0).max() * scale, _LEAST_REACH)
    behind = _land(to_pixels, reach)
    captions = (*arranged.backdrop.captions, *behind.captions)
    return replace(arranged, backdrop=replace(behind, captions=captions), projection=projection)


def _projection(located: Sequence[OnPlane], room: float) -> tuple[float, float, float]:
    """Return the middle of those located, and the pixels to a kilometre."""
    points = np.array(located)
    east, south = (points.max(axis=0) + points.min(axis=0)) / 2
    across = max(float(np.ptp(points, axis=0).max()), _LEAST_ACROSS if len(located) > 1 else _AROUND_ONE)
    return float(east), float(south), room * _PIXELS * max(3.0, math.sqrt(len(located))) / across


def _land(to_pixels: Callable[[OnPlane], Place], reach: float) -> Backdrop:
    """Return the outline as far as `reach` pixels, and the frame around the Chathams if it is in sight."""
    islands = [_thinned([to_pixels(point) for point in island]) for island in outline()]
    near = tuple(tuple(island) for island in islands if any(max(abs(x), abs(y)) <= reach for x, y in island))
    west, north, east, south = chathams_frame()
    (left, top), (right, bottom) = to_pixels((west, north)), to_pixels((east, south))
    if max(abs(left), abs(top)) > reach:
        return Backdrop(outlines=near)
    return Backdrop(
        outlines=near, frames=((left, top, right, bottom),), captions=(((left + right) / 2, bottom, CHATHAMS),)
    )


def _thinned(island: Sequence[Place]) -> list[Place]:
    """Return `island` without points too near the one before to be seen."""
    kept: list[Place] = []
    for point in island:
        if not kept or math.dist(point, kept[-1]) >= _FINEST:
            kept.append(point)
    return kept
