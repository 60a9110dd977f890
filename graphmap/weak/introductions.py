"""Whom an actor that is isolated, or hangs by little, could best be introduced to.

Candidates are ranked by a score: how much of the network's fragmentation a tie to them would take away
(Borgatti 2006), plus a quarter for each thing that spares both a new effort: a network, a goal or a
partner that they have in common already, and a place within `NEAR` kilometres (in proportion). Of equals, whoever has
fewer ties comes first, so that not everybody is sent to the same few.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from graphmap.case import Case
from graphmap.cohesion import fragmentation
from graphmap.model import NodeKey

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


def introductions(case: Case, actor: NodeKey, most: int = 3) -> Sequence[Introduction]:
    """The best introductions for `actor`, at most `most`; none where there is nobody else."""
    strangers = sorted(set(case.graph) - {actor} - set(case.graph.adj[actor]))
    before = fragmentation(case.graph) or 0.0
    sizes = {node: len(part) for part in nx.connected_components(case.graph) for node in part}
    together = nx.node_connected_component(case.graph, actor)
    n = len(case.graph)
    candidates = []
    for other in strangers:
        less = 0.0 if other in together else min(before, 2 * len(together) * sizes[other] / (n * (n - 1)))
        why, ease = _in_common(case, actor, other)
        candidates.append(Introduction(other, less + _FOR_EACH * ease, less, why))
    return sorted(candidates, key=lambda each: (-each.score, case.graph.degree(each.actor), each.actor))[:most]


def _in_common(case: Case, actor: NodeKey, other: NodeKey) -> tuple[tuple[str, ...], float]:
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
    partners = sorted(nx.common_neighbors(case.graph, actor, other), key=lambda node: (-case.graph.degree(node, weight="weight"), node))
    if partners:
        why.append(case.words("{name} works with both", name=case.name(partners[0])))
        ease += 1
    away = _kilometres(case, actor, other)
    if away is not None and away <= NEAR:
        why.append(case.words("they are {kilometres} km apart", kilometres=f"{away:.0f}"))
        ease += 1 - away / NEAR
    return tuple(why), ease


def _kilometres(case: Case, actor: NodeKey, other: NodeKey) -> float | None:
    """The distance between two schools as the crow flies, where both have a place."""
    one, two = case.graph.nodes[actor], case.graph.nodes[other]
    if not all("latitude" in school and "longitude" in school for school in (one, two)):
        return None
    lat1, lat2 = math.radians(one["latitude"]), math.radians(two["latitude"])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(two["longitude"] - one["longitude"]) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))
