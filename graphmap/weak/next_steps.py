"""What to do about a weak link.

A step treats the finding: doing it makes the finding weaker. Where a tie is to go deeper, the step names a practice one
level beyond the one it has settled at, chosen from the codebook by whom it suits and by what the two have done before,
with how to begin, who could lead it, and a goal that both share. So that twenty steps are not one step twenty times, a
practice that has been suggested often comes later.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.language.wording import depth_word, listed
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork

Step = Callable[[JudgedNetwork, Finding, Counter[str]], str]

_COLLEAGUES, _SCHOOLS, _IWI, _PARTNER = "colleagues", "schools", "iwi", "partner"
"""Whom a practice suits, as the codebook says it."""


def fixed(message: str) -> Step:
    """Return a step that is always `message`; ``{name}`` in it stands for the finding's subject."""
    return lambda judged, finding, _: judged.words(message, name=judged.name(finding.subject))


def starting(message: str, step: Step) -> Step:
    """Return a step that starts with `message` and goes on with `step`."""
    return lambda judged, finding, tried: f"{judged.words(message)} {step(judged, finding, tried)}"


def deepen(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> str:
    """Suggest a practice one level deeper than the tie, who could lead it and which goal it could serve."""
    source, target = finding.subject, finding.other
    network = next(
        (n for n in (judged, judged.all_time) if target is not None and n.graph.has_edge(source, target)), None
    )
    if target is None or network is None:
        return _begin(judged, model.BEYOND_SHARING, _suits(source), {}, tried)
    tie = network.graph.edges[source, target]
    depth = min(int(tie.get("settled", tie["depth"])) + 1, len(model.DEPTHS) - 1)
    known = network.practices_of(source, target)
    parts = [
        _begin(judged, depth, _suits(source, target), known, tried),
        _who(judged, source, target),
        _which_goal(judged, source, target),
    ]
    return " ".join(filter(None, parts))


def begin_challenge(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> str:
    """Suggest a practice of challenge to a network, one that it knows if it knows any."""
    known = dict(judged.within(finding.subject).group_by("practice").len().iter_rows())
    return _begin(judged, model.BEYOND_SHARING, _SCHOOLS, known, tried)


def add_carriers(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> str:
    """Suggest a second person on each side of a tie."""
    assert finding.other is not None
    ends = (finding.subject, finding.other)
    carriers = frozenset().union(*judged.carriers.get((min(ends), max(ends)), ()))
    spare = [judged.people_at.get(end, frozenset()) - carriers for end in ends]
    named = [judged.name(min(people)) for people in spare if people]
    if not named:
        return judged.words("Introduce a second person from each side, so that the tie outlasts either of them.")
    return judged.words(
        "Bring in a second person from each side: {names} could come along next time.",
        names=listed(named, 2, judged.words),
    )


def _suits(*ends: NodeKey) -> str:
    """Return whom a practice has to suit for these actors to do it together."""
    kinds = {model.split_key(end)[0].label for end in ends}
    if "Iwi" in kinds:
        return _IWI
    if "CommunityPartner" in kinds:
        return _PARTNER
    return _COLLEAGUES if kinds == {"Person"} else _SCHOOLS


def _begin(judged: JudgedNetwork, depth: int, suits: str, known: Mapping[str, int], tried: Counter[str]) -> str:
    """Name a practice of `depth` and how to begin it.

    What was suggested least so far comes first; then what is among the practices `known` to the two, what builds on
    them, and what is done most elsewhere.
    """
    fitting = [
        practice for practice in judged.practices.get(depth, ()) if suits in (_listed(practice.get("suits")) or [suits])
    ]
    if not fitting:
        return judged.words("Go one step deeper, to {depth}.", depth=depth_word(depth, judged.words))

    def place(practice: Mapping[str, Any]) -> tuple[float, int, str]:
        name = str(practice["name"])
        fits = 0.6 * (name in known) + 0.3 * any(base in known for base in _listed(practice.get("builds_on")))
        return (tried[name] - fits, -judged.done.get(name, 0), name)

    best = min(fitting, key=place)
    tried[str(best["name"])] += 1
    named = judged.words(
        "Try next: {practice} ({depth}).", practice=best["name"], depth=depth_word(depth, judged.words)
    )
    return f"{named} {best['how_to_begin'] or ''}".strip()


def _listed(text: object) -> list[str]:
    """Return the texts of a codebook cell that lists several with semicolons."""
    return [part.strip() for part in str(text or "").split(";") if part.strip()]


def _who(judged: JudgedNetwork, source: NodeKey, target: NodeKey) -> str:
    """Name somebody with roles at both ends, else a partner of both."""
    nobody: frozenset[NodeKey] = frozenset()
    both = sorted(judged.people_at.get(source, nobody) & judged.people_at.get(target, nobody))
    if both:
        return judged.words("{name} has a role at both and could lead it.", name=judged.name(both[0]))
    partners = sorted(
        nx.common_neighbors(judged.graph, source, target),
        key=lambda node: (-_weaker_tie(judged, node, source, target), node),
    )
    if not partners:
        return ""
    return judged.words("{name} works with both and could bring them together.", name=judged.name(partners[0]))


def _weaker_tie(judged: JudgedNetwork, node: NodeKey, source: NodeKey, target: NodeKey) -> float:
    """Return the weaker strength of the two ties that `node` has with both."""
    return min(float(judged.graph.edges[node, end]["weight"]) for end in (source, target))


def _which_goal(judged: JudgedNetwork, source: NodeKey, target: NodeKey) -> str:
    shared = judged.networks_of.get(source, frozenset()) & judged.networks_of.get(target, frozenset())
    goals = judged.goals_of(shared)
    return judged.words("It could serve a goal that both share: ‘{goal}’.", goal=judged.name(goals[0])) if goals else ""
