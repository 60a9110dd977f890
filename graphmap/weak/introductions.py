"""The best people, organisations or networks to introduce an actor to.

Each candidate has a score: how much of the network's fragmentation a tie with them would take away (Borgatti 2006),
plus 0.25 for each thing that makes it easy: having worked together before, a network, a goal or a partner in common,
and a distance of less than 30 kilometres (in proportion). Past partners come first. Of equals, those with fewer ties
come first. Each time that somebody has been suggested already takes 0.25 away, so that not everyone is sent to the same
few.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

import networkx as nx

from graphmap.model import NodeKey
from graphmap.weak.dates import on_day
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import introduction
from graphmap.weak.step import Step

NEAR = 30.0
"""Schools this many kilometres apart or less are near each other."""

_FOR_EACH = 0.25
_SUGGESTED = 3
_LOOKED_AT = 20
"""A step chooses among this many of the best."""

_EARTH = 6371.0  # kilometres


@dataclass(frozen=True)
class Introduction:
    """Somebody to introduce: how much fragmentation a tie with them takes away, what makes it easy, and whether the two
    are past partners."""

    actor: NodeKey
    score: float
    fragmentation_less: float
    why: tuple[str, ...]
    past: bool = False


def introductions(judged: JudgedNetwork, actor: NodeKey, most: int = 3) -> Sequence[Introduction]:
    """Return the best introductions for `actor`, at most `most`; none where there is nobody else."""
    component = judged.component[actor]
    pairs = len(judged.graph) * (len(judged.graph) - 1)
    found = []
    past = _past_partners(judged, actor)
    for other in {*past, *_with_something_in_common(judged, actor), *_with_fewest_ties(judged, actor, component, most)}:
        less = 0.0 if other in component else 2 * len(component) * judged.together[other] / pairs
        why, ease = _in_common(judged, actor, other)
        if other in past:
            behind = judged.all_time.behind[min(actor, other), max(actor, other)]
            when = on_day(judged, past[other], behind)
            why, ease = (judged.words("they last worked together {when}", when=when), *why), ease + 1
        found.append(Introduction(other, less + _FOR_EACH * ease, less, why, other in past))
    return sorted(found, key=lambda each: (not each.past, -each.score, judged.graph.degree(each.actor), each.actor))[
        :most
    ]


def _past_partners(judged: JudgedNetwork, actor: NodeKey) -> Mapping[NodeKey, date]:
    """Return everyone that `actor` has worked with, but not in this period, each with the last day."""
    earlier = judged.all_time.graph
    if actor not in earlier:
        return {}
    return {
        other: date.fromisoformat(tie["last"])
        for other, tie in earlier.adj[actor].items()
        if other in judged.graph and not judged.graph.has_edge(actor, other)
    }


def introduce(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Say who to introduce the finding's subject to: past partners first, then the best who were suggested least."""
    best = sorted(
        introductions(judged, finding.subject, _LOOKED_AT),
        key=lambda each: (not each.past, _FOR_EACH * tried[each.actor] - each.score),
    )[:_SUGGESTED]
    tried.update(each.actor for each in best)
    if not best:
        return Step(judged.words("There is nobody here to introduce them to. Choose a longer period or more networks."))
    names = [judged.name(each.actor) + (f" ({'; '.join(each.why)})" if each.why else "") for each in best]
    text = judged.words(
        "First check that no record is missing. Then introduce {name} to one of: {names}.",
        name=judged.name(finding.subject),
        names=", ".join(names),
    )
    return Step(text, (introduction(judged, finding.subject, best[0].actor),))


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


def _with_fewest_ties(
    judged: JudgedNetwork, actor: NodeKey, component: Mapping[NodeKey, None], most: int
) -> Iterator[NodeKey]:
    """Yield the best where nothing is in common: `most` from the largest other components, and `most` from its own."""
    known = {actor, *judged.graph.adj[actor]}
    elsewhere = islice((other for other in judged.largest_components_first if other not in component), most)
    return chain(elsewhere, islice((other for other in component if other not in known), most))


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
