"""From which day the rules judge, and over which period, unless a user says otherwise."""

from dataclasses import replace
from datetime import date, timedelta

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.dates import NotADate, read_date
from graphmap.language.terms import terms_between

LAST = "last"
"""What a user writes to judge from the last record."""

TERMS = 4
"""So many school terms are judged."""


SILENT = timedelta(days=365)
"""Where nothing is recorded for so long before the day judged from, the record has stopped."""


def has_stopped(snapshot: Snapshot, as_at: date) -> bool:
    """Return whether the last record is more than a year older than the day `as_at`."""
    recorded = snapshot.first_and_last_day
    return recorded is not None and recorded[1] < as_at - SILENT


def read_as_at(text: str | None, snapshot: Snapshot, choice: Choice, today: date) -> date:
    """Return the day to judge from: the date in `text`, the last record, the end of the period, or `today`.

    Raises `WrongCommand` for a text that is no date.
    """
    if text is None:
        return choice.until or today
    if text.lower() == LAST:
        return snapshot.first_and_last_day[1] if snapshot.first_and_last_day else today
    try:
        return read_date(text)
    except NotADate as error:
        raise WrongCommand(f"as-at: ‘{text}’ {error.why}. {error.fix} Or write {LAST} for the last record.") from None


def judging_choice(choice: Choice, as_at: date) -> Choice:
    """Return `choice` with a period that ends by the day `as_at`: its own, or the four school terms up to that day."""
    if choice.since or choice.until:
        return replace(choice, until=choice.until or max(as_at, choice.since or as_at))
    first_year = as_at.year - TERMS // 4 - 1
    first, *_ = terms_between(date(first_year, 1, 1), as_at)[-TERMS:]
    return replace(choice, since=first.since, until=as_at)
