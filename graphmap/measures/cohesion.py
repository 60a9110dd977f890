"""Measures of the whole network: how well it holds together, and what it would lose without an actor or a tie."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import networkx as nx

from graphmap.model import NodeKey


def fragmentation(graph: nx.Graph) -> float | None:
    """Return the share of all pairs of nodes that cannot reach each other: 0 if all can, 1 if none can.

    F of Borgatti 2006, "Identifying sets of key players in a social network", Computational & Mathematical Organization
    Theory 12. Undefined for fewer than two nodes.
    """
    return fragmentation_of([len(part) for part in nx.connected_components(graph)])


def fragmentation_of(sizes: Iterable[int]) -> float | None:
    """Return the fragmentation of a graph whose components have these `sizes`."""
    sizes = list(sizes)
    n = sum(sizes)
    if n < 2:
        return None
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1))


def reach(graph: nx.Graph) -> float | None:
    """Return the mean share of the others that a node can reach. Undefined for fewer than two nodes."""
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
    """Return the branches into which the rest of its component would fall without each cut vertex, largest first.

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
            around = [
                Branch(size, frozenset(node for node in graph.adj[cut] if node in blocks[number]))
                for number, size in sizes.items()
            ]
            found[cut] = sorted(around, key=lambda branch: (-branch.size, min(branch.ends)))
    return found


def _sizes_around(tree: nx.Graph, root: object) -> Iterator[tuple[NodeKey, Mapping[int, int]]]:
    """Yield each cut vertex in the tree of `root`, with the size of the branch of each block around it."""
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
    """Return the smaller side into which a component falls without a bridge; of equals, that with the first node.

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
    """Yield the nodes on the side of `start`, without the edge to `other`."""
    yield start
    seen, waiting = {start, other}, [start]
    while waiting:
        for node in graph.adj[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
                yield node
