"""Ranks by a measure, how far two orders agree, and how ranks changed between two periods.

Rank 1 is the largest value. Tied ranks are averaged, so that a large group of equals, such as everyone who is on no
path, is in the middle of its places and not at their head."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from graphmap.graph.choice import Choice

DIGITS = 12
"""Two values tie if they agree to this many significant digits: the last few of a sum depend on its order."""

LEAST_CORRELATED = 3
"""The rank correlation of fewer actors is left undefined: of two it can only be 1 or -1."""

RANK_MEANINGS: Mapping[str, str] = {
    "id": "The node key of the actor, as in school:12.",
    "name": "The name of the actor.",
    "kind": "The kind of entity, such as School or Person.",
    "earlier": "The value of the measure in the earlier period; empty without a tie in it.",
    "later": "The value of the measure in the later period; empty without a tie in it.",
    "rank_earlier": "The rank by that value among all actors with a tie in the earlier period; 1 is the largest, "
    "and tied ranks are averaged.",
    "rank_later": "The rank by that value among all actors with a tie in the later period; 1 is the largest, and "
    "tied ranks are averaged.",
    "moved": "The number of places that the actor rose from the earlier to the later period; below 0 if it fell.",
    "change": "up, down or same; came if only the later period has a rank, left if only the earlier has.",
}
"""What each column of a table of ranks means."""


def ranked(values: pl.Series) -> pl.Series:
    """Return the rank of each value: 1 for the largest, tied ranks averaged, and none for undefined values."""
    return pl.select(rank_of(pl.lit(values.cast(pl.Float64)))).to_series()


def rank_of(values: pl.Expr) -> pl.Expr:
    """Return the expression for `ranked`, for numbers in a table."""
    return values.round_sig_figs(DIGITS).rank("average", descending=True)


@dataclass(frozen=True)
class Agreement:
    """How far two orders of the same ``n`` actors agree: Spearman's ``rho``, from -1 to 1.

    Undefined where one of them orders nobody."""

    n: int
    rho: float | None


def agreement(one: pl.Series, other: pl.Series) -> Agreement:
    """Return the rank correlation of two measures over the actors with a value of both.

    Spearman 1904, with tied ranks averaged.
    """
    both = pl.DataFrame({"one": one.cast(pl.Float64), "other": other.cast(pl.Float64)}).drop_nulls()
    if len(both) < LEAST_CORRELATED:
        return Agreement(len(both), None)
    rho = (
        pl.DataFrame({"one": ranked(both["one"]), "other": ranked(both["other"])})
        .select(pl.corr("one", "other"))
        .item()
    )
    return Agreement(len(both), None if rho is None or math.isnan(rho) else float(rho))


@dataclass(frozen=True)
class RankChange:
    """Return how the ranks by a measure differ between two periods.

    ``table`` has the columns `RANK_MEANINGS` and one row per actor with a rank in either period: those who moved most
    first, then those who came, then those who left. ``earlier`` and ``later`` are the numbers of actors with a rank.
    ``agreement`` is of those with a rank in both."""

    table: pl.DataFrame
    earlier: int
    later: int
    agreement: Agreement

    def of(self, *changes: str) -> pl.DataFrame:
        """The rows of the actors with one of these changes: up, down, same, came, left."""
        return self.table.filter(pl.col("change").is_in(changes))

    @property
    def sharing(self) -> int:
        """The number of actors who share their rank with another in either period."""
        shared = [
            self.table[column].is_duplicated() & self.table[column].is_not_null()
            for column in ("rank_earlier", "rank_later")
        ]
        return int((shared[0] | shared[1]).sum())


def compare_ranks(earlier: pl.DataFrame, later: pl.DataFrame, measure: str) -> RankChange:
    """Return how the ranks by `measure` differ between two tables of `graphmap.measures.measures.metrics`.

    Only actors with a tie are ranked.
    """
    sides = [_side(table, measure, name) for table, name in ((earlier, "earlier"), (later, "later"))]
    joined = sides[0].join(sides[1], on="id", how="full", coalesce=True)
    moved = pl.col("rank_earlier") - pl.col("rank_later")
    change = (
        pl.when(pl.col("rank_earlier").is_null())
        .then(pl.lit("came"))
        .when(pl.col("rank_later").is_null())
        .then(pl.lit("left"))
        .when(moved > 0)
        .then(pl.lit("up"))
        .when(moved < 0)
        .then(pl.lit("down"))
        .otherwise(pl.lit("same"))
    )
    table = (
        joined.with_columns(
            name=pl.coalesce("name_later", "name_earlier"),
            kind=pl.coalesce("kind_later", "kind_earlier"),
            moved=moved,
            change=change,
        )
        .sort(
            pl.col("moved").abs(),
            pl.col("change") == "left",
            "rank_later",
            "rank_earlier",
            "id",
            descending=[True, False, False, False, False],
            nulls_last=True,
        )
        .select(*RANK_MEANINGS)
    )
    return RankChange(table, len(sides[0]), len(sides[1]), agreement(table["rank_earlier"], table["rank_later"]))


def _side(table: pl.DataFrame, measure: str, name: str) -> pl.DataFrame:
    tied = table.filter(~pl.col("isolated") & pl.col(measure).is_not_null())
    return tied.select(
        "id",
        pl.col("name").alias(f"name_{name}"),
        pl.col("kind").alias(f"kind_{name}"),
        pl.col(measure).cast(pl.Float64).alias(name),
        ranked(tied[measure]).alias(f"rank_{name}"),
    )


def in_order(one: Choice, other: Choice) -> tuple[Choice, Choice]:
    """Two choices, the one whose period starts first before the other; of equal starts, the one that ends first."""
    first, second = sorted(
        (one, other), key=lambda choice: (_day(choice.since, -math.inf), _day(choice.until, math.inf))
    )
    return first, second


def overlap(one: Choice, other: Choice) -> bool:
    """Whether the periods of two choices have a day in common, and so share some of their interactions."""
    first = max(_day(one.since, -math.inf), _day(other.since, -math.inf))
    return first <= min(_day(one.until, math.inf), _day(other.until, math.inf))


def _day(day: date | None, without: float) -> float:
    return float(day.toordinal()) if day else without


def apart(places: Sequence[float], gap: float, last: float) -> list[float]:
    """`places`, in order, moved so that each is at least `gap` after the one before and none is after `last`.

    Labels at these places have room.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = last
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - gap
    return moved
