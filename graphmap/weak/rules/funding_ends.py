"""A network whose funding ends with little in place to outlast it."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from graphmap.language.words import later
from graphmap.weak.finding import Finding, shortfall
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import begin_challenge, starting
from graphmap.weak.priority import urgency
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import beyond_sharing, network_finding, networks_to_judge, no_depth

FUNDED_DAYS = Number(
    "funded_days", 365, "Funding is ending when its last day is at most this many days after the period's last day."
)
OUTLAST_SHARE = Number(
    "outlast_share", 0.25, "To outlast the funding, at least this share of interactions should go beyond sharing."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks whose last grant ends within `FUNDED_DAYS`, or has ended."""
    funding = judged.snapshot.tables.relationships["FUNDED_BY"]
    horizon = judged.as_of + timedelta(days=judged.thresholds[FUNDED_DAYS])
    least = judged.thresholds[OUTLAST_SHARE]
    for network, interactions in networks_to_judge(judged):
        grants = funding.filter(pl.col("start") == network)
        if grants.is_empty() or grants["until"].has_nulls():
            continue
        last = grants.sort("until").row(-1, named=True)
        beyond = len(beyond_sharing(interactions)) / len(interactions)
        if last["until"] <= horizon and beyond < least:
            facts = {
                "network": judged.name(network),
                "funder": judged.name(last["end"]),
                "day": judged.words.day(last["until"]),
                "beyond": f"{beyond:.0%}",
            }
            if last["until"] < judged.as_of:
                reason = judged.words(
                    "{network}’s funding from {funder} ended on {day}, and {beyond} of its interactions go beyond "
                    "sharing.",
                    **facts,
                )
            else:
                reason = judged.words(
                    "{network}’s funding from {funder} ends on {day}, and {beyond} of its interactions go beyond "
                    "sharing.",
                    **facts,
                )
            yield network_finding(
                judged,
                network,
                interactions,
                shortfall(beyond, least),
                reason,
                interactions,
                urgency=urgency(last["until"], judged.as_of),
                cause=no_depth(network),
            )


RULE = Rule(
    name="funding_ends",
    title="Funding ends, with little to outlast it",
    about="network",
    views=NETWORK_VIEWS,
    definition="The network's funding ends within `funded_days` or has ended, and little of its work goes beyond "
    "sharing.",
    severity="how far the share of interactions beyond sharing falls short of `outlast_share`, "
    "as a part of `outlast_share`.",
    source="Frey, Lohmeier, Lee & Tollefson 2006; Head 2003: partnerships that outlast the grant that made them.",
    find=find,
    step=starting(
        later("Decide now what continues without the money, who does it, and in whose time."), begin_challenge
    ),
    numbers=(FUNDED_DAYS, OUTLAST_SHARE),
    place=6,
)
