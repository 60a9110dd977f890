"""Ranks, how far two orders agree, and who moved, came and left between two windows."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import PEOPLE, working_together
from scipy.stats import spearmanr

from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.measures.measures import MEASURES, measured, metrics
from graphmap.measures.ranks import RANK_MEANINGS, agreement, apart, compare_ranks, in_order, overlap, ranked

FEW = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=12)


def window(since: str | None = None, until: str | None = None) -> Choice:
    return Choice("people", date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None)


def test_the_largest_is_first_and_equals_share_the_mean_of_their_ranks() -> None:
    assert ranked(pl.Series([3.0, 0.0, 7.0, 0.0, None])).to_list() == [2, 3.5, 1, 3.5, None]


def test_values_that_differ_only_in_their_last_digits_tie() -> None:
    assert ranked(pl.Series([0.1 + 0.2, 0.3, 0.1])).to_list() == [1.5, 1.5, 3]


@given(FEW)
def test_the_agreement_is_spearmans(pairs: list[tuple[int, int]]) -> None:
    one, other = zip(*pairs, strict=True)
    found = agreement(pl.Series(one), pl.Series(other))
    assert found.n == len(pairs)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found.rho is None
    else:
        assert found.rho == pytest.approx(spearmanr(one, other).statistic)


def test_only_those_with_both_values_count_for_an_agreement() -> None:
    found = agreement(pl.Series([1, 2, 3, None, 9]), pl.Series([10, 20, 30, 40, None]))
    assert (found.n, found.rho) == (3, pytest.approx(1.0))


def test_of_two_actors_no_agreement_is_told() -> None:
    assert agreement(pl.Series([1, 2]), pl.Series([1, 2])).rho is None


WORK = working_together(
    "2025-03-03 school visit: ana bo",
    "2025-03-04 school visit: ana cy",
    "2025-03-05 school visit: ana dee",
    "2026-03-03 school visit: bo ana",
    "2026-03-04 school visit: bo cy",
    "2026-03-05 school visit: bo eru",
)
"""Ana is at the centre in 2025 and Bo in 2026; Dee is there only in 2025 and Eru only in 2026."""

EARLIER, LATER = (metrics(WORK, window(f"{year}-01-01", f"{year}-12-31")) for year in (2025, 2026))


def test_who_moved_most_comes_first_then_who_came_and_who_left() -> None:
    change = compare_ranks(EARLIER, LATER, "degree")
    assert change.table.columns == list(RANK_MEANINGS)
    assert change.table.select("name", "rank_earlier", "rank_later", "moved", "change").rows() == [
        ("bo", 3, 1, 2, "up"),
        ("ana", 1, 3, -2, "down"),
        ("cy", 3, 3, 0, "same"),
        ("eru", None, 3, None, "came"),
        ("dee", 3, None, None, "left"),
    ]
    assert (change.earlier, change.later, change.agreement.n) == (4, 4, 3)


def test_those_who_share_a_rank_are_counted() -> None:
    assert compare_ranks(EARLIER, LATER, "degree").sharing == 5  # everyone ties with another in one window or the other


def test_a_window_with_itself_moves_nobody() -> None:
    change = compare_ranks(EARLIER, EARLIER, "betweenness")
    assert change.table["moved"].to_list() == [0] * 4
    assert change.agreement.rho == pytest.approx(1.0)


def test_nobody_is_ranked_in_a_window_without_a_tie() -> None:
    change = compare_ranks(metrics(WORK, window("2020-01-01", "2020-12-31")), LATER, "degree")
    assert (change.earlier, change.later, change.agreement.rho) == (0, 4, None)
    assert set(change.table["change"]) == {"came"}


@given(
    st.lists(st.sampled_from(["ana bo", "bo cy", "cy dee", "dee eru", "ana eru"]), min_size=1, max_size=6),
    st.integers(0, 6),
)
def test_swapping_the_windows_swaps_who_rose_and_fell(pairs: list[str], cut: int) -> None:
    days = [
        f"{2025 if number < cut else 2026}-02-{number + 1:02} school visit: {pair}" for number, pair in enumerate(pairs)
    ]
    work = working_together(*days)
    needed = [measure for measure in MEASURES if measure.name in ("strength", "isolated")]
    tables = [
        measured(graph_of(work, window(f"{year}-01-01", f"{year}-12-31")), measures=needed) for year in (2025, 2026)
    ]
    there, back = compare_ranks(*tables, "strength"), compare_ranks(*reversed(tables), "strength")
    opposite = {"up": "down", "down": "up", "same": "same", "came": "left", "left": "came"}
    assert dict(back.table.select("id", "change").iter_rows()) == {
        id: opposite[c] for id, c in there.table.select("id", "change").iter_rows()
    }


def test_windows_are_put_in_order_and_told_to_overlap() -> None:
    year, term = window("2025-01-01", "2025-12-31"), window("2025-04-18", "2025-07-10")
    later = window("2026-01-01")
    assert in_order(later, year) == in_order(year, later) == (year, later)
    assert in_order(term, PEOPLE) == (PEOPLE, term)
    assert overlap(year, term)
    assert not overlap(year, later)
    assert overlap(later, PEOPLE)


@given(st.lists(st.floats(1, 100), max_size=12).map(sorted))
def test_names_beside_ranks_have_room_and_stay_in_order(places: list[float]) -> None:
    moved = apart(places, 5, 100)
    assert all(later - earlier >= 5 - 1e-9 for earlier, later in pairwise(moved))
    assert all(place <= 100 for place in moved)


def test_names_that_have_room_stay_where_they_are() -> None:
    assert apart([1, 10, 50], 5, 100) == [1, 10, 50]
