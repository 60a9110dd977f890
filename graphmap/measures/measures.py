"""What can be measured of each actor in a graph, by networkx and in its conventions.

`MEASURES` is the list that the command line, the app and the docs read: a measure is added here. Each
takes the graph of `graphmap.graph.network_graph` and returns a value an actor; an actor for whom a measure is not
defined has none. Strength of tie is the edge attribute ``weight``; shortest paths go by ``distance``.

They read as plain networkx, and `measured` lets its fast backends do the work. Only the shortest paths of a large
network, which would take hours, are followed by `graphmap.measures.shortest_paths`. With and without igraph the values
are the same, but for ``community``: of the partitions that are as good, each finds another."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.backend.priority import fast
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import measured_graph
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.measures.exact_distances import lengths
from graphmap.measures.shortest_paths import (
    CONFIDENCE,
    PATH_MEASURES,
    SAMPLE_SEED,
    PathMeasures,
    is_large,
    path_measures,
)
from graphmap.model import NodeKey
from graphmap.progress import Progress, silent

Values = Mapping[NodeKey, Any]

COMMUNITY_SEED = 1
"""The seed of the community detection, which depends on a random order."""

_EIGENVECTOR_ITERATIONS = 10_000


@dataclass(frozen=True)
class Measure:
    """A measure of an actor: its column, what it means in plain words, where it comes from, and how it is computed."""

    name: str
    meaning: str
    source: str
    type: pl.DataType
    compute: Callable[[nx.Graph], Values]


def degree(graph: nx.Graph) -> Values:
    """The number of ties of each actor."""
    return dict(graph.degree())


def strength(graph: nx.Graph) -> Values:
    """The sum of the strengths of each actor's ties."""
    return dict(graph.degree(weight="weight"))


def betweenness(graph: nx.Graph) -> Values:
    """The share of all shortest paths between two others that pass through each actor, by distance."""
    values: Values = nx.betweenness_centrality(with_lengths(graph), weight="length")
    return values


def with_lengths(graph: nx.Graph) -> nx.Graph:
    """The nodes and ties of `graph` with distance in whole numbers (`graphmap.measures.exact_distances`), as
    ``length``: paths that tie are seen to."""
    found = nx.Graph()
    found.add_nodes_from(graph)
    ties = list(graph.edges(data="weight"))
    measured = lengths([weight for *_, weight in ties]).tolist()
    found.add_weighted_edges_from(
        ((a, b, length) for (a, b, _), length in zip(ties, measured, strict=True)), weight="length"
    )
    return found


def closeness(graph: nx.Graph) -> Values:
    """How near each actor is to those it can reach, scaled by the share that it can reach (Wasserman & Faust)."""
    values: Values = nx.closeness_centrality(graph, distance="distance")
    return values


def harmonic(graph: nx.Graph) -> Values:
    """The sum of 1/distance to every other actor; 0 to those out of reach."""
    numbered = nx.convert_node_labels_to_integers(
        graph
    )  # it sums in the order of a set, which for texts is another in every process
    values = nx.harmonic_centrality(numbered, distance="distance")
    return {node: values[number] for number, node in enumerate(graph)}


def eigenvector(graph: nx.Graph) -> Values:
    """How well each actor is tied to well-tied actors; undefined where the iteration does not settle."""
    try:
        values: Values = nx.eigenvector_centrality(graph, max_iter=_EIGENVECTOR_ITERATIONS, weight="weight")
    except (nx.PowerIterationFailedConvergence, nx.NetworkXPointlessConcept):
        return {}
    return values


def pagerank(graph: nx.Graph) -> Values:
    """The share of time that a walk along the ties, at each step by their strength, spends at each actor."""
    values: Values = nx.pagerank(graph, weight="weight")
    return values


def clustering(graph: nx.Graph) -> Values:
    """Of all pairs that an actor is tied to, the share tied to each other."""
    values: Values = nx.clustering(graph)
    return values


def core(graph: nx.Graph) -> Values:
    """The largest k for which the actor is in a group where everyone has k ties within the group."""
    values: Values = nx.core_number(graph)
    return values


def constraint(graph: nx.Graph) -> Values:
    """How much of each actor's ties lead back to the same few others (Burt); undefined without a tie."""
    values: Values = nx.constraint(graph, weight="weight")
    return values


def effective_size(graph: nx.Graph) -> Values:
    """How many of an actor's ties are not redundant with one another (Burt); undefined without a tie."""
    values: Values = nx.effective_size(graph)
    return values


def component(graph: nx.Graph) -> Values:
    """Which part of the network each actor hangs together with; 1 is the largest."""
    return _numbered(nx.connected_components(graph))


def community(graph: nx.Graph) -> Values:
    """Which group of closely tied actors each belongs to (Louvain, by strength); 1 is the largest."""
    return _numbered(nx.community.louvain_communities(graph, weight="weight", seed=COMMUNITY_SEED))


def isolated(graph: nx.Graph) -> Values:
    """Whether an actor has no tie."""
    return {node: ties == 0 for node, ties in graph.degree()}


def cut(graph: nx.Graph) -> Values:
    """Whether the network would fall apart further without the actor."""
    cuts = set(nx.articulation_points(graph))
    return {node: node in cuts for node in graph}


def ties_sharing(graph: nx.Graph) -> Values:
    """The number of the actor's ties that only share."""
    return _ties_of(graph, range(model.BEYOND_SHARING))


def ties_beyond(graph: nx.Graph) -> Values:
    """The number of the actor's ties that go beyond sharing."""
    return _ties_of(graph, range(model.BEYOND_SHARING, len(model.DEPTHS)))


def deepest(graph: nx.Graph) -> Values:
    """The depth of the actor's deepest tie; undefined without a tie."""
    found: dict[NodeKey, int] = {}
    for source, target, depth in graph.edges(data="depth"):
        if depth is not None:
            found[source] = max(depth, found.get(source, depth))
            found[target] = max(depth, found.get(target, depth))
    return found


def _ties_of(graph: nx.Graph, depths: Collection[int]) -> Values:
    """How many ties of these depths each actor has."""
    found = dict.fromkeys(graph, 0)
    for source, target, depth in graph.edges(data="depth"):
        if depth in depths:
            found[source] += 1
            found[target] += source != target
    return found


def _numbered(groups: Iterable[set[NodeKey]]) -> Values:
    """Each member's group as a number: 1 for the largest, and of equals for the one whose first key comes first."""
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {node: number for number, group in enumerate(ordered, 1) for node in group}


def _measure(compute: Callable[[nx.Graph], Values], type: pl.DataType, source: str) -> Measure:
    return Measure(compute.__name__, (compute.__doc__ or "").strip(), source, type, compute)


_WHOLE, _NUMBER, _YES_NO = pl.Int64(), pl.Float64(), pl.Boolean()

MEASURES: tuple[Measure, ...] = (
    _measure(degree, _WHOLE, "Freeman 1979"),
    _measure(strength, _NUMBER, "Barrat and others 2004"),
    _measure(betweenness, _NUMBER, "Freeman 1977; Brandes 2001"),
    _measure(closeness, _NUMBER, "Freeman 1979; Wasserman & Faust 1994"),
    _measure(harmonic, _NUMBER, "Marchiori & Latora 2000; Boldi & Vigna 2014"),
    _measure(eigenvector, _NUMBER, "Bonacich 1972"),
    _measure(pagerank, _NUMBER, "Brin & Page 1998"),
    _measure(clustering, _NUMBER, "Watts & Strogatz 1998"),
    _measure(core, _WHOLE, "Seidman 1983"),
    _measure(constraint, _NUMBER, "Burt 1992"),
    _measure(effective_size, _NUMBER, "Burt 1992; Borgatti 1997"),
    _measure(component, _WHOLE, "Wasserman & Faust 1994"),
    _measure(community, _WHOLE, "Blondel and others 2008"),
    _measure(isolated, _YES_NO, "Wasserman & Faust 1994"),
    _measure(cut, _YES_NO, "Harary 1969"),
    _measure(ties_sharing, _WHOLE, "Little 1990"),
    _measure(ties_beyond, _WHOLE, "Little 1990"),
    _measure(deepest, _WHOLE, "Little 1990"),
)

GROUPINGS = frozenset({"component", "community"})
"""The measures whose number names a group, and says nothing of how much."""

SAMPLE_MEANINGS = {
    **{
        f"{name}_error": f"Half the width of a {CONFIDENCE:.0%} interval around {name}, by how far the samples "
        "differ; 0 where exact."
        for name in PATH_MEASURES
    },
    "sources": "From how many actors of its component an actor's betweenness, closeness and harmonic are estimated.",
}
"""The columns that there are besides where shortest paths are sampled."""

METRIC_MEANINGS = {
    "id": "The node key of the actor, as in school:12.",
    "name": "What the actor is called.",
    "kind": "What kind of entity it is.",
    **{measure.name: measure.meaning for measure in MEASURES},
    **SAMPLE_MEANINGS,
}
"""What each column of a table of metrics means."""


def metrics(
    snapshot: Snapshot, choice: Choice, progress: Progress = silent, cluster: str | None = None
) -> pl.DataFrame:
    """Every measure of every actor under `choice`; see `measured`."""
    return measured(measured_graph(snapshot, choice), progress, cluster)


@fast()
def measured(
    graph: nx.Graph, progress: Progress = silent, cluster: str | None = None, measures: Sequence[Measure] = MEASURES
) -> pl.DataFrame:
    """Every measure of every node of `graph`, one row each, in the order of the nodes.

    Columns: ``id`` (the node key), ``name``, ``kind``, then `measures`; where the network is so large that its shortest
    paths are sampled, then `SAMPLE_MEANINGS`. `cluster` is the address of a Dask scheduler to share that work."""
    nodes = list(graph)
    columns: dict[str, pl.Series] = {
        "id": pl.Series(nodes, dtype=pl.String),
        "name": pl.Series([graph.nodes[node]["name"] for node in nodes], dtype=pl.String),
        "kind": pl.Series([graph.nodes[node]["kind"] for node in nodes], dtype=pl.String),
    }
    paths = path_measures(graph, progress, cluster) if is_large(graph) else None
    for done, measure in enumerate(measures):
        progress(f"Measuring {measure.name}", done, len(measures))
        if paths and measure.name in paths.values:
            columns[measure.name] = pl.Series(paths.values[measure.name])
        else:
            values = measure.compute(graph) if nodes else {}
            columns[measure.name] = pl.Series([_defined(values.get(node)) for node in nodes], dtype=measure.type)
    progress("Measuring", len(measures), len(measures))
    return pl.DataFrame({**columns, **(_of_the_sample(paths) if paths and paths.sampled else {})})


@fast()
def values_of(graph: nx.Graph, name: str) -> Values:
    """The measure called `name` of every node of `graph`; nodes for whom it is not defined have none, or no entry."""
    if name in PATH_MEASURES and is_large(graph):
        return dict(zip(graph, path_measures(graph).values[name].tolist(), strict=True))
    measure = next(measure for measure in MEASURES if measure.name == name)
    values = measure.compute(graph) if len(graph) else {}
    return {node: value for node, value in values.items() if _defined(value) is not None}


def _of_the_sample(paths: PathMeasures) -> dict[str, pl.Series]:
    return {
        **{f"{name}_error": pl.Series(paths.errors[name]) for name in PATH_MEASURES},
        "sources": pl.Series(paths.sources),
    }


def sample_note(metrics: pl.DataFrame, words: Words = ENGLISH) -> str | None:
    """In words, how the table `metrics` was estimated, or nothing where all of it is exact."""
    if "sources" not in metrics.columns:
        return None
    most = int(metrics.select(pl.col("sources").max()).item())
    return words(
        "{measures} are estimated from the shortest paths of up to {most} actors a component, drawn with seed {seed}; "
        "each column of errors holds half the width of a {confidence} interval",
        measures=", ".join(PATH_MEASURES),
        most=f"{most:,}",
        seed=SAMPLE_SEED,
        confidence=f"{CONFIDENCE:.0%}",
    )


def _defined(value: Any) -> Any:
    """`value`, or nothing for networkx's not-a-number."""
    return None if isinstance(value, float) and math.isnan(value) else value
