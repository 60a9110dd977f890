"""The core of a network, against the ideal of Borgatti & Everett and against trying every core there is."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmap.measures.core import core_beyond_sharing, find_core


def ideal(core: int, rest: int) -> nx.Graph:
    """A core in which all are tied, and a periphery in which each is tied to the core alone."""
    graph = nx.complete_graph(core)
    graph.add_edges_from((core + i, i % core) for i in range(rest))
    nx.set_edge_attributes(graph, 1.0, "weight")
    return graph


def best_fit_of_all(graph: nx.Graph) -> float:
    weights = nx.to_numpy_array(graph, nodelist=sorted(graph))
    fits = []
    for size in range(2, len(graph) - 1):
        for chosen in combinations(range(len(graph)), size):
            inside = np.isin(np.arange(len(graph)), chosen)
            values, wanted = [], []
            for i, j in combinations(range(len(graph)), 2):
                if inside[i] == inside[j]:
                    values.append(weights[i, j])
                    wanted.append(float(inside[i]))
            if np.std(values) > 1e-6:
                fits.append(np.corrcoef(values, wanted)[0, 1])
    return max(fits)


@pytest.mark.parametrize(("core", "rest"), [(2, 2), (3, 6), (4, 4), (4, 8)])
def test_an_ideal_core_is_found_and_fits_perfectly(core: int, rest: int) -> None:
    found = find_core(ideal(core, rest))
    assert found is not None
    assert found.fit == pytest.approx(1)
    assert set(found.membership) == set(range(core))


def test_a_tie_in_the_periphery_fits_less() -> None:
    graph = ideal(3, 4)
    graph.add_edge(3, 4, weight=1.0)
    found = find_core(graph)
    # 3 pairs in the core, all tied; 6 outside, and one of them is: Pearson of (1 1 1 1 0 0 0 0 0), (1 1 1 0 0 0 0 0 0).
    assert found is not None
    assert found.fit == pytest.approx((9 * 3 - 4 * 3) / ((4 * 5) ** 0.5 * (3 * 6) ** 0.5))
    assert set(found.membership) == {0, 1, 2}


def test_a_tie_without_the_strength_asked_for_counts_as_none() -> None:
    graph = ideal(3, 4)
    graph.add_edge(3, 4)
    assert find_core(graph) == find_core(ideal(3, 4))


def test_a_core_of_work_beyond_sharing_takes_that_part_of_each_strength() -> None:
    graph = ideal(3, 4)
    nx.set_edge_attributes(graph, 0.5, "share_beyond")
    graph.add_edge(3, 4, weight=9.0, share_beyond=0.0)
    found = core_beyond_sharing(graph)
    assert found is not None
    assert set(found.membership) == {0, 1, 2}


def test_a_member_who_could_as_well_be_outside_has_the_least_membership() -> None:
    graph = ideal(4, 8)
    graph.remove_edge(3, 2)
    found = find_core(graph)
    assert found is not None
    assert min(found.membership, key=lambda node: found.membership[node]) in {2, 3}


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.path_graph(3), nx.complete_graph(6), nx.empty_graph(5)])
def test_where_nothing_tells_a_core_from_the_rest_there_is_none(graph: nx.Graph) -> None:
    assert find_core(graph) is None


@settings(max_examples=25)
@given(st.integers(5, 8), st.integers(0, 500))
def test_it_comes_close_to_the_best_of_all_cores(size: int, seed: int) -> None:
    graph = nx.gnp_random_graph(size, 0.5, seed)
    for number, (one, other) in enumerate(graph.edges):
        graph.edges[one, other]["weight"] = 1.0 + number % 3
    found = find_core(graph)
    if found is not None:
        assert -1 <= found.fit <= 1
        assert found.fit >= best_fit_of_all(graph) - 0.1
