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
_MOST = 0.9  # the share that must be known for the places of before to hold
_TURN = np.pi * (3 - np.sqrt(5))  # the golden angle, which spreads points evenly on a disc


def on_discs(
    parts: Sequence[Part], quotient: nx.Graph, strengths: Mapping[NodeKey, float], before: Places | None = None
) -> Places:
    """Return a place for every member of `parts`, whose overview is `quotient`.

    An actor in several parts is in the first. If most have a place in ``before`` they keep it, and newcomers are at the
    rim of their disc.
    """
    if not parts:
        return {}
    members = {node for part in parts for node in part.members}
    if before and sum(node in before for node in members) >= _MOST * len(members):
        return _with_newcomers(parts, before)
    radii = np.array([_ROOM * np.sqrt(len(part.members)) + _RIM for part in parts])
    between = places_of(strongest_lines(quotient))
    middles = discs_apart(gathered(np.array([between[part.key] for part in parts]), radii), radii)
    standing: dict[NodeKey, tuple[float, float]] = {}
    for part, middle in zip(parts, middles, strict=True):
        inward = sorted(part.members, key=lambda node: (-strengths.get(node, 0.0), node))
        for node, (x, y) in zip(inward, _spiral(len(inward)) + middle, strict=True):
            standing.setdefault(node, (round(float(x), 1), round(float(y), 1)))
    return standing


def _with_newcomers(parts: Sequence[Part], before: Places) -> Places:
    standing: dict[NodeKey, tuple[float, float]] = {}
    for part in parts:
        known = [node for node in part.members if node in before]
        new = sorted(node for node in part.members if node not in before)
        standing |= {node: before[node] for node in known if node not in standing}
        if not new:
            continue
        middle = np.mean([before[node] for node in known], axis=0) if known else np.zeros(2)
        for node, (x, y) in zip(new, _spiral(len(known) + len(new))[len(known) :] + middle, strict=True):
            standing.setdefault(node, (round(float(x), 1), round(float(y), 1)))
    return standing


def _spiral(number: int) -> Points:
    steps = np.arange(number)
    away, angle = _ROOM * np.sqrt(steps + 0.5), _TURN * steps
    points: Points = np.column_stack([away * np.cos(angle), away * np.sin(angle)])
    return points
