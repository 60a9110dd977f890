"""Dates as people know them: a day, a month, a school term or a year, kept as precisely as it is known and no more.

What is stored is the day that such a date counts at, the middle of what is known, and the text that says how much is
known: ``2026-03``, ``2026 T2`` or ``2026``. A whole day needs no such text.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from graphmap.language.dates import NO_DATE, NotADate, read_date
from graphmap.language.normalising import fold
from graphmap.language.terms import Term
from graphmap.language.words import ENGLISH, Words

_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_TERM = re.compile(r"(?:(\d{4})[ ,-]*)?(?:terms?|wahanga(?: ako)?|t)[ -]*(\d{1,3})(?:[ ,-]*(\d{4}))?")
_NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?,? (\d{4})")
_YEAR = re.compile(r"\d{4}")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
"""What a word processor makes of a hyphen."""

_HOW_TO_WRITE = "Write a day such as 2026-03-12, or as much as is known: 2026-03, 2026 T2 (Terms 1 to 4) or 2026."


@dataclass(frozen=True)
class LooseDate:
    """A date that is known to lie between two days, both included.

    ``dated`` says how much is known, in one fixed form, and is empty for a whole day.
    """

    first: date
    last: date
    dated: str | None = None

    @property
    def middle(self) -> date:
        """The day it counts at; of two middle days the earlier."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)

    def counts_at(self, today: date | None) -> date:
        """Return the day it counts at on the day `today`: its middle, or its first day while that is still to come.

        A visit in the term that has just started has happened, so it can't count on a day in the future.
        """
        return self.middle if today is None or self.middle <= today else self.first


def read_loose_date(text: str) -> LooseDate:
    """Return the date that `text` names: a day as `read_date` reads it, a month, a term (its school days) or a year.

    Case, macrons, spaces and the kind of dash make no difference. Raises `NotADate` with why and how to fix it.
    """
    text = text.translate(_DASHES)
    plain = fold(text)
    if (match := _TERM.fullmatch(plain)) and not (match[1] and match[3]):
        return _term(match[1] or match[3], int(match[2]))
    if match := _MONTH.fullmatch(plain):
        return _month(_year(match[1] or match[4]), int(match[2] or match[3]))
    if match := _NAMED_MONTH.fullmatch(plain):
        # The first of that month says whether the month exists, as reading a day does.
        day = _day(f"1 {match[1]} {match[2]}")
        return _month(day.year, day.month)
    if _YEAR.fullmatch(plain):
        year = _year(plain)
        return LooseDate(date(year, 1, 1), date(year, 12, 31), f"{year:04}")
    day = _day(text)
    return LooseDate(day, day)


def loose_date(day: date, dated: str | None) -> LooseDate:
    """Return the stored date: the `day` it counts at, and what is known of it."""
    return read_loose_date(dated) if dated else LooseDate(day, day)


def put_into_words(day: date, dated: str | None, words: Words = ENGLISH) -> str:
    """Return a stored date as precisely as it is known: 12 March 2026, March 2026, Term 2 2026 or 2026."""
    if not dated:
        return words.day(day)
    if match := _TERM.fullmatch(fold(dated)):
        return words("Term {number} {year}", number=match[2], year=match[1])
    if _MONTH.fullmatch(dated):
        return words.day(loose_date(day, dated).first).partition(" ")[2]
    return dated


def _day(text: str) -> date:
    try:
        return read_date(text)
    except NotADate as error:
        if error.why != NO_DATE:
            raise
        raise NotADate(error.why, _HOW_TO_WRITE) from None


def _term(year: str | None, number: int) -> LooseDate:
    if not 1 <= number <= 4:
        raise NotADate("is a term that does not exist", "A year has Terms 1 to 4. Write one such as 2026 T2.")
    if year is None:
        raise NotADate("is a term without its year", f"Write the year too, such as 2026 T{number}.")
    term = Term(_year(year), number)
    return LooseDate(term.since, term.last_taught, f"{term.year} T{number}")


def _month(year: int, month: int) -> LooseDate:
    if not 1 <= month <= 12:
        raise NotADate("is a month that does not exist", "Write a month from 01 to 12, such as 2026-03.")
    return LooseDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{year:04}-{month:02}")


def _year(text: str) -> int:
    return read_date(f"{text}-01-01").year
