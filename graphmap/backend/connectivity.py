"""Connectivity: the components and cores of a graph, and the edges and nodes that hold it together."""

from collections.abc import Hashable, Iterator

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from graphmap.backend.arrays import GraphArrays, by_node


def connected_components(G: GraphArrays) -> Iterator[set[Hashable]]:
    """`networkx.connected_components`, in the order of their first nodes."""
    if not len(G):
        return iter(())
    _, labels = csgraph.connected_components(G.to_matrix(), directed=False)
    return iter(groups(G, labels.tolist()))


def groups(arrays: GraphArrays, labels: list[int]) -> list[set[Hashable]]:
    """The nodes with each label, in the order of their first nodes."""
    found: dict[int, set[Hashable]] = {}
    for node, label in zip(arrays.nodes, labels, strict=True):
        found.setdefault(label, set()).add(node)
    return list(found.values())


def core_number(G: GraphArrays) -> dict[Hashable, int]:
    """`networkx.core_number`."""
    if G.has_loops():
        raise nx.NetworkXNotImplemented(
            "Input graph has self loops which is not permitted; Consider using "
            "G.remove_edges_from(nx.selfloop_edges(G))."
        )
    return by_node(G, np.array(G.to_igraph().coreness(mode="all"), dtype=np.int64))


def bridges(G: GraphArrays, root: Hashable | None = None) -> Iterator[tuple[Hashable, Hashable]]:
    """`networkx.bridges` of the whole graph, in the order of its edges."""
    return ((G.nodes[G.sources[edge]], G.nodes[G.targets[edge]]) for edge in sorted(G.to_igraph().bridges()))


def articulation_points(G: GraphArrays) -> Iterator[Hashable]:
    """`networkx.articulation_points`, in the order of the nodes."""
    return (G.nodes[position] for position in sorted(G.to_igraph().articulation_points()))
