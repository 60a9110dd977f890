"""The best people, organisations or networks to introduce an actor to.

Each candidate has a score: how much of the network's fragmentation a tie with them would take away (Borgatti 2006),
plus 0.25 for each thing that makes it easy: a network, a goal or a partner in common, and a distance of less than 30
kilometres (in proportion). Of equals, those with fewer ties come first, so that not everyone is sent to the same few.
"""

import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice

import networkx as nx

from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork

NEAR = 30.0
"""Schools this many kilometres apart or less are near each other."""

_FOR_EACH = 0.25
_EARTH = 6371.0  # kilometres


@dataclass(frozen=True)
class Introduction:
    """Somebody to introduce: how much fragmentation a tie with them takes away, and what makes it easy."""

    actor: NodeKey
    score: float
    fragmentation_less: float
    why: tuple[str, ...]


def introductions(judged: JudgedNetwork, actor: NodeKey, most: int = 3) -> Sequence[Introduction]:
    """Return the best introductions for `actor`, at most `most`; none where there is nobody else."""
    component = nx.node_connected_component(judged.graph, actor)
    pairs = len(judged.graph) * (len(judged.graph) - 1)
    found = []
    for other in {*_with_something_in_common(judged, actor), *_with_fewest_ties(judged, actor, component, most)}:
        less = 0.0 if other in component else 2 * len(component) * judged.together[other] / pairs
        why, ease = _in_common(judged, actor, other)
        found.append(Introduction(other, less + _FOR_EACH * ease, less, why))
    return sorted(found, key=lambda each: (-each.score, judged.graph.degree(each.actor), each.actor))[:most]


def _with_something_in_common(judged: JudgedNetwork, actor: NodeKey) -> Iterator[NodeKey]:
    """Yield everyone without a tie to `actor` but with something in common; some come more than once."""
    adjacent = judged.graph.adj
    in_networks = chain.from_iterable(judged.actors_of[network] for network in judged.networks_of[actor])
    through_partners = chain.from_iterable(adjacent[partner] for partner in adjacent[actor])
    near = (
        other for other in judged.places if (away := _kilometres(judged, actor, other)) is not None and away <= NEAR
    )
    return (
        other for other in chain(in_networks, through_partners, near) if other != actor and other not in adjacent[actor]
    )


def _with_fewest_ties(judged: JudgedNetwork, actor: NodeKey, component: Set[NodeKey], most: int) -> Iterator[NodeKey]:
    """Yield the best where nothing is in common: `most` from the largest other components, and `most` from its own."""
    known = {actor, *judged.graph.adj[actor]}
    elsewhere = islice((other for other in judged.largest_components_first if other not in component), most)
    return chain(elsewhere, nsmallest(most, component - known, key=lambda other: (judged.graph.degree(other), other)))


def _in_common(judged: JudgedNetwork, actor: NodeKey, other: NodeKey) -> tuple[tuple[str, ...], float]:
    """Return what two actors have in common in words, and how many things that is."""
    why: list[str] = []
    ease = 0.0
    networks = sorted(judged.networks_of[actor] & judged.networks_of[other])
    if networks:
        why.append(judged.words("both belong to {network}", network=judged.name(networks[0])))
        ease += 1
        goals = judged.goals_of(networks)
        if goals:
            why.append(judged.words("both could work towards ‘{goal}’", goal=judged.name(goals[0])))
            ease += 1
    partners = sorted(
        nx.common_neighbors(judged.graph, actor, other),
        key=lambda node: (-judged.graph.degree(node, weight="weight"), node),
    )
    if partners:
        why.append(judged.words("{name} works with both", name=judged.name(partners[0])))
        ease += 1
    away = _kilometres(judged, actor, other)
    if away is not None and away <= NEAR:
        why.append(judged.words("they are {kilometres} km apart", kilometres=f"{away:.0f}"))
        ease += 1 - away / NEAR
    return tuple(why), ease


def _kilometres(judged: JudgedNetwork, actor: NodeKey, other: NodeKey) -> float | None:
    """Return the distance between two schools in a straight line, or `None` where one has no coordinates."""
    if actor not in judged.places or other not in judged.places:
        return None
    (lat1, long1), (lat2, long2) = judged.places[actor], judged.places[other]
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((long2 - long1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))
