"""Freeman's centralisation, on the networks whose answers his paper gives or that follow from its formulas."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.measures.centralisation import betweenness_centralisation, degree_centralisation


@pytest.mark.parametrize("size", [3, 5, 12])
def test_a_star_is_as_centralised_as_a_network_can_be(size: int) -> None:
    star = nx.star_graph(size - 1)
    assert degree_centralisation(star) == pytest.approx(1)
    assert betweenness_centralisation(star) == pytest.approx(1)


@pytest.mark.parametrize("even", [nx.cycle_graph(5), nx.complete_graph(6), nx.empty_graph(4)])
def test_where_all_are_alike_nothing_is_centralised(even: nx.Graph) -> None:
    assert degree_centralisation(even) == 0
    assert betweenness_centralisation(even) == pytest.approx(0)


def test_a_line_of_five_by_hand() -> None:
    line = nx.path_graph(5)
    assert degree_centralisation(line) == pytest.approx(2 / 12)  # two ends fall one short of 2
    assert betweenness_centralisation(line) == pytest.approx((2 * 4 / 6 + 2 * 1 / 6) / 4)  # 0 3 4 3 0, of 6


def test_it_is_undefined_for_two() -> None:
    assert degree_centralisation(nx.path_graph(2)) is None
    assert betweenness_centralisation(nx.path_graph(2)) is None


@given(st.integers(3, 12), st.floats(0, 1), st.integers(0, 99))
def test_it_lies_between_0_and_1(size: int, chance: float, seed: int) -> None:
    graph = nx.gnp_random_graph(size, chance, seed)
    assert 0 <= (degree_centralisation(graph) or 0) <= 1
    assert -1e-12 <= (betweenness_centralisation(graph) or 0) <= 1 + 1e-12
