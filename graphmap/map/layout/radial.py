"""The layout on rings: one actor in the middle, and the others on rings by how many steps away they are.

On its ring everyone is in the order, and roughly in the direction, that the layout by force gives them from the middle;
they are spread so that the ring looks like one.
"""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.language.words import ENGLISH, Words
from graphmap.map.layout.packing import CLOSEST, Arranged, Backdrop, Places, as_places, set_aside
from graphmap.model import NodeKey

_RING = 150.0  # pixels from one ring to the next, at least
_EVENLY = 0.8  # of the way from where the layout by force has them to where all are as far apart as can be
_BESIDE = 1.35  # how many times as far apart as the closest anywhere two on a ring are, so that names have room
_JUST_APART = 48.0  # pixels between two on a ring that newcomers joined
_ROUNDS = 400


def around(
    graph: nx.Graph, centre: NodeKey, places: Places, words: Words = ENGLISH, before: Arranged | None = None
) -> Arranged:
    """Return every actor of `graph` around `centre`; `places` are those of the layout by force.

    Actors that cannot be reached are aside. Actors on the same ring as in ``before`` keep their place on it.
    """
    steps = nx.single_source_shortest_path_length(graph, centre)
    held = _rings_of(before, steps) if before and before.centre == centre else {}
    standing: dict[NodeKey, tuple[float, float]] = {centre: (0.0, 0.0)}
    rings: list[tuple[float, float, float]] = []
    captions: list[tuple[float, float, str]] = []
    radius = 0.0
    for away in range(1, max(steps.values(), default=0) + 1):
        ring = sorted(node for node, far in steps.items() if far == away)
        towards = np.array([places[node] for node in ring]) - places[centre]
        wanted = np.arctan2(towards[:, 1], towards[:, 0])
        old = held.get(away)
        if old and old[0] >= CLOSEST * len(ring) / (2 * np.pi) and old[0] > radius:
            radius = old[0]
            angles = _spread(_slotted(ring, wanted, old[1]), _JUST_APART / radius)
        else:
            radius = max(radius + _RING, _BESIDE * CLOSEST * len(ring) / (2 * np.pi))
            angles = _spread(wanted, max(_BESIDE * CLOSEST / radius, _EVENLY * 2 * np.pi / len(ring)))
        standing |= as_places(ring, radius * np.column_stack([np.cos(angles), np.sin(angles)]))
        rings.append((0.0, 0.0, round(radius, 1)))
        caption = words.many("{number} step: {actors}", "{number} steps: {actors}", away, actors=f"{len(ring):,}")
        captions.append((0.0, round(-radius, 1), caption))
    beyond = sorted(node for node in graph if node not in steps)
    aside_before = {node: before.places[node] for node in beyond if before and node in before.aside}
    arranged = set_aside(standing, beyond, words("Out of reach"), aside_before)
    backdrop = Backdrop(rings=tuple(rings), captions=(*captions, *arranged.backdrop.captions))
    return Arranged(arranged.places, backdrop, arranged.aside, centre)


def _rings_of(before: Arranged, steps: Mapping[NodeKey, int]) -> dict[int, tuple[float, dict[NodeKey, float]]]:
    """Return, for each number of steps, the radius of its ring before and the angles of those still on it."""
    found: dict[int, tuple[float, dict[NodeKey, float]]] = {}
    for away, (_, _, radius) in enumerate(before.backdrop.rings, 1):
        kept = {
            node: float(np.arctan2(place[1], place[0]))
            for node, far in steps.items()
            if far == away and (place := before.places.get(node)) and abs(np.hypot(*place) - radius) < 1
        }
        found[away] = (radius, kept)
    return found


def _slotted(
    ring: Sequence[NodeKey], wanted: NDArray[np.float64], kept: Mapping[NodeKey, float]
) -> NDArray[np.float64]:
    """Return the angles of a ring: those kept, and each newcomer in the widest gap near where it would be."""
    taken = dict(kept)
    for node, angle in zip(ring, wanted, strict=True):
        if node in taken:
            continue
        there = np.sort(np.array(list(taken.values())) % (2 * np.pi))
        gaps = np.diff(there, append=there[0] + 2 * np.pi) if len(there) else np.array([2 * np.pi])
        middles = there + gaps / 2 if len(there) else np.array([angle])
        off = np.abs((middles - angle + np.pi) % (2 * np.pi) - np.pi)
        taken[node] = float(middles[np.argmax(gaps - 0.1 * off)])
    return np.array([taken[node] for node in ring]) % (2 * np.pi)


def _spread(angles: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """Turn `angles` as little as possible until each is `least` from the next, or all are even if there is no room."""
    order = np.argsort(angles, kind="stable")
    turned = angles[order].copy()
    least = min(least, 2 * np.pi / len(turned) - 1e-6)
    for _ in range(_ROUNDS):
        gaps = np.diff(turned, append=turned[0] + 2 * np.pi)
        short = np.maximum(least - gaps, 0) / 2
        if not short.any():
            break
        turned += np.roll(short, 1) - short  # pushed on by the one before, back by the one after
    spread = np.empty_like(turned)
    spread[order] = turned
    return spread
