"""What is measured of each actor: every measure with its meaning, unit, source and function.

`MEASURES` is the registry that the command line, the app, the exports and the docs read. To add a measure, write a
function under `@_measure` here: nothing else needs to know of it. A measure takes the graph of
`graphmap.graph.network_graph` and returns a value per actor; actors without a value have none. The first
paragraph of its docstring is its meaning in plain words, and the rest is its definition. There w(i, j) is the strength
of a tie (edge attribute ``weight``), d(i, j) the distance between two actors along the ties, each of which is 1/w long
(``distance``), and n the number of actors.

Measures are plain networkx, and `measured` lets fast backends do the work. Only the shortest paths of a large network,
which would take networkx hours, are left to `graphmap.measures.shortest_paths`. Values are the same with and without
igraph, except ``community``: of several equally good partitions, each library finds another."""

import inspect
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.backend.priority import fast
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.fields import with_fields
from graphmap.graph.network_graph import measured_graph
from graphmap.graph.settling import usual_depth
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
Compute = Callable[[nx.Graph], Values]

COMMUNITY_SEED = 1
"""The seed of the community detection, which depends on a random order."""

PAGERANK_CHANGE = 1e-10
"""PageRank has converged once the changes of one iteration add up to less than this."""

_MOST_ITERATIONS = 10_000


@dataclass(frozen=True)
class Measure:
    """One measure of an actor: the name of its column, what it means, how it is defined, and how it is computed.

    ``meaning`` is in plain words; ``definition`` has the formula and the undefined cases. ``unit`` is what a value
    counts, or is a share of. ``names_group`` is true where the value is the number of a group and not an amount.
    ``most`` is the largest value there can be."""

    name: str
    meaning: str
    definition: str
    unit: str
    source: str
    type: pl.DataType
    names_group: bool
    most: float
    compute: Compute


_COUNT, _NUMBER, _YES_NO = pl.Int64(), pl.Float64(), pl.Boolean()
_registered: list[Measure] = []


def _measure(
    type: pl.DataType, unit: str, source: str, *, names_group: bool = False, most: float = math.inf
) -> Callable[[Compute], Compute]:
    """Register a function as a measure, under its own name and with its docstring as meaning and definition."""

    def register(compute: Compute) -> Compute:
        meaning, _, definition = (inspect.getdoc(compute) or "").partition("\n\n")
        meaning, definition = (" ".join(text.split()) for text in (meaning, definition))
        _registered.append(
            Measure(compute.__name__, meaning, definition, unit, source, type, names_group, most, compute)
        )
        return compute

    return register


@_measure(_COUNT, "ties", "Freeman 1979")
def degree(graph: nx.Graph) -> Values:
    """The number of ties that the actor has.

    An actor without a tie has 0.
    """
    return dict(graph.degree())


@_measure(_NUMBER, "sum of tie strengths", "Barrat and others 2004")
def strength(graph: nx.Graph) -> Values:
    """The sum of the strengths of the actor's ties.

    Σ w(i, j) over all j. An actor without a tie has 0.
    """
    return dict(graph.degree(weight="weight"))


@_measure(_NUMBER, "share of shortest paths", "Freeman 1977; Brandes 2001", most=1.0)
def betweenness(graph: nx.Graph) -> Values:
    """The share of the shortest paths between two other actors that pass through this one; a strong tie is a short
    step.

    Σ σ(s, t | i) / σ(s, t) over all pairs s, t of others, divided by the number of such pairs, (n - 1)(n - 2) / 2.
    σ(s, t) is the number of shortest paths by distance, and σ(s, t | i) of those through i. A pair without a path adds
    0. With fewer than three actors everybody has 0.
    """
    values: Values = nx.betweenness_centrality(with_lengths(graph), weight="length")
    return values


def with_lengths(graph: nx.Graph) -> nx.Graph:
    """Return the nodes and ties of `graph`, with distances as whole numbers in the edge attribute ``length``.

    Paths of equal length then compare as equal; see `graphmap.measures.exact_distances`.
    """
    found = nx.Graph()
    found.add_nodes_from(graph)
    ties = list(graph.edges(data="weight"))
    measured = lengths([weight for *_, weight in ties]).tolist()
    found.add_weighted_edges_from(
        ((a, b, length) for (a, b, _), length in zip(ties, measured, strict=True)), weight="length"
    )
    return found


@_measure(_NUMBER, "1 / mean distance", "Freeman 1979; Wasserman & Faust 1994")
def closeness(graph: nx.Graph) -> Values:
    """How near the actor is to everyone it can reach, scaled by the share of the network that it can reach.

    r / Σ d(i, j) over the r others that i can reach, times r / (n - 1). An actor without a tie has 0. Strong ties
    are short, so it may be more than 1.
    """
    values: Values = nx.closeness_centrality(graph, distance="distance")
    return values


@_measure(_NUMBER, "sum of 1 / distance", "Marchiori & Latora 2000; Boldi & Vigna 2014")
def harmonic(graph: nx.Graph) -> Values:
    """The sum of 1/distance to every other actor; an actor out of reach adds 0.

    Σ 1 / d(i, j) over all other j.
    """
    # networkx adds up in the order of a set, which for texts differs from process to process, and for numbers doesn't.
    numbered = nx.convert_node_labels_to_integers(graph)
    values = nx.harmonic_centrality(numbered, distance="distance")
    return {node: values[number] for number, node in enumerate(graph)}


@_measure(_NUMBER, "relative; the squares add up to 1", "Bonacich 1972", most=1.0)
def eigenvector(graph: nx.Graph) -> Values:
    """How well the actor is tied to actors who are themselves well tied; next to 0 outside the part of the network
    where ties are strongest.

    The eigenvector of the largest eigenvalue of the matrix of strengths, scaled so that the squares add up to 1. Each
    component has its own largest eigenvalue. In all components but that with the largest of them, usually the main one,
    values tend to 0 and say nothing; compare actors within that component only.
    Iterated until the changes of a step add up to less than n x 1e-6, networkx's default; undefined for everybody where
    that takes more than 10,000 steps.
    """
    try:
        values: Values = nx.eigenvector_centrality(graph, max_iter=_MOST_ITERATIONS, weight="weight")
    except (nx.PowerIterationFailedConvergence, nx.NetworkXPointlessConcept):
        return {}
    return values


@_measure(_NUMBER, "share of the walk; all add up to 1", "Brin & Page 1998", most=1.0)
def pagerank(graph: nx.Graph) -> Values:
    """The share of time that a random walk along the ties, which prefers strong ties, spends at the actor.

    The x that solves x(i) = 0.15 / n + 0.85 Σ x(j) w(j, i) / s(j), where s is strength; from an actor without a tie the
    walk goes on anywhere. Iterated until the changes of a step add up to less than 1e-10. networkx by default stops at
    n x 1e-6, which leaves single actors of a network of 70,000 wrong by up to 40%.
    """
    tolerance = PAGERANK_CHANGE / max(1, len(graph))  # networkx multiplies it by the number of nodes
    values: Values = nx.pagerank(graph, weight="weight", tol=tolerance, max_iter=_MOST_ITERATIONS)
    return values


@_measure(_NUMBER, "share of pairs", "Watts & Strogatz 1998", most=1.0)
def clustering(graph: nx.Graph) -> Values:
    """Of all pairs of actors that this one is tied to, the share that are tied to each other.

    The strength of ties does not count. An actor with fewer than two ties has 0.
    """
    values: Values = nx.clustering(graph)
    return values


@_measure(_COUNT, "ties within the core", "Seidman 1983")
def core(graph: nx.Graph) -> Values:
    """The largest k for which the actor is in a group where everyone has at least k ties within the group.

    An actor without a tie has 0.
    """
    values: Values = nx.core_number(graph)
    return values


@_measure(_NUMBER, "index; more is more bound", "Burt 1992")
def constraint(graph: nx.Graph, weight: str | None = "weight") -> Values:
    """How far the actor's ties lead back to the same few others (Burt's constraint); empty without a tie.

    Σ (p(i, j) + Σ p(i, q) p(q, j))² over all j that i is tied to, the inner sum over all other q; p(i, j) is the share
    of the strength of i that is in its tie with j. In Python, weight=None counts every tie as 1.
    """
    values: Values = nx.constraint(graph, weight=weight)
    return values


@_measure(_NUMBER, "ties that are not redundant", "Burt 1992; Borgatti 1997")
def effective_size(graph: nx.Graph, weight: str | None = "weight") -> Values:
    """How many of the actor's ties lead to separate others (Burt's effective size); empty without a tie.

    Σ (1 - Σ p(i, q) m(j, q)) over all j that i is tied to, the inner sum over all other q; p(i, q) is the share of the
    strength of i that is in its tie with q, and m(j, q) the strength of the tie of j and q as a share of the strongest
    tie of j. In Python, weight=None counts every tie as 1.
    """
    with fast():
        # The backend is named: networkx 3.6.1, for all nodes at once, divides by the strongest tie of the wrong end.
        values: Values = nx.effective_size(graph, weight=weight, backend="graphmap")
    return values


@_measure(_COUNT, "number of the part; 1 is the largest", "Wasserman & Faust 1994", names_group=True)
def component(graph: nx.Graph) -> Values:
    """The number of the connected part of the network that the actor is in; 1 is the largest.

    In a component every actor can reach every other. Of two of one size, the one with the first node key comes first.
    """
    return _numbered(nx.connected_components(graph))


@_measure(_COUNT, "number of the group; 1 is the largest", "Blondel and others 2008", names_group=True)
def community(graph: nx.Graph) -> Values:
    """The number of the group of closely tied actors that the actor is in (Louvain, by strength); 1 is the largest.

    The partition with the highest modularity that the Louvain method finds from a fixed seed. Numbers say nothing about
    closeness, and a group may have another number in another period.
    """
    return _numbered(nx.community.louvain_communities(graph, weight="weight", seed=COMMUNITY_SEED))


@_measure(_YES_NO, "yes or no", "Wasserman & Faust 1994")
def isolated(graph: nx.Graph) -> Values:
    """Whether the actor has no tie."""
    return {node: ties == 0 for node, ties in graph.degree()}


@_measure(_YES_NO, "yes or no", "Harary 1969")
def cut(graph: nx.Graph) -> Values:
    """Whether the network would fall into more parts without the actor.

    Such an actor is a cut vertex: some pair of others has no path but through it.
    """
    cuts = set(nx.articulation_points(graph))
    return {node: node in cuts for node in graph}


@_measure(_COUNT, "ties", "Little 1990")
def ties_sharing(graph: nx.Graph) -> Values:
    """The number of the actor's ties that have not settled beyond sharing.

    Ties that settled at sharing or contact, or are one event that went no deeper: those that are `only_sharing`.
    """
    return _ties_of(graph, range(model.BEYOND_SHARING))


@_measure(_COUNT, "ties", "Little 1990")
def ties_beyond(graph: nx.Graph) -> Values:
    """The number of the actor's ties that have settled beyond sharing.

    Ties that settled at depth 2, 3 or 4, or are one event of that depth.
    """
    return _ties_of(graph, range(model.BEYOND_SHARING, len(model.DEPTHS)))


@_measure(_COUNT, "depth, 0 to 4", "Little 1990")
def deepest(graph: nx.Graph) -> Values:
    """The depth of the deepest interaction in any of the actor's ties; empty without a tie.

    It is the deepest they ever went, however seldom. `ties_beyond` counts the ties where depth is a habit.
    """
    found: dict[NodeKey, int] = {}
    for source, target, depth in graph.edges(data="depth"):
        if depth is not None:
            found[source] = max(depth, found.get(source, depth))
            found[target] = max(depth, found.get(target, depth))
    return found


MEASURES: tuple[Measure, ...] = tuple(_registered)
"""Every measure, in the order of the columns."""


def _ties_of(graph: nx.Graph, depths: Collection[int]) -> Values:
    """Return how many ties each actor has that settled at these depths."""
    found = dict.fromkeys(graph, 0)
    for source, target, tie in graph.edges(data=True):
        if "depth" in tie and usual_depth(tie) in depths:
            found[source] += 1
            found[target] += source != target
    return found


def _numbered(groups: Iterable[set[NodeKey]]) -> Values:
    """Return the number of each member's group: 1 for the largest; of equals, the one with the first node key."""
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {node: number for number, group in enumerate(ordered, 1) for node in group}


GROUPINGS = frozenset(measure.name for measure in MEASURES if measure.names_group)
"""The measures whose value is the number of a group, and not an amount."""

_HELD = {
    "betweenness": "80% of 5,000 actors, and 96 of the hundred highest",
    "closeness": "all of 5,000 actors",
    "harmonic": "99.96% of 5,000 actors",
}
"""How many actors' intervals of an estimate contained the exact value: docs/benchmarks.md."""

SAMPLE_MEANINGS = {
    **{
        f"{name}_error": f"Half the width of the {CONFIDENCE:.0%} interval around {name}, estimated from how far the "
        f"samples differ; 0 where the value is exact. In a test the interval held for {_HELD[name]}."
        for name in PATH_MEASURES
    },
    "sources": "The number of actors, in the same component, from which betweenness, closeness and harmonic are "
    "estimated.",
}
"""The extra columns where shortest paths are sampled."""

METRIC_MEANINGS = {
    "id": "The node key of the actor, as in school:12.",
    "name": "The name of the actor.",
    "kind": "The kind of entity, such as School or Person.",
    **{measure.name: measure.meaning for measure in MEASURES},
    **SAMPLE_MEANINGS,
}
"""What each column of a table of metrics means."""


def metrics(
    snapshot: Snapshot, choice: Choice, progress: Progress = silent, cluster: str | None = None
) -> pl.DataFrame:
    """Return every measure of every actor under `choice`, and then their fields; see `measured`."""
    table = measured(measured_graph(snapshot, choice), progress, cluster)
    return with_fields(table, snapshot.tables, LABELS[choice.view])


@fast()
def measured(
    graph: nx.Graph, progress: Progress = silent, cluster: str | None = None, measures: Sequence[Measure] = MEASURES
) -> pl.DataFrame:
    """Return every measure of every node of `graph`, one row each, in the order of the nodes.

    Columns: ``id`` (the node key), ``name``, ``kind``, then `measures`, then `SAMPLE_MEANINGS` where the network is so
    large that its shortest paths are sampled. `cluster` is the address of a Dask scheduler to share that work."""
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
    """Return the measure called `name` of every node of `graph`; nodes without a value have no entry."""
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
    """Describe in words how the table `metrics` was estimated; return None where all of it is exact."""
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
    """Return `value`, or None for networkx's not-a-number."""
    return None if isinstance(value, float) and math.isnan(value) else value
