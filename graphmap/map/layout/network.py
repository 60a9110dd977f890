"""The layout by network: each network apart, on a disc of its own.

Within its disc members are placed as the layout by force would place them alone; discs are as near to where that layout
has their members as they can be without overlapping. Actors in several networks are between them, and actors in none
are aside."""

import math
from collections.abc import Mapping, Sequence

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
    clear_of,
    discs_apart,
    gathered,
    set_aside,
)
from graphmap.model import NodeKey

Disc = tuple[float, float, float]
"""The x and y of a disc's middle, and its radius."""

_RIM = 56.0  # pixels from the outermost mark of a disc to its edge


def by_network(
    graph: nx.Graph,
    networks: Mapping[NodeKey, tuple[NodeKey, ...]],
    names: Mapping[NodeKey, str],
    places: Places,
    words: Words = ENGLISH,
    before: Arranged | None = None,
) -> Arranged:
    """Return every actor of `graph` with those of the same network; `places` are those of the layout by force.

    Discs and actors of ``before`` keep their places. Newcomers find room on their disc, and new discs below the others.
    """
    member_of = {node: networks[node] for node in sorted(graph) if networks.get(node)}
    groups = sorted({network for those in member_of.values() for network in those})
    alone = sorted(node for node in graph if node not in member_of)
    aside_before = {node: before.places[node] for node in alone if before and node in before.aside}
    if not groups:
        return set_aside({}, alone, words("In no network"), aside_before)
    discs = _discs_of(before, [names[group] for group in groups]) if before else {}
    if before and discs:
        standing, found = _held(graph, member_of, {group: discs.get(names[group]) for group in groups}, before)
    else:
        standing, found = _fresh(graph, member_of, groups, places)
    arranged = set_aside(standing, alone, words("In no network"), aside_before)
    captions = tuple((x, round(y - radius, 1), names[group]) for group, (x, y, radius) in found.items())
    return Arranged(
        arranged.places,
        Backdrop(discs=tuple(found.values()), captions=(*captions, *arranged.backdrop.captions)),
        arranged.aside,
    )


def _fresh(
    graph: nx.Graph, member_of: Mapping[NodeKey, tuple[NodeKey, ...]], groups: Sequence[NodeKey], places: Places
) -> tuple[Places, dict[NodeKey, Disc]]:
    """Return new places for all members, and the disc of each group."""
    inside = {group: _around_own_middle(graph, _only_in(member_of, group)) for group in groups}
    radii = np.array([_radius(inside[group]) for group in groups])
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
    discs = {group: _disc(middle, radius) for group, middle, radius in zip(groups, middles, radii, strict=True)}
    return as_places(nodes, apart(np.array([standing[node] for node in nodes]))), discs


def _held(
    graph: nx.Graph,
    member_of: Mapping[NodeKey, tuple[NodeKey, ...]],
    old: Mapping[NodeKey, Disc | None],
    before: Arranged,
) -> tuple[Places, dict[NodeKey, Disc]]:
    """Return the places of ``before`` with room for newcomers, and the disc of each group, the `old` one or a new."""
    standing: dict[NodeKey, Place] = {
        node: before.places[node]
        for node, those in member_of.items()
        if node in before.places and node not in before.aside and _is_on(before.places[node], those, old)
    }
    discs = {group: disc for group, disc in old.items() if disc}
    bottom = max(y + radius for _, y, radius in discs.values())
    left = min(x - radius for x, _, radius in discs.values())
    for group in [group for group, disc in old.items() if not disc]:
        inside = _around_own_middle(graph, [node for node in _only_in(member_of, group) if node not in standing])
        radius = _radius(inside)
        middle = (left + radius, bottom + GAP + radius)
        standing |= {node: (round(middle[0] + x, 1), round(middle[1] + y, 1)) for node, (x, y) in inside.items()}
        discs[group] = _disc(middle, radius)
        left += 2 * radius + GAP
    new = [node for node in member_of if node not in standing]
    if new:
        wanted = [_wanted(graph, node, member_of[node], standing, discs) for node in new]
        standing |= as_places(new, clear_of(np.array(list(standing.values())), np.array(wanted)))
    for group, (x, y, radius) in discs.items():
        reach = [math.dist((x, y), standing[node]) + _RIM for node in _only_in(member_of, group)]
        discs[group] = _disc((x, y), max([radius, *reach]))
    return standing, {group: discs[group] for group in old}


def _wanted(
    graph: nx.Graph,
    node: NodeKey,
    those: Sequence[NodeKey],
    standing: Places,
    discs: Mapping[NodeKey, Disc],
) -> Points:
    """Return where a newcomer would be: in the middle of its networks, drawn halfway to its partners on them."""
    middle = np.mean([discs[group][:2] for group in those], axis=0)
    near = [standing[other] for other in graph.adj[node] if other in standing]
    near = [place for place in near if any(math.dist(place, discs[group][:2]) < discs[group][2] for group in those)]
    wanted: Points = (middle + np.mean(near, axis=0)) / 2 if near else middle
    return wanted


def _discs_of(before: Arranged, names: Sequence[str]) -> dict[str, Disc]:
    """Return the discs of ``before`` by the names of their networks; empty if none of `names` has one."""
    discs = before.backdrop.discs
    found = {caption[2]: disc for caption, disc in zip(before.backdrop.captions, discs, strict=False)}
    unique = len(set(names)) == len(names) and len(found) == len(discs)
    return {name: found[name] for name in names if name in found} if unique else {}


def _is_on(place: Place, those: Sequence[NodeKey], old: Mapping[NodeKey, Disc | None]) -> bool:
    """Return whether `place` is still right for a member of `those` networks: on its disc, if it is in one alone."""
    if len(those) > 1:
        return True
    disc = old[those[0]]
    return disc is not None and math.dist(place, disc[:2]) <= disc[2]


def _only_in(member_of: Mapping[NodeKey, tuple[NodeKey, ...]], group: NodeKey) -> list[NodeKey]:
    return [node for node, those in member_of.items() if those == (group,)]


def _radius(inside: Places) -> float:
    return max((math.hypot(x, y) for x, y in inside.values()), default=SPACING / 2) + _RIM


def _disc(middle: Sequence[float] | Points, radius: float) -> Disc:
    return round(float(middle[0]), 1), round(float(middle[1]), 1), round(float(radius), 1)


def _around_own_middle(graph: nx.Graph, members: list[NodeKey]) -> Places:
    if not members:
        return {}
    placed = places_of(graph.subgraph(members))
    left, top, right, bottom = box(placed)
    return {node: (x - (left + right) / 2, y - (top + bottom) / 2) for node, (x, y) in placed.items()}


def _mean(places: Places, nodes: list[NodeKey]) -> Points:
    mean: Points = np.mean([places[node] for node in nodes], axis=0)
    return mean
