"""The measures of a graph by plain networkx, written out without any of graphmap."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
import pytest


def _numbered(groups: Iterable[set[str]]) -> dict[str, int]:
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))
    return {node: number for number, group in enumerate(ordered, 1) for node in group}


def _depths(graph: nx.Graph, node: str) -> list[int]:
    return [depth for _, _, depth in graph.edges(node, data="depth")]


def _usual(graph: nx.Graph, node: str) -> list[int]:
    return [tie.get("settled", tie["depth"]) for _, _, tie in graph.edges(node, data=True)]


def _are_in(graph: nx.Graph, nodes: Iterable[str]) -> dict[str, bool]:
    found = set(nodes)
    return {node: node in found for node in graph}


def _effective_size(graph: nx.Graph) -> dict[str, float]:
    """Burt's (1992) sum over i's neighbours j of 1 - sum over q of p_iq m_jq: networkx takes minutes to get there."""
    weight = nx.to_numpy_array(graph, weight="weight")
    tied = weight > 0
    weight[~tied.any(1)] = 1  # of someone alone nothing is known; this keeps the rest from being divided by zero
    share, mutual = weight / weight.sum(1, keepdims=True), weight / weight.max(1, keepdims=True)
    sizes = np.where(tied.any(1), tied.sum(1) - ((share @ mutual.T) * tied).sum(1), np.nan)
    return dict(zip(graph, sizes.tolist(), strict=True))


def _with_whole_lengths(graph: nx.Graph) -> nx.Graph:
    """Distances as whole numbers of 1/(lcm(1..24) x 256), since as floats those of tied paths differ."""
    graph = graph.copy()
    for _, _, tie in graph.edges(data=True):
        tie["length"] = round(math.lcm(*range(1, 25)) * 256 / tie["weight"])
    return graph


PLAIN: Mapping[str, Callable[[nx.Graph], Mapping[str, Any]]] = {
    "degree": lambda graph: dict(graph.degree),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "betweenness": lambda graph: nx.betweenness_centrality(_with_whole_lengths(graph), weight="length"),
    "closeness": lambda graph: nx.closeness_centrality(graph, distance="distance"),
    "harmonic": lambda graph: nx.harmonic_centrality(graph, distance="distance"),
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=10_000, weight="weight"),
    "pagerank": lambda graph: nx.pagerank(graph, weight="weight", tol=1e-14, max_iter=1_000),
    "clustering": nx.clustering,
    "core": nx.core_number,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": _effective_size,
    "component": lambda graph: _numbered(nx.connected_components(graph)),
    "community": lambda graph: _numbered(
        nx.community.louvain_communities(graph, weight="weight", seed=1, backend="graphmap")
    ),
    "isolated": lambda graph: _are_in(graph, nx.isolates(graph)),
    "cut": lambda graph: _are_in(graph, nx.articulation_points(graph)),
    "ties_sharing": lambda graph: {node: sum(depth <= 1 for depth in _usual(graph, node)) for node in graph},
    "ties_beyond": lambda graph: {node: sum(depth >= 2 for depth in _usual(graph, node)) for node in graph},
    "deepest": lambda graph: {node: max(_depths(graph, node), default=None) for node in graph},
}
"""Every measure of ``graphmap metrics``, by its column."""

ABSOLUTE = {"pagerank": 1e-9}
"""The absolute error allowed besides rounding: PageRank stops once a step changes less than 1e-10 in all."""


def assert_plain(table: pl.DataFrame, graph: nx.Graph, columns: Iterable[str] = PLAIN) -> None:
    """Check that each of these columns of a table of metrics is as plain networkx has it for `graph`."""
    assert set(table["id"]) == set(graph)
    for column in columns:
        plain = PLAIN[column](graph)
        for actor, measured in table.select("id", column).iter_rows():
            expected = plain[actor]
            if expected is None or (isinstance(expected, float) and math.isnan(expected)):
                assert measured is None, (column, actor, measured)
            else:
                assert measured == pytest.approx(expected, rel=1e-9, abs=ABSOLUTE.get(column, 1e-12)), (column, actor)
