"""One pass along the shortest paths from a source: the distance to everybody, and who is on the way.

Passes are independent of one another, so they can be split over processes, and a sample of them estimates the total.
Everything is arrays and scipy: small to send, quick to load, and without names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.sparse.linalg import spsolve_triangular

from graphmap.backend.arrays import GraphArrays

Numbers = NDArray[np.float64]
Positions = NDArray[np.int64]

LYING, NEARNESS, DISTANCE = range(3)
"""The rows of a pass: how many of the paths from the source a node is on, 1/distance to it, and the distance."""


@dataclass(frozen=True, eq=False)
class Components:
    """The components of an undirected graph as one sparse matrix of distances, each component a block on its diagonal.

    ``order`` holds the position in the graph of each row. The block of component c runs from ``starts[c]`` to
    ``starts[c + 1]``, exclusive. A pass never leaves its block, so small components cost little beside a large one.
    """

    order: Positions
    starts: Positions
    matrix: csr_array

    @classmethod
    def of(cls, arrays: GraphArrays) -> "Components":
        """The components of `arrays`, whose weights are distances; without weights every tie has length 1.

        Self-loops are left out.
        """
        between = arrays.sources != arrays.targets
        one, other = arrays.sources[between], arrays.targets[between]
        lengths = np.ones(len(one)) if arrays.weights is None else arrays.weights[between]
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        matrix = csr_array((np.concatenate([lengths, lengths]), ends), shape=(len(arrays), len(arrays)))
        count, labels = connected_components(matrix, directed=False)
        order = np.argsort(labels, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(labels, minlength=count))])
        return cls(order, starts, csr_array(matrix[order][:, order]))

    @property
    def sizes(self) -> Positions:
        """The number of nodes in each component."""
        return np.diff(self.starts)


SUM, SQUARES, LARGEST = range(3)
"""What is kept of many passes at each node."""


def moments(components: Components, rows: Sequence[int]) -> Numbers:
    """The sum, sum of squares and largest value at every node of passes from these ascending rows: 3 x 3 x nodes.

    The first axis is ``LYING``, ``NEARNESS``, ``DISTANCE``; at the source itself and out of its reach all are 0.
    """
    found = np.zeros((3, 3, len(components.order)))
    for component, members in groupby(rows, lambda row: int(np.searchsorted(components.starts, row, side="right")) - 1):
        start, end = components.starts[component], components.starts[component + 1]
        block = components.matrix[start:end, start:end]
        tails = np.repeat(np.arange(end - start, dtype=block.indices.dtype), np.diff(block.indptr))
        for row in members:
            seen = _pass(block, tails, row - int(start))
            found[:, SUM, start:end] += seen
            found[:, SQUARES, start:end] += seen**2
            np.maximum(found[:, LARGEST, start:end], seen, out=found[:, LARGEST, start:end])
    return found


def together(one: Numbers, other: Numbers) -> Numbers:
    """The `moments` of two disjoint sets of passes together."""
    found = one + other
    np.maximum(one[:, LARGEST], other[:, LARGEST], out=found[:, LARGEST])
    return found


def _pass(block: csr_array, tails: NDArray[np.int32], source: int) -> Numbers:
    """The pass from `source` through a connected `block`; `tails` holds the row of each of its entries.

    *Lying* is the dependency of a source s on a node v (Brandes 2001), with the linear scaling of Geisberger, Sanders &
    Schultes 2008: the share of the shortest paths from s to t that pass through v counts distance(s, v) / distance(s,
    t). The two ends of a pair together count 1, so over all sources this adds up to the betweenness of unordered pairs;
    in a sample, unlike the plain dependency, it does not favour nodes that happen to be next to a source.

    In the order of their distance the nodes make the graph of shortest paths a triangular matrix, so the number of
    paths from the source, and what lies behind each node, are each the solution of one triangular system."""
    distance = dijkstra(block, indices=source)
    onward = distance[tails] + block.data == distance[block.indices]
    order = np.argsort(distance, kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    behind, ahead = place[tails[onward]], place[block.indices[onward]]
    diagonal = np.arange(len(order), dtype=np.int32)
    values = np.concatenate([np.full(len(behind), -1.0), np.ones(len(order))])
    steps = csc_array((values, (np.concatenate([ahead, diagonal]), np.concatenate([behind, diagonal]))))
    at_source = np.zeros(len(order))
    at_source[0] = 1.0
    paths = spsolve_triangular(steps, at_source, lower=True, unit_diagonal=True)
    nearness = np.zeros(len(order))
    nearness[1:] = 1.0 / distance[order[1:]]
    share = nearness / paths
    through = spsolve_triangular(csc_array(steps.T), share, lower=False, unit_diagonal=True) - share
    seen = np.empty((3, len(order)))
    seen[LYING, order] = paths * through * distance[order]
    seen[NEARNESS, order] = nearness
    seen[DISTANCE] = distance
    return seen
