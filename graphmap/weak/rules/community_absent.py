"""A network whose work hardly involves whānau, iwi or community partners."""

from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.weak.finding import Finding, shortfall
from graphmap.weak.judged_network import JudgedNetwork, ids_of
from graphmap.weak.next_steps import fixed
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import groups_that_day, networks_to_judge, took_part_in

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
    """Yield the networks in which one of the three falls short."""
    for network, interactions in networks_to_judge(judged):
        present = _present(judged, interactions)
        least = judged.thresholds[PRESENT_SHARE]
        short = {who: shortfall(len(ids) / len(interactions), least) for who, ids in present.items()}
        missing = [who for who in short if short[who] > 0]
        if missing:
            counts = [
                judged.words("{who} in {number}", who=judged.words(who), number=len(ids))
                for who, ids in present.items()
            ]
            reason = judged.words(
                "{network} has {interactions} recorded: {told}.",
                interactions=judged.interactions_told(len(interactions)),
                network=judged.name(network),
                told=listed(counts, len(counts), judged.words),
            )
            evidence = tuple(id for who in missing for id in present[who]) or ids_of(interactions)
            yield Finding(network, None, sum(short.values()) / len(short), reason, tuple(dict.fromkeys(evidence)))


def _present(judged: JudgedNetwork, interactions: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the ids of the interactions in which each of the three took part."""
    took_part = took_part_in(judged, interactions)
    groups = groups_that_day(judged, took_part)
    found = {}
    for who, group, label in _COMMUNITY:
        taken = groups.filter(pl.col("group") == group)["end"].to_list()
        if label:
            itself = pl.col("start").str.starts_with(model.node_key(label, ""))
            taken += took_part.filter(itself)["end"].to_list()
        found[who] = ids_of(interactions.filter(pl.col("interaction").is_in(taken)))
    return found


RULE = Rule(
    name="community_absent",
    title="Whānau, iwi or community not involved yet",
    about="network",
    views=NETWORK_VIEWS,
    definition="Whānau, iwi or community partners take part in few or none of the network's interactions. "
    "They count through people in a role of that group; iwi and partners count as themselves too.",
    severity="for each of the three, how far its share of interactions falls short of `present_share`, "
    "as a part of `present_share`; the mean of the three.",
    source="Katz, Earl & Jaafar 2009; Timperley & Parr 2010: accountability to whānau, iwi and community.",
    find=find,
    next_step=fixed(
        later(
            "Before the next plan, ask whānau, iwi and community partners what they want from {name}. "
            "Ask one question; don’t bring a report."
        )
    ),
    numbers=(PRESENT_SHARE,),
    place=1,
)
