"""The layout of very many actors: each community on a disc of its own, with its strongest ties in the middle.

Discs are as near as they can be to those they have the strongest ties with. It takes seconds for 70,000 actors, where
springs between all of them would take hours, and shows the same: who is connected, and who is at the heart of it."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from graphmap.map.layout import places_of
from graphmap.map.layout.packing import Places, Points, discs_apart, gathered
from graphmap.map.partition import Part
from graphmap.map.quotient_graph import strongest_lines
from graphmap.model import NodeKey

_ROOM = 14.0  # pixels between neighbours on a disc, about
_RIM = 60.0  # pixels between two discs
_TURN = np.pi * (3 - np.sqrt(5))  # the golden angle, which spreads points evenly on a disc


def on_discs(parts: Sequence[Part], quotient: nx.Graph, strengths: Mapping[NodeKey, float]) -> Places:
    """A place for every member of `parts`, whose overview is `quotient`; an actor in several parts is in the first."""
    if not parts:
        return {}
    radii = np.array([_ROOM * np.sqrt(len(part.members)) + _RIM for part in parts])
    between = places_of(strongest_lines(quotient))
    middles = discs_apart(gathered(np.array([between[part.key] for part in parts]), radii), radii)
    standing: dict[NodeKey, tuple[float, float]] = {}
    for part, middle in zip(parts, middles, strict=True):
        inward = sorted(part.members, key=lambda node: (-strengths.get(node, 0.0), node))
        for node, (x, y) in zip(inward, _spiral(len(inward)) + middle, strict=True):
            standing.setdefault(node, (round(float(x), 1), round(float(y), 1)))
    return standing


def _spiral(number: int) -> Points:
    steps = np.arange(number)
    away, angle = _ROOM * np.sqrt(steps + 0.5), _TURN * steps
    points: Points = np.column_stack([away * np.cos(angle), away * np.sin(angle)])
    return points
