"""Shortest-path measures of a large network: exact where that takes about a minute, and estimated beyond.

Betweenness, closeness and harmonic centrality all come from one pass from every actor. Where there are too many actors
for that, passes start from a sample, drawn without replacement from each component from a fixed seed: the mean over the
sample stands for the mean over all others (Eppstein & Wang 2004 for closeness; Brandes & Pich 2007 for betweenness,
with the linear scaling of Geisberger, Sanders & Schultes 2008). Each estimate has an error: half the width of its 95%
interval, from the spread of the passes at the actor (Student's t, finite population). A sample may miss the few passes
that matter most to an actor, so the errors of betweenness and of harmonic centrality leave room for one more pass, as
large as the largest seen at the actor or at a typical one.

Whether values are estimated depends on the network alone, never on the machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from graphmap.backend.arrays import GraphArrays
from graphmap.backend.passes import DISTANCE, LARGEST, LYING, NEARNESS, SQUARES, SUM, Components, moments, together
from graphmap.measures.exact_distances import UNITS_PER_DISTANCE, lengths
from graphmap.measures.workers import in_parallel
from graphmap.progress import Progress, silent

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

CONFIDENCE = 0.95
"""How often an estimate's interval should contain the exact value; docs/benchmarks.md says how often it did."""

SAMPLE_SEED = 1
"""The seed that the sources of a sample are drawn from."""

PATH_MEASURES = ("betweenness", "closeness", "harmonic")
"""The measures that come from shortest paths."""

# Work is the number of passes times the nodes and edge ends that each goes over: 58 ns of one core apiece, measured
# with 5,000 actors and 52,000 ties (6.1 ms a pass) and with 70,000 and 750,000 (92 ms).
_PLAIN = 2e6  # below it networkx has them as quickly
_ALONE = 5e7  # about 3 s; below it other processes take longer to start than they save
_EXACT = 2e9  # about a minute on two cores
_SAMPLED = 5e8  # about a quarter of that
_LEAST_SOURCES = 200  # below it intervals by the t distribution are too narrow
_PIECE = 2e7  # about a second: often enough to show progress, long enough for sending results not to count


@dataclass(frozen=True, eq=False)
class PathMeasures:
    """`PATH_MEASURES` of every node, by name, in the order of the graph.

    ``errors`` are half the widths of intervals of `CONFIDENCE`, by name: 0 where a value is exact. ``sources`` is the
    number of nodes in the same component that a node's values come from, and ``sampled`` is true if that is fewer than
    all for any node."""

    values: Mapping[str, Numbers]
    errors: Mapping[str, Numbers]
    sources: Counts
    sampled: bool


def is_large(graph: nx.Graph) -> bool:
    """Whether `graph` is so large that `path_measures` is faster than networkx."""
    work: int = len(graph) * (len(graph) + 2 * graph.number_of_edges())
    return work > _PLAIN


def path_measures(
    graph: nx.Graph, progress: Progress = silent, cluster: str | None = None, most: float = _EXACT
) -> PathMeasures:
    """Return the path measures of the undirected `graph` by distance, which is 1/``weight``.

    `cluster` is the address of a Dask scheduler to share the work; without one, all cores here do. The result is the
    same to the last bit. `most` is the amount of work up to which values are exact. Raises as
    `graphmap.measures.workers.in_parallel` does.
    """
    ties = GraphArrays.of(graph)
    strengths = [weight for *_, weight in graph.edges(data="weight")]  # in the order of the arrays' rows
    components = Components.of(replace(ties, weights=lengths(strengths)))
    costs = components.sizes + np.diff(components.matrix.indptr[components.starts])
    drawn = components.sizes
    if float((components.sizes * costs).sum()) > most:
        drawn = np.minimum(drawn, max(_LEAST_SOURCES, int(min(most, _SAMPLED) // costs.sum())))
    rows = _draw(components, drawn)
    pieces = _pieces(rows, components, costs)
    total = np.zeros((3, 3, len(graph)))
    if len(pieces) * _PIECE <= _ALONE and not cluster:
        results: Iterable[Numbers] = (moments(components, piece) for piece in pieces)
    else:
        results = in_parallel(moments, components, pieces, cluster)
    for done, found in enumerate(results):
        progress("Following shortest paths", done, len(pieces))
        total = together(total, found)
    return _measured(components, total, drawn, rows)


def _draw(components: Components, many: Counts) -> Counts:
    """`many` rows of each component, in ascending order."""
    chance = np.random.default_rng(SAMPLE_SEED)
    spans = zip(components.starts.tolist(), components.sizes.tolist(), many.tolist(), strict=False)
    return np.concatenate(
        [np.empty(0, np.int64)]
        + [
            start + (np.arange(size) if k == size else np.sort(chance.choice(size, k, replace=False)))
            for start, size, k in spans
        ]
    )


def _pieces(rows: Counts, components: Components, costs: Counts) -> Sequence[list[int]]:
    """`rows` in runs of about `_PIECE` work."""
    cost = np.repeat(costs, components.sizes)[rows]
    bounds = np.flatnonzero(np.diff((np.cumsum(cost) // _PIECE).astype(np.int64))) + 1
    return [piece.tolist() for piece in np.split(rows, bounds) if len(piece)]


def _measured(components: Components, total: Numbers, drawn: Counts, rows: Counts) -> PathMeasures:
    nodes = len(components.order)
    others = np.repeat(components.sizes - 1, components.sizes).astype(np.float64)
    seen = np.repeat(drawn, components.sizes).astype(np.float64)
    seen[rows] -= 1  # a pass from the node itself says nothing of it
    sums = np.array([_divided(total[row, SUM] * others, seen) for row in (LYING, NEARNESS, DISTANCE)])
    errors = np.array([_half_width(total[row], seen, others) for row in (LYING, NEARNESS, DISTANCE)])
    ties = np.diff(components.matrix.indptr)
    for row, least in ((LYING, 2), (NEARNESS, 1)):  # nothing passes through an actor without a second tie
        errors[row] += _room_for_one_more(components, total[row, LARGEST], ties >= least, seen, others)

    pairs = (nodes - 1) * (nodes - 2) / 2
    near = others**2 / max(1, nodes - 1) * UNITS_PER_DISTANCE
    values = {
        "betweenness": sums[LYING] / pairs if pairs else sums[LYING],
        "closeness": _divided(near, sums[DISTANCE]),
        "harmonic": sums[NEARNESS] * UNITS_PER_DISTANCE,
    }
    half = {
        "betweenness": errors[LYING] / pairs if pairs else errors[LYING],
        "closeness": values["closeness"] * _divided(errors[DISTANCE], sums[DISTANCE]),
        "harmonic": errors[NEARNESS] * UNITS_PER_DISTANCE,
    }
    back = np.argsort(components.order, kind="stable")
    return PathMeasures(
        {name: found[back] for name, found in values.items()},
        {name: found[back] for name, found in half.items()},
        np.repeat(drawn, components.sizes)[back],
        bool((drawn < components.sizes).any()),
    )


def _half_width(passes: Numbers, seen: Numbers, others: Numbers) -> Numbers:
    """Return half the width of the interval of a total over `others`, from the `seen` that were drawn."""
    spread = np.maximum(passes[SQUARES] - _divided(passes[SUM] ** 2, seen), 0.0)
    variance = _divided(spread, seen * (seen - 1)) * (1 - _divided(seen, others))
    some = np.maximum(seen - 1, 1)
    return np.asarray(stdtrit(some, (1 + CONFIDENCE) / 2) * np.sqrt(np.maximum(variance, 0.0)) * others)


def _room_for_one_more(
    components: Components, largest: Numbers, possible: NDArray[np.bool_], seen: Numbers, others: Numbers
) -> Numbers:
    """Return how much one more pass could add at the nodes where it is `possible` that one does."""
    middling = np.zeros(len(largest))
    for start, end in pairwise(components.starts.tolist()):
        if possible[start:end].any():
            middling[start:end] = np.median(largest[start:end][possible[start:end]])
    one = np.where(possible, np.maximum(largest, middling), 0.0)
    return _divided(one * (others - seen), seen)


def _divided(above: Numbers, below: Numbers) -> Numbers:
    """Return the quotient; 0 where there is nothing to divide by."""
    return np.divide(above, below, out=np.zeros(len(below)), where=below > 0)
