"""A network whose work hardly involves whānau, iwi or community partners."""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.language.words import later
from graphmap.weak.finding import Finding, shortfall
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import groups_that_day, network_finding, networks_to_judge, took_part_in

PRESENT_SHARE = Number(
    "present_share", 0.1, "Whānau, iwi and community partners should each take part in this share of interactions."
)

_COMMUNITY = (
    (later("whānau"), "whanau", None),
    (later("iwi"), "iwi", "Iwi"),
    (later("community partners"), "partner", "CommunityPartner"),
)
"""Each of the three in words, as a group of roles, and as a kind of entity."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield each of the three that falls short in a network, by itself: iwi is not averaged with the library."""
    for network, interactions in networks_to_judge(judged):
        for (who, group, _), present in zip(_COMMUNITY, _present(judged, interactions), strict=True):
            short = shortfall(len(present) / len(interactions), judged.thresholds[PRESENT_SHARE])
            if short > 0:
                reason = judged.words(
                    "{network} has involved {who} in {number} of {interactions}.",
                    network=judged.name(network),
                    who=judged.words(who),
                    number=len(present),
                    interactions=judged.interactions_told(len(interactions)),
                )
                yield network_finding(judged, network, interactions, short, reason, present, part=group)


def _present(judged: JudgedNetwork, interactions: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the interactions in which each of the three took part."""
    took_part = took_part_in(judged, interactions)
    groups = groups_that_day(judged, took_part)
    for _, group, label in _COMMUNITY:
        taken = groups.filter(pl.col("group") == group)["end"].to_list()
        if label:
            itself = pl.col("start").str.starts_with(model.node_key(label, ""))
            taken += took_part.filter(itself)["end"].to_list()
        yield interactions.filter(pl.col("interaction").is_in(taken))


def next_step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> str:
    """Ask those who are absent what they want; going to them is the network's own work."""
    who = next(who for who, group, _ in _COMMUNITY if group == finding.part)
    return judged.words(
        "Before the next plan, go to {who} and ask what they want from {name}, and where and how they want to meet. "
        "Ask one question; don’t bring a report.",
        who=judged.words(who),
        name=judged.name(finding.subject),
    )


RULE = Rule(
    name="community_absent",
    title="Whānau, iwi or community not involved yet",
    about="network",
    views=NETWORK_VIEWS,
    definition="Whānau, iwi or community partners take part in few or none of the network's interactions. "
    "They count through people in a role of that group; iwi and partners count as themselves too.",
    severity="how far the share of interactions with them falls short of `present_share`, as a part of it. Whānau, iwi "
    "and community partners are a finding each.",
    source="Katz, Earl & Jaafar 2009; Timperley & Parr 2010: accountability to whānau, iwi and community.",
    find=find,
    next_step=next_step,
    numbers=(PRESENT_SHARE,),
    place=1,
)
