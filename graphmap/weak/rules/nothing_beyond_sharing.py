"""An actor with ties, none beyond sharing."""

from collections.abc import Iterator

from graphmap import model
from graphmap.language.wording import depth_word
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import deepen
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors whose deepest tie is sharing or contact."""
    for actor, degree in judged.graph.degree():
        depths = [tie["depth"] for tie in judged.graph.adj[actor].values()]
        if degree and max(depths) < model.BEYOND_SHARING:
            reason = judged.words(
                "{name} has {ties}, and the deepest is {depth}.",
                name=judged.name(actor),
                ties=judged.words.many("{number} tie", "{number} ties", degree),
                depth=depth_word(max(depths), judged.words),
            )
            yield Finding(actor, None, 1 - 1 / (degree + 1), reason, judged.taken_part[actor])


def next_step(judged: JudgedNetwork, finding: Finding) -> str:
    """Deepen the strongest tie."""
    ties = judged.graph.adj[finding.subject]
    strongest = min(ties, key=lambda node: (-ties[node]["weight"], node))
    step = deepen(judged, Finding(finding.subject, strongest, 0.0, "", ()))
    return judged.words("Start with {name}, the strongest tie.", name=judged.name(strongest)) + f" {step}"


RULE = Rule(
    name="nothing_beyond_sharing",
    title="No tie beyond sharing",
    about="actor",
    views=TIED_VIEWS,
    definition="There are ties, but none goes beyond sharing.",
    severity="1 - 1 / (number of ties + 1): the more partners, the more is missed.",
    source="Little 1990; Katz, Earl & Jaafar 2009.",
    find=find,
    next_step=next_step,
    place=3,
)
