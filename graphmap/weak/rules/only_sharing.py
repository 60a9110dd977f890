"""A tie that has never gone beyond sharing."""

from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.language.words import later
from graphmap.weak.dates import day_told, on_day
from graphmap.weak.finding import Finding, Tie, both_ends, clipped, tie_finding
from graphmap.weak.judged_network import YEAR, JudgedNetwork
from graphmap.weak.next_steps import deepen, deepened
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import Number

_LEAST_PERCENT = 0.005
"""What rounds to 1%."""

LONG_SHARED_YEARS = Number("long_shared_years", 3, "After this many years of only sharing, the severity is 1.")


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of two interactions or more that only share."""
    long = judged.thresholds[LONG_SHARED_YEARS]
    for tie in judged.ties.filter(pl.col("only_sharing"), pl.col("interactions") > 1).iter_rows(named=True):
        years = (judged.as_of - tie["first"]).days / YEAR
        lasting = 0.5 + 0.5 * clipped(years / long if long else 1.0)
        stays = tie["weight"] * (1 - tie["share_beyond"]) / (tie["weight"] + 1)
        yield tie_finding(judged, tie, lasting * stays, _reason(judged, tie))


def _reason(judged: JudgedNetwork, tie: Tie) -> str:
    """Say how much the two did, and how much of it went beyond sharing."""
    behind = judged.behind[tie["source"], tie["target"]]
    facts = {
        "both": both_ends(judged, tie),
        "things": judged.words.many("{number} thing", "{number} things", tie["interactions"]),
        "day": day_told(judged, tie["first"], behind),
    }
    if tie["depth"] < model.BEYOND_SHARING:
        return judged.words("{both} have done {things} together since {day}. None went beyond sharing.", **facts)
    return judged.words(
        "{both} have done {things} together since {day}. {share} of the strength went beyond sharing, the last {when}.",
        **facts,
        share=_percent(judged, tie["share_beyond"]),
        when=on_day(judged, tie["last_beyond"], behind),
    )


def _percent(judged: JudgedNetwork, share: float) -> str:
    return f"{share:.0%}" if share >= _LEAST_PERCENT else judged.words("Less than 1%")


RULE = Rule(
    name="only_sharing",
    title="Only sharing",
    about="tie",
    views=TIED_VIEWS,
    definition="There are two interactions or more, and the tie has not settled beyond sharing.",
    severity="(0.5 + 0.5 x the years since the first interaction over `long_shared_years`, at most 1) x r / (s + 1) "
    "for a tie of strength s with r of it no deeper than sharing. So two big workshops raise no alarm, and each step "
    "beyond sharing lowers it.",
    source="Little 1990; Katz, Earl & Jaafar 2009: sharing alone leaves teaching as it was.",
    find=find,
    step=deepen,
    numbers=(LONG_SHARED_YEARS,),
    place=1,
    family="only_sharing",
    group_step=deepened,
    together=later("{ties} among {actors} stop at sharing."),
)
