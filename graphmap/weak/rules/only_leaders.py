"""A network where nearly everyone who takes part is a leader."""

from collections import Counter
from collections.abc import Iterator

from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import begin_with_people, meeting, person_named
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Step, Work
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import network_finding, networks_to_judge

LEADERS_SHARE = Number(
    "leaders_share", 0.8, "Only leaders take part when they are at least this share of those who do."
)


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks with too large a share of leaders."""
    for network, interactions in networks_to_judge(judged):
        people, leaders = (
            sum(counts.get(key, 0) for key in interactions["interaction"])
            for counts in (judged.participants.people, judged.participants.leaders)
        )
        share = leaders / people if people else 0.0
        if people and share >= judged.thresholds[LEADERS_SHARE]:
            reason = judged.words(
                "In {network}, leaders are {share} of those who took part ({leaders} of {people} times).",
                share=f"{share:.0%}",
                network=judged.name(network),
                leaders=f"{leaders:,}",
                people=f"{people:,}",
            )
            yield network_finding(judged, network, interactions, share, reason, interactions)


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Have two teachers lead what the network does next."""
    network = finding.subject
    two, new = begin_with_people(judged, network, ("teacher",), judged.people_in_group.get("leader", frozenset()))
    text = judged.words(
        "Ask {one} and {other} to lead the next meeting of {network}. Release time for them, and have leaders come to "
        "learn.",
        one=person_named(judged, two[0]),
        other=person_named(judged, two[1]),
        network=judged.name(network),
    )
    chosen = meeting(judged, "schools", "network meeting")
    return Step(text, (*new, Work(chosen.id, chosen.depth, two, 1, network, started_by=two[0])))


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
    step=step,
    numbers=(LEADERS_SHARE,),
    place=2,
)
