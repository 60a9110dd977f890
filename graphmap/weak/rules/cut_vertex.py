"""An actor without whom part of the network falls apart."""

from collections import Counter
from collections.abc import Iterator

from graphmap.measures.cohesion import fragmentation_of
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import introduction
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.step import Step


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the cut vertices of the graph."""
    for actor, parts in sorted(judged.branches.items()):
        sizes = [part.size for part in parts]
        lost = fragmentation_of(sizes) or 0.0
        reason = judged.words(
            "Without {name}, {others} would fall into {parts} groups, and {share} of the pairs among them could no "
            "longer reach each other.",
            name=judged.name(actor),
            others=judged.words.many("{number} other", "{number} others", sum(sizes)),
            parts=len(sizes),
            share=f"{lost:.0%}",
        )
        others = judged.population - 1
        parted = lost * sum(sizes) * (sum(sizes) - 1) / (others * (others - 1))
        yield Finding(actor, None, parted, reason, judged.taken_part[actor], concerned=1 + sum(sizes[1:]))


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Introduce somebody from each of the two largest groups that would remain."""
    strengths = {node: tie["weight"] for node, tie in judged.graph.adj[finding.subject].items()}
    two_largest = judged.branches[finding.subject][:2]
    one, other = (min(part.ends, key=lambda node: (-strengths[node], node)) for part in two_largest)
    text = judged.words(
        "Introduce {one} and {other} to each other: both work with {name}.",
        one=judged.name(one),
        other=judged.name(other),
        name=judged.name(finding.subject),
    )
    return Step(text, (introduction(judged, one, other),))


RULE = Rule(
    name="cut_vertex",
    title="Holds the network together",
    about="actor",
    views=TIED_VIEWS,
    definition="Without them, their part of the network falls apart.",
    severity="the share of all pairs of others in the view who could no longer reach each other.",
    source="Harary 1969; the share is Borgatti's fragmentation (2006). Found by networkx's `biconnected_components`.",
    find=find,
    step=step,
    place=4,
)
