"""A networkx graph as arrays: made once from it, and all that the fast functions read.

Arrays are what every fast library takes, what is sent to other processes at no cost, and what makes the same
graph come out in the same order everywhere: nodes and edges are in networkx's order.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, compress
from typing import Any, ClassVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

try:
    import igraph
except ImportError:  # it is under the GPL, so a user may leave it out
    igraph = None

HAVE_IGRAPH = igraph is not None
"""Whether the fast core is installed (the extra ``fast``)."""


@dataclass(frozen=True, eq=False)
class GraphArrays:
    """A graph without parallel edges: its nodes in networkx's order, and an edge a row in the order of ``graph.edges``.

    ``sources`` and ``targets`` are positions in ``nodes``; a self-loop is a row whose ends are the same.
    ``weights`` holds one number an edge, or is None where every edge counts 1.
    """

    nodes: Sequence[Hashable]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    directed: bool
    weights: NDArray[np.float64] | None = None

    __networkx_backend__: ClassVar[str] = "graphmap"  # by this networkx knows a graph of ours

    @classmethod
    def of(cls, graph: nx.Graph, weight: str | None = None, default: float = 1.0) -> "GraphArrays":
        """The arrays of `graph`, with the edge attribute `weight`, which counts `default` where an edge lacks it.

        Raises NotImplementedError for parallel edges, and for a weight that is no number.
        """
        if graph.is_multigraph():
            raise NotImplementedError("a graph with parallel edges has no arrays")
        nodes = list(graph)
        position = {node: number for number, node in enumerate(nodes)}
        degrees = np.fromiter((len(row) for row in _rows(graph)), np.int64, len(nodes))
        sources = np.repeat(np.arange(len(nodes)), degrees)
        targets = np.fromiter(map(position.__getitem__, chain.from_iterable(_rows(graph))), np.int64, len(sources))
        once = (
            np.ones(len(sources), dtype=bool) if graph.is_directed() else sources <= targets
        )  # an undirected edge is in two rows
        arrays = cls(nodes, sources[once], targets[once], graph.is_directed())
        arrays.__dict__["_once"] = once
        return arrays if weight is None else arrays.weighted(graph, weight, default)

    def weighted(self, graph: nx.Graph, weight: str, default: float = 1.0) -> "GraphArrays":
        """The same with another edge attribute of `graph`, of which these arrays were made, as the weights."""
        attributes = chain.from_iterable(row.values() for row in _rows(graph))
        return self._with(
            _numbers([edge.get(weight, default) for edge in compress(attributes, self.__dict__["_once"].tolist())])
        )

    def __len__(self) -> int:
        return len(self.nodes)

    def is_directed(self) -> bool:
        """Whether an edge goes one way, as of a networkx graph."""
        return self.directed

    def is_multigraph(self) -> bool:
        """Never, as of a networkx graph."""
        return False

    def to_networkx(self, weight: str = "weight") -> nx.Graph:
        """The networkx graph of these nodes and edges, with the edge attribute `weight` where there are weights."""
        graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        ends = zip((self.nodes[end] for end in self.sources), (self.nodes[end] for end in self.targets), strict=True)
        if self.weights is None:
            graph.add_edges_from(ends)
        else:
            graph.add_weighted_edges_from(
                ((*pair, value) for pair, value in zip(ends, self.weights.tolist(), strict=True)), weight=weight
            )
        return graph

    def unweighted(self) -> "GraphArrays":
        """The same where every edge counts 1."""
        return self if self.weights is None else self._unweighted

    @cached_property
    def _unweighted(self) -> "GraphArrays":
        return self._with(None)

    def _with(self, weights: NDArray[np.float64] | None) -> "GraphArrays":
        arrays = replace(self, weights=weights)
        arrays.__dict__.update({name: self.__dict__[name] for name in _OF_STRUCTURE & self.__dict__.keys()})
        return arrays

    def as_list(self) -> list[float] | None:
        """The weights as igraph takes them."""
        return None if self.weights is None else self.weights.tolist()

    def all_positive(self) -> bool:
        """Whether every edge counts more than 0."""
        return self.weights is None or bool((self.weights > 0).all())

    def has_loops(self) -> bool:
        """Whether an edge begins and ends at one node."""
        return bool((self.sources == self.targets).any())

    def to_igraph(self) -> "igraph.Graph":
        """The igraph graph of these positions, made once; vertices and edges are numbered as the rows here."""
        return self._igraph

    @cached_property
    def _igraph(self) -> "igraph.Graph":
        if not HAVE_IGRAPH:
            raise NotImplementedError("igraph is not installed: pip install graphmap[fast]")
        edges = zip(
            self.sources.tolist(), self.targets.tolist(), strict=True
        )  # the quickest way in: it reads arrays more slowly
        return igraph.Graph(n=len(self), edges=edges, directed=self.directed)

    def to_matrix(self) -> sparse.csr_array:
        """The adjacency matrix: the weight, or 1, of the edge from the row to the column; both ways where
        undirected."""
        return self._matrix

    @cached_property
    def _matrix(self) -> sparse.csr_array:
        weights = np.ones(len(self.sources)) if self.weights is None else self.weights
        matrix = sparse.coo_array((weights, (self.sources, self.targets)), shape=(len(self), len(self))).tocsr()
        return matrix if self.directed else (matrix + sparse.triu(matrix, 1).T + sparse.tril(matrix, -1).T).tocsr()

    def __getstate__(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.__dict__.items() if name in self.__dataclass_fields__
        }  # the rest is made anew


_OF_STRUCTURE = {"_once", "_igraph"}
"""What is kept with arrays that does not depend on the weights."""


def _rows(graph: nx.Graph) -> Iterable[Mapping[Hashable, Mapping[str, Any]]]:
    """The neighbours of each node with the edges' attributes: the dictionaries themselves where it is no view."""
    return (graph._adj if isinstance(graph._adj, dict) else graph.adj).values()


def _numbers(values: list[Any]) -> NDArray[np.float64]:
    if not all(issubclass(kind, (int, float, np.number)) for kind in set(map(type, values))):
        raise NotImplementedError("a weight is no number")
    return np.array(values, dtype=np.float64)


def by_node(arrays: GraphArrays, values: NDArray[Any]) -> dict[Hashable, Any]:
    """One value a node, in networkx's form and order."""
    return dict(zip(arrays.nodes, values.tolist(), strict=True))
