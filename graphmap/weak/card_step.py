"""The one step of a card: it treats the most severe of what the card holds."""

from collections import Counter
from collections.abc import Sequence

import networkx as nx

from graphmap.language.wording import listed
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.step import Step

_SAME = 1e-9
_MOST = 6
"""A step names so many that are equally severe, and brings so many together."""


def card_step(judged: JudgedNetwork, found: Sequence[tuple[Rule, Finding]], tried: Counter[str]) -> Step:
    """Return the step for findings that share a card.

    It is the step of the most severe finding. Of several ties that are equally severe and hang together, all their
    actors go deeper together, where they are few; of other findings that are equally severe, each is treated, or the
    first few.
    """
    rule, worst = max(found, key=lambda each: each[1].severity)
    same = [each for of, each in found if of is rule and each.severity >= worst.severity - _SAME]
    if rule.about == "tie":
        same = [*_hanging_together(same, worst)]
        if rule.group_step and len(same) > 1 and len(_actors(same)) <= _MOST:
            return _for_all(judged, rule, same, tried)
    step = _for_each(judged, rule, same[:_MOST], tried)
    if rule.about == "tie" and len({each.other for of, each in found if of is rule}) > 1 and len(same) == 1:
        pair = listed([judged.name(end) for end in (worst.subject, worst.other) if end], 2, judged.words)
        return Step(f"{judged.words('Start with {names}.', names=pair)} {step.text}", step.acts)
    return step


def _hanging_together(same: Sequence[Finding], worst: Finding) -> Sequence[Finding]:
    """Return the ties among `same` that hang together with `worst`; with one cause, all of them."""
    if worst.cause:
        return same
    graph = nx.Graph((finding.subject, finding.other) for finding in same)
    together = nx.node_connected_component(graph, worst.subject)
    return [finding for finding in same if finding.subject in together]


def _for_all(judged: JudgedNetwork, rule: Rule, same: Sequence[Finding], tried: Counter[str]) -> Step:
    assert rule.group_step
    actors = _actors(same)
    step = rule.group_step(judged, actors, tried)
    names = listed(list(map(judged.name, actors)), _MOST, judged.words)
    return Step(f"{judged.words('Bring {names} together.', names=names)} {step.text}", step.acts)


def _for_each(judged: JudgedNetwork, rule: Rule, same: Sequence[Finding], tried: Counter[str]) -> Step:
    first, *others = [rule.step(judged, finding, tried) for finding in same]
    if not others or all(step == first for step in others):
        return first
    text = first.text
    if all(step.text != first.text for step in others):
        named = [_about(judged, rule, finding) for finding in same[1:]]
        names = listed(named, _MOST, judged.words)
        text = f"{first.text} {judged.words('Do the same for {names}.', names=names)}"
    acts = dict.fromkeys(act for step in (first, *others) for act in step.acts)
    return Step(text, tuple(acts))


def _about(judged: JudgedNetwork, rule: Rule, finding: Finding) -> str:
    """Return what a finding is about in words: its subject, or both ends of its tie."""
    if rule.about == "tie" and finding.other:
        return judged.words("{one} with {other}", one=judged.name(finding.subject), other=judged.name(finding.other))
    return f"‘{judged.name(finding.subject)}’" if rule.about == "role" else judged.name(finding.subject)


def _actors(findings: Sequence[Finding]) -> Sequence[NodeKey]:
    return sorted({end for finding in findings for end in (finding.subject, finding.other) if end})
