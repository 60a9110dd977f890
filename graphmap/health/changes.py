"""What changed in a network's health from one term to the next, in sentences."""

from typing import Any

import polars as pl

from graphmap.health.health import LEAST_INTERACTIONS
from graphmap.health.measures import TERM_MEASURES, HealthMeasure
from graphmap.language.terms import term_of
from graphmap.language.wording import interactions_told, term_told
from graphmap.language.words import ENGLISH, Words, capital
from graphmap.model import NodeKey

LEAST_CHANGE = 0.1
"""A smaller change between two terms gets no sentence."""


def what_changed(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> list[str]:
    """Return sentences on what changed in `network` between its last two judged terms, the largest change first.

    `table` is one of `health`. The size of a change is the difference of two shares; of two counts, their difference as
    a share of one more than the larger, so that one of one does not come first; of a yes and a no, 1. Changes smaller
    than `LEAST_CHANGE` and values undefined in either term are left out.
    """
    mine = table.filter(pl.col("network") == network).sort("since")
    judged = list(mine.filter("judged").iter_rows(named=True))
    if len(judged) < 2:
        return [_too_little(judged, words)]
    before, now = judged[-2:]
    since = mine.filter(pl.col("since") > now["since"])["interactions"]
    return [*_changes(before, now, words), _compared(before, now, words), *_since_then(since, words)]


def _too_little(judged: list[dict[str, Any]], words: Words) -> str:
    least = interactions_told(LEAST_INTERACTIONS, words)
    if not judged:
        return words("Too little to compare: no term has {interactions} or more.", interactions=least)
    return words(
        "Too little to compare: only {term} has {interactions} or more.",
        term=_term(judged[0], words),
        interactions=least,
    )


def _changes(before: dict[str, Any], now: dict[str, Any], words: Words) -> list[str]:
    sized = [(_size(measure, before, now), measure) for measure in TERM_MEASURES if measure.name != "interactions"]
    changes = [(size, measure) for size, measure in sized if size is not None and size >= LEAST_CHANGE - 1e-9]
    changes.sort(key=lambda change: -change[0])
    if changes:
        return [_sentence(measure, before, now, words) for _, measure in changes]
    return [
        words(
            "Little changed between {before} and {now}: no measure by {share} or more.",
            before=_term(before, words),
            now=_term(now, words),
            share=f"{LEAST_CHANGE:.0%}",
        )
    ]


def _compared(before: dict[str, Any], now: dict[str, Any], words: Words) -> str:
    earlier, later = (
        words(
            "{interactions} in {term}",
            interactions=interactions_told(row["interactions"], words),
            term=_term(row, words),
        )
        for row in (before, now)
    )
    return words("This compares {earlier} with {later}.", earlier=earlier, later=later)


def _since_then(interactions: pl.Series, words: Words) -> list[str]:
    """Return a sentence on the terms after the compared ones, given how many `interactions` each has."""
    if interactions.is_empty():
        return []
    return [
        words(
            "Since then there is too little to compare: {interactions} in {terms}.",
            interactions=interactions_told(int(interactions.sum()), words),
            terms=words.many("{number} term", "{number} terms", len(interactions)),
        )
    ]


def _size(measure: HealthMeasure, before: dict[str, Any], now: dict[str, Any]) -> float | None:
    """Return the size of a change from 0 to 1, or `None` where either term has no value."""
    was, became = before[measure.name], now[measure.name]
    if was is None or became is None:
        return None
    return float(abs(became - was) / (max(was, became) + 1 if measure.unit == "count" else 1))


def _sentence(measure: HealthMeasure, before: dict[str, Any], now: dict[str, Any], words: Words) -> str:
    was, became, called = before[measure.name], now[measure.name], words(measure.called)
    if measure.unit == "yes or no":
        there, not_there = (_term(row, words) for row in ((now, before) if became else (before, now)))
        return capital(
            words("{called} was there in {term} and not in {other}.", called=called, term=there, other=not_there)
        )
    values = {
        "was": _value(measure, was),
        "before": _term(before, words),
        "became": _value(measure, became),
        "now": _term(now, words),
    }
    if became > was:
        return words("The {called} rose from {was} in {before} to {became} in {now}.", called=called, **values)
    return words("The {called} fell from {was} in {before} to {became} in {now}.", called=called, **values)


def _value(measure: HealthMeasure, value: float) -> str:
    return {"count": f"{value:,.0f}", "share": f"{value:.0%}"}.get(measure.unit, f"{value:.2f}")


def _term(row: dict[str, Any], words: Words) -> str:
    return term_told(term_of(row["since"]), words)
