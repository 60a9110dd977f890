"""Who comes first by a measure, how far two orders agree, and who moved between two windows.

A rank is 1 for the largest value. Actors whose values are equal share the mean of their ranks, so that a large group
that ties, as all who lie on no path do, stands in its middle and not at its head."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from graphmap.graph.choice import Choice

DIGITS = 12
"""To how many significant digits two values must agree to tie: the last few of a sum depend on its order."""

LEAST_CORRELATED = 3
"""Of fewer actors than these no rank correlation is told: of two it can only be 1 or -1."""

RANK_MEANINGS: Mapping[str, str] = {
    "id": "The node key of the actor, as in school:12.",
    "name": "What the actor is called.",
    "kind": "What kind of entity it is.",
    "earlier": "The value of the measure in the earlier window; empty without a tie in it.",
    "later": "The value of the measure in the later window; empty without a tie in it.",
    "rank_earlier": "The place by that value among all with a tie in the earlier window, 1 for the largest; who "
    "ties shares the mean.",
    "rank_later": "The place by that value among all with a tie in the later window, 1 for the largest; who ties "
    "shares the mean.",
    "moved": "By how many places the actor rose (or fell, below 0) from the earlier to the later window.",
    "change": "up, down or same; came where only the later window has a rank, left where only the earlier has.",
}
"""What each column of a comparison of ranks means."""


def ranked(values: pl.Series) -> pl.Series:
    """The rank of each value, 1 for the largest; who ties shares the mean of their ranks, and what is undefined has
    none."""
    return pl.select(rank_of(pl.lit(values.cast(pl.Float64)))).to_series()


def rank_of(values: pl.Expr) -> pl.Expr:
    """What `ranked` gives, of numbers in a table."""
    return values.round_sig_figs(DIGITS).rank("average", descending=True)


@dataclass(frozen=True)
class Agreement:
    """How far two orders of the same ``n`` actors agree: Spearman's ``rho`` from -1 to 1, undefined where one of them
    orders nobody."""

    n: int
    rho: float | None


def agreement(one: pl.Series, other: pl.Series) -> Agreement:
    """The rank correlation of two measures over the actors for whom both are defined (Spearman 1904, with mean ranks
    for ties)."""
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
    """How the ranks by a measure differ between two windows.

    ``table`` has the columns `RANK_MEANINGS`: one row an actor with a rank in either window, who moved most first, then
    who came and who left. ``earlier`` and ``later`` say how many have a rank there. ``agreement`` is of those who have
    one in both."""

    table: pl.DataFrame
    earlier: int
    later: int
    agreement: Agreement

    def of(self, *changes: str) -> pl.DataFrame:
        """The rows of the actors who did one of these: up, down, same, came, left."""
        return self.table.filter(pl.col("change").is_in(changes))

    @property
    def sharing(self) -> int:
        """How many actors share their rank with another, in either window."""
        shared = [
            self.table[column].is_duplicated() & self.table[column].is_not_null()
            for column in ("rank_earlier", "rank_later")
        ]
        return int((shared[0] | shared[1]).sum())


def compare_ranks(earlier: pl.DataFrame, later: pl.DataFrame, measure: str) -> RankChange:
    """How the ranks by `measure` differ between two tables of `graphmap.measures.measures.metrics`. Only actors with a
    tie are ranked."""
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
    """Two choices by when their windows begin, and of those that begin together by when they end, the earlier first."""
    first, second = sorted(
        (one, other), key=lambda choice: (_day(choice.since, -math.inf), _day(choice.until, math.inf))
    )
    return first, second


def overlap(one: Choice, other: Choice) -> bool:
    """Whether two choices' windows have a day in common: then part of what they rest on is the same."""
    begins = max(_day(one.since, -math.inf), _day(other.since, -math.inf))
    return begins <= min(_day(one.until, math.inf), _day(other.until, math.inf))


def _day(day: date | None, without: float) -> float:
    return float(day.toordinal()) if day else without


def apart(places: Sequence[float], gap: float, last: float) -> list[float]:
    """`places`, in order, moved so that each is at least `gap` after the one before it and none after `last`: where
    names have room."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = last
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - gap
    return moved
