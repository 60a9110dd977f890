"""What changed in each condition of a network from one period to another, in sentences."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from graphmap.health.condition_list import CONDITIONS, Condition
from graphmap.health.indicators import Indicator
from graphmap.health.trends import LEAST_CHANGE
from graphmap.language.terms import term_of
from graphmap.language.wording import term_told
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey


def compared(one: pl.DataFrame, other: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> Mapping[str, str]:
    """Return a sentence for each condition of `network`, by its name: its first number in two periods.

    `one` and `other` are tables of `graphmap.health.health.health`, one for each period, in either order. A number is
    the last of the period where the verdict goes by the last, and otherwise the mean of its judged terms. A condition
    without a number in both periods gets no sentence.
    """
    periods = [table.filter(pl.col("network") == network, pl.col("judged")).sort("since") for table in (one, other)]
    if any(period.is_empty() for period in periods):
        return {}
    earlier, later = sorted(periods, key=lambda period: (period["since"][0], period["since"][-1]))
    sentences = {condition.name: _sentence(condition, earlier, later, words) for condition in CONDITIONS}
    return {name: sentence for name, sentence in sentences.items() if sentence}


def _sentence(condition: Condition, earlier: pl.DataFrame, later: pl.DataFrame, words: Words) -> str:
    if not condition.indicators:
        return ""
    first = condition.indicators[0]
    was, became = _value(first, earlier), _value(first, later)
    if was is None or became is None:
        return ""
    facts = {
        "what": words(condition.trend_of),
        "was": _written(first, was, words),
        "earlier": _terms(earlier["since"].to_list(), words),
        "became": _written(first, became, words),
        "later": _terms(later["since"].to_list(), words),
    }
    change = (became - was) / (max(was, became) + 1 if first.counts else 1)
    if abs(change) < LEAST_CHANGE - 1e-9:
        return words("{what} changed little: {was} ({earlier}), {became} ({later}).", **facts)
    if change > 0:
        moved = words("{what} rose from {was} ({earlier}) to {became} ({later}).", **facts)
    else:
        moved = words("{what} fell from {was} ({earlier}) to {became} ({later}).", **facts)
    is_good = (change > 0) == (first.good == "more")
    return moved + " " + (words("That is good.") if is_good else words("That is a concern."))


def _value(indicator: Indicator, judged: pl.DataFrame) -> float | None:
    values = indicator.values(judged)
    found = (values.tail(1) if indicator.latest else values).mean()
    return found if isinstance(found, float) else None


def _written(indicator: Indicator, value: float, words: Words) -> str:
    if indicator.counts:
        return words("{number} a term", number=f"{value:,.1f}".removesuffix(".0"))
    return f"{value:.0%}"


def _terms(days: list[date], words: Words) -> str:
    """Return the judged terms of a period in words."""
    first, last = (term_told(term_of(day), words) for day in (days[0], days[-1]))
    return first if first == last else words("{first} to {last}", first=first, last=last)
