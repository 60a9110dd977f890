"""Bridges on arrays are networkx's bridges."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.backend.bridges import bridges


def found(graph: nx.Graph) -> set[frozenset[int]]:
    edges = list(graph.edges)
    source, target = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    return {frozenset(edge) for edge, bridge in zip(edges, bridges(source, target, len(graph)), strict=True) if bridge}


@given(nodes=st.integers(1, 25), data=st.data())
def test_they_are_networkxs_in_any_graph(nodes: int, data: st.DataObject) -> None:
    pairs = [(a, b) for b in range(nodes) for a in range(b)]
    graph = nx.empty_graph(nodes)
    graph.add_edges_from(data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)) if pairs else [])
    assert found(graph) == {frozenset(edge) for edge in nx.bridges(graph)}


@pytest.mark.parametrize(
    ("graph", "count"),
    [
        pytest.param(nx.path_graph(300), 299, id="a long path, every edge"),
        pytest.param(nx.cycle_graph(5), 0, id="a ring, none"),
        pytest.param(nx.barbell_graph(4, 2), 3, id="two cliques, the way between"),
        pytest.param(nx.disjoint_union(nx.path_graph(2), nx.complete_graph(3)), 1, id="two components"),
        pytest.param(nx.empty_graph(3), 0, id="no edge"),
    ],
)
def test_known_graphs(graph: nx.Graph, count: int) -> None:
    assert len(found(graph)) == count
