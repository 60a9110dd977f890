"""A networkx graph as arrays, which all the fast functions read.

Arrays are what every fast library takes, cost nothing to send to other processes, and make results come out in the same
order everywhere: nodes and edges are in networkx's order.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
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
"""Whether igraph, the fast core (the extra ``fast``), is installed."""


@dataclass(frozen=True, eq=False)
class GraphArrays:
    """A graph without parallel edges: nodes in networkx's order, and a row per edge in the order of ``graph.edges``.

    ``sources`` and ``targets`` are positions in ``nodes``; both ends of a self-loop are the same. ``weights`` holds one
    number per edge, or is None where every edge counts 1.
    """

    nodes: Sequence[Hashable]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    directed: bool
    weights: NDArray[np.float64] | None = None
    _derived: dict[str, Any] = field(default_factory=dict, init=False, repr=False)  # what doesn't depend on weights

    __networkx_backend__: ClassVar[str] = "graphmap"  # networkx recognises our graphs by this

    @classmethod
    def of(cls, graph: nx.Graph, weight: str | None = None, default: float = 1.0) -> "GraphArrays":
        """The arrays of `graph`, with the edge attribute `weight`, which is `default` for edges without it.

        Raises NotImplementedError for parallel edges, and for weights that aren't numbers.
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
        arrays._derived["once"] = once
        return arrays if weight is None else arrays.weighted(graph, weight, default)

    def weighted(self, graph: nx.Graph, weight: str, default: float = 1.0) -> "GraphArrays":
        """These arrays with another edge attribute of `graph`, which they were made from, as weights."""
        attributes = chain.from_iterable(row.values() for row in _rows(graph))
        return self._with(
            _numbers([edge.get(weight, default) for edge in compress(attributes, self._derived["once"].tolist())])
        )

    def __len__(self) -> int:
        return len(self.nodes)

    def is_directed(self) -> bool:
        """Whether edges are directed, as networkx asks."""
        return self.directed

    def is_multigraph(self) -> bool:
        """False: a graph with parallel edges has no arrays."""
        return False

    def to_networkx(self, weight: str = "weight") -> nx.Graph:
        """The networkx graph of these nodes and edges, with weights, if any, as the edge attribute `weight`."""
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
        """The same graph without weights."""
        return self if self.weights is None else self._unweighted

    @cached_property
    def _unweighted(self) -> "GraphArrays":
        return self._with(None)

    def _with(self, weights: NDArray[np.float64] | None) -> "GraphArrays":
        arrays = replace(self, weights=weights)
        arrays._derived.update(self._derived)
        return arrays

    def as_list(self) -> list[float] | None:
        """The weights as igraph takes them."""
        return None if self.weights is None else self.weights.tolist()

    def all_positive(self) -> bool:
        """Whether every weight is above 0."""
        return self.weights is None or bool((self.weights > 0).all())

    def has_loops(self) -> bool:
        """Whether there is a self-loop."""
        return bool((self.sources == self.targets).any())

    def to_igraph(self) -> "igraph.Graph":
        """The igraph graph, made once; its vertices and edges have the numbers of the rows here."""
        if not HAVE_IGRAPH:
            raise NotImplementedError("igraph is not installed: pip install graphmap[fast]")
        if "igraph" not in self._derived:
            edges = zip(self.sources.tolist(), self.targets.tolist(), strict=True)  # igraph reads tuples the fastest
            self._derived["igraph"] = igraph.Graph(n=len(self), edges=edges, directed=self.directed)
        return self._derived["igraph"]

    def to_matrix(self) -> sparse.csr_array:
        """The adjacency matrix: the weight, or 1, of the edge from row to column; symmetric if undirected."""
        return self._matrix

    @cached_property
    def _matrix(self) -> sparse.csr_array:
        weights = np.ones(len(self.sources)) if self.weights is None else self.weights
        matrix = sparse.coo_array((weights, (self.sources, self.targets)), shape=(len(self), len(self))).tocsr()
        return matrix if self.directed else (matrix + sparse.triu(matrix, 1).T + sparse.tril(matrix, -1).T).tocsr()

    def __getstate__(self) -> dict[str, Any]:
        """The graph alone: what is derived from it is made anew."""
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"_derived": {}}


def _rows(graph: nx.Graph) -> Iterable[Mapping[Hashable, Mapping[str, Any]]]:
    """The neighbours of each node with the attributes of the edges; the dictionaries themselves, unless of a view."""
    return (graph._adj if isinstance(graph._adj, dict) else graph.adj).values()


def _numbers(values: list[Any]) -> NDArray[np.float64]:
    if not all(issubclass(kind, (int, float, np.number)) for kind in set(map(type, values))):
        raise NotImplementedError("a weight is not a number")
    return np.array(values, dtype=np.float64)


def by_node(arrays: GraphArrays, values: NDArray[Any]) -> dict[Hashable, Any]:
    """One value per node, as networkx returns it."""
    return dict(zip(arrays.nodes, values.tolist(), strict=True))
