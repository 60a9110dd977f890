"""A network where nearly everyone who takes part is a leader."""

from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.language.words import later
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, ids_of
from graphmap.weak.next_steps import fixed
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import groups_that_day, networks_to_judge, took_part_in

LEADERS_SHARE = Number(
    "leaders_share", 0.8, "Only leaders take part when they are at least this share of those who do."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks with too large a share of leaders."""
    for network, interactions in networks_to_judge(judged):
        took_part = took_part_in(judged, interactions)
        person = pl.col("start").str.starts_with(model.node_key("Person", ""))
        people = took_part.filter(person).unique(["start", "end"])
        leaders = groups_that_day(judged, people).filter(pl.col("group") == "leader").unique(["start", "end"])
        share = len(leaders) / len(people) if len(people) else 0.0
        if len(people) and share >= judged.thresholds[LEADERS_SHARE]:
            reason = judged.words(
                "In {network}, leaders are {share} of those who took part ({leaders} of {people} times).",
                share=f"{share:.0%}",
                network=judged.name(network),
                leaders=f"{len(leaders):,}",
                people=f"{len(people):,}",
            )
            yield Finding(network, None, share, reason, ids_of(interactions))


RULE = Rule(
    name="only_leaders",
    title="Only leaders take part",
    about="network",
    views=NETWORK_VIEWS,
    definition="Nearly everyone who takes part in the network is a leader.",
    severity="the share of times that someone took part while in a role of the group leader; "
    "found from `leaders_share` up.",
    source="Katz, Earl & Jaafar 2009; Fullan & Hargreaves 1991: commitment beyond a core of leaders.",
    find=find,
    next_step=fixed(
        later("Ask two teachers to lead the next interaction. Release time for them, and have leaders come to learn.")
    ),
    numbers=(LEADERS_SHARE,),
    place=2,
)
