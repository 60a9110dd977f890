"""A network whose work hardly involves whānau, iwi or community partners."""

from collections import Counter
from collections.abc import Iterator, Sequence

import polars as pl

from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.weak.finding import Finding, shortfall
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import meeting, members_to_begin, people_in, somebody_new
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Act, Step, Work
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import among, network_finding, networks_to_judge

PRESENT_SHARE = Number(
    "present_share", 0.1, "Whānau, iwi and community partners should each take part in this share of interactions."
)

_COMMUNITY = (
    (later("whānau"), "whanau"),
    (later("iwi"), "iwi"),
    (later("community partners"), "partner"),
)
"""Each of the three in words, and as a group of roles."""

_SUITS = {"whanau": "whānau", "iwi": "iwi", "partner": "partner"}
"""What the codebook calls each group where it says whom a practice suits."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield each of the three that falls short in a network, by itself: iwi is not averaged with the library."""
    for network, interactions in networks_to_judge(judged):
        for who, group, present, short in _short(judged, interactions):
            facts = {
                "network": judged.name(network),
                "who": judged.words(who),
                "interactions": judged.interactions_told(len(interactions)),
            }
            if present.is_empty():
                reason = judged.words("None of {interactions} in {network} involved {who}.", **facts)
            else:
                reason = judged.words(
                    "{network} has involved {who} in {number} of {interactions}.", **facts, number=len(present)
                )
            cause = f"community_absent:{network}"
            yield network_finding(judged, network, interactions, short, reason, present, part=group, cause=cause)


def _short(judged: JudgedNetwork, interactions: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame, float]]:
    """Yield each of the three that falls short: in words, its group, where it took part, and how far it is short."""
    groups = judged.participants.groups
    nobody: frozenset[str] = frozenset()
    for who, group in _COMMUNITY:
        there = {key for key in interactions["interaction"] if group in groups.get(key, nobody)}
        present = among(interactions, there)
        short = shortfall(len(present) / len(interactions), judged.thresholds[PRESENT_SHARE])
        if short > 0:
            yield who, group, present, short


def told(judged: JudgedNetwork, findings: Sequence[Finding]) -> str:
    """Say of several in one sentence how often they took part."""
    network = findings[0].subject
    interactions = judged.within(network)
    parts = {finding.part for finding in findings}
    short = [
        (judged.words(who), len(present)) for who, group, present, _ in _short(judged, interactions) if group in parts
    ]
    absent = [who for who, times in short if not times]
    counts = [judged.words("{number} involved {who}", number=times, who=who) for who, times in short if times]
    if absent:
        counts.insert(0, judged.words("none involved {who}", who=_either(judged, absent)))
    return judged.words(
        "Of {interactions} in {network}, {counts}.",
        interactions=judged.interactions_told(len(interactions)),
        network=judged.name(network),
        counts=listed(counts, len(counts), judged.words),
    )


def _either(judged: JudgedNetwork, names: Sequence[str]) -> str:
    """Return the names as a list with "or"."""
    *first, last = names
    return judged.words("{names} or {last}", names=", ".join(first), last=last) if first else last


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Ask those who are absent what they want; going to them is the network's own work."""
    network = finding.subject
    absent = [(who, group) for who, group, _, _ in _short(judged, judged.within(network))]
    hosts = members_to_begin(judged, network)[:1]
    acts: list[Act] = []
    first: list[str] = []
    for who, group in absent:
        people = people_in(judged, network, group, most=1)
        first += [f"{judged.name(person)} ({judged.words(who)})" for person in people]
        if not people:
            joins = somebody_new(network, hosts[0], group)
            acts.append(joins)
            people = (joins.person,)
        chosen = meeting(judged, _SUITS[group], "first meeting")
        acts.append(Work(chosen.id, chosen.depth, (*people, *hosts), 1, network))
    parts = [
        judged.words(
            "Before the next plan, go to {who} and ask what they want from {name}, and where and how they want to "
            "meet. Ask one question; don’t bring a report.",
            who=listed([judged.words(who) for who, _ in absent], len(absent), judged.words),
            name=judged.name(network),
        )
    ]
    if first:
        parts.append(judged.words("People to start with: {names}.", names=listed(first, len(first), judged.words)))
    return Step(" ".join(parts), tuple(acts))


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
    step=step,
    told=told,
    numbers=(PRESENT_SHARE,),
    place=1,
)
