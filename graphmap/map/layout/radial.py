"""The layout on rings: one actor in the middle, and the others on rings by how many steps away they are.

On its ring everyone is in the order, and roughly in the direction, that the layout by force gives them from the middle;
they are spread so that the ring looks like one.
"""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.language.words import ENGLISH, Words
from graphmap.map.layout.packing import CLOSEST, Arranged, Backdrop, Places, as_places, set_aside
from graphmap.model import NodeKey

_RING = 150.0  # pixels from one ring to the next, at least
_EVENLY = 0.8  # of the way from where the layout by force has them to where all are as far apart as can be
_BESIDE = 1.35  # how many times as far apart as the closest anywhere two on a ring are, so that names have room
_ROUNDS = 400


def around(graph: nx.Graph, centre: NodeKey, places: Places, words: Words = ENGLISH) -> Arranged:
    """Every actor of `graph` around `centre`; `places` are those of the layout by force.

    Actors that cannot be reached are aside.
    """
    steps = nx.single_source_shortest_path_length(graph, centre)
    standing: dict[NodeKey, tuple[float, float]] = {centre: (0.0, 0.0)}
    rings: list[tuple[float, float, float]] = []
    captions: list[tuple[float, float, str]] = []
    radius = 0.0
    for away in range(1, max(steps.values(), default=0) + 1):
        ring = sorted(node for node, far in steps.items() if far == away)
        radius = max(radius + _RING, _BESIDE * CLOSEST * len(ring) / (2 * np.pi))
        towards = np.array([places[node] for node in ring]) - places[centre]
        angles = _spread(
            np.arctan2(towards[:, 1], towards[:, 0]), max(_BESIDE * CLOSEST / radius, _EVENLY * 2 * np.pi / len(ring))
        )
        standing |= as_places(ring, radius * np.column_stack([np.cos(angles), np.sin(angles)]))
        rings.append((0.0, 0.0, round(radius, 1)))
        caption = words.many("{number} step: {actors}", "{number} steps: {actors}", away, actors=f"{len(ring):,}")
        captions.append((0.0, round(-radius, 1), caption))
    beyond = sorted(node for node in graph if node not in steps)
    arranged = set_aside(standing, beyond, words("Out of reach"))
    backdrop = Backdrop(rings=tuple(rings), captions=(*captions, *arranged.backdrop.captions))
    return Arranged(arranged.places, backdrop, arranged.aside, centre)


def _spread(angles: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """`angles`, turned as little as possible until each is `least` from the next, or all evenly if there is no room."""
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
