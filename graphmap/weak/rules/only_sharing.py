"""A tie that has never gone beyond sharing."""

from collections.abc import Iterator

from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import YEAR, JudgedNetwork
from graphmap.weak.next_steps import deepen
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import Number

LONG_SHARED_YEARS = Number("long_shared_years", 3, "After this many years of only sharing, the severity is 1.")


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of two interactions or more that only share."""
    long = judged.thresholds[LONG_SHARED_YEARS]
    for tie in judged.rows:
        if tie["only_sharing"] and tie["interactions"] > 1:
            years = (judged.as_of - tie["first"]).days / YEAR
            reason = judged.words(
                "{both} have done {things} together since {day}. None went beyond sharing.",
                both=both_ends(judged, tie),
                things=judged.words.many("{number} thing", "{number} things", tie["interactions"]),
                day=judged.words.day(tie["first"]),
            )
            yield tie_finding(judged, tie, years / long if long else 1.0, reason)


RULE = Rule(
    name="only_sharing",
    title="Only sharing",
    about="tie",
    views=TIED_VIEWS,
    definition="There are two interactions or more, none deeper than sharing.",
    severity="the years from the first interaction to the period's last day, over `long_shared_years`, at most 1.",
    source="Little 1990; Katz, Earl & Jaafar 2009: sharing alone leaves teaching as it was.",
    find=find,
    next_step=deepen,
    numbers=(LONG_SHARED_YEARS,),
    place=1,
)
