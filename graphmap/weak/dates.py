"""Dates in reasons and steps, as precisely as they are known: a month, a term or a year is never shown as its middle
day."""

from collections.abc import Iterable
from datetime import date

from graphmap.language.loose_dates import put_into_words
from graphmap.weak.judged_network import JudgedNetwork


def day_told(judged: JudgedNetwork, day: date, ids: Iterable[str]) -> str:
    """Return the `day` of one of the interactions `ids`, as it was put: 12 March 2026, Term 2 2026."""
    return put_into_words(day, _loose(judged, day, ids), judged.words)


def on_day(judged: JudgedNetwork, day: date, ids: Iterable[str]) -> str:
    """Return the same with its preposition: on 12 March 2026, in Term 2 2026."""
    loose = _loose(judged, day, ids)
    told = put_into_words(day, loose, judged.words)
    return judged.words("in {time}", time=told) if loose else judged.words("on {day}", day=told)


def _loose(judged: JudgedNetwork, day: date, ids: Iterable[str]) -> str | None:
    known = judged.loosely_dated
    return next((known[id][1] for id in ids if id in known and known[id][0] == day), None)
