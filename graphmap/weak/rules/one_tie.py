"""An actor with one tie only, where others have more."""

from collections.abc import Iterator

from graphmap.weak.finding import Finding
from graphmap.weak.introductions import introduce
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors whose only tie is with somebody who has more."""
    for actor, degree in judged.graph.degree():
        if degree == 1 and judged.is_member(actor):
            other, tie = next(iter(judged.graph.adj[actor].items()))
            if judged.graph.degree(other) > 1:
                reason = judged.words(
                    "{name}’s only tie is with {other}, through {interactions}.",
                    name=judged.name(actor),
                    other=judged.name(other),
                    interactions=judged.interactions_told(tie["interactions"]),
                )
                behind = judged.behind[min(actor, other), max(actor, other)]
                yield Finding(actor, other, 0.5 + 0.5 / tie["interactions"], reason, behind)


RULE = Rule(
    name="one_tie",
    title="Connected by one tie",
    about="actor",
    views=TIED_VIEWS,
    definition="There is one tie only, with a partner who has others.",
    severity="0.5 + 0.5 / the number of interactions of that tie, so 1 for a single event.",
    source="Wasserman & Faust 1994, on pendants.",
    find=find,
    step=introduce,
    place=2,
)
