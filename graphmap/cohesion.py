"""How well a network hangs together as a whole, and what it would lose."""

from collections.abc import Iterable

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.model import NodeKey

_NO_VARIANCE = 1e-12
_DIGITS = 12  # to which two fits are the same, and the smaller core is taken


def fragmentation(graph: nx.Graph) -> float | None:
    """The share of all pairs of nodes that cannot reach each other: 0 all together, 1 all apart.

    F of Borgatti 2006, "Identifying sets of key players in a social network", Computational &
    Mathematical Organization Theory 12. Undefined for fewer than two nodes.
    """
    return _fragmentation([len(part) for part in nx.connected_components(graph)])


def _fragmentation(sizes: Iterable[int]) -> float | None:
    sizes = list(sizes)
    n = sum(sizes)
    if n < 2:
        return None
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1))


def reach(graph: nx.Graph) -> float | None:
    """The mean share of the others that a node can reach. Undefined for fewer than two nodes."""
    apart = fragmentation(graph)
    return None if apart is None else 1 - apart


def lost_without(graph: nx.Graph, node: NodeKey) -> float:
    """The share of pairs of others in the node's own component that could not reach each other without it.

    The fragmentation of what is left of the component, so 0 for a node that is no cut vertex.
    """
    component = nx.node_connected_component(graph, node) - {node}
    return fragmentation(graph.subgraph(component)) or 0.0


def split_by(graph: nx.Graph, source: NodeKey, target: NodeKey) -> tuple[set[NodeKey], set[NodeKey]]:
    """The two sides, the source's first, into which a component falls without a bridge of it."""
    without = nx.restricted_view(graph, [], [(source, target)])
    return nx.node_connected_component(without, source), nx.node_connected_component(without, target)


def core_periphery(graph: nx.Graph) -> tuple[float | None, frozenset[NodeKey]]:
    """How like a core and its periphery a graph is (a correlation, -1 to 1), and which nodes the core is.

    Borgatti & Everett 1999, "Models of core/periphery structures", Social Networks 21: the correlation
    between the ties as they are, by strength, and an ideal where everyone in the core is tied to everyone
    there and nobody outside to anybody outside; pairs of one of each are left out. Cores are tried along
    the order of strength, and the best is taken. Undefined where no such core has pairs that differ.
    """
    nodes = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    if len(nodes) < 4:
        return None, frozenset()
    weights = nx.to_numpy_array(graph, nodelist=nodes, weight="weight")
    sizes = np.arange(2, len(nodes) - 1)
    inside, squares_inside = (_sums_within_the_first(part)[sizes] for part in (weights, weights**2))
    outside, squares_outside = (_sums_within_the_first(part[::-1, ::-1])[len(nodes) - sizes] for part in (weights, weights**2))
    pairs_inside = sizes * (sizes - 1) / 2
    pairs = pairs_inside + (len(nodes) - sizes) * (len(nodes) - sizes - 1) / 2
    mean, ideal = (inside + outside) / pairs, pairs_inside / pairs
    variance = (squares_inside + squares_outside) / pairs - mean**2
    differ = variance > _NO_VARIANCE
    spread = np.sqrt(np.where(differ, variance, 1.0) * ideal * (1 - ideal))
    fit = np.where(differ, (inside / pairs - mean * ideal) / spread, -np.inf)
    best = int(np.argmax(fit.round(_DIGITS)))
    if not differ[best]:
        return None, frozenset()
    return float(fit[best]), frozenset(nodes[: sizes[best]])


def _sums_within_the_first(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of the weights of all pairs among the first k, for every k from 0."""
    return np.concatenate([[0.0], np.cumsum(np.tril(weights, -1).sum(axis=1))])
