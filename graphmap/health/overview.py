"""How a network does on each condition, for a page: what is known, where it is heading, and its numbers by term."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from graphmap.health.condition_list import CONDITIONS, Condition
from graphmap.health.conditions import Judged, conditions
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey

PlainVerdict = Literal["good", "mixed", "poor", "not known"]
Direction = Literal["better", "worse", "steady", "not known"]
Basis = Literal["the record", "nothing yet"]

_PLAIN: dict[str | None, PlainVerdict] = {"strong": "good", "mixed": "mixed", "thin": "poor", None: "not known"}


@dataclass(frozen=True)
class TermValue:
    """The first number of a condition in a term: nothing where it is undefined, or the term has too little to judge."""

    term: str
    value: float | None


@dataclass(frozen=True)
class ConditionOverview:
    """How a network does on one condition.

    - ``verdict``: how it does over its last judged terms; ``direction``: where it is heading over all of them.
    - ``facts``: its numbers in a sentence; where it is not known, why, or how to measure it. ``trend``: its trend in a
      sentence, empty where it is not known. ``sentence``: both.
    - ``number``: its first number in words; ``series``: that number in every term, oldest first; ``counts``: whether
      it is a count and not a share; ``more_is_good``: whether a rise is good; ``good`` and ``poor``: its bounds.
    - ``basis``: what it is known from.
    - ``survey``: what a survey would tell besides; ``how``: how to measure it.
    """

    condition: str
    title: str
    verdict: PlainVerdict
    direction: Direction
    facts: str
    trend: str
    number: str
    series: tuple[TermValue, ...]
    counts: bool
    more_is_good: bool
    good: float
    poor: float
    basis: Basis
    survey: str
    how: str

    @property
    def sentence(self) -> str:
        """Its numbers and its trend, for a board."""
        return f"{self.facts} {self.trend}".strip()


def overview(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> Sequence[ConditionOverview]:
    """Return how `network` does on each condition, from a table of `graphmap.health.health.health`.

    A pure function of the table. Verdict, direction and basis are codes; texts are in the reader's language.
    """
    terms = table.filter(pl.col("network") == network).sort("since")
    both = zip(CONDITIONS, conditions(table, network, words), strict=True)
    return [_overview(condition, judged, terms, words) for condition, judged in both]


def _overview(condition: Condition, judged: Judged, terms: pl.DataFrame, words: Words) -> ConditionOverview:
    first = condition.indicators[0] if condition.indicators else None
    return ConditionOverview(
        judged.condition,
        judged.title,
        _PLAIN[judged.verdict],
        _direction(judged),
        judged.sentence,
        judged.trend_in_words,
        words(condition.trend_of),
        _series(condition, terms),
        first is not None and first.counts,
        first is None or first.good == "more",
        first.strong if first else 1,
        first.thin if first else 0,
        "the record" if judged.state == "measured" else "nothing yet",
        judged.survey,
        judged.how,
    )


def _direction(judged: Judged) -> Direction:
    if judged.is_good is not None:
        return "better" if judged.is_good else "worse"
    return "steady" if judged.trend == "steady" else "not known"


def _series(condition: Condition, terms: pl.DataFrame) -> tuple[TermValue, ...]:
    if not condition.indicators:
        return ()
    known = pl.when("judged").then(pl.col("value"))
    found = terms.select("term", "judged", value=condition.indicators[0].values(terms)).select("term", value=known)
    return tuple(TermValue(term, value) for term, value in found.iter_rows())
