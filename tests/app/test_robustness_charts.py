"""The charts of how sure the measures are, by the data they hand to the browser."""

from typing import Any

import polars as pl
import pytest

from graphmap.app.measures.robustness_charts import rank_intervals, stability_lines


def data_of(chart: Any) -> list[dict[str, Any]]:
    [(_, rows)] = chart.to_dict()["datasets"].items()
    return list(rows)


def of_degree(*rows: tuple[str, str, float, float, float]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["id", "name", "degree_rank", "degree_rank_low", "degree_rank_high"], orient="row")


def test_each_rank_lies_on_its_interval_and_the_selected_actor_is_marked() -> None:
    chart = rank_intervals(
        of_degree(("person:1", "Ana", 1.0, 1.0, 2.5), ("person:2", "Bo", 2.0, 1.0, 3.0)), "degree", "person:2", "light"
    )
    assert [(row["name"], row["rank"], row["low"], row["high"], row["is_selected"]) for row in data_of(chart)] == [
        ("Ana", 1, 1, 2.5, False),
        ("Bo", 2, 1, 3, True),
    ]


def test_two_of_the_same_name_have_a_row_each() -> None:
    chart = rank_intervals(
        of_degree(("person:1", "Ana", 1.0, 1.0, 2.0), ("person:2", "Ana", 2.0, 1.0, 2.0)), "degree", None, "dark"
    )
    assert [row["name"] for row in data_of(chart)] == ["Ana (person:1)", "Ana (person:2)"]


@pytest.mark.parametrize(("lowest", "begins"), [(0.3, 0), (-0.4, -0.4)])
def test_correlations_below_nothing_are_drawn_too(lowest: float, begins: float) -> None:
    rows = pl.DataFrame(
        {
            "dropped": [0.05, 0.5],
            "correlation": [0.9, 0.5],
            "correlation_low": [0.8, lowest],
            "correlation_high": [1.0, 0.9],
        }
    )
    band = stability_lines(rows, "light").to_dict()["layer"][0]
    assert band["encoding"]["y"]["scale"]["domain"] == [begins, 1]
