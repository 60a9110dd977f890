"""The layout by network: each network apart, on a disc of its own.

Within its disc members are placed as the layout by force would place them alone; discs are as near to where that layout
has their members as they can be without overlapping. Actors in several networks are between them, and actors in none
are aside."""

from collections.abc import Mapping

import networkx as nx
import numpy as np

from graphmap.language.words import ENGLISH, Words
from graphmap.map.layout.force import places_of
from graphmap.map.layout.packing import (
    GAP,
    SPACING,
    Arranged,
    Backdrop,
    Place,
    Places,
    Points,
    apart,
    as_places,
    box,
    discs_apart,
    gathered,
    set_aside,
)
from graphmap.model import NodeKey

_RIM = 56.0  # pixels from the outermost mark of a disc to its edge


def by_network(
    graph: nx.Graph,
    networks: Mapping[NodeKey, tuple[NodeKey, ...]],
    names: Mapping[NodeKey, str],
    places: Places,
    words: Words = ENGLISH,
) -> Arranged:
    """Every actor of `graph` with those of the same network; `places` are those of the layout by force."""
    member_of = {node: networks[node] for node in sorted(graph) if networks.get(node)}
    groups = sorted({network for those in member_of.values() for network in those})
    alone = sorted(node for node in graph if node not in member_of)
    if not groups:
        return set_aside({}, alone, words("In no network"))
    inside = {
        group: _around_own_middle(graph, [node for node, those in member_of.items() if those == (group,)])
        for group in groups
    }
    radii = np.array(
        [max((np.hypot(x, y) for x, y in inside[group].values()), default=SPACING / 2) + _RIM for group in groups]
    )
    roughly = np.array(
        [_mean(places, [node for node, those in member_of.items() if group in those]) for group in groups]
    )
    middles = discs_apart(gathered(roughly, radii), radii + GAP / 4)
    middle_of = dict(zip(groups, middles, strict=True))

    standing: dict[NodeKey, Place] = {}
    for node, those in member_of.items():
        x, y = np.mean([middle_of[group] for group in those], axis=0)
        within_x, within_y = inside[those[0]][node] if len(those) == 1 else (0.0, 0.0)
        standing[node] = (x + within_x, y + within_y)
    nodes = list(standing)
    arranged = set_aside(
        as_places(nodes, apart(np.array([standing[node] for node in nodes]))), alone, words("In no network")
    )
    rounded = [
        (round(float(x), 1), round(float(y), 1), round(float(radius), 1))
        for (x, y), radius in zip(middles, radii, strict=True)
    ]
    captions = tuple((x, y - radius, names[group]) for group, (x, y, radius) in zip(groups, rounded, strict=True))
    return Arranged(
        arranged.places,
        Backdrop(discs=tuple(rounded), captions=(*captions, *arranged.backdrop.captions)),
        arranged.aside,
    )


def _around_own_middle(graph: nx.Graph, members: list[NodeKey]) -> Places:
    if not members:
        return {}
    placed = places_of(graph.subgraph(members))
    left, top, right, bottom = box(placed)
    return {node: (x - (left + right) / 2, y - (top + bottom) / 2) for node, (x, y) in placed.items()}


def _mean(places: Places, nodes: list[NodeKey]) -> Points:
    mean: Points = np.mean([places[node] for node in nodes], axis=0)
    return mean
