"""Every measure on one graph: our networkx backend, conversion included, beside the libraries called directly on arrays."""

from collections.abc import Callable, Iterator
from typing import Any

import igraph
import networkit
import networkx as nx
import numpy as np

from benchmarks.timing import OURS, Result, Way, timed
from graphmap.choice import Choice
from graphmap.graph import graph_of
from graphmap.snapshot import Snapshot

_ALL_PATHS = {"betweenness_centrality", "closeness_centrality", "harmonic_centrality"}
_TOO_LONG = "takes more than a minute at this size"
_MOST = {"graphmap": 10_000, "networkx": 500, "rustworkx": 10_000, "igraph": 10_000, "networkit": 10_000}
"""The largest number of actors at which a measure that looks at all paths is tried."""

_MOST_DENSE = {"constraint": 2_000, "effective_size": 2_000}
"""The same for networkx where it is slow or holds a square matrix."""

NETWORKX: dict[str, dict[str, Any]] = {
    "betweenness_centrality": {"weight": "distance"},
    "closeness_centrality": {"distance": "distance"},
    "harmonic_centrality": {"distance": "distance"},
    "eigenvector_centrality": {"weight": "weight", "max_iter": 10_000},
    "pagerank": {"weight": "weight"},
    "clustering": {},
    "core_number": {},
    "constraint": {"weight": "weight"},
    "effective_size": {},
    "louvain_communities": {"weight": "weight", "seed": 1},
}
"""Each measure by networkx's name, with what it is called with."""

_RUSTWORKX = {"closeness_centrality", "eigenvector_centrality", "pagerank", "core_number"}

_IGRAPH: dict[str, Callable[[igraph.Graph], object]] = {
    "betweenness_centrality": lambda g: g.betweenness(directed=False, weights="distance"),
    "closeness_centrality": lambda g: g.closeness(weights="distance"),
    "harmonic_centrality": lambda g: g.harmonic_centrality(weights="distance"),
    "eigenvector_centrality": lambda g: g.eigenvector_centrality(weights="weight"),
    "pagerank": lambda g: g.pagerank(directed=False, weights="weight"),
    "clustering": lambda g: g.transitivity_local_undirected(mode="zero"),
    "core_number": lambda g: g.coreness(),
    "constraint": lambda g: g.constraint(weights="weight"),
    "louvain_communities": lambda g: g.community_multilevel(weights="weight"),
}

_NETWORKIT: dict[str, Callable[[networkit.Graph], Any]] = {
    "betweenness_centrality": networkit.centrality.Betweenness,
    "harmonic_centrality": lambda g: networkit.centrality.HarmonicCloseness(g, False),
    "clustering": networkit.centrality.LocalClusteringCoefficient,
    "core_number": networkit.centrality.CoreDecomposition,
    "louvain_communities": networkit.community.PLM,
}


def measure_results(size: str, snapshot: Snapshot) -> Iterator[Result]:
    """Every measure of the people in `snapshot`."""
    graph = graph_of(snapshot, Choice("people"))
    number = {node: position for position, node in enumerate(graph)}
    ties = np.array([(number[a], number[b]) for a, b in graph.edges]).reshape(-1, 2)
    weight, distance = ([tie[name] for _, _, tie in graph.edges(data=True)] for name in ("weight", "distance"))
    in_igraph = igraph.Graph(n=len(graph), edges=ties, edge_attrs={"weight": weight, "distance": distance})
    in_networkit = networkit.GraphFromCoo((np.array(distance), (ties[:, 0], ties[:, 1])), n=len(graph), weighted=True, directed=False)
    in_networkit.removeSelfLoops()
    plain = networkit.graphtools.toUnweighted(in_networkit)
    for name, options in NETWORKX.items():
        weighted = in_networkit if name in _ALL_PATHS else plain
        ways: dict[str, Way] = {
            OURS: _in_networkx(graph, name, options, "graphmap"),
            "networkx": _in_networkx(graph, name, options, "networkx"),
            "rustworkx": _in_networkx(graph, name, options, "rustworkx") if name in _RUSTWORKX else "has it not, or not by strength",
            "igraph": (lambda f=_IGRAPH[name]: f(in_igraph)) if name in _IGRAPH else "has it not",
            "networkit": (lambda f=_NETWORKIT[name], g=weighted: f(g).run()) if name in _NETWORKIT else "has it not",
        }
        yield timed(name, size, {way: _short_enough(name, way, len(graph)) or run for way, run in ways.items()})


def _in_networkx(graph: nx.Graph, name: str, options: dict[str, Any], backend: str) -> Callable[[], object]:
    def run() -> object:
        graph.__networkx_cache__.clear()  # so that conversion counts
        function = getattr(nx.community if name == "louvain_communities" else nx, name)
        return function(graph, **options, backend=backend)

    return run


def _short_enough(name: str, way: str, actors: int) -> str | None:
    most = _MOST[way] if name in _ALL_PATHS else _MOST_DENSE.get(name, actors) if way == "networkx" else actors
    return _TOO_LONG if actors > most else None
