"""How deep a tie has settled, on ties small enough to work out by hand."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.graph.settling import STANDINGS, settling

AS_AT = date(2026, 11, 20)


def settled_of(*depths: int, shares: list[float] | None = None, last: date = AS_AT) -> dict[str, object]:
    """One tie of interactions of these depths, a week apart and ending on `last`."""
    days = [last - timedelta(weeks=len(depths) - 1 - week) for week in range(len(depths))]
    events = pl.DataFrame({"tie": 1, "date": days, "depth": depths, "share": shares or [1.0] * len(depths)})
    return settling(events, AS_AT).row(0, named=True)


@pytest.mark.parametrize(
    ("depths", "settled", "standing"),
    [
        ([1], None, "one event"),
        ([4], None, "one event"),
        ([0, 0], 0, "contact"),
        ([0, 1], 0, "contact"),
        ([1, 1], 1, "sharing"),
        ([1, 1, 1, 2], 1, "beginning"),
        ([1, 2, 2], 2, "beyond"),
        ([1] * 8 + [2, 2], 2, "beyond"),
        ([1] * 9 + [2, 2], 1, "beginning"),
        ([2, 4], 2, "beyond"),
        ([2, 3, 4], 3, "beyond"),
        ([0, 0, 2, 2], 2, "beyond"),
    ],
)
def test_a_tie_settles_at_the_deepest_level_that_is_a_habit(
    depths: list[int], settled: int | None, standing: str
) -> None:
    found = settled_of(*depths)
    assert (found["settled"], found["standing"]) == (settled, standing)


def test_one_moderation_with_everybody_there_leaves_a_pair_at_sharing() -> None:
    found = settled_of(*[1] * 53, 2, shares=[1.0] * 53 + [1 / 7])
    assert (found["settled"], found["standing"]) == (1, "beginning")
    assert found["share_beyond"] == pytest.approx((1 / 7) / (53 + 1 / 7))


def test_two_crowded_moderations_do_not_settle_a_pair_that_swaps_every_week() -> None:
    assert settled_of(*[1] * 20, 2, 2, shares=[1.0] * 20 + [1 / 7] * 2)["settled"] == 1


@pytest.mark.parametrize(("days", "standing"), [(365, "beyond"), (366, "lapsed")])
def test_work_beyond_sharing_lapses_after_the_stale_limit(days: int, standing: str) -> None:
    assert settled_of(2, 2, last=AS_AT - timedelta(days=days))["standing"] == standing


def test_a_single_deep_event_long_ago_is_sharing_now() -> None:
    events = pl.DataFrame(
        {"tie": 1, "date": [date(2024, 2, 1), *[AS_AT] * 9], "depth": [2] + [1] * 9, "share": [0.1] + [1.0] * 9}
    )
    assert settling(events, AS_AT)["standing"].to_list() == ["sharing"]


def test_the_last_day_beyond_sharing_is_of_the_deep_work_alone() -> None:
    assert settled_of(2, 1)["last_beyond"] == AS_AT - timedelta(weeks=1)


def test_a_fifth_of_the_strength_is_enough_however_it_adds_up() -> None:
    assert settled_of(*[1] * 8, 3, 3, shares=[0.1] * 10)["settled"] == 3


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0.01, 1)), min_size=2, max_size=30))
def test_settled_lies_between_the_shallowest_and_the_deepest_habit(events: list[tuple[int, float]]) -> None:
    depths, shares = map(list, zip(*events, strict=True))
    found = settled_of(*depths, shares=shares)
    assert min(depths) <= found["settled"] <= sorted(depths)[-2]
    assert found["standing"] in STANDINGS
