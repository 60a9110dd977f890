"""What to do about a weak link.

A step names a practice one level deeper than the tie is now and how to begin it, both from the codebook, who could
lead it, and a goal that both share; or it names the introductions that would help most.
"""

from collections.abc import Callable

import networkx as nx

from graphmap import model
from graphmap.language.wording import depth_word, listed
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork

Step = Callable[[JudgedNetwork, Finding], str]


def fixed(message: str) -> Step:
    """Return a step that is always `message`; ``{name}`` in it stands for the finding's subject."""
    return lambda judged, finding: judged.words(message, name=judged.name(finding.subject))


def starting(message: str, step: Step) -> Step:
    """Return a step that starts with `message` and goes on with `step`."""
    return lambda judged, finding: f"{judged.words(message)} {step(judged, finding)}"


def deepen(judged: JudgedNetwork, finding: Finding) -> str:
    """Suggest a practice one level deeper than the tie, who could lead it and which goal it could serve."""
    source, target = finding.subject, finding.other
    if target is None or not judged.graph.has_edge(source, target):
        return _begin(judged, model.BEYOND_SHARING, None)
    depth = min(judged.graph.edges[source, target]["depth"] + 1, len(model.DEPTHS) - 1)
    parts = [_begin(judged, depth, None), _who(judged, source, target), _which_goal(judged, source, target)]
    return " ".join(filter(None, parts))


def begin_challenge(judged: JudgedNetwork, finding: Finding) -> str:
    """Suggest a practice of challenge to a network, one that it knows if it knows any."""
    return _begin(judged, model.BEYOND_SHARING, finding.subject)


def add_carriers(judged: JudgedNetwork, finding: Finding) -> str:
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


def _begin(judged: JudgedNetwork, depth: int, network: NodeKey | None) -> str:
    """Name a practice of `depth` and how to begin it: the one done most often (within `network`), else the first by
    name."""
    practices = judged.practices.get(depth)
    if not practices:
        return judged.words("Go one step deeper, to {depth}.", depth=depth_word(depth, judged.words))
    counts = judged.done if network is None else dict(judged.within(network).group_by("practice").len().iter_rows())
    best = min(practices, key=lambda practice: (-counts.get(practice["name"], 0), practice["name"]))
    named = judged.words(
        "Try next: {practice} ({depth}).", practice=best["name"], depth=depth_word(depth, judged.words)
    )
    return f"{named} {best['how_to_begin'] or ''}".strip()


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
