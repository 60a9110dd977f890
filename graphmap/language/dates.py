"""Read dates as people write them in sheets, never guessing which number is the month."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NAMED = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
FIRST_YEAR, LAST_YEAR = 1840, 2050
"""Years before or after these are typing errors. Nothing here knows today's date, and a goal or a membership may well
end some years ahead; nobody has sheets of what is planned for 2051."""

NO_DATE = "is not a date"
"""Why a text is refused that has no form of a date."""


class NotADate(ValueError):
    """The text is not a date, or could be two; ``args`` are why and how to fix it."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why, fix)
        self.why, self.fix = why, fix


def read_date(text: str) -> date:
    """Return the day that `text` names.

    It may be ISO 8601 (``2026-03-12``), have the month's name (``12 March 2026``), or be numbers where only one can be
    the day (``25/3/2026``).

    Raises `NotADate` for a day that does not exist, and for one that could be two, such as 3/4/2026.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _day(*map(int, match.groups()))
    if match := _NAMED.fullmatch(text):
        named = [i for i, month in enumerate(_MONTHS, 1) if month.startswith(match[2].lower())]
        if len(named) == 1:
            return _day(int(match[3]), named[0], int(match[1]))
    if match := _SLASHED.fullmatch(text):
        first, second, year = map(int, match.groups())
        if first != second and first <= 12 and second <= 12:
            raise NotADate(
                "could be two different days",
                f"Write {year}-{second:02}-{first:02} if the day comes first, or {year}-{first:02}-{second:02}.",
            )
        day, month = (first, second) if second <= 12 else (second, first)
        return _day(year, month, day)
    if re.fullmatch(r"\d{4}([-/]\d{1,2})?", text):
        raise NotADate("is not a whole date", "Write year, month and day, such as 2026-03-12.")
    raise NotADate(NO_DATE, "Write it as year-month-day, such as 2026-03-12.")


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise NotADate(
            "is a day that does not exist", "Write a real date as year-month-day, such as 2026-03-12."
        ) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        fix = f"Check the year: it is from {FIRST_YEAR} to {LAST_YEAR}, written with four digits."
        raise NotADate("is too far from today to be right", fix)
    return found
