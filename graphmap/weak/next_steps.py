"""What somebody could do on Monday about a weak link.

A step names the practice one rung deeper than where a tie is, and how to begin it so that it builds
trust (both from the codebook), who could carry it, and which goal that both share it could serve; or
the introductions that would help most.
"""

from collections.abc import Callable, Mapping

import networkx as nx

from graphmap import model
from graphmap.language.wording import depth_word, listed
from graphmap.language.words import later
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule
from graphmap.weak.introductions import introductions
from graphmap.weak.judged_network import JudgedNetwork


def next_step(case: JudgedNetwork, rule: Rule, finding: Finding) -> str:
    """A step to take about `finding`, in a sentence or a few."""
    return _STEPS[rule.name](case, finding)


# ------------------------------------------------------------------------------------- ties to deepen


def _deepen(case: JudgedNetwork, finding: Finding) -> str:
    """The practice one rung deeper than a tie, with who could carry it and which goal it could serve."""
    source, target = finding.subject, finding.other
    if target is None or not case.graph.has_edge(source, target):
        return _begin(case, model.BEYOND_SHARING, None)
    depth = min(case.graph.edges[source, target]["depth"] + 1, len(model.DEPTHS) - 1)
    parts = [_begin(case, depth, None), _who(case, source, target), _which_goal(case, source, target)]
    return " ".join(filter(None, parts))


def _begin(case: JudgedNetwork, depth: int, network: NodeKey | None) -> str:
    """The practice of `depth` to begin with, and how: the one most often done already (within `network`), else the
    codebook's first."""
    practices = case.practices.get(depth)
    if not practices:
        return case.words("Take one step deeper, to {depth}.", depth=depth_word(depth, case.words))
    counts = case.done if network is None else dict(case.within(network).group_by("practice").len().iter_rows())
    best = min(practices, key=lambda practice: (-counts.get(practice["name"], 0), practice["name"]))
    told = case.words("Next step: {practice} ({depth}).", practice=best["name"], depth=depth_word(depth, case.words))
    return f"{told} {best['how_to_begin'] or ''}".strip()


def _who(case: JudgedNetwork, source: NodeKey, target: NodeKey) -> str:
    """Who could carry it: somebody with roles at both ends, else a partner whom both work with."""
    nobody: frozenset[NodeKey] = frozenset()
    both = sorted(case.people_at.get(source, nobody) & case.people_at.get(target, nobody))
    if both:
        return case.words("{name} has a role at both and could carry it.", name=case.name(both[0]))
    partners = sorted(
        nx.common_neighbors(case.graph, source, target),
        key=lambda node: (-_ties_with(case, node, source, target), node),
    )
    if not partners:
        return ""
    return case.words("{name} works with both and could bring them together.", name=case.name(partners[0]))


def _ties_with(case: JudgedNetwork, node: NodeKey, source: NodeKey, target: NodeKey) -> float:
    """How strongly `node` is tied to both: the weaker of the two strengths."""
    return min(float(case.graph.edges[node, end]["weight"]) for end in (source, target))


def _which_goal(case: JudgedNetwork, source: NodeKey, target: NodeKey) -> str:
    shared = case.networks_of.get(source, frozenset()) & case.networks_of.get(target, frozenset())
    goals = case.goals_of(shared)
    return case.words("It could serve the goal ‘{goal}’, which both share.", goal=case.name(goals[0])) if goals else ""


def _deepen_strongest(case: JudgedNetwork, actor: NodeKey) -> str:
    """Deepen the strongest tie that the actor has."""
    other = min(case.graph.adj[actor], key=lambda node: (-case.graph.edges[actor, node]["weight"], node))
    step = _deepen(case, Finding(actor, other, 0.0, "", ()))
    return case.words("Begin where trust is: with {name}.", name=case.name(other)) + f" {step}"


# ----------------------------------------------------------------------------------- people and places


def _second_carrier(case: JudgedNetwork, finding: Finding) -> str:
    """Bring a second person in on each side."""
    assert finding.other is not None
    ends = (finding.subject, finding.other)
    carriers = frozenset().union(*case.carriers.get((min(ends), max(ends)), ()))
    named = [case.name(sorted(spare)[0]) for end in ends if (spare := case.people_at.get(end, frozenset()) - carriers)]
    if not named:
        return case.words(
            "Introduce a second person on each side to the other, so that the tie does not end when one of them leaves."
        )
    return case.words(
        "Bring in a second person on each side before it is needed: {names} could come along next time.",
        names=listed(named, 2, case.words),
    )


def _introduce(case: JudgedNetwork, actor: NodeKey) -> str:
    best = introductions(case, actor)
    if not best:
        return case.words("There is nobody here to be introduced to yet; widen the window or the networks.")
    told = [case.name(each.actor) + (f" ({'; '.join(each.why)})" if each.why else "") for each in best]
    return case.words(
        "Check first that nothing is missing from the records. Then introduce {name} to one of: {names}.",
        name=case.name(actor),
        names=", ".join(told),
    )


def _introduce_around(case: JudgedNetwork, actor: NodeKey) -> str:
    """Somebody of each of the two largest parts that would remain without `actor`."""
    strengths = {node: tie["weight"] for node, tie in case.graph.adj[actor].items()}
    closest = [min(part.ends, key=lambda node: (-strengths[node], node)) for part in case.branches[actor][:2]]
    return case.words(
        "Tie those around to each other: introduce {one} and {other}, who both know {name}.",
        one=case.name(closest[0]),
        other=case.name(closest[1]),
        name=case.name(actor),
    )


# -------------------------------------------------------------------------------------------- networks


def _name_goal(case: JudgedNetwork, network: NodeKey) -> str:
    goals = case.goals_of([network])
    if goals:
        return case.words(
            "Begin the next meeting from the goal ‘{goal}’: what would have to change for it, and "
            "what did we do towards it?",
            goal=case.name(goals[0]),
        )
    return case.words(
        "Agree on one goal for {network} from what learners need, with the evidence beside it, and "
        "let the next interaction serve it.",
        network=case.name(network),
    )


def _begin_challenge(case: JudgedNetwork, finding: Finding) -> str:
    return _begin(case, model.BEYOND_SHARING, finding.subject)


def _said(message: str) -> Callable[[JudgedNetwork, Finding], str]:
    """A step that is the same whomever it is about; ``{name}`` stands for their name."""
    return lambda case, finding: case.words(message, name=case.name(finding.subject))


def _before(message: str, step: Callable[[JudgedNetwork, Finding], str]) -> Callable[[JudgedNetwork, Finding], str]:
    """A step that begins with the same sentences whomever it is about."""
    return lambda case, finding: f"{case.words(message)} {step(case, finding)}"


_STEPS: Mapping[str, Callable[[JudgedNetwork, Finding], str]] = {
    "only_sharing": _deepen,
    "single_event": _deepen,
    "gone_stale": _before(later("Ask both whether the tie still serves them. If it does, renew it deeper."), _deepen),
    "one_pair": _second_carrier,
    "one_sided": _before(
        later("Let the other side ask next: find out what it wants to get better at, and who here could help."), _deepen
    ),
    "bridge": _second_carrier,
    "no_third_partner": _deepen,
    "isolated": lambda case, finding: _introduce(case, finding.subject),
    "one_tie": _deepen,
    "nothing_beyond_sharing": lambda case, finding: _deepen_strongest(case, finding.subject),
    "cut_vertex": lambda case, finding: _introduce_around(case, finding.subject),
    "carries_too_much": _said(
        later(
            "Share out what {name} carries: let a second person lead one of the inquiries, and say "
            "in their role what it is for."
        )
    ),
    "vacant": _said(
        later("Fill the role, share its work out by name, or close it: say which, and tell those who waited for it.")
    ),
    "without_purpose": _said(
        later("Write down in a sentence what the role is there to do across schools, with the person who holds it.")
    ),
    "community_absent": _said(
        later(
            "Before the next plan is made, ask whānau, iwi and community partners what they want "
            "from {name}: one question, not a report."
        )
    ),
    "only_leaders": _said(
        later(
            "Let the next interaction be led by two teachers, with time released for them, and leaders there to learn."
        )
    ),
    "no_goal": lambda case, finding: _name_goal(case, finding.subject),
    "nobody_challenges": _begin_challenge,
    "still_what_it_began": _before(later("Keep what brings people together, and add to it."), _begin_challenge),
    "funding_ends": _before(
        later("Settle now what goes on without the money, who does it, and in whose time."), _begin_challenge
    ),
}
"""The step for each rule, by its name."""
