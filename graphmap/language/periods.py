"""Periods by name, such as this term or last year, and periods as people type them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from graphmap.language.dates import NotADate
from graphmap.language.loose_dates import read_loose_date
from graphmap.language.terms import Term, term_of
from graphmap.language.words import ENGLISH, Words, later

Preset = Literal["this-term", "last-term", "this-year", "last-12-months", "all"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
PRESET_NAMES: Mapping[Preset, str] = {
    "this-term": later("This term"),
    "last-term": later("Last term"),
    "this-year": later("This year"),
    "last-12-months": later("Last 12 months"),
    "all": later("All"),
}

Comparison = Literal["before", "year-before"]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
COMPARISON_NAMES: Mapping[Comparison, str] = {
    "before": later("The period before"),
    "year-before": later("A year earlier"),
}

_BARE_TERM = re.compile(r"(?:term|t)\s*([1-4])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:\.\.+|…|–|—|\s-\s|\s(?:to|until)\s)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """The days from `since` to `until`, both included. None is open: from the first record, or to the last."""

    since: date | None = None
    until: date | None = None


def preset(name: Preset, as_at: date) -> Period:
    """Return the period called `name`, on the day `as_at`."""
    match name:
        case "this-term":
            return _whole(term_of(as_at))
        case "last-term":
            return _whole(_term_before(term_of(as_at)))
        case "this-year":
            return Period(date(as_at.year, 1, 1), date(as_at.year, 12, 31))
        case "last-12-months":
            return Period(_year_earlier(as_at) + timedelta(days=1), as_at)
        case "all":
            return Period()


def preset_of(period: Period, as_at: date) -> Preset | None:
    """Return the name of `period` on the day `as_at`, or None if it has none."""
    return next((name for name in PRESETS if preset(name, as_at) == period), None)


def compared_with(period: Period, comparison: Comparison) -> Period | None:
    """Return the period to compare `period` with, or None if either of its ends is open.

    Before a term is the term before it, before a calendar year the year before, and before any other period as many
    days as it has. A year earlier than a term is the same term of the year before.
    """
    since, until = period.since, period.until
    if since is None or until is None or since.year <= 1:
        return None
    term = term_of(since)
    if period == _whole(term):
        return _whole(_term_before(term) if comparison == "before" else Term(term.year - 1, term.number))
    is_year = (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31))
    if is_year or comparison == "year-before":
        return Period(_year_earlier(since), _year_earlier(until))
    days = until - since
    if since.toordinal() - 1 - days.days < 1:
        return None
    return Period(since - timedelta(days=1) - days, since - timedelta(days=1))


def read_period(text: str, as_at: date) -> Period:
    """Return the period that a person typed: a preset, a day, month, term or year, or two of these with “to” between.

    A term without a year is that of the year of `as_at`. Nothing typed is all dates. Raises `NotADate`.
    """
    text = " ".join(text.split())
    if not text:
        return Period()
    for name in PRESETS:
        if text.casefold().replace(" ", "-") == name:
            return preset(name, as_at)
    ends = _BETWEEN.split(text)
    if len(ends) > 2 or not any(ends):
        raise NotADate("is not a period", "Write a term, month or year, or two days such as 2026-02-02 to 2026-04-02.")
    read = [_read_one(end, as_at) if end else Period() for end in ends]
    since, until = read[0].since, read[-1].until
    if since and until and until < since:
        raise NotADate("ends before it begins", "Swap the two dates.")
    return Period(since, until)


def period_name(period: Period, words: Words = ENGLISH) -> str:
    """Return `period` in words: Term 2 2026, 2026, March 2026, or its first and last day."""
    match period.since, period.until:
        case None, None:
            return words("All dates")
        case None, until if until:
            return words("Until {day}", day=words.day(until))
        case since, None if since:
            return words("From {day}", day=words.day(since))
        case since, until if since and until:
            return _short_name(since, until, words) or words(
                "{since} to {until}", since=words.day(since), until=words.day(until)
            )
    raise AssertionError(period)


def _short_name(since: date, until: date, words: Words) -> str | None:
    """Return the name of the term, year, month or day that begins and ends on these days, or None."""
    term = term_of(since)
    if (since, until) == (term.since, term.until):
        return words("Term {number} {year}", number=term.number, year=term.year)
    if (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
        return str(since.year)
    if (
        since.day == 1
        and (since.year, since.month) == (until.year, until.month)
        and (until + timedelta(days=1)).day == 1
    ):
        return words.day(since).partition(" ")[2]
    return words.day(since) if since == until else None


def _read_one(text: str, as_at: date) -> Period:
    if bare := _BARE_TERM.fullmatch(text):
        return _whole(Term(as_at.year, int(bare[1])))
    read = read_loose_date(text)
    if read.dated and " T" in read.dated:  # a term with the holidays after it, as everywhere else
        return _whole(term_of(read.first))
    return Period(read.first, read.last)


def _whole(term: Term) -> Period:
    return Period(term.since, term.until)


def _term_before(term: Term) -> Term:
    return Term(term.year, term.number - 1) if term.number > 1 else Term(term.year - 1, 4)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
