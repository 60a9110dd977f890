"""Brokerage: clustering, and Burt's structural holes."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphmap.backend.arrays import HAVE_IGRAPH, GraphArrays, by_node

Values = dict[Hashable, float]

_CELLS = 4_000_000
"""About how many products are held in memory at once."""


def clustering(
    G: GraphArrays,
    nodes: Hashable | Iterable[Hashable] | None = None,
    weight: str | None = None,
) -> Values | float:
    """`networkx.clustering` without weights: the share of pairs of a node's neighbours that are tied to each other."""
    values: Values = by_node(G, _clustering(G))
    if nodes is None:
        return values
    if isinstance(nodes, Hashable) and nodes in values:
        return values[nodes]
    return {node: values[node] for node in nodes if node in values}  # type: ignore[union-attr]


def _clustering(arrays: GraphArrays) -> NDArray[np.float64]:
    proper = arrays.sources != arrays.targets
    simple = (
        arrays
        if proper.all()
        else replace(arrays, sources=arrays.sources[proper], targets=arrays.targets[proper], weights=None)
    )
    return np.array(simple.to_igraph().transitivity_local_undirected(mode="zero"), dtype=np.float64)


def constraint(
    G: GraphArrays,
    nodes: Iterable[Hashable] | None = None,
    weight: str | None = None,
) -> Values:
    """`networkx.constraint` of all nodes: how far the ties of each lead back to the same few others."""
    _some(G)
    if HAVE_IGRAPH and not G.has_loops():
        return by_node(G, np.array(G.to_igraph().constraint(weights=G.as_list()), dtype=np.float64))
    mutual, total = _mutual(G)
    shares = _divided(mutual, total)
    among = shares.copy()
    among.data = (shares.data + _products(shares, shares)) ** 2
    values = among.sum(axis=1)
    values[total - 2 * shares.diagonal() == 0] = math.nan
    return by_node(G, values)


def effective_size(
    G: GraphArrays,
    nodes: Iterable[Hashable] | None = None,
    weight: str | None = None,
) -> Values:
    """`networkx.effective_size` of all nodes: how many ties of each are not redundant."""
    _some(G)
    if G.weights is None and HAVE_IGRAPH and not G.directed and not G.has_loops():
        ties = np.bincount(np.concatenate([G.sources, G.targets]), minlength=len(G)).astype(np.float64)
        return by_node(G, np.where(ties > 0, ties - (ties - 1) * _clustering(G), math.nan))  # Borgatti's formula
    mutual, total = _mutual(G)
    shares = _divided(mutual, total)
    of_strongest = _divided(mutual, mutual.max(axis=1).toarray())
    not_redundant = shares.copy()
    not_redundant.data = 1 - _products(shares, of_strongest.T.tocsr())
    values = not_redundant.sum(axis=1)
    values[shares.sum(axis=1) - shares.diagonal() == 0] = math.nan
    return by_node(G, values)


def _some(arrays: GraphArrays) -> None:
    if not len(arrays):
        raise nx.NetworkXError("Graph has no nodes or edges")


def _mutual(arrays: GraphArrays) -> tuple[sparse.csr_array, NDArray[np.float64]]:
    """The weights of each pair, both ways added, and their sum for each node."""
    matrix = arrays.to_matrix()
    mutual = (matrix + matrix.T).tocsr()
    mutual.sort_indices()
    return mutual, mutual.sum(axis=1)


def _divided(matrix: sparse.csr_array, by: NDArray[np.float64]) -> sparse.csr_array:
    divided = matrix.copy()
    divided.data = matrix.data / np.repeat(by, np.diff(matrix.indptr))
    return divided


def _products(left: sparse.csr_array, right: sparse.csr_array) -> NDArray[np.float64]:
    """The cells of the matrix product where `left` has an entry, in its order; the whole product may be dense."""
    cells, found = _cells(left), np.zeros(left.nnz)
    work = np.concatenate([[0], np.cumsum(np.diff(right.indptr)[left.indices])])[
        left.indptr
    ]  # products before each row
    start = 0
    while start < left.shape[0]:
        end = max(start + 1, int(np.searchsorted(work, work[start] + _CELLS, side="right")) - 1)
        first, last = left.indptr[start], left.indptr[end]
        product = left[start:end] @ right
        product.sort_indices()
        theirs = np.append(_cells(product, start), -1)
        place = np.searchsorted(theirs[:-1], cells[first:last])
        there = theirs[place] == cells[first:last]
        found[first:last][there] = product.data[place[there]]
        start = end
    return found


def _cells(matrix: sparse.csr_array, first: int = 0) -> NDArray[np.int64]:
    """The position of each entry as one number that grows along the rows, the first of which is row `first`."""
    rows = np.repeat(np.arange(first, first + matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    cells: NDArray[np.int64] = rows * matrix.shape[1] + matrix.indices
    return cells
