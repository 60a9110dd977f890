"""How a measure is spread, and which of many points are drawn."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.measures.measures import MEASURES
from graphmap.measures.spread import (
    MOST_BINS,
    UNITS,
    cumulative,
    distribution,
    is_long_tailed,
    least_positive,
    some_points,
)

NUMBERS = st.lists(st.one_of(st.none(), st.floats(0, 1e6), st.sampled_from([0.0, 1.0])), max_size=60)


def test_every_measure_has_a_unit() -> None:
    assert list(UNITS) == [measure.name for measure in MEASURES]
    assert all(UNITS.values())


def test_whole_numbers_have_a_bin_each() -> None:
    found = distribution(pl.Series("degree", [1, 1, 4, None]))
    assert found.bins.rows() == [(0.5, 1.5, 2), (1.5, 2.5, 0), (2.5, 3.5, 0), (3.5, 4.5, 1)]
    assert (found.actors, found.missing, found.median) == (4, 1, 1.0)


def test_a_measure_without_any_value_has_no_bin_and_no_median() -> None:
    found = distribution(pl.Series("eigenvector", [None, None], dtype=pl.Float64))
    assert (found.missing, found.median, len(found.bins), found.long_tailed) == (2, None, 0, False)


def test_the_number_of_a_group_has_no_median() -> None:
    assert distribution(pl.Series("community", [1, 1, 2])).median is None
    assert distribution(pl.Series("cut", [True, False])).median is None


@pytest.mark.parametrize("type", [pl.Float64, pl.Int64])
@given(NUMBERS)
def test_every_actor_is_in_one_bin_or_missing(type: pl.DataType, values: list[float | None]) -> None:
    found = distribution(pl.Series("strength", values, dtype=pl.Float64).cast(type))
    assert found.bins["actors"].sum() + found.missing == found.actors == len(values)
    assert len(found.bins) <= MOST_BINS


def test_values_that_differ_by_next_to_nothing_are_in_one_bin() -> None:
    assert distribution(pl.Series("eigenvector", [0.0, 2e-309])).bins["actors"].to_list() == [2]


def test_a_tail_is_long_where_the_most_is_ten_times_the_median_of_those_above_nothing() -> None:
    assert is_long_tailed(pl.Series([0.0, 0, 0, 1, 1, 10]))
    assert not is_long_tailed(pl.Series([0.0, 0, 0, 1, 1, 9]))


def test_a_logarithmic_scale_begins_at_the_least_above_nothing() -> None:
    assert least_positive(pl.Series([0.0, 0.25, 4, None])) == 0.25
    assert least_positive(pl.Series([0.0])) == 1


def test_the_share_of_those_with_at_most_so_much_ends_at_all() -> None:
    assert cumulative(pl.Series([3.0, 1, 1, None, 2])).rows() == [(1, 0.5), (2, 0.75), (3, 1)]


def test_of_many_values_some_hundred_steps_are_kept_with_both_ends() -> None:
    steps = cumulative(pl.Series(range(5_000)))
    assert len(steps) == 500
    assert (steps["value"][0], steps["value"][-1], steps["share"][-1]) == (0, 4_999, 1)


@given(st.integers(1, 300), st.integers(20, 100))
def test_some_points_are_so_many_with_the_foremost_and_the_chosen(actors: int, most: int) -> None:
    table = pl.DataFrame({"id": [f"person:{n}" for n in range(actors)], "x": range(actors), "y": range(actors, 0, -1)})
    some = some_points(table, "x", "y", most, keep=["person:7"])
    assert len(some) == min(actors, most)
    assert some["id"].is_unique().all()
    assert some["x"].is_sorted()
    assert some["x"].max() == actors - 1
    assert some["y"].max() == actors
    assert "person:7" in some["id"] or actors <= 7
