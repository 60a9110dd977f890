"""Two actors side by side: whom both are tied to, whom only one, how deep each one's ties go, and what is measured of
both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.measures.measures import values_of
from graphmap.model import NodeKey

COMPARED = ("degree", "strength", "ties_sharing", "ties_beyond", "deepest", "clustering", "core", "community", "cut")
"""The measures of two actors that are set side by side."""


@dataclass(frozen=True)
class SideBySide:
    """Two actors of a graph; every pair holds the one's and then the other's.

    ``both`` and the two of ``only`` are actors in the order of their names; the two themselves are in neither.
    ``depths`` counts ties by depth, and is empty in a graph whose lines have no depth; ``measures`` are those of
    `COMPARED`, of the whole graph."""

    both: Sequence[NodeKey]
    only: tuple[Sequence[NodeKey], Sequence[NodeKey]]
    tied: bool
    depths: Mapping[int, tuple[int, int]]
    measures: Mapping[str, tuple[Any, Any]]


def side_by_side(graph: nx.Graph, one: NodeKey, other: NodeKey) -> SideBySide:
    """What there is to compare of two actors of `graph`."""
    mine, theirs = set(graph.adj[one]) - {other}, set(graph.adj[other]) - {one}
    values = {name: values_of(graph, name) for name in COMPARED}

    def in_order(nodes: set[NodeKey]) -> Sequence[NodeKey]:
        return sorted(nodes, key=lambda node: (graph.nodes[node]["name"], node))

    depths = {
        depth: (_of_depth(graph, one, depth), _of_depth(graph, other, depth)) for depth in range(len(model.DEPTHS))
    }
    return SideBySide(
        in_order(mine & theirs),
        (in_order(mine - theirs), in_order(theirs - mine)),
        graph.has_edge(one, other),
        {depth: counts for depth, counts in depths.items() if any(counts)},
        {name: (values[name].get(one), values[name].get(other)) for name in COMPARED},
    )


def _of_depth(graph: nx.Graph, node: NodeKey, depth: int) -> int:
    return sum(tie.get("depth") == depth for tie in graph.adj[node].values())
