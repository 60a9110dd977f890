"""A tie that depends on one person on each side."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import add_carriers
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import Number

LEAVING_DAYS = Number(
    "leaving_days",
    180,
    "A role is about to end when its last day is at most this many days after the period's last day.",
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of two interactions or more with one carrier on each side."""
    for tie in judged.rows:
        ends = (tie["source"], tie["target"])
        sides = judged.carriers[ends]
        alone = all(len(side) == 1 for side in sides) and tie["people_source"] == tie["people_target"] == 1
        if alone and tie["interactions"] > 1:
            people = [next(iter(side)) for side in sides]
            reason = judged.words(
                "All {interactions} between {one} and {other} depend on {first} and {second}.",
                interactions=judged.interactions_told(tie["interactions"]),
                one=judged.name(ends[0]),
                other=judged.name(ends[1]),
                first=judged.name(people[0]),
                second=judged.name(people[1]),
            )
            leaving = [_leaving(judged, person, end) for person, end in zip(people, ends, strict=True)]
            reasons = [reason, *filter(None, leaving)]
            yield tie_finding(judged, tie, 1.0 if any(leaving) else 0.5, " ".join(reasons))


def _leaving(judged: JudgedNetwork, person: NodeKey, place: NodeKey) -> str | None:
    """Say when a person's last role at a place ends, where that is soon or past."""
    last = _last_day(judged, person, place)
    if last is None or last > judged.as_of + timedelta(days=judged.thresholds[LEAVING_DAYS]):
        return None
    facts = {"name": judged.name(person), "day": judged.words.day(last)}
    if last < judged.as_of:
        return judged.words("{name}’s role there ended on {day}.", **facts)
    return judged.words("{name}’s role there ends on {day}.", **facts)


def _last_day(judged: JudgedNetwork, person: NodeKey, place: NodeKey) -> date | None:
    """Return the last day of a person's last role at a place, or `None` where one of their roles is open-ended."""
    until = judged.held.filter((pl.col("person") == person) & (pl.col("place") == place))["until"]
    last = until.max()
    return None if until.has_nulls() or not isinstance(last, date) else last


RULE = Rule(
    name="one_pair",
    title="Depends on two people",
    about="tie",
    views=TIED_VIEWS[1:],
    definition="The tie joins two organisations or networks through two interactions or more, and one person on each "
    "side carries all of it.",
    severity="0.5; 1 where the last role there of one of the two ends within `leaving_days` days of the period's "
    "last day, or has ended.",
    source="Krackhardt & Porter 1986; Katz, Earl & Jaafar 2009: commitment beyond a few people.",
    find=find,
    next_step=add_carriers,
    numbers=(LEAVING_DAYS,),
    place=4,
)
