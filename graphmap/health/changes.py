"""What changed in a network's health between two terms, in sentences."""

from typing import Any

import polars as pl

from graphmap.health.health import LEAST_INTERACTIONS
from graphmap.health.measures import HEALTH_MEASURES, HealthMeasure
from graphmap.language.terms import term_of
from graphmap.language.wording import interactions_told, term_told
from graphmap.language.words import ENGLISH, Words, capital
from graphmap.model import NodeKey

LEAST_CHANGE = 0.1
"""The smallest change between two terms that is worth a sentence, as `what_changed` sizes them."""


def what_changed(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> list[str]:
    """Plain sentences of what changed in `network` between its last two terms that can be judged, the largest change
    first.

    `table` is one of `health`. A change is as large as the difference of two shares, or of two counts as a
    share of one more than the larger, so that one of one does not come first; a yes that was a no is as
    large as any. Smaller ones than `LEAST_CHANGE` are left out, and so is what is undefined in either term.
    """
    mine = table.filter(pl.col("network") == network).sort("since")
    judged = list(mine.filter("judged").iter_rows(named=True))
    if len(judged) < 2:
        least = interactions_told(LEAST_INTERACTIONS, words)
        if not judged:
            return [words("Too little to judge what changed: no term has at least {interactions}.", interactions=least)]
        term = _term(judged[0], words)
        return [
            words(
                "Too little to judge what changed: only {term} has at least {interactions}.",
                term=term,
                interactions=least,
            )
        ]
    before, now = judged[-2:]
    sized = [(_size(measure, before, now), measure) for measure in HEALTH_MEASURES if measure.name != "interactions"]
    changes = [(size, measure) for size, measure in sized if size is not None and size >= LEAST_CHANGE - 1e-9]
    changes.sort(key=lambda change: -change[0])
    said = [_sentence(measure, before, now, words) for _, measure in changes]
    if not said:
        said = [
            words(
                "Nothing much changed between {before} and {now}: no measure by {share} or more.",
                before=_term(before, words),
                now=_term(now, words),
                share=f"{LEAST_CHANGE:.0%}",
            )
        ]
    earlier, now_told = (
        words(
            "{interactions} in {term}",
            interactions=interactions_told(row["interactions"], words),
            term=_term(row, words),
        )
        for row in (before, now)
    )
    said.append(words("This compares {earlier} with {later}.", earlier=earlier, later=now_told))
    later = mine.filter(pl.col("since") > now["since"])["interactions"]
    if len(later):
        said.append(
            words(
                "Since then there is too little to judge: {interactions} in {terms}.",
                interactions=interactions_told(int(later.sum()), words),
                terms=words.many("{number} term", "{number} terms", len(later)),
            )
        )
    return said


def _size(measure: HealthMeasure, before: dict[str, Any], now: dict[str, Any]) -> float | None:
    """How large the change is, from 0 to 1; undefined where either term has no value."""
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
    told = {
        "was": _told(measure, was),
        "before": _term(before, words),
        "became": _told(measure, became),
        "now": _term(now, words),
    }
    if became > was:
        return words("The {called} rose from {was} in {before} to {became} in {now}.", called=called, **told)
    return words("The {called} fell from {was} in {before} to {became} in {now}.", called=called, **told)


def _told(measure: HealthMeasure, value: float) -> str:
    return {"count": f"{value:,.0f}", "share": f"{value:.0%}"}.get(measure.unit, f"{value:.2f}")


def _term(row: dict[str, Any], words: Words) -> str:
    return term_told(term_of(row["since"]), words)
