"""A tie that rests on one interaction."""

from collections.abc import Iterator

import polars as pl

from graphmap.graph.direction import FEW
from graphmap.language.words import later
from graphmap.weak.dates import on_day
from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import YEAR, JudgedNetwork
from graphmap.weak.next_steps import meet_again, met_again
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of one interaction."""
    for tie in judged.ties.filter(pl.col("interactions") == 1).iter_rows(named=True):
        [event] = judged.behind[tie["source"], tie["target"]]
        if judged.sizes[event] <= FEW:
            years = min(1.0, (judged.as_of - tie["last"]).days / YEAR)
            reason = judged.words(
                "{both} are recorded together once, {when}.",
                both=both_ends(judged, tie),
                when=on_day(judged, tie["first"], [event]),
            )
            cause = f"event:{event}" if judged.sizes[event] > 2 else ""
            yield tie_finding(judged, tie, 0.3 + 0.2 * years, reason, cause=cause)


RULE = Rule(
    name="single_event",
    title="One event only",
    about="tie",
    views=TIED_VIEWS,
    definition="The tie rests on one interaction, between six actors or fewer.",
    severity="0.3 + 0.2 x the years since then, at most 1. A hui of many gives no finding about any two of them.",
    source="Granovetter 1973: a tie is time spent together; one event is an acquaintance.",
    find=find,
    step=meet_again,
    place=2,
    group_step=met_again,
    together=later("{ties} among {actors} rest on one event each."),
)
