"""Shortest paths of large networks: exactly networkx's where all are followed, and in their interval where a sample
is."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmap.measures.exact_distances import UNITS_PER_DISTANCE
from graphmap.measures.measures import measured, sample_note, with_lengths
from graphmap.measures.shortest_paths import PATH_MEASURES, PathMeasures, is_large, path_measures

pytestmark = pytest.mark.slow

EVERY_ACTOR = 2e9
"""Work enough to pass from every actor of any network here."""


def with_strengths(graph: nx.Graph, strengths: Mapping[tuple[int, int], float] | None = None) -> nx.Graph:
    """`graph` with ties of these strengths, or of strengths from 1 to 4 by turns."""
    for number, (one, other) in enumerate(graph.edges):
        graph.add_edge(one, other, weight=strengths[one, other] if strengths else float(1 + number * 7 % 4))
    return graph


def plain(graph: nx.Graph) -> dict[str, list[float]]:
    """What networkx says of each node by lengths, in the graph's order."""
    by_length = with_lengths(graph)
    said = {
        "betweenness": nx.betweenness_centrality(by_length, weight="length"),
        "closeness": nx.closeness_centrality(by_length, distance="length"),
        "harmonic": nx.harmonic_centrality(by_length, distance="length"),
    }
    return {
        name: [values[node] * (1 if name == "betweenness" else UNITS_PER_DISTANCE) for node in graph]
        for name, values in said.items()
    }


def assert_is_plain(found: PathMeasures, graph: nx.Graph) -> None:
    for name, values in plain(graph).items():
        assert found.values[name] == pytest.approx(values, rel=1e-9, abs=1e-12), name


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    """Small networks, in parts and with actors alone, whose ties have strengths that add up from fractions."""
    nodes = draw(st.integers(1, 9))
    pairs = [(one, other) for one in range(nodes) for other in range(one)]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    graph = nx.Graph(ties)
    graph.add_nodes_from(range(nodes))
    shares = st.lists(st.sampled_from([1, 1 / 2, 1 / 3, 1 / 4, 1 / 7, 1 / 12]), min_size=1, max_size=4)
    return with_strengths(graph, {tie: sum(draw(shares)) for tie in graph.edges})


@settings(max_examples=60)
@given(networks())
def test_followed_from_everybody_they_are_networkx_s(graph: nx.Graph) -> None:
    found = path_measures(graph, most=EVERY_ACTOR)
    assert_is_plain(found, graph)
    assert not found.sampled
    assert not any(error.any() for error in found.errors.values())


def test_nobody_has_no_measures() -> None:
    assert all(len(values) == 0 for values in path_measures(nx.Graph()).values.values())


def test_on_other_cores_they_are_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = with_strengths(nx.gnm_random_graph(120, 400, seed=3))
    here = path_measures(graph)
    monkeypatch.setattr("graphmap.measures.shortest_paths._ALONE", 0)
    monkeypatch.setattr("graphmap.measures.shortest_paths._PIECE", 20_000)
    there = path_measures(graph)
    monkeypatch.setattr("graphmap.measures.workers.cpu_count", lambda: 1)
    one_by_one = path_measures(graph)
    for name in PATH_MEASURES:
        assert there.values[name].tobytes() == one_by_one.values[name].tobytes()
        assert there.values[name] == pytest.approx(here.values[name], rel=1e-12)


# ------------------------------------------------------------------------------------------------ samples

CLUSTERS = with_strengths(nx.connected_watts_strogatz_graph(900, 6, 0.05, seed=2))
TOO_MUCH = 1.0
"""Less work than any network is."""


@pytest.fixture(scope="module")
def exact() -> PathMeasures:
    return path_measures(CLUSTERS, most=EVERY_ACTOR)


@pytest.fixture(scope="module")
def sampled() -> PathMeasures:
    return path_measures(CLUSTERS, most=TOO_MUCH)


@pytest.mark.parametrize("name", PATH_MEASURES)
def test_an_interval_holds_the_exact_value_about_as_often_as_it_says(
    exact: PathMeasures, sampled: PathMeasures, name: str
) -> None:
    held = np.abs(sampled.values[name] - exact.values[name]) <= sampled.errors[name]
    assert held.mean() > 0.9


def test_the_estimates_are_near_for_those_between_most_others(exact: PathMeasures, sampled: PathMeasures) -> None:
    most = np.argsort(-exact.values["betweenness"])[:90]
    assert np.abs(sampled.values["betweenness"][most] / exact.values["betweenness"][most] - 1).mean() < 0.15


def test_a_sample_says_from_how_many_it_is(sampled: PathMeasures) -> None:
    assert sampled.sampled
    assert set(sampled.sources) == {200}


def test_a_part_smaller_than_the_sample_is_exact_within_a_network_that_is_sampled() -> None:
    graph = nx.disjoint_union(CLUSTERS, with_strengths(nx.krackhardt_kite_graph()))
    found, exact = path_measures(graph, most=TOO_MUCH), path_measures(graph, most=EVERY_ACTOR)
    kite = list(range(len(CLUSTERS), len(graph)))
    assert found.sources[kite].tolist() == [10] * 10
    for name in PATH_MEASURES:
        assert found.values[name][kite] == pytest.approx(exact.values[name][kite], rel=1e-12)
        assert not found.errors[name][kite].any()


def test_the_same_network_gives_the_same_sample(sampled: PathMeasures) -> None:
    again = path_measures(CLUSTERS, most=TOO_MUCH)
    assert all(again.values[name].tobytes() == sampled.values[name].tobytes() for name in PATH_MEASURES)


def test_nobody_at_the_end_of_a_path_is_between_others_and_that_is_certain() -> None:
    graph = with_strengths(nx.path_graph(400))
    found = path_measures(graph, most=TOO_MUCH)
    assert found.values["betweenness"][[0, -1]].tolist() == [0.0, 0.0]
    assert found.errors["betweenness"][[0, -1]].tolist() == [0.0, 0.0]


def test_a_table_of_metrics_says_what_of_it_is_estimated_and_how_far_it_may_be_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graphmap.measures.shortest_paths._EXACT", TOO_MUCH)
    monkeypatch.setattr(
        "graphmap.measures.measures.path_measures", lambda graph, *_: path_measures(graph, most=TOO_MUCH)
    )
    graph = CLUSTERS.copy()
    nx.set_node_attributes(graph, "Person", "kind")
    nx.set_node_attributes(graph, {node: f"p{node}" for node in graph}, "name")
    graph = nx.relabel_nodes(graph, {node: f"person:p{node}" for node in graph})
    table = measured(graph)
    assert table.columns[-4:] == ["betweenness_error", "closeness_error", "harmonic_error", "sources"]
    assert sample_note(table) == (
        "betweenness, closeness, harmonic are estimated from the shortest paths of up to 200 "
        "actors a component, drawn with seed 1; "
        "each column of errors holds half the width of a 95% interval"
    )


def test_a_table_of_a_small_network_is_exact_and_says_nothing(exact: PathMeasures) -> None:
    small = nx.krackhardt_kite_graph()
    assert not is_large(small)
    assert is_large(CLUSTERS)
