"""An actor whose ties hold too much of the deep work."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import timedelta
from itertools import takewhile

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, clipped
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import choose, suits
from graphmap.weak.priority import ROUTINE
from graphmap.weak.roles import role_title
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.step import Step, Work
from graphmap.weak.thresholds import Number

DEEP_TIMES = Number(
    "deep_times",
    2,
    "One actor carries too much with at least this many times an equal share of the strength beyond sharing.",
)

_FEWEST_ACTORS = 5
_INQUIRY = 3
_NEAR_DAYS = 365
"""A role that ended so lately, or ends so soon, makes it urgent that somebody shares the load."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors with too large a share of the strength that interactions beyond sharing give."""
    shares = _too_much(judged)
    behind = _deep_interactions(judged, shares)
    equal = _equal(judged)
    for actor, share in sorted(shares.items()):
        ending = _role_ending(judged, actor)
        evidence = [id for id in judged.taken_part[actor] if model.node_key("Interaction", id) in behind[actor]]
        reason = judged.words(
            "{share} of all strength beyond sharing is in the ties of {name}, from {interactions}.",
            share=f"{share:.0%}",
            name=judged.name(actor),
            interactions=judged.interactions_told(len(evidence)),
        )
        yield Finding(
            actor,
            None,
            clipped(0.5 * share + 0.5 * (1 - equal / share)),
            " ".join(filter(None, [reason, ending])),
            tuple(evidence),
            concerned=1 + len(_deep_partners(judged, actor)),
            urgency=1.0 if ending else ROUTINE,
        )


def _too_much(judged: JudgedNetwork) -> Mapping[NodeKey, float]:
    """Return the actors with too large a share of all strength beyond sharing, each with that share."""
    amounts = judged.strengths_beyond
    if len(amounts) < _FEWEST_ACTORS or _threshold(judged) <= _equal(judged):
        return {}
    total = float(judged.pairs_beyond["share"].sum())
    shares = ((actor, amount / total) for actor, amount in amounts)
    return dict(takewhile(lambda each: each[1] >= _threshold(judged), shares))


def _threshold(judged: JudgedNetwork) -> float:
    return min(1.0, judged.thresholds[DEEP_TIMES] * _equal(judged))


def _equal(judged: JudgedNetwork) -> float:
    """Return an equal share; each tie is in the share of both its ends."""
    return 2 / max(1, len(judged.strengths_beyond))


def _deep_interactions(judged: JudgedNetwork, actors: Iterable[NodeKey]) -> Mapping[NodeKey, Set[NodeKey]]:
    """Return the interactions beyond sharing that each of these `actors` has a tie through."""
    deep = judged.pairs_beyond
    ends = pl.concat([deep.select("interaction", actor=end) for end in ("source", "target")])
    mine = ends.filter(pl.col("actor").is_in(list(actors))).group_by("actor").agg(pl.col("interaction").unique())
    return {actor: set(ids) for actor, ids in mine.iter_rows()}


def _deep_partners(judged: JudgedNetwork, actor: NodeKey) -> Mapping[NodeKey, float]:
    """Return the actors whose tie with `actor` goes beyond sharing, each with how strongly it does."""
    ties = judged.graph.adj[actor] if actor in judged.graph else {}
    return {other: tie["weight"] * tie["share_beyond"] for other, tie in ties.items() if tie["share_beyond"]}


def _role_ending(judged: JudgedNetwork, actor: NodeKey) -> str:
    """Say which role at a network ended for a person in the last year, or is about to; nothing where they have
    another."""
    held = judged.at_networks.get(actor, ())
    days = [until for until, _, _ in held if until is not None]
    if not held or len(days) < len(held):
        return ""
    last = max(days)
    if abs(last - judged.as_of) > timedelta(days=_NEAR_DAYS):
        return ""
    role, place = min((role, place) for until, role, place in held if until == last)
    facts = {
        "name": judged.name(actor),
        "role": role_title(judged, judged.name(role), place),
        "day": judged.words.day(last),
    }
    if last < judged.as_of:
        return judged.words("{name}’s role {role} ended on {day}.", **facts)
    return judged.words("{name}’s role {role} ends on {day}.", **facts)


def step(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Have the two who do most deep work with an actor lead an inquiry without that actor."""
    loaded = _too_much(judged)
    deep = _deep_partners(judged, finding.subject)
    deep = {other: strength for other, strength in deep.items() if other not in loaded} or deep
    two = tuple(sorted(deep, key=lambda other: (-deep[other], other))[:2])
    name = judged.name(finding.subject)
    if len(two) < 2:
        return Step(judged.words("Share {name}’s load: ask two others to lead the next inquiry.", name=name))
    chosen = choose(judged, max(_INQUIRY, judged.choice.min_depth), suits(*two), {}, tried)
    text = judged.words(
        "Share {name}’s load: have {one} and {other} lead the next two inquiries themselves, and write down that they "
        "do. They could use {practice}.",
        name=name,
        one=judged.name(two[0]),
        other=judged.name(two[1]),
        practice=chosen.named(judged),
    )
    return Step(text, (Work(chosen.id, chosen.depth, two, 2, started_by=two[0]),))


RULE = Rule(
    name="carries_too_much",
    title="Carries too much of the deep work",
    about="actor",
    views=TIED_VIEWS,
    definition="At least `deep_times` an equal share of all strength beyond sharing is in their ties, where five or "
    "more have some. Only interactions of challenge or deeper count. It concerns everyone they do such work with, "
    "and is urgent where their role at a network ended in the last year or ends in the next.",
    severity="half the share, and half of how far it is above an equal share, as a part of it: (s + 1 - e / s) / 2 for "
    "a share s and an equal share e.",
    source="Freeman 1979, on centralisation; Katz, Earl & Jaafar 2009: commitment beyond a core of leaders.",
    find=find,
    step=step,
    numbers=(DEEP_TIMES,),
    place=5,
)
