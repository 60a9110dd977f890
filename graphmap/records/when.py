"""Read the day of something that has just happened, as people say it: today, yesterday, Tuesday, 12 March, T2."""

import re
from datetime import date, timedelta

from graphmap.language.dates import NO_DATE, NotADate
from graphmap.language.loose_dates import LooseDate, read_loose_date
from graphmap.language.normalising import fold
from graphmap.language.terms import Term, term_of

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_LETTERS = 3
_LAST = "last "
_YEAR = re.compile(r"\d{4}")


def read_when(text: str, today: date) -> LooseDate:
    """Return the date that `text` means on the day `today`: the latest such day, month or term that has started.

    Everything that a sheet takes is taken too. Raises `NotADate` with why and how to fix it.
    """
    said = fold(text)
    if (day := _near_day(said, today)) is not None:
        return LooseDate(day, day)
    if (term := _near_term(said, today)) is not None:
        return read_loose_date(f"{term.year} T{term.number}")
    try:
        return read_loose_date(text)
    except NotADate as error:
        return _without_year(text, today, error)


def sheet_text(text: str, today: date) -> str:
    """Return the date that `text` means as a sheet has it.

    A text that means none stays as it is for the checks, but with the year if it is a day that no year has.
    """
    try:
        found = read_when(text, today)
    except NotADate as error:
        return text if error.why == NO_DATE or not _lacks_year(text) else _in_year(text, today.year)
    return found.dated or found.first.isoformat()


def _near_day(said: str, today: date) -> date | None:
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    name = said.removeprefix(_LAST)
    if len(name) < _LEAST_LETTERS:
        return None
    for number, weekday in enumerate(_WEEKDAYS):
        if weekday.startswith(name):
            back = (today.weekday() - number) % 7
            return today - timedelta(days=back or (7 if said.startswith(_LAST) else 0))
    return None


def _near_term(said: str, today: date) -> Term | None:
    now = term_of(today)
    if said == "this term":
        return now
    return term_of(now.since - timedelta(days=1)) if said == "last term" else None


def _without_year(text: str, today: date, error: NotADate) -> LooseDate:
    """Return the latest day, month or term of that name that has started.

    Raises `error`, unless it is a date that can't be in any year.
    """
    if not text.strip():
        raise error
    for year in (today.year, today.year - 1):
        try:
            found = read_loose_date(_in_year(text, year))
        except NotADate as other:
            error = error if other.why == NO_DATE else other
        else:
            if found.first <= today:
                return found
    raise error


def _in_year(text: str, year: int) -> str:
    return f"{text.strip()}{'/' if '/' in text else ' '}{year}"


def _lacks_year(text: str) -> bool:
    return _YEAR.search(text) is None
