"""Measures of the whole network: how well it holds together, and what it would lose without an actor or a tie."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.model import NodeKey

_NO_VARIANCE = 1e-12
_DIGITS = 12  # two fits that agree to these digits are equal, and the smaller core is taken


def fragmentation(graph: nx.Graph) -> float | None:
    """The share of all pairs of nodes that cannot reach each other: 0 if all can, 1 if none can.

    F of Borgatti 2006, "Identifying sets of key players in a social network", Computational & Mathematical Organization
    Theory 12. Undefined for fewer than two nodes.
    """
    return fragmentation_of([len(part) for part in nx.connected_components(graph)])


def fragmentation_of(sizes: Iterable[int]) -> float | None:
    """The fragmentation of a graph whose components have these `sizes`."""
    sizes = list(sizes)
    n = sum(sizes)
    if n < 2:
        return None
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1))


def reach(graph: nx.Graph) -> float | None:
    """The mean share of the others that a node can reach. Undefined for fewer than two nodes."""
    apart = fragmentation(graph)
    return None if apart is None else 1 - apart


@dataclass(frozen=True)
class Branch:
    """A part of a component that would be on its own without a cut vertex.

    ``size`` is the number of nodes in it, and ``ends`` are those of them that the cut vertex is tied to.
    """

    size: int
    ends: frozenset[NodeKey]


def branches(graph: nx.Graph) -> Mapping[NodeKey, Sequence[Branch]]:
    """The branches into which the rest of its component would fall without each cut vertex, the largest first.

    Found from the tree of blocks and cut vertices (Harary 1969), where the nodes of a block stay together, so all cut
    vertices take as much work as one.
    """
    blocks = list(nx.biconnected_components(graph))
    blocks_of = Counter(chain.from_iterable(blocks))
    tree = nx.Graph()
    for number, block in enumerate(blocks):
        cuts = [node for node in block if blocks_of[node] > 1]
        tree.add_node(number, size=len(block) - len(cuts))
        tree.add_nodes_from((("cut", node) for node in cuts), size=1)
        tree.add_edges_from((number, ("cut", node)) for node in cuts)
    found: dict[NodeKey, Sequence[Branch]] = {}
    for connected in nx.connected_components(tree):
        for cut, sizes in _sizes_around(tree, next(iter(connected))):
            around = [Branch(size, frozenset(blocks[number] & graph.adj[cut].keys())) for number, size in sizes.items()]
            found[cut] = sorted(around, key=lambda branch: (-branch.size, min(branch.ends)))
    return found


def _sizes_around(tree: nx.Graph, root: object) -> Iterator[tuple[NodeKey, Mapping[int, int]]]:
    """Each cut vertex in the tree of `root`, with the size of the branch of each block around it."""
    above = dict(nx.bfs_predecessors(tree, root))
    sizes = {each: tree.nodes[each]["size"] for each in [root, *above]}
    for each in reversed(above):
        sizes[above[each]] += sizes[each]
    for each, size in sizes.items():
        if isinstance(each, tuple):
            yield (
                each[1],
                {block: sizes[root] - size if block == above.get(each) else sizes[block] for block in tree.adj[each]},
            )


def smaller_side(graph: nx.Graph, source: NodeKey, target: NodeKey) -> frozenset[NodeKey]:
    """The smaller of the two sides into which a component falls without a bridge; of equals, that with the first node.

    Both are walked in turn until one ends, so the pendant of a large component is found as quickly as that of a small
    one.
    """
    sides = [_walk(graph, source, target), _walk(graph, target, source)]
    seen: list[set[NodeKey]] = [set(), set()]
    while True:
        ended = []
        for walk, side in zip(sides, seen, strict=True):
            node = next(walk, None)
            if node is None:
                ended.append(side)
            else:
                side.add(node)
        if ended:
            return frozenset(min(ended, key=min))


def _walk(graph: nx.Graph, start: NodeKey, other: NodeKey) -> Iterator[NodeKey]:
    """The nodes on the side of `start`, without the edge to `other`."""
    yield start
    seen, waiting = {start, other}, [start]
    while waiting:
        for node in graph.adj[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
                yield node


def core_periphery(graph: nx.Graph) -> tuple[float | None, frozenset[NodeKey]]:
    """How closely a graph resembles a core and its periphery (a correlation, -1 to 1), and the nodes of the core.

    Borgatti & Everett 1999, "Models of core/periphery structures", Social Networks 21: the correlation between the
    strengths of ties and an ideal in which everyone in the core is tied to everyone else there, and nobody outside it
    to anybody outside; pairs with one node in each are left out. Cores are tried in order of strength, and the best is
    taken. Undefined for fewer than four nodes, and where all pairs are alike.
    """
    nodes = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    if len(nodes) < 4:
        return None, frozenset()
    weights = nx.to_numpy_array(graph, nodelist=nodes, weight="weight")
    sizes = np.arange(2, len(nodes) - 1)
    inside, squares_inside = (_sums_within_the_first(part)[sizes] for part in (weights, weights**2))
    outside, squares_outside = (
        _sums_within_the_first(part[::-1, ::-1])[len(nodes) - sizes] for part in (weights, weights**2)
    )
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
    """The sum of the weights of all pairs among the first k nodes, for every k from 0."""
    return np.concatenate([[0.0], np.cumsum(np.tril(weights, -1).sum(axis=1))])
