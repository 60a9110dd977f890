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

DEEP_SHARE = Number(
    "deep_share",
    0.25,
    "An actor carries too much when its ties hold more than this share of all strength beyond sharing.",
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
    threshold = judged.thresholds[DEEP_SHARE]
    amounts = ends.group_by("actor", maintain_order=True).agg(pl.col("share").sum()).sort("actor")
    for actor, amount in amounts.iter_rows():
        share = amount / total
        if share > threshold:
            mine = set(ends.filter(pl.col("actor") == actor)["interaction"])
            evidence = [id for id in judged.taken_part[actor] if model.node_key("Interaction", id) in mine]
            reason = judged.words(
                "{share} of all strength beyond sharing is in the ties of {name}, from {interactions}.",
                share=f"{share:.0%}",
                name=judged.name(actor),
                interactions=judged.interactions_told(len(evidence)),
            )
            yield Finding(actor, None, clipped((share - threshold) / (1 - threshold)), reason, tuple(evidence))


RULE = Rule(
    name="carries_too_much",
    title="Carries too much of the deep work",
    about="actor",
    views=TIED_VIEWS,
    definition="Too large a share of all strength beyond sharing is in their ties, where five or more have some. "
    "Only interactions of challenge or deeper count.",
    severity="how far the share is above `deep_share`, as a part of how far it could be: "
    "(share - deep_share) / (1 - deep_share).",
    source="Freeman 1979, on centralisation; Katz, Earl & Jaafar 2009: commitment beyond a core of leaders.",
    find=find,
    next_step=fixed(
        later("Share {name}’s load: ask a second person to lead one of the inquiries, and write that into their role.")
    ),
    numbers=(DEEP_SHARE,),
    place=5,
)
