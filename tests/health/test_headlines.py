"""The four numbers that a lead reads of a network, on the demo and on tables small enough to judge by hand."""

from collections.abc import Sequence

import polars as pl
import pytest
from networks import demo_snapshot

from graphmap.graph.choice import Choice
from graphmap.health.headlines import Headline, headlines
from graphmap.health.health import health

DEMO = health(demo_snapshot(), Choice())
RURAL = "network:tauira-rural-schools"


def of(table: pl.DataFrame, name: str, network: str = RURAL) -> Headline:
    return next(headline for headline in headlines(table, network) if headline.name == name)


def with_terms(**columns: Sequence[float | None]) -> pl.DataFrame:
    """The rural network's table with other values in its last terms, and all of these judged."""
    length = len(next(iter(columns.values())))
    rows = DEMO.filter(pl.col("network") == RURAL).sort("since").tail(length).with_columns(judged=pl.lit(value=True))
    types = {name: DEMO.schema[name] for name in columns}
    return rows.with_columns(pl.Series(name, values, dtype=types[name]) for name, values in columns.items())


def test_there_are_four_of_every_network() -> None:
    for network in DEMO["network"].unique():
        assert [headline.name for headline in headlines(DEMO, network)] == [
            *("beyond_sharing", "people", "community", "roles")
        ]


@pytest.mark.parametrize(
    ("settled", "trend", "is_good"),
    [
        ([0.1, 0.2, 0.3, 0.4], "rising", True),
        ([0.4, 0.3, 0.2, 0.1], "falling", False),
        ([0.2, 0.2, 0.2, 0.2], "steady", None),
        ([0.2, 0.4], "too few terms", None),
    ],
)
def test_the_trend_is_over_all_terms_and_more_is_good(settled: list[float], trend: str, is_good: bool | None) -> None:
    found = of(with_terms(settled_beyond=settled), "beyond_sharing")
    assert (found.value, found.trend, found.is_good) == (f"{settled[-1]:.0%}", trend, is_good)
    assert [value for _, value in found.terms] == settled


def test_each_of_whanau_iwi_and_community_counts_by_itself() -> None:
    found = of(with_terms(whanau_beyond=[0.5, 0.5], iwi_beyond=[0.0, 0.0], partners_beyond=[0.0, 0.2]), "community")
    assert found.value == "2 of 3"
    assert found.note == "in work beyond sharing: whānau 50%, iwi 0%, community partners 10%"
    assert [value for _, value in found.terms] == [1, 2]


def test_what_is_not_measured_has_no_value_and_says_why() -> None:
    nothing = with_terms(whanau_beyond=[None], iwi_beyond=[None], partners_beyond=[None], people_share=[None])
    assert of(nothing, "community").note == "No work beyond sharing yet for them to be in."
    assert (of(nothing, "people").value, of(nothing, "people").trend) == ("", None)


def test_more_vacant_roles_are_getting_worse() -> None:
    found = of(with_terms(roles=[10] * 4, roles_vacant=[0, 1, 2, 3], roles_unclear=[0] * 4), "roles")
    assert (found.value, found.note, found.is_good) == ("7 of 10", "filled, each with a purpose", False)


def test_a_term_with_too_little_is_a_gap() -> None:
    table = with_terms(settled_beyond=[0.1, 0.2]).with_columns(judged=pl.Series([False, True]))
    assert [value for _, value in of(table, "beyond_sharing").terms] == [None, 0.2]


def test_a_network_without_a_judged_term_has_no_values() -> None:
    table = with_terms(settled_beyond=[0.1]).with_columns(judged=pl.lit(value=False))
    assert [headline.value for headline in headlines(table, RURAL)] == [""] * 4
