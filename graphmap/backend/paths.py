"""Shortest paths: who lies on them, and how far it is."""

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphmap.backend.arrays import HAVE_IGRAPH, GraphArrays


def dependencies(arrays: GraphArrays, sources: ArrayLike) -> NDArray[np.float64]:
    """For each node, the sum over `sources` of their dependency on it (Brandes 2001), by weight where there are weights.

    `sources` are positions. The dependency of a source on a node is the sum, over all other targets, of the share of
    shortest paths from the source to the target that pass through the node, itself neither. Over all sources the sum is the
    betweenness of ordered pairs: twice networkx's unnormalised figure for an undirected graph. Sums over parts of the sources add up.

    Weights must be above 0. Without igraph networkx does it, to the same result.
    """
    positions = np.asarray(sources, dtype=np.int64).tolist()
    counted = 1.0 if arrays.directed else 2.0  # both libraries count an undirected pair by a half from each end
    if not positions:
        return np.zeros(len(arrays))
    if HAVE_IGRAPH:
        weights = None if arrays.weights is None else arrays.weights.tolist()
        return counted * np.array(arrays.to_igraph().betweenness(sources=positions, weights=weights))
    numbered = GraphArrays(range(len(arrays)), arrays.sources, arrays.targets, arrays.directed, arrays.weights).to_networkx()
    weight = None if arrays.weights is None else "weight"
    found = nx.betweenness_centrality_subset(numbered, positions, range(len(arrays)), weight=weight)
    return counted * np.array([found[position] for position in range(len(arrays))])
