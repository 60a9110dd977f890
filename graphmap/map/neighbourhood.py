"""What of a large network is drawn around whom a map is centred on: everybody who stands out, or the nearest of too
many."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import networkx as nx

from graphmap.map.display import Display
from graphmap.map.emphasis import Explored
from graphmap.model import NodeKey

MOST_AROUND = 300
"""How many actors are drawn around somebody in a large network: they are tied to each other, too, and more of them are
a tangle."""


def surroundings(explored: Explored, display: Display, limit: int = MOST_AROUND) -> tuple[nx.Graph, Explored]:
    """The graph of who stands out in `explored`, at most the `limit` nearest, and what then stands out of it.

    Nearest is who is the fewest steps away from any of whom `display` is centred on, then whoever has the strongest
    ties. The rest is not context any more, but gone from the map: `Explored.graph` still has it."""
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
