"""Two actors side by side: the ties they share and those they don't, how deep their ties go, and their measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.graph.settling import usual_depth
from graphmap.measures.measures import values_of
from graphmap.model import NodeKey

COMPARED = ("degree", "strength", "ties_sharing", "ties_beyond", "deepest", "clustering", "core", "community", "cut")
"""The measures that are compared."""


@dataclass(frozen=True)
class SideBySide:
    """Two actors of a graph; in every pair the first value is of the one and the second of the other.

    ``both`` and the two of ``only`` are actors sorted by name, without the two themselves. ``depths`` counts ties by
    settled depth (or that of their only event), and is empty in a graph whose lines have no depth; ``measures`` are
    those of `COMPARED`, of the whole graph."""

    both: Sequence[NodeKey]
    only: tuple[Sequence[NodeKey], Sequence[NodeKey]]
    tied: bool
    depths: Mapping[int, tuple[int, int]]
    measures: Mapping[str, tuple[Any, Any]]


def side_by_side(graph: nx.Graph, one: NodeKey, other: NodeKey) -> SideBySide:
    """Compare two actors of `graph`."""
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
    return sum("depth" in tie and usual_depth(tie) == depth for tie in graph.adj[node].values())
