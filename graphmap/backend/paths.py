"""Shortest paths: how much sources depend on each node and edge, and how far it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphmap.backend.arrays import HAVE_IGRAPH, GraphArrays

_CELLS = 1_000_000
"""How many distances are held in memory at once."""


def dependencies(arrays: GraphArrays, sources: ArrayLike) -> NDArray[np.float64]:
    """The sum over `sources` of their dependency on each node (Brandes 2001), by weight where there are weights.

    `sources` are positions. The dependency of a source on a node is the sum, over all other targets, of the share of
    shortest paths from the source to the target that pass through the node, which is itself neither. Over all sources
    this is the betweenness of ordered pairs: twice networkx's unnormalised figure for an undirected graph. Sums over
    parts of the sources add up.

    Weights must be above 0. Paths whose lengths differ by less than 1 part in 10¹⁰ count as equal. Without igraph
    networkx does it, with the same result.
    """
    positions = _positions(sources)
    if not positions:
        return np.zeros(len(arrays))
    if HAVE_IGRAPH:
        return _both_ways(arrays) * np.array(
            arrays.to_igraph().betweenness(sources=positions, weights=arrays.as_list())
        )
    numbered = replace(arrays, nodes=range(len(arrays))).to_networkx()
    weight = None if arrays.weights is None else "weight"
    found = nx.betweenness_centrality_subset(numbered, positions, range(len(arrays)), weight=weight)
    return _both_ways(arrays) * np.array([found[position] for position in range(len(arrays))])


def edge_dependencies(arrays: GraphArrays, sources: ArrayLike) -> NDArray[np.float64]:
    """The sum over `sources` of their dependency on each edge, as `dependencies` for nodes."""
    positions = _positions(sources)
    if not positions:
        return np.zeros(len(arrays.sources))
    return _both_ways(arrays) * np.array(
        arrays.to_igraph().edge_betweenness(sources=positions, weights=arrays.as_list())
    )


def distances(
    arrays: GraphArrays, sources: ArrayLike, mode: str = "out"
) -> Iterator[tuple[Sequence[int], NDArray[np.float64]]]:
    """The distance from each of `sources` to every node, in blocks: the positions of some sources, and a row for each.

    Infinite where there is no path. With `mode` ``in`` it is the distance to the source.
    """
    positions = _positions(sources)
    many = max(1, _CELLS // max(1, len(arrays)))
    for start in range(0, len(positions), many):
        block = positions[start : start + many]
        yield (
            block,
            np.array(arrays.to_igraph().distances(source=block, weights=arrays.as_list(), mode=mode), dtype=np.float64),
        )


def nearness(
    arrays: GraphArrays, sources: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """For each node: how many of `sources` reach it, the sum of their distances, and the sum of 1/distance.

    A node reaches itself at distance 0, which the last sum leaves out. Sums over parts of the sources add up."""
    reached, total, inverse = np.zeros(len(arrays), dtype=np.int64), np.zeros(len(arrays)), np.zeros(len(arrays))
    for _, block in distances(arrays, sources):
        known = np.isfinite(block)
        reached += known.sum(axis=0)
        total += np.where(known, block, 0.0).sum(axis=0)
        inverse += np.divide(1.0, block, out=np.zeros_like(block), where=known & (block > 0)).sum(axis=0)
    return reached, total, inverse


def _positions(sources: ArrayLike) -> Sequence[int]:
    positions: list[int] = np.asarray(sources, dtype=np.int64).tolist()
    return positions


def _both_ways(arrays: GraphArrays) -> float:
    """2 for an undirected graph, where both libraries count each pair by a half from each end, else 1."""
    return 1.0 if arrays.directed else 2.0
