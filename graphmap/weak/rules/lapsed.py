"""A tie that was beyond sharing once, and is not any more."""

from collections.abc import Iterator

import polars as pl

from graphmap.language.words import later
from graphmap.weak.dates import on_day
from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import YEAR, JudgedNetwork
from graphmap.weak.next_steps import restart, restarted, starting
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import STALE_DAYS


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties that settled beyond sharing, still go on, and have had nothing that deep for too long."""
    for tie in judged.all_time.ties.filter(pl.col("standing") == "lapsed").iter_rows(named=True):
        still_active = (judged.as_of - tie["last"]).days <= judged.thresholds[STALE_DAYS]
        if tie["standing"] == "lapsed" and still_active and judged.has_both(tie):
            years = min(1.0, (judged.as_of - tie["last_beyond"]).days / YEAR - 1)
            reason = judged.words(
                "{both} still work together, but last went beyond sharing {when}.",
                both=both_ends(judged, tie),
                when=on_day(judged, tie["last_beyond"], judged.all_time.behind[tie["source"], tie["target"]]),
            )
            yield tie_finding(judged.all_time, tie, 0.5 + 0.5 * years, reason)


RULE = Rule(
    name="lapsed",
    title="Was deeper once",
    about="tie",
    views=TIED_VIEWS,
    definition="The tie had settled beyond sharing and still goes on, but nothing beyond sharing happened in the last "
    "year.",
    severity="0.5 + 0.5 x the years beyond one since the last interaction beyond sharing, at most 1.",
    source="Burt 2000: ties that are not renewed decay; Little 1990.",
    find=find,
    step=starting(later("Ask both what ended it, and whether to take it up again."), restart),
    group_step=restarted,
    place=3,
    together=later("{ties} among {actors} were deeper once."),
)
