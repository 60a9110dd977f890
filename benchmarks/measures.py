"""Every measure on one graph: ours, conversion included, beside plain networkx and libraries called directly on arrays.

Ours is what `graphmap metrics` does: it calls networkx, lets our backend take over, and starts with nothing converted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import igraph
import networkit
import networkx as nx
import numpy as np

from benchmarks.timing import OURS, Result, Way, timed
from graphmap.backend.arrays import GraphArrays
from graphmap.backend.priority import fast
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.measures.measures import MEASURES, measured, values_of
from graphmap.measures.shortest_paths import PATH_MEASURES

_HAS_NOT = "does not have it, or not by strength"
_TOO_LONG = "takes more than a minute at this size"
_ALL_PATHS = {OURS: 10_000, "networkx": 500, "rustworkx": 10_000, "igraph": 10_000, "networkit": 10_000}
"""The most actors at which each way that follows all paths is tried."""

_SLOW_IN_NETWORKX = {"networkx": 2_000}
"""The same for what is slow in networkx, or holds a square matrix there."""


@dataclass(frozen=True)
class Task:
    """One function of networkx: its name, its arguments, and how the libraries do it directly.

    ``most`` is the most actors at which each way is tried; ``in_networkx`` and ``in_rustworkx`` are true if plain
    networkx and nx-rustworkx have it.
    """

    title: str
    function: str
    options: Mapping[str, Any] = field(default_factory=dict)
    in_igraph: Callable[[igraph.Graph], object] | None = None
    in_networkit: Callable[[networkit.Graph], Any] | None = None
    by_distance: bool = False
    in_networkx: bool = True
    in_rustworkx: bool = False
    most: Mapping[str, int] = field(default_factory=dict)


_DISTANCE, _WEIGHT = {"weight": "distance"}, {"weight": "weight"}

TASKS = (
    Task(
        "betweenness by distance",
        "betweenness_centrality",
        _DISTANCE,
        lambda g: g.betweenness(directed=False, weights="distance"),
        networkit.centrality.Betweenness,
        by_distance=True,
        most=_ALL_PATHS,
    ),
    Task(
        "betweenness by hops",
        "betweenness_centrality",
        {},
        lambda g: g.betweenness(directed=False),
        networkit.centrality.Betweenness,
        in_rustworkx=True,
        most=_ALL_PATHS,
    ),
    Task(
        "edge betweenness by distance",
        "edge_betweenness_centrality",
        _DISTANCE,
        lambda g: g.edge_betweenness(directed=False, weights="distance"),
        most=_ALL_PATHS,
    ),
    Task(
        "closeness by distance",
        "closeness_centrality",
        {"distance": "distance"},
        lambda g: g.closeness(weights="distance"),
        in_rustworkx=True,
        most=_ALL_PATHS,
    ),
    Task(
        "harmonic by distance",
        "harmonic_centrality",
        {"distance": "distance"},
        lambda g: g.harmonic_centrality(weights="distance"),
        lambda g: networkit.centrality.HarmonicCloseness(g, False),
        by_distance=True,
        most=_ALL_PATHS,
    ),
    Task("global efficiency", "global_efficiency", {}, lambda g: g.harmonic_centrality(), most=_ALL_PATHS),
    Task(
        "eigenvector",
        "eigenvector_centrality",
        {**_WEIGHT, "max_iter": 10_000},
        lambda g: g.eigenvector_centrality(weights="weight"),
        most={"networkx": 10_000},
    ),
    Task("PageRank", "pagerank", _WEIGHT, lambda g: g.pagerank(directed=False, weights="weight"), in_rustworkx=True),
    Task(
        "clustering",
        "clustering",
        {},
        lambda g: g.transitivity_local_undirected(mode="zero"),
        networkit.centrality.LocalClusteringCoefficient,
    ),
    Task(
        "core number",
        "core_number",
        {},
        lambda g: g.coreness(),
        networkit.centrality.CoreDecomposition,
        in_rustworkx=True,
    ),
    Task("constraint", "constraint", _WEIGHT, lambda g: g.constraint(weights="weight"), most=_SLOW_IN_NETWORKX),
    Task("effective size", "effective_size", most=_SLOW_IN_NETWORKX),
    Task(
        "components",
        "connected_components",
        {},
        lambda g: g.connected_components(),
        networkit.components.ConnectedComponents,
    ),
    Task(
        "cut vertices",
        "articulation_points",
        {},
        lambda g: g.articulation_points(),
        networkit.components.BiconnectedComponents,
    ),
    Task("bridges", "bridges", {}, lambda g: g.bridges(), in_rustworkx=True),
    Task(
        "Louvain communities",
        "louvain_communities",
        {**_WEIGHT, "seed": 1},
        lambda g: g.community_multilevel(weights="weight"),
        networkit.community.PLM,
    ),
    Task(
        "Leiden communities",
        "leiden_communities",
        {**_WEIGHT, "seed": 1},
        lambda g: g.community_leiden("modularity", weights="weight"),
        networkit.community.ParallelLeiden,
        in_networkx=False,
    ),
)

_COLUMNS = {
    "degree": lambda g: g.degree(),
    "strength": lambda g: g.strength(weights="weight"),
    "ties_beyond": None,
    "deepest": None,
}
"""The measures that are not functions of networkx, with igraph's way where it has one."""


def measure_results(size: str, snapshot: Snapshot) -> Iterator[Result]:
    """Every measure of the people in `snapshot`."""
    graph = graph_of(snapshot, Choice("people"))
    number = {node: position for position, node in enumerate(graph)}
    ties = np.array([(number[a], number[b]) for a, b in graph.edges]).reshape(-1, 2)
    weight, distance = ([tie[name] for _, _, tie in graph.edges(data=True)] for name in ("weight", "distance"))
    in_igraph = igraph.Graph(n=len(graph), edges=ties, edge_attrs={"weight": weight, "distance": distance})
    in_networkit = networkit.GraphFromCoo(
        (np.array(distance), (ties[:, 0], ties[:, 1])), n=len(graph), weighted=True, directed=False
    )
    in_networkit.removeSelfLoops()
    conversions: dict[str, Way] = {
        OURS: lambda: GraphArrays.of(graph, "weight"),
        "igraph": lambda: igraph.Graph.from_networkx(graph),
        "networkit": lambda: networkit.nxadapter.nx2nk(graph, weightAttr="weight"),
    }
    conversion = timed("conversion from networkx", size, conversions)
    yield conversion
    for found in _on_arrays(size, graph, in_igraph, in_networkit):
        yield replace(found, conversion={way: seconds for way, seconds in conversion.seconds.items() if way != OURS})


def _on_arrays(size: str, graph: nx.Graph, in_igraph: igraph.Graph, in_networkit: networkit.Graph) -> Iterator[Result]:
    """Ours on the networkx graph, beside the libraries on arrays that exist already."""
    plain = networkit.graphtools.toUnweighted(in_networkit)
    for task in TASKS:
        yield timed(task.title, size, _ways(task, graph, in_igraph, in_networkit if task.by_distance else plain))
    yield timed("betweenness, closeness and harmonic, as graphmap metrics has them", size, _path_ways(graph, in_igraph))
    yield timed("PageRank, as graphmap metrics has it", size, _pagerank_ways(graph, in_igraph))
    for name, igraphs in _COLUMNS.items():
        ways: dict[str, Way] = {OURS: lambda name=name: values_of(graph, name)}
        ways["igraph"] = (lambda way=igraphs: way(in_igraph)) if igraphs else _HAS_NOT
        yield timed(name, size, ways)


def _ways(task: Task, graph: nx.Graph, in_igraph: igraph.Graph, in_networkit: networkit.Graph) -> dict[str, Way]:
    ways: dict[str, Way] = {
        OURS: fast()(_in_networkx(graph, task)),
        "networkx": _in_networkx(graph, task, "networkx") if task.in_networkx else _HAS_NOT,
        "rustworkx": _in_networkx(graph, task, "rustworkx") if task.in_rustworkx else _HAS_NOT,
        "igraph": (lambda: task.in_igraph(in_igraph)) if task.in_igraph else _HAS_NOT,
        "networkit": (lambda: task.in_networkit(in_networkit).run()) if task.in_networkit else _HAS_NOT,
    }
    return {way: _TOO_LONG if len(graph) > task.most.get(way, len(graph)) else run for way, run in ways.items()}


def _in_networkx(graph: nx.Graph, task: Task, backend: str | None = None) -> Callable[[], object]:
    def run() -> object:
        graph.__networkx_cache__.clear()  # so that conversion counts
        function = getattr(nx.community if task.function.endswith("communities") else nx, task.function)
        found = function(graph, **task.options, backend=backend)
        return list(found) if isinstance(found, Iterator) else found

    return run


def _path_ways(graph: nx.Graph, in_igraph: igraph.Graph) -> dict[str, Way]:
    """All three path measures at once; where they take over a minute they are estimated, and compared with nothing."""

    def ours() -> object:
        graph.__networkx_cache__.clear()
        return measured(graph, measures=[measure for measure in MEASURES if measure.name in PATH_MEASURES])

    def three_calls() -> object:
        return [
            getattr(in_igraph, "harmonic_centrality" if name == "harmonic" else name)(weights="distance")
            for name in PATH_MEASURES
        ]

    return {OURS: ours, "igraph": _TOO_LONG if len(graph) > _ALL_PATHS["igraph"] else three_calls}


def _pagerank_ways(graph: nx.Graph, in_igraph: igraph.Graph) -> dict[str, Way]:
    """PageRank until it has converged, beside ours at networkx's tolerance and igraph's, which is exact."""

    def ours() -> object:
        graph.__networkx_cache__.clear()
        return values_of(graph, "pagerank")

    (task,) = (task for task in TASKS if task.function == "pagerank")
    return {
        OURS: ours,
        "networkx's tolerance": fast()(_in_networkx(graph, task)),
        "igraph": lambda: in_igraph.pagerank(directed=False, weights="weight"),
    }
