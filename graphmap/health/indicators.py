"""What a condition is judged by: numbers of the health table, each with the bounds of good and poor.

The bounds are this project's own: research names the conditions and not how much of each is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

Verdict = Literal["strong", "mixed", "thin"]

RECENT_TERMS = 4
"""The verdict is about so many judged terms: depth is a habit, not an event."""


@dataclass(frozen=True)
class Indicator:
    """A number from the record that a condition is judged by.

    - ``columns``: the columns of the health table that it comes from, and ``value``, how.
    - ``good``: whether more of it is good, or less.
    - ``strong`` and ``thin``: where it is as good as the one, or as bad as the other, or beyond.
    - ``latest``: whether its last value counts. Otherwise it is the mean over the `RECENT_TERMS`.
    - ``counts``: whether it is a count per term, and not a share or an index from 0 to 1.
    """

    columns: str
    value: pl.Expr
    good: Literal["more", "less"]
    thin: float
    strong: float
    latest: bool = False
    counts: bool = False

    def values(self, terms: pl.DataFrame) -> pl.Series:
        """Return its value in each of `terms`, null where it is undefined."""
        return terms.select(value=self.value.cast(pl.Float64))["value"]

    def recent(self, terms: pl.DataFrame) -> float | None:
        """Return the value that counts: its last, or the mean of the last terms; None where it is undefined."""
        found = self.values(terms).tail(1 if self.latest else RECENT_TERMS).mean()
        return found if isinstance(found, float) else None

    def grade(self, value: float) -> Verdict:
        """Return how good a value of it is."""
        sign = 1 if self.good == "more" else -1
        if sign * value >= sign * self.strong:
            return "strong"
        return "thin" if sign * value <= sign * self.thin else "mixed"


def verdict_of(indicators: Sequence[Indicator], terms: pl.DataFrame) -> Verdict:
    """Return the grade that all `indicators` with a value have in common, else mixed."""
    recent = [(each, each.recent(terms)) for each in indicators]
    grades = {each.grade(value) for each, value in recent if value is not None}
    return grades.pop() if len(grades) == 1 else "mixed"


def column(name: str, good: Literal["more", "less"], thin: float, strong: float, latest: bool = False) -> Indicator:
    """Return the number in the column `name`."""
    return Indicator(name, pl.col(name), good, thin, strong, latest)


def per_term(name: str, thin: float, strong: float, known_by: str = "") -> Indicator:
    """Return the count in the column `name`, of which more is good; undefined where the column `known_by` is."""
    value = pl.when(pl.col(known_by).is_not_null()).then(name) if known_by else pl.col(name)
    return Indicator(name, value, "more", thin, strong, counts=True)


def share_of(part: str, whole: str, good: Literal["more", "less"], thin: float, strong: float) -> Indicator:
    """Return the last count in the column `part` as a share of the one in `whole`; undefined where that is 0."""
    share = pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))
    return Indicator(f"{part} of {whole}", share, good, thin, strong, latest=True)
