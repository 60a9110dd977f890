"""An actor with ties, none beyond sharing."""

from collections import Counter
from collections.abc import Iterator

from graphmap.language.wording import depth_word
from graphmap.weak.finding import FAINT, Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import deepened
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.step import Step

_HABITS = 2
"""One tie is the matter of the rule about that tie."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the actors with two ties or more that have become a habit, none of them beyond sharing."""
    for actor in judged.graph:
        ties = list(judged.graph.adj[actor].values())
        habits = [tie for tie in ties if tie["interactions"] > 1 and tie["weight"] >= FAINT]
        if len(habits) < _HABITS or any(not tie["only_sharing"] or "last_beyond" in tie for tie in ties):
            continue
        strength = sum(tie["weight"] for tie in habits)
        deepest = max(tie["depth"] for tie in ties)
        reason = judged.words(
            "{name} has {ties}, and the deepest is {depth}.",
            name=judged.name(actor),
            ties=judged.words.many("{number} tie", "{number} ties", len(ties)),
            depth=depth_word(deepest, judged.words),
        )
        yield Finding(actor, None, strength / (strength + 2), reason, judged.taken_part[actor])


def step(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Deepen the strongest tie."""
    ties = judged.graph.adj[finding.subject]
    strongest = min(ties, key=lambda node: (-ties[node]["weight"], node))
    deeper = deepened(judged, [finding.subject, strongest], tried)
    start = judged.words(
        "Start with the strongest tie of {name}, the one with {other}.",
        name=judged.name(finding.subject),
        other=judged.name(strongest),
    )
    return Step(f"{start} {deeper.text}", deeper.acts)


RULE = Rule(
    name="nothing_beyond_sharing",
    title="No tie beyond sharing",
    about="actor",
    views=TIED_VIEWS,
    definition="Two ties or more have become a habit, but nothing in any tie goes beyond sharing. A habit is two "
    "interactions or more, with the strength of two among six actors.",
    severity="s / (s + 2) for the strength s of those habits.",
    source="Little 1990; Katz, Earl & Jaafar 2009.",
    find=find,
    step=step,
    place=3,
    family="only_sharing",
)
