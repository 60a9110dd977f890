"""Whom an actor that is isolated, or hangs by little, could best be introduced to.

Candidates are ranked by a score: how much of the network's fragmentation a tie to them would take away
(Borgatti 2006), plus a quarter for each thing that spares both a new effort: a network, a goal or a
partner that they have in common already, and a place within 30 kilometres (in proportion). Of equals, whoever has
fewer ties comes first, so that not everybody is sent to the same few.
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
"""Kilometres within which two schools are near each other."""

_FOR_EACH = 0.25
_EARTH = 6371.0  # kilometres


@dataclass(frozen=True)
class Introduction:
    """Somebody to be introduced to: how much fragmentation a tie to them takes away, and why it would be easy."""

    actor: NodeKey
    score: float
    fragmentation_less: float
    why: tuple[str, ...]


def introductions(case: JudgedNetwork, actor: NodeKey, most: int = 3) -> Sequence[Introduction]:
    """The best introductions for `actor`, at most `most`; none where there is nobody else."""
    component = nx.node_connected_component(case.graph, actor)
    pairs = len(case.graph) * (len(case.graph) - 1)
    found = []
    for other in {*_with_something_in_common(case, actor), *_with_fewest_ties(case, actor, component, most)}:
        less = 0.0 if other in component else 2 * len(component) * case.together[other] / pairs
        why, ease = _in_common(case, actor, other)
        found.append(Introduction(other, less + _FOR_EACH * ease, less, why))
    return sorted(found, key=lambda each: (-each.score, case.graph.degree(each.actor), each.actor))[:most]


def _with_something_in_common(case: JudgedNetwork, actor: NodeKey) -> Iterator[NodeKey]:
    """Every stranger whom `_in_common` may find something for."""
    adjacent = case.graph.adj
    in_networks = chain.from_iterable(case.actors_of[network] for network in case.networks_of[actor])
    through_partners = chain.from_iterable(adjacent[partner] for partner in adjacent[actor])
    near = (other for other in case.places if (away := _kilometres(case, actor, other)) is not None and away <= NEAR)
    return (
        other for other in chain(in_networks, through_partners, near) if other != actor and other not in adjacent[actor]
    )


def _with_fewest_ties(case: JudgedNetwork, actor: NodeKey, component: Set[NodeKey], most: int) -> Iterator[NodeKey]:
    """Those who come first where nothing is in common: `most` of the largest other components, and as many of the
    own."""
    known = {actor, *case.graph.adj[actor]}
    elsewhere = islice((other for other in case.largest_components_first if other not in component), most)
    return chain(elsewhere, nsmallest(most, component - known, key=lambda other: (case.graph.degree(other), other)))


def _in_common(case: JudgedNetwork, actor: NodeKey, other: NodeKey) -> tuple[tuple[str, ...], float]:
    """What two actors have in common, in words, and how many things that is."""
    why: list[str] = []
    ease = 0.0
    networks = sorted(case.networks_of[actor] & case.networks_of[other])
    if networks:
        why.append(case.words("both belong to {network}", network=case.name(networks[0])))
        ease += 1
        goals = case.goals_of(networks)
        if goals:
            why.append(case.words("both could work towards ‘{goal}’", goal=case.name(goals[0])))
            ease += 1
    partners = sorted(
        nx.common_neighbors(case.graph, actor, other),
        key=lambda node: (-case.graph.degree(node, weight="weight"), node),
    )
    if partners:
        why.append(case.words("{name} works with both", name=case.name(partners[0])))
        ease += 1
    away = _kilometres(case, actor, other)
    if away is not None and away <= NEAR:
        why.append(case.words("they are {kilometres} km apart", kilometres=f"{away:.0f}"))
        ease += 1 - away / NEAR
    return tuple(why), ease


def _kilometres(case: JudgedNetwork, actor: NodeKey, other: NodeKey) -> float | None:
    """The distance between two schools as the crow flies, where both have a place."""
    if actor not in case.places or other not in case.places:
        return None
    (lat1, long1), (lat2, long2) = case.places[actor], case.places[other]
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((long2 - long1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))
