"""How far a whole network leans on one actor: Freeman's centralisation.

Freeman 1979, "Centrality in social networks: conceptual clarification", Social Networks 1, 215-239. Each index compares
the most central actor with all others, and divides by what that sum would be in a star of the same size: 1 for a star,
0 where everybody is equally central.
"""

from collections.abc import Collection

import networkx as nx

_LEAST = 3
"""With fewer actors no star differs from any other network."""


def degree_centralisation(graph: nx.Graph) -> float | None:
    """Return the centralisation of degree, from 0 to 1; nothing for fewer than three actors."""
    n = len(graph)
    if n < _LEAST:
        return None
    return _short_of_the_most([degree for _, degree in graph.degree()]) / ((n - 1) * (n - 2))


def betweenness_centralisation(graph: nx.Graph) -> float | None:
    """Return the centralisation of betweenness by hops, from 0 to 1; nothing for fewer than three actors."""
    n = len(graph)
    if n < _LEAST:
        return None
    return _short_of_the_most(nx.betweenness_centrality(graph, normalized=True).values()) / (n - 1)


def _short_of_the_most(values: Collection[float]) -> float:
    most = max(values)
    return float(sum(most - value for value in values))
