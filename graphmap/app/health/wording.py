"""The words and short names on the Health page."""

from collections.abc import Mapping, Sequence

from graphmap.app.shell.language import _, later
from graphmap.health.overview import Direction, PlainVerdict, TermValue

VERDICTS: Mapping[PlainVerdict, str] = {
    "good": later("Good"),
    "mixed": later("Mixed"),
    "poor": later("Poor"),
    "not known": later("Not measured yet"),
}

DIRECTIONS: Mapping[Direction, str] = {
    "better": later("Getting better"),
    "worse": later("Getting worse"),
    "steady": later("Steady"),
    "not known": later("Too early for a trend"),
}


def short_term(name: str) -> str:
    """Write a term, named as in a table of health, to go below a chart: T1 25."""
    _term, number, year = name.split()
    return f"{_('T')}{number} {year[2:]}"


def long_term(name: str) -> str:
    """Write a term, named as in a table of health: Term 1 2025."""
    _term, number, year = name.split()
    return _("Term {number} {year}", number=number, year=year)


def number(value: float, is_share: bool) -> str:
    """Write a share as a percentage, or a count."""
    return f"{value:.0%}" if is_share else f"{value:,.3g}"


def in_words(what: str, terms: Sequence[TermValue], is_share: bool) -> str:
    """Write what a chart shows for people who can't see it: each term with a value."""
    values = (f"{long_term(each.term)} {number(each.value, is_share)}" for each in terms if each.value is not None)
    return f"{what}: {', '.join(values)}."
