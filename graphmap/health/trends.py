"""The trend of a number over all terms, and not of the last term against this one."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from graphmap.language.terms import term_of
from graphmap.language.wording import term_told
from graphmap.language.words import Words

Trend = Literal["rising", "falling", "steady", "too few terms"]

LEAST_TERMS = 4
"""Fewer judged terms have no trend."""

LEAST_TAU = 0.3
"""A trend has at least this rank correlation with time (Kendall 1938) …"""

LEAST_CHANGE = 0.1
"""… and changes by at least this much over all judged terms, by the median slope (Theil 1950; Sen 1968)."""


def trend_of(values: Sequence[tuple[int, float]], counts: bool = False) -> Trend:
    """Return the trend of `values`, each with the number of its term.

    The change is the Theil-Sen slope times the terms from first to last; of `counts`, as a share of one more than the
    largest.
    """
    if len(values) < LEAST_TERMS:
        return "too few terms"
    from scipy.stats import kendalltau, theilslopes

    terms, numbers = zip(*values, strict=True)
    change = theilslopes(numbers, terms).slope * (terms[-1] - terms[0]) / (max(numbers) + 1 if counts else 1)
    tau = kendalltau(terms, numbers).statistic
    if abs(change) < LEAST_CHANGE - 1e-9 or not abs(tau) >= LEAST_TAU:  # tau is not a number where all are alike
        return "steady"
    return "rising" if change > 0 else "falling"


def trend_in_words(what: str, trend: Trend, is_good: bool | None, days: Sequence[date], words: Words) -> str:
    """Return a sentence on the `trend` of `what`, over the terms of these `days`."""
    if trend == "too few terms":
        return words("Fewer than {number} terms have enough on record to show a trend.", number=LEAST_TERMS)
    facts = {
        "what": what,
        "number": len(days),
        "first": term_told(term_of(days[0]), words),
        "last": term_told(term_of(days[-1]), words),
    }
    if trend == "steady":
        return words("{what} changed little over the {number} terms from {first} to {last}.", **facts)
    if trend == "rising":
        moved = words("{what} rose over the {number} terms from {first} to {last}.", **facts)
    else:
        moved = words("{what} fell over the {number} terms from {first} to {last}.", **facts)
    return moved + " " + (words("That is good.") if is_good else words("That is a concern."))
