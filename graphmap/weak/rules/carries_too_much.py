"""An actor whose ties hold too much of the deep work."""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.weak.finding import Finding, clipped
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import choose, suits
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


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors with too large a share of the strength that interactions beyond sharing give."""
    deep = judged.pairs.filter(pl.col("depth") >= model.BEYOND_SHARING).unique(
        ["source", "target", "interaction"], maintain_order=True
    )
    ends = pl.concat([deep.select("share", "interaction", actor=end) for end in ("source", "target")])
    if ends["actor"].n_unique() < _FEWEST_ACTORS:
        return
    total = float(deep["share"].sum())
    amounts = ends.group_by("actor", maintain_order=True).agg(pl.col("share").sum()).sort("actor")
    equal = 2 / len(amounts)  # each tie is in the share of both its ends
    threshold = min(1.0, judged.thresholds[DEEP_TIMES] * equal)
    too_much = amounts.filter(pl.col("share") >= threshold * total * (1 - 1e-9))["actor"].to_list()
    mine = ends.filter(pl.col("actor").is_in(too_much)).group_by("actor").agg(pl.col("interaction").unique())
    behind = {actor: set(ids) for actor, ids in mine.iter_rows()}
    for actor, amount in amounts.iter_rows():
        share = amount / total
        if share >= threshold > equal:
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
                clipped(0.5 + 0.5 * (share - threshold) / (1 - threshold)) if threshold < 1 else 1.0,
                reason,
                tuple(evidence),
            )


def step(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Have the two who do most deep work with an actor lead an inquiry without that actor."""
    deep = {
        other: tie["weight"] * tie["share_beyond"]
        for other, tie in judged.graph.adj[finding.subject].items()
        if tie["share_beyond"]
    }
    two = tuple(sorted(deep, key=lambda other: (-deep[other], other))[:2])
    name = judged.name(finding.subject)
    if len(two) < 2:
        return Step(judged.words("Share {name}’s load: ask two others to lead the next inquiry.", name=name))
    chosen = choose(judged, max(_INQUIRY, judged.choice.min_depth), suits(*two), {}, tried)
    text = judged.words(
        "Share {name}’s load: have {one} and {other} lead the next two inquiries themselves, and write that into "
        "their roles. They could use {practice}.",
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
    "more have some. Only interactions of challenge or deeper count.",
    severity="0.5, and as much again for how far the share is above that limit, as a part of how far it could be.",
    source="Freeman 1979, on centralisation; Katz, Earl & Jaafar 2009: commitment beyond a core of leaders.",
    find=find,
    step=step,
    numbers=(DEEP_TIMES,),
    place=5,
)
