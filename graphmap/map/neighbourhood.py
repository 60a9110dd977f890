"""The neighbourhood drawn around the centre of a large network: all who stand out, or the nearest of too many."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import networkx as nx

from graphmap.map.display import Display
from graphmap.map.emphasis import Explored
from graphmap.model import NodeKey

MOST_AROUND = 300
"""The most actors drawn around a centre of a large network: more, with all the ties between them, are a tangle."""


def surroundings(explored: Explored, display: Display, limit: int = MOST_AROUND) -> tuple[nx.Graph, Explored]:
    """The graph of those who stand out in `explored`, at most the `limit` nearest, and what then stands out of it.

    The nearest are the fewest steps from any centre of `display`, and then have the strongest ties. The rest is not
    context but gone from the map; `Explored.graph` still has it."""
    centres = [
        key
        for key in (display.focus, *explored.path, *(display.path or ()), *(display.compare or ()))
        if key in explored.graph
    ]
    shown = explored.shown
    if len(shown) > limit:
        shown = frozenset(_nearest(explored.graph, shown, centres)[:limit])
    ties = frozenset(tie for tie in explored.ties if tie[0] in shown and tie[1] in shown)
    drawn = nx.Graph(**explored.graph.graph)
    drawn.add_nodes_from((node, explored.graph.nodes[node]) for node in explored.graph if node in shown)
    drawn.add_edges_from((one, other, explored.graph.edges[one, other]) for one, other in sorted(ties))
    return drawn, replace(explored, shown=shown, ties=ties)


def _nearest(graph: nx.Graph, shown: Iterable[NodeKey], centres: Sequence[NodeKey]) -> list[NodeKey]:
    steps = nx.multi_source_dijkstra_path_length(graph, set(centres), weight=None) if centres else {}
    strengths = dict(graph.degree(weight="weight"))
    return sorted(shown, key=lambda node: (steps.get(node, len(graph)), -strengths[node], node))
