"""The partition of a graph too large to draw actor by actor into parts that open: its networks or communities.

A part that is opened divides again until it is small enough. Where no community divides it, as with actors without a
tie, it is divided by name, like a telephone book: everybody can be reached, and no tangle is ever drawn."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

import networkx as nx

from graphmap.graph.tabled_graph import TabledGraph
from graphmap.language.normalising import fold
from graphmap.language.words import ENGLISH, Words
from graphmap.map.actor_facts import measured
from graphmap.map.display import Grouping
from graphmap.model import NodeKey

MOST_DRAWN = 1_000
"""The most actors that a map draws with a mark each; a larger map is drawn as parts."""

MOST_PARTS = 300
"""The most parts that a graph is divided into; the smallest of more become one part."""

_UNDIVIDED = 0.9  # the share of all that the largest community may have before it counts as no division

Sort = Literal["network", "around", "none", "alone", "rest", "names"]


@dataclass(frozen=True)
class Part:
    """Some of the actors of a graph: a network, a community or a remainder.

    A community is ``around`` its member with the strongest ties. Remainders are the actors in no network (``none``),
    without a tie (``alone``), or in the smallest parts (``rest``); ``names`` are a section of the alphabet.
    ``subject`` is the network, the actor that the community is around, or the number of the section."""

    sort: Sort
    members: tuple[NodeKey, ...]
    subject: str = ""

    @property
    def key(self) -> str:
        """The key of the part in an address, such as ``network:12``, ``around:person:7`` or ``alone``."""
        if self.sort == "network":
            return self.subject
        return f"{self.sort}:{self.subject}" if self.subject else self.sort


@dataclass(frozen=True)
class Opened:
    """Where a way into a graph leads: the parts along it, the actors there, and the ``parts`` that they divide into.

    Without ``parts`` there are few enough actors to draw. ``is_lost`` is true if the last steps lead nowhere."""

    trail: tuple[Part, ...]
    members: tuple[NodeKey, ...]
    parts: tuple[Part, ...]
    is_lost: bool = False


def opened(
    graph: nx.Graph | TabledGraph,
    by: Grouping,
    networks: Mapping[NodeKey, Sequence[NodeKey]],
    way: Sequence[str],
    limit: int = MOST_DRAWN,
) -> Opened:
    """Follow `way`, the keys of parts, into `graph`; `networks` are those that each actor belongs to.

    A community is found by any of its actors, so a way stays good while communities change a little.
    """
    members = tuple(graph)
    start = Opened((), members, divided(graph, members, by, networks, limit) if len(members) > limit else ())
    return reduce(lambda before, key: step_into(graph, before, key, limit), way, start)


def step_into(graph: nx.Graph | TabledGraph, before: Opened, key: str, limit: int = MOST_DRAWN) -> Opened:
    """Go one step into `graph`, to the part with this `key`; if there is none, `before`, with the way lost."""
    found = None if before.is_lost else _named(before.parts, key)
    if found is None:
        return replace(before, is_lost=True)
    parts = divided(graph, found.members, "community", {}, limit) if len(found.members) > limit else ()
    return Opened((*before.trail, found), found.members, parts)


def divided(
    graph: nx.Graph | TabledGraph,
    members: Collection[NodeKey],
    by: Grouping,
    networks: Mapping[NodeKey, Sequence[NodeKey]],
    limit: int = MOST_DRAWN,
) -> tuple[Part, ...]:
    """The parts of `members` of `graph`, the largest first.

    These are their networks if `by` is network and they have any, else communities. An actor in two networks is in both
    parts. What no community divides is divided by name, at most `limit` in each part."""
    parts = _by_network(members, networks) if by == "network" else ()
    if not any(part.sort == "network" for part in parts):
        parts = _by_community(graph if len(members) == len(graph) else graph.subgraph(members))
        if max(len(part.members) for part in parts) > _UNDIVIDED * len(members):
            parts = _by_name(graph, members, limit)
    return _at_most(parts)


def part_told(part: Part, names: Mapping[NodeKey, str], words: Words = ENGLISH) -> str:
    """The name of a part; `names` are those of networks and actors."""
    match part.sort:
        case "network":
            return names.get(part.subject, part.subject)
        case "around":
            return words("Around {name}", name=names.get(part.subject, part.subject))
        case "none":
            return words("In no network")
        case "alone":
            return words("Without a tie")
        case "rest":
            return words("In smaller groups")
        case "names":
            first, last = (names.get(key, key) for key in (part.members[0], part.members[-1]))
            return words("{first} to {last}", first=first, last=last)


def _named(parts: Iterable[Part], key: str) -> Part | None:
    sort, _, subject = key.partition(":")
    return next(
        (part for part in parts if part.key == key or (part.sort == sort == "around" and subject in part.members)), None
    )


def _by_network(members: Collection[NodeKey], networks: Mapping[NodeKey, Sequence[NodeKey]]) -> tuple[Part, ...]:
    within: dict[NodeKey, list[NodeKey]] = defaultdict(list)
    for key in sorted(members):
        for network in networks.get(key, ()):
            within[network].append(key)
    none = tuple(key for key in sorted(members) if not networks.get(key))
    found = [Part("network", tuple(inside), network) for network, inside in within.items()]
    return (*found, Part("none", none)) if none else tuple(found)


def _by_community(graph: nx.Graph | TabledGraph) -> tuple[Part, ...]:
    degrees = dict(graph.degree())
    alone = tuple(sorted(node for node, ties in degrees.items() if not ties))
    tied = graph.subgraph([node for node, ties in degrees.items() if ties]) if alone else graph
    within: dict[int, list[NodeKey]] = defaultdict(list)
    for node, number in measured(tied, "community").items() if len(tied) else ():
        within[number].append(node)
    strengths = dict(tied.degree(weight="weight"))
    found = [
        Part("around", tuple(sorted(inside)), min(inside, key=lambda node: (-strengths[node], node)))
        for _, inside in sorted(within.items())
    ]
    return (*found, Part("alone", alone)) if alone else tuple(found)


def _by_name(graph: nx.Graph | TabledGraph, members: Collection[NodeKey], limit: int) -> tuple[Part, ...]:
    ordered = sorted(members, key=lambda node: (fold(graph.nodes[node]["name"]), node))
    each = math.ceil(len(ordered) / math.ceil(len(ordered) / limit))
    return tuple(
        Part("names", tuple(ordered[start : start + each]), str(start // each + 1))
        for start in range(0, len(ordered), each)
    )


def _at_most(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, the largest first, with the smallest of too many as one."""
    ordered = sorted(parts, key=lambda part: (-len(part.members), part.key))
    if len(ordered) <= MOST_PARTS:
        return tuple(ordered)
    kept, small = ordered[: MOST_PARTS - 1], ordered[MOST_PARTS - 1 :]
    already = {key for part in kept for key in part.members}
    rest = {key for part in small for key in part.members} - already
    return (*kept, Part("rest", tuple(sorted(rest)))) if rest else tuple(kept)
