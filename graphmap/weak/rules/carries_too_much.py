"""An actor whose ties hold too much of the deep work."""

from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.language.words import later
from graphmap.weak.finding import Finding, clipped
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import fixed
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import Number

DEEP_TIMES = Number(
    "deep_times",
    2,
    "One actor carries too much with at least this many times an equal share of the strength beyond sharing.",
)

_FEWEST_ACTORS = 5


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
    next_step=fixed(
        later("Share {name}’s load: ask a second person to lead one of the inquiries, and write that into their role.")
    ),
    numbers=(DEEP_TIMES,),
    place=5,
)
