"""New Zealand school terms: the Ministry of Education's dates for the years in ``seed/terms.csv``, and fixed days for
all other years.

Every day belongs to exactly one term, because holidays belong to the term before them: the summer holidays, with most
of January, to Term 4 of the year before. Edit ``seed/terms.csv`` to add a year or to correct one.

A year that isn't in the file uses fixed days: Term 1 from 1 January, and the others from three days in the holidays.
These three days separate all terms from 2021 to 2026: no Term 1 ended after 16 April and no Term 2 started before
20 April; no Term 2 ended after 9 July and no Term 3 started before 14 July; no Term 3 ended after 1 October and no Term
4 started before 6 October.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from graphmap.errors import BadData
from graphmap.language.dates import NotADate, read_date
from graphmap.project import project_file

_FIRST_DAYS = {1: (1, 1), 2: (4, 18), 3: (7, 11), 4: (10, 3)}
"""The month and day that each term starts on, in a year without data."""

_HEADINGS = ["year", "term", "first", "last"]

TaughtDays = Mapping[tuple[int, int], tuple[date, date]]
"""The first and the last day of school in a term, by its year and number."""


@dataclass(frozen=True, order=True)
class Term:
    """A school term. Terms sort by date."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The term in words: Term 2 2025."""
        return f"Term {self.number} {self.year}"

    @property
    def since(self) -> date:
        """The first day that belongs to it."""
        known = _known_terms().get((self.year, self.number))
        return known[0] if known else date(self.year, *_FIRST_DAYS[self.number])

    @property
    def until(self) -> date:
        """The last day that belongs to it: the day before the next term, or the last there is."""
        following = Term(self.year, self.number + 1) if self.number < 4 else Term(self.year + 1, 1)
        return following.since - timedelta(days=1) if following.year <= date.max.year else date.max

    @property
    def last_taught(self) -> date:
        """The last day of school in it; in a year without data, the last day that belongs to it."""
        known = _known_terms().get((self.year, self.number))
        return known[1] if known else self.until


def term_of(day: date) -> Term:
    """Return the term that `day` belongs to."""
    of_year = [Term(day.year, number) for number in _FIRST_DAYS]
    return max((term for term in of_year if term.since <= day), default=Term(day.year - 1, 4))


def terms_between(first: date, last: date) -> list[Term]:
    """Return the terms from the one of `first` to the one of `last`; none where `last` is before `first`."""
    if last < first:
        return []
    earliest, latest = term_of(first), term_of(last)
    every = [Term(year, number) for year in range(earliest.year, latest.year + 1) for number in _FIRST_DAYS]
    return [term for term in every if earliest <= term <= latest]


def years_without_dates(terms: Iterable[Term]) -> list[int]:
    """Return the years of `terms` that use fixed days, because ``seed/terms.csv`` doesn't have them."""
    return sorted({term.year for term in terms if (term.year, term.number) not in _known_terms()})


@cache
def _known_terms() -> TaughtDays:
    return read_terms(project_file("seed") / "terms.csv")


def read_terms(file: Path) -> TaughtDays:
    """Return the terms in a file with the columns ``year``, ``term``, ``first`` and ``last``.

    Raises `BadData` with the file, row and column of what is wrong, and how to fix it.
    """
    found: dict[tuple[int, int], tuple[date, date]] = {}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.DictReader(opened)
        if rows.fieldnames != _HEADINGS:
            raise BadData(f"{file.name}, row 1: The headings are wrong. They are {', '.join(_HEADINGS)}.")
        for number, row in enumerate(rows, 2):
            year, term = (_whole(file, number, column, row[column]) for column in ("year", "term"))
            first, last = (_day(file, number, column, row[column]) for column in ("first", "last"))
            if term not in _FIRST_DAYS:
                raise _wrong(file, number, "term", row["term"], "is no term", "Write 1, 2, 3 or 4.")
            if first.year != year:
                raise _wrong(file, number, "first", row["first"], f"is not in {year}", "Correct the year or the date.")
            if last < first:
                fix = "Check which of the two dates is wrong."
                raise _wrong(file, number, "last", row["last"], f"is before first ({first})", fix)
            if (year, term) in found:
                fix = "Keep one of the two rows."
                raise _wrong(file, number, "term", row["term"], f"is here twice for {year}", fix)
            found[year, term] = first, last
    _check_order(file, found)
    return found


def _check_order(file: Path, found: TaughtDays) -> None:
    for year in sorted({year for year, _ in found}):
        missing = [str(number) for number in _FIRST_DAYS if (year, number) not in found]
        if missing:
            raise BadData(f"{file.name}: {year} has no Term {', '.join(missing)}. Give all four terms of a year.")
        for number in (2, 3, 4):
            if found[year, number][0] <= found[year, number - 1][1]:
                why = f"Term {number} {year} starts before Term {number - 1} has ended"
                raise BadData(f"{file.name}: {why}. Check the dates of both.")


def _whole(file: Path, number: int, column: str, text: str | None) -> int:
    if not (text or "").strip().isdecimal():
        raise _wrong(file, number, column, text, "is not a whole number", "Write it in digits.")
    return int(str(text))


def _day(file: Path, number: int, column: str, text: str | None) -> date:
    try:
        return read_date(text or "")
    except NotADate as error:
        raise _wrong(file, number, column, text, error.why, error.fix) from None


def _wrong(file: Path, number: int, column: str, value: str | None, why: str, fix: str) -> BadData:
    return BadData(f"{file.name}, row {number}, column {column}: ‘{value or ''}’ {why}. {fix}")
