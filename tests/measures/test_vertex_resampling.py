"""The vertex bootstrap and the jackknife of Snijders & Borgatti."""

import networkx as nx
import numpy as np
import pytest
from polars.testing import assert_frame_equal

from graphmap.measures.vertex_resampling import MOST_ACTORS, STATISTICS, vertex_resampled


def of(graph: nx.Graph, statistic: str, draws: int = 400) -> dict[str, float]:
    table = vertex_resampled(graph, draws)
    return next(row for row in table.iter_rows(named=True) if row["statistic"] == statistic)


def test_every_statistic_has_a_row() -> None:
    assert vertex_resampled(nx.karate_club_graph(), 10)["statistic"].to_list() == list(STATISTICS)


def test_the_jackknife_of_a_stars_density_by_hand() -> None:
    # Without the middle of a star of five the density is 0, without a ray it is 3/6: mean 0.4.
    found = of(nx.star_graph(4), "density", 5)
    squares = (0 - 0.4) ** 2 + 4 * (0.5 - 0.4) ** 2
    assert found["jackknife_error"] == pytest.approx(np.sqrt((5 - 2) / (2 * 5) * squares))


@pytest.mark.parametrize("even", [nx.complete_graph(8), nx.empty_graph(8)])
def test_where_all_pairs_are_alike_the_density_is_certain(even: nx.Graph) -> None:
    found = of(even, "density", 50)
    assert (found["bootstrap_error"], found["jackknife_error"]) == (0, 0)


@pytest.mark.slow
def test_the_bootstrap_comes_near_the_error_of_a_density_whose_error_is_known() -> None:
    n, chance = 40, 0.3
    densities = [nx.density(nx.gnp_random_graph(n, chance, seed)) for seed in range(300)]
    found = of(nx.gnp_random_graph(n, chance, 7), "density")
    assert found["bootstrap_error"] == pytest.approx(
        np.std(densities), rel=1.0
    )  # vertex bootstrap errs on the wide side
    assert found["bootstrap_error"] > 0.8 * np.std(densities)


def test_the_same_seed_gives_the_same_table() -> None:
    graph = nx.karate_club_graph()
    assert_frame_equal(vertex_resampled(graph, 20, seed=3), vertex_resampled(graph, 20, seed=3))


def test_three_actors_are_too_few() -> None:
    assert vertex_resampled(nx.path_graph(3), 10).is_empty()


def test_with_more_actors_than_can_be_left_out_in_turn_there_are_no_rows() -> None:
    assert vertex_resampled(nx.empty_graph(MOST_ACTORS + 1), 10).is_empty()
