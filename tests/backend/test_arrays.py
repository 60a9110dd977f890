"""A graph as arrays, lengths in whole numbers, and the dependencies that betweenness is a sum of."""

import pickle
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.backend import paths
from graphmap.backend.arrays import GraphArrays
from graphmap.backend.paths import dependencies
from graphmap.measures.exact_distances import UNITS_PER_DISTANCE, lengths


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Small graphs of either direction with self-loops, isolates and whole lengths."""
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(f"n{number}" for number in draw(st.permutations(range(draw(st.integers(0, 7))))))
    if len(graph):
        ends = st.sampled_from(list(graph))
        graph.add_weighted_edges_from(draw(st.lists(st.tuples(ends, ends, st.integers(1, 4)), max_size=20)))
    return graph


@given(graphs())
def test_nodes_and_edges_keep_the_order_of_networkx(graph: nx.Graph) -> None:
    arrays = GraphArrays.of(graph, "weight")
    assert list(arrays.nodes) == list(graph)
    found = [
        (arrays.nodes[source], arrays.nodes[target])
        for source, target in zip(arrays.sources, arrays.targets, strict=True)
    ]
    assert found == list(graph.edges)
    assert arrays.weights is not None
    assert arrays.weights.tolist() == [weight for *_, weight in graph.edges(data="weight")]


@given(graphs())
def test_the_way_back_to_networkx_gives_the_same_graph(graph: nx.Graph) -> None:
    assert nx.utils.graphs_equal(GraphArrays.of(graph, "weight").to_networkx(), graph)


def test_an_edge_without_the_weight_counts_the_default() -> None:
    arrays = GraphArrays.of(nx.Graph([("a", "b")]), "weight", 3)
    assert arrays.weights is not None
    assert arrays.weights.tolist() == [3.0]


def test_a_view_of_a_graph_has_arrays_too() -> None:
    graph = nx.path_graph(4)
    arrays = GraphArrays.of(nx.restricted_view(graph, [0], []))
    assert (list(arrays.nodes), arrays.sources.tolist(), arrays.targets.tolist()) == ([1, 2, 3], [0, 1], [1, 2])


@pytest.mark.parametrize(
    "graph", [nx.MultiGraph(), nx.Graph([(1, 2, {"weight": "much"})]), nx.Graph([(1, 2, {"weight": None})])]
)
def test_parallel_edges_and_weights_that_are_no_numbers_are_not_for_us(graph: nx.Graph) -> None:
    with pytest.raises(NotImplementedError):
        GraphArrays.of(graph, "weight")


def test_what_is_sent_elsewhere_is_the_arrays_alone() -> None:
    arrays = GraphArrays.of(nx.path_graph(3))
    before = len(pickle.dumps(arrays))
    arrays.to_igraph()
    sent = pickle.dumps(arrays)
    assert len(sent) == before
    assert pickle.loads(sent).to_igraph().ecount() == 2


@pytest.fixture(params=["igraph", "networkx"])
def core(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two ways to the same numbers."""
    monkeypatch.setattr(paths, "HAVE_IGRAPH", request.param == "igraph")
    return str(request.param)


def test_on_a_path_a_source_depends_on_all_between(core: str) -> None:
    assert dependencies(GraphArrays.of(nx.path_graph(4)), [0]).tolist() == [0, 2, 1, 0]


@pytest.mark.parametrize("weight", [None, "weight"])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_over_all_sources_the_dependencies_are_betweenness(core: str, kind: type[nx.Graph], weight: str | None) -> None:
    graph = nx.gnm_random_graph(30, 70, seed=1, directed=kind is nx.DiGraph)
    nx.set_edge_attributes(graph, {edge: 1 + number % 4 for number, edge in enumerate(graph.edges)}, "weight")
    arrays = GraphArrays.of(graph, weight)
    found = dependencies(arrays, range(10)) + dependencies(arrays, range(10, 30)) + dependencies(arrays, [])
    expected = nx.betweenness_centrality(graph, normalized=False, weight=weight, backend="networkx")
    assert found == pytest.approx(np.array(list(expected.values())) * (1 if graph.is_directed() else 2), abs=1e-9)


@given(st.lists(st.integers(1, 24), min_size=1, max_size=6))
def test_lengths_of_strengths_that_the_unit_divides_are_exact(parts: list[int]) -> None:
    weight = sum(Fraction(1, part) for part in parts)
    length = float(lengths([sum(1 / part for part in parts)])[0])
    exact = UNITS_PER_DISTANCE / weight
    assert length == exact if exact.denominator == 1 else abs(length - exact) <= Fraction(51, 100)


def test_lengths_see_the_ties_that_floats_miss() -> None:
    tenth, three_tenths = lengths([10, 10 / 3]).tolist()
    assert tenth + tenth + tenth == three_tenths
    assert 1 / 10 + 1 / 10 + 1 / 10 != 1 / (10 / 3)
