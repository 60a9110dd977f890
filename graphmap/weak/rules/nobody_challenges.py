"""A network where almost nothing goes beyond sharing."""

from collections.abc import Iterator

from graphmap.weak.finding import Finding, shortfall
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import begin_challenge
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import beyond_sharing, network_finding, networks_to_judge, no_depth

CHALLENGE_SHARE = Number(
    "challenge_share", 0.05, "At least this share of a network's interactions should go beyond sharing."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks with too little beyond sharing."""
    for network, interactions in networks_to_judge(judged):
        beyond = beyond_sharing(interactions)
        short = shortfall(len(beyond) / len(interactions), judged.thresholds[CHALLENGE_SHARE])
        if short > 0:
            within = {"interactions": judged.interactions_told(len(interactions)), "network": judged.name(network)}
            if beyond.is_empty():
                reason = judged.words("None of {interactions} in {network} went beyond sharing.", **within)
            else:
                number = f"{len(beyond):,}"
                reason = judged.words(
                    "{beyond} of {interactions} in {network} went beyond sharing.", **within, beyond=number
                )
            yield network_finding(judged, network, interactions, short, reason, beyond, cause=no_depth(network))


RULE = Rule(
    name="nobody_challenges",
    title="Little or no challenge",
    about="network",
    views=NETWORK_VIEWS,
    definition="Almost none of the network's work goes beyond sharing.",
    severity="how far the share of interactions beyond sharing falls short of `challenge_share`, "
    "as a part of `challenge_share`; 1 where there are none.",
    source="Little 1990; Robinson & Lai 2006; Timperley & Parr 2010: without challenge, practice stays as it is.",
    find=find,
    step=begin_challenge,
    numbers=(CHALLENGE_SHARE,),
    place=4,
)
