"""A tie without which part of the network falls in two."""

from collections.abc import Iterator

from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.measures.cohesion import smaller_side
from graphmap.weak.finding import Finding, clipped
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import bring_a_third
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the bridges of components of three actors or more."""
    for source, target in judged.ties.filter("bridge").select("source", "target").iter_rows():
        if judged.together[source] < 3:
            continue
        smaller = smaller_side(judged.graph, source, target)
        reason = judged.words(
            "Without the tie between {one} and {other}, {names} would be cut off from {rest}.",
            one=judged.name(source),
            other=judged.name(target),
            names=listed(sorted(map(judged.name, smaller)), 3, judged.words),
            rest=judged.words.many("{number} other", "{number} others", judged.together[source] - len(smaller)),
        )
        severity = clipped(2 * len(smaller) / judged.population)
        behind = judged.behind[source, target]
        yield Finding(source, target, severity, reason, behind, concerned=1 + len(smaller))


RULE = Rule(
    name="bridge",
    title="The only link between two groups",
    about="tie",
    views=TIED_VIEWS,
    definition="Without this tie, its part of the network, of three or more, falls in two.",
    severity="twice the share of all in the view that would be cut off, so 1 where it falls in halves.",
    source="Harary 1969; Granovetter 1973.",
    find=find,
    step=bring_a_third,
    place=6,
    is_shared=False,
    together=later("{ties} among {actors} are each the only link between two groups."),
)
