"""The efficiencies of networkx, by hops: how directly all nodes reach each other."""

import numpy as np

from graphmap.backend.arrays import GraphArrays


def global_efficiency(G: GraphArrays) -> float:
    """`networkx.global_efficiency`: the mean of 1/distance over all pairs."""
    pairs = len(G) * (len(G) - 1)
    return float(np.sum(G.to_igraph().harmonic_centrality(normalized=False)) / pairs) if pairs else 0


def local_efficiency(G: GraphArrays) -> float:
    """`networkx.local_efficiency`: the mean, over all nodes, of the global efficiency among their neighbours."""
    whole, found = G.to_igraph(), 0.0
    for neighbours in whole.get_adjlist():
        own = sorted(set(neighbours))
        size = len(own)
        if size > 1:
            rows = np.array(whole.induced_subgraph(own).distances(), dtype=np.float64)
            found += float(np.divide(1.0, rows, out=np.zeros_like(rows), where=rows > 0).sum()) / (size * (size - 1))
    return found / len(G)
