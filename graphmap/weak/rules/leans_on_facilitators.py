"""A network whose deep work is mostly led by facilitators, who leave when their contract ends."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

import polars as pl

from graphmap import model
from graphmap.language.words import later
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import begin_with_people, choose, person_named
from graphmap.weak.priority import urgency
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Step, Work
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import (
    among,
    beyond_sharing,
    network_finding,
    networks_to_judge,
)

FACILITATED_SHARE = Number(
    "facilitated_share", 0.5, "Facilitators lead more than this share of a network's interactions beyond sharing."
)

_ENDS = later("Facilitators led {led} of {interactions} beyond sharing in {network}. Their contract ends on {day}.")
_ENDED = later("Facilitators led {led} of {interactions} beyond sharing in {network}. Their contract ended on {day}.")
_INQUIRY = 3
_LEAST = 3
"""With fewer interactions beyond sharing there is no habit to depend on anybody."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks that lean on facilitators, and say when the last of their roles ends."""
    for network, interactions in networks_to_judge(judged):
        deep = beyond_sharing(interactions)
        if len(deep) < _LEAST:
            continue
        led, people = _led(judged, deep)
        share = len(led) / len(deep)
        if share > judged.thresholds[FACILITATED_SHARE]:
            facts = {
                "network": judged.name(network),
                "led": f"{len(led):,}",
                "interactions": judged.interactions_told(len(deep)),
            }
            last = _last_day(judged, people)
            if last is None:
                reason = judged.words("Facilitators led {led} of {interactions} beyond sharing in {network}.", **facts)
            else:
                facts["day"] = judged.words.day(last)
                reason = judged.words(_ENDED if last < judged.as_of else _ENDS, **facts)
            urgent = urgency(last, judged.as_of)
            yield network_finding(judged, network, interactions, share, reason, led, urgency=urgent)


def _led(judged: JudgedNetwork, deep: pl.DataFrame) -> tuple[pl.DataFrame, set[NodeKey]]:
    """Return the interactions that a facilitator led, and who led them."""
    leading = judged.participants.facilitators_leading
    led = among(deep, leading)
    return led, set(chain.from_iterable(leading[key] for key in led["interaction"]))


def _last_day(judged: JudgedNetwork, people: set[NodeKey]) -> date | None:
    """Return when the last role as facilitator of these people ends; nothing where one is open-ended."""
    roles = judged.snapshot.tables.kinds["Role"].filter(pl.col("group") == "facilitator")
    keys = [model.node_key("Role", id) for id in roles["id"]]
    until = judged.held.filter(pl.col("person").is_in(list(people)) & pl.col("role").is_in(keys))["until"]
    last = until.max()
    return last if isinstance(last, date) and not until.has_nulls() else None


def step(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Have people from schools lead, with a facilitator beside them."""
    network = finding.subject
    deep = beyond_sharing(judged.within(network))
    _, facilitators = _led(judged, deep)
    two, new = begin_with_people(judged, network, ("teacher", "leader"), facilitators)
    known = dict(deep.group_by("practice").len().iter_rows())
    chosen = choose(judged, max(_INQUIRY, judged.choice.min_depth), "schools", known, tried)
    text = judged.words(
        "Have {one} and {other} lead {network}’s next inquiry, with the facilitator beside them. They could use "
        "{practice}.",
        one=person_named(judged, two[0]),
        other=person_named(judged, two[1]),
        network=judged.name(network),
        practice=chosen.named(judged),
    )
    return Step(text, (*new, Work(chosen.id, chosen.depth, two, 1, network, started_by=two[0])))


RULE = Rule(
    name="leans_on_facilitators",
    title="Deep work depends on facilitators",
    about="network",
    views=NETWORK_VIEWS,
    definition="Facilitators lead more than the share `facilitated_share` of the network's work beyond sharing.",
    severity="the share of interactions beyond sharing that a facilitator led.",
    source="Katz, Earl & Jaafar 2009: building capacity; Head 2003: partnerships that outlast their funding.",
    find=find,
    step=step,
    numbers=(FACILITATED_SHARE,),
    place=7,
)
