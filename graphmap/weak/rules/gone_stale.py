"""A tie with nothing recent."""

from collections.abc import Iterator

import polars as pl

from graphmap.language.words import later
from graphmap.weak.dates import on_day
from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import deepen, deepened, starting
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import STALE_DAYS


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of two interactions or more whose last is too long ago."""
    for tie in judged.all_time.ties.filter(pl.col("interactions") > 1).iter_rows(named=True):
        if not judged.has_both(tie):
            continue
        gap = (judged.as_of - tie["last"]).days
        if tie["interactions"] > 1 and gap > judged.thresholds[STALE_DAYS]:
            reason = judged.words(
                "{both} last did something together {when}, after {interactions}.",
                both=both_ends(judged, tie),
                when=on_day(judged, tie["last"], judged.all_time.behind[tie["source"], tie["target"]]),
                interactions=judged.interactions_told(tie["interactions"]),
            )
            yield tie_finding(judged.all_time, tie, 1 - judged.thresholds[STALE_DAYS] / gap, reason)


RULE = Rule(
    name="gone_stale",
    title="Gone quiet",
    about="tie",
    views=TIED_VIEWS,
    definition="There are two interactions or more, but none in the last `stale_days` days of the period.",
    severity="1 - `stale_days` / the days since the last interaction.",
    source="Burt 2000: ties that are not renewed decay.",
    find=find,
    step=starting(
        later("Ask both whether working together still helps them. If it does, start again and go deeper."), deepen
    ),
    numbers=(STALE_DAYS,),
    place=3,
    group_step=deepened,
    together=later("{ties} among {actors} have gone quiet."),
)
