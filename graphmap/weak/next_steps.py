"""What to do about a weak link.

A step treats the finding: doing it makes the finding weaker. Where a tie is to go deeper, the step names a practice one
level beyond the one it has settled at, chosen from the codebook by whom it suits and by what the two have done before,
with how to begin, how often, who could lead it, and a goal that both share. So that twenty steps are not one step
twenty times, a practice that has been suggested often comes later. Of a card, the step treats the most severe
of its findings. *What if* can suppose a step done: `graphmap.whatif.suppose.edits_of`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.graph.settling import LEAST_SHARE, LEAST_TIMES
from graphmap.language.wording import depth_word, listed
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.step import Act, Joins, Step, Work

StepMaker = Callable[[JudgedNetwork, Finding, Counter[str]], Step]

_COLLEAGUES, _SCHOOLS, _IWI, _PARTNER = "colleagues", "schools", "iwi", "partner"
"""Whom a practice suits, as the codebook says it."""

NEWCOMER = model.node_key("Person", "what-if-")
"""What the node keys of people start with who are not on record yet."""

_MOST_TIMES = 4
"""Once a term: nobody can be asked for more in a year."""


def fixed(message: str) -> StepMaker:
    """Return a step that is always `message`; ``{name}`` in it stands for the finding's subject."""
    return lambda judged, finding, _: Step(judged.words(message, name=judged.name(finding.subject)))


def starting(message: str, step: StepMaker) -> StepMaker:
    """Return a step that starts with `message` and goes on with `step`."""

    def started(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
        rest = step(judged, finding, tried)
        return Step(f"{judged.words(message)} {rest.text}", rest.acts)

    return started


# ---------------------------------------------------------------------------------------------------- a tie goes deeper


def deepen(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Suggest a practice one level deeper than the tie, how often, who could lead it and which goal it could serve."""
    assert finding.other is not None
    return deepened(judged, [finding.subject, finding.other], tried)


def meet_again(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Suggest what two who met once could do next."""
    assert finding.other is not None
    return met_again(judged, [finding.subject, finding.other], tried)


def met_again(judged: JudgedNetwork, actors: Sequence[NodeKey], tried: Counter[str]) -> Step:
    """Suggest what these actors, who met once, could do next."""
    return deepened(judged, actors, tried, habit=False)


def restart(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Suggest that two take up again what they did at the depth they had reached."""
    assert finding.other is not None
    return restarted(judged, [finding.subject, finding.other], tried)


def restarted(judged: JudgedNetwork, actors: Sequence[NodeKey], tried: Counter[str]) -> Step:
    """Suggest that these actors take up again what they did at the depth they had reached."""
    return deepened(judged, actors, tried, restart=True)


def deepened(
    judged: JudgedNetwork, actors: Sequence[NodeKey], tried: Counter[str], *, restart: bool = False, habit: bool = True
) -> Step:
    """Suggest what `actors` could do next, one level deeper than their ties, or with `restart` as deep as they were.

    A practice of contact or sharing is only the way there: one beyond sharing follows. It is done as often as makes it
    a `habit`, or once.
    """
    ties = _ties_among(judged.all_time if restart else judged, actors)
    settled = min((int(tie.get("settled", tie["depth"])) for tie in ties), default=0)
    depth = max(min(settled + (not restart), len(model.DEPTHS) - 1), judged.choice.min_depth)
    known = Counter(practice for tie in _pairs(judged, actors) for practice in judged.practices_of(*tie))
    fit = suits(*actors)
    first = choose(judged, depth, fit, known, tried)
    parts, chosen = [first.begin(judged)], [first]
    if depth < model.BEYOND_SHARING:
        chosen.append(choose(judged, model.BEYOND_SHARING, fit, {**known, first.name: 1}, tried))
        parts.append(judged.words("After that, go deeper: {practice}.", practice=chosen[-1].named(judged)))
    times = 1
    if habit or len(chosen) > 1:
        times = _until_settled(max((float(tie["weight"]) for tie in ties), default=0.0), len(actors))
        twice = judged.words("Do it at least twice this year.")
        more = judged.words("Do it at least {number} times this year.", number=times)
        parts.append(twice if times == LEAST_TIMES else more)
    if len(actors) == 2:
        parts += [_who(judged, *actors), _which_goal(judged, *actors)]
    counts = [1] * (len(chosen) - 1) + [times]
    acts = [Work(each.id, each.depth, tuple(actors), count) for each, count in zip(chosen, counts, strict=True)]
    return Step(" ".join(filter(None, parts)), tuple(acts))


def _until_settled(strength: float, actors: int) -> int:
    """Return how often these actors have to go deeper before ties of this strength settle there; at most once a
    term."""
    each = 1 / max(1, actors - 1)
    wanted = LEAST_SHARE * strength / (1 - LEAST_SHARE) / each
    return min(_MOST_TIMES, max(LEAST_TIMES, ceil(wanted - 1e-9)))


def _pairs(judged: JudgedNetwork, actors: Sequence[NodeKey]) -> Sequence[tuple[NodeKey, NodeKey]]:
    return [
        (one, other)
        for place, one in enumerate(actors)
        for other in actors[place + 1 :]
        if judged.all_time.graph.has_edge(one, other) or judged.graph.has_edge(one, other)
    ]


def _ties_among(judged: JudgedNetwork, actors: Sequence[NodeKey]) -> Sequence[Mapping[str, Any]]:
    """Return the ties among `actors` in the period, or else those of any time."""
    for network in (judged, judged.all_time):
        found = [network.graph.edges[pair] for pair in _pairs(judged, actors) if network.graph.has_edge(*pair)]
        if found:
            return found
    return []


# ---------------------------------------------------------------------------------------------- a practice that suits


@dataclass(frozen=True)
class Chosen:
    """A practice of the codebook; without a codebook, its depth alone."""

    id: str
    name: str
    depth: int
    how: str

    def named(self, judged: JudgedNetwork) -> str:
        """Return the practice with its depth in words."""
        depth = depth_word(self.depth, judged.words)
        return f"{self.name} ({depth})" if self.name else depth

    def begin(self, judged: JudgedNetwork) -> str:
        """Return what to try and how to begin it."""
        depth = depth_word(self.depth, judged.words)
        if not self.id:
            return judged.words("Go one step deeper, to {depth}.", depth=depth)
        named = judged.words("Try next: {practice} ({depth}).", practice=self.name, depth=depth)
        return f"{named} {self.how}".strip()


def choose(
    judged: JudgedNetwork, depth: int, suits: str, known: Mapping[str, int], tried: Counter[str], name: str = ""
) -> Chosen:
    """Return a practice of `depth` that `suits`, the one called `name` if it is among them.

    What was suggested least so far comes first; then what is among the practices `known` to the actors, what builds on
    them, and what is done most elsewhere.
    """
    fitting = [
        practice for practice in judged.practices.get(depth, ()) if suits in (_listed(practice.get("suits")) or [suits])
    ]
    if not fitting:
        return Chosen("", "", depth, "")

    def place(practice: Mapping[str, Any]) -> tuple[bool, float, int, str]:
        called = str(practice["name"])
        fits = 0.6 * (called in known) + 0.3 * any(base in known for base in _listed(practice.get("builds_on")))
        return (called != name, tried[called] - fits, -judged.done.get(called, 0), called)

    best = min(fitting, key=place)
    if not name:
        tried[str(best["name"])] += 1
    return Chosen(str(best["id"]), str(best["name"]), depth, str(best["how_to_begin"] or ""))


def meeting(judged: JudgedNetwork, suits: str, name: str) -> Chosen:
    """Return the practice called `name`, or another as shallow as the view counts."""
    return choose(judged, judged.choice.min_depth, suits, {}, Counter(), name)


def introduction(judged: JudgedNetwork, one: NodeKey, other: NodeKey) -> Act:
    """Return the act that two who have no tie meet."""
    chosen = meeting(judged, suits(one, other), "first meeting")
    return Work(chosen.id, chosen.depth, (one, other))


def suits(*ends: NodeKey) -> str:
    """Return whom a practice has to suit for these actors to do it together."""
    kinds = {model.split_key(end)[0].label for end in ends}
    if "Iwi" in kinds:
        return _IWI
    if "CommunityPartner" in kinds:
        return _PARTNER
    return _COLLEAGUES if kinds == {"Person"} else _SCHOOLS


def _listed(text: object) -> list[str]:
    """Return the texts of a codebook cell that lists several with semicolons."""
    return [part.strip() for part in str(text or "").split(";") if part.strip()]


# ---------------------------------------------------------------------------------------------------- within a network


def begin_challenge(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Suggest a practice of challenge to a network, one that it knows if it knows any, and two who could begin."""
    network = finding.subject
    known = dict(judged.within(network).group_by("practice").len().iter_rows())
    depth = max(model.BEYOND_SHARING, judged.choice.min_depth)
    chosen = choose(judged, depth, _SCHOOLS, known, tried)
    two = members_to_begin(judged, network)
    names = listed(list(map(judged.name, two)), 2, judged.words)
    who = judged.words("{names} could begin, this term and again next term.", names=names)
    return Step(f"{chosen.begin(judged)} {who}", (Work(chosen.id, depth, two, 2, network),))


def members_to_begin(judged: JudgedNetwork, network: NodeKey) -> tuple[NodeKey, ...]:
    """Return two members of a network, schools first, those with most records first; the network if it has none."""
    members = sorted(
        judged.members(network),
        key=lambda key: (model.split_key(key)[0].label != "School", -len(judged.taken_part.get(key, ())), key),
    )
    return tuple(members[:2]) or (network,)


def people_in(judged: JudgedNetwork, network: NodeKey, group: str, most: int = 2) -> tuple[NodeKey, ...]:
    """Return people with a role of `group` at a network's members, at most one a member, the most active first."""
    places = [place for place in (*sorted(judged.members(network)), network) if place in judged.people_at]
    busy = judged.times_on_record
    best = [
        min(people, key=lambda person: (-busy.get(person, 0), person))
        for place in places
        if (people := judged.people_at[place] & judged.people_in_group.get(group, frozenset()))
    ]
    return tuple(sorted(dict.fromkeys(best), key=lambda person: (-busy.get(person, 0), person))[:most])


def begin_with_people(
    judged: JudgedNetwork, network: NodeKey, groups: Sequence[str], but: frozenset[NodeKey] | set[NodeKey]
) -> tuple[tuple[NodeKey, NodeKey], tuple[Act, ...]]:
    """Return two people of these groups at a network's members, `but` for some, and who of them is new there."""
    found = [person for group in groups for person in people_in(judged, network, group, most=4) if person not in but]
    two = list(dict.fromkeys(found))[:2]
    members = members_to_begin(judged, network)
    new = [
        replace(somebody_new(network, members[-1], groups[0]), person=f"{NEWCOMER}{number}-{network.partition(':')[2]}")
        for number in range(2 - len(two))
    ]
    two += [joins.person for joins in new]
    return (two[0], two[1]), tuple(new)


def person_named(judged: JudgedNetwork, person: NodeKey) -> str:
    """Return a person's name; of somebody who is not on record yet, that it is a teacher."""
    return judged.words("a teacher") if person.startswith(NEWCOMER) else judged.name(person)


def somebody_new(network: NodeKey, place: NodeKey, group: str) -> Joins:
    """Return the act that somebody who is not on record yet takes up a role of `group` at `place`."""
    word = network.partition(":")[2]
    return Joins(f"{NEWCOMER}{group}-{word}", place, group)


# ------------------------------------------------------------------------------------------------- who carries a tie


def add_carriers(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Suggest a second person on each side of a tie that one person carries."""
    assert finding.other is not None
    ends = (finding.subject, finding.other)
    sides = judged.carriers.get((min(ends), max(ends)), (frozenset(), frozenset()))
    if ends[0] > ends[1]:
        sides = sides[::-1]
    carriers: frozenset[NodeKey] = frozenset().union(*sides)
    joining: list[NodeKey] = []
    new: list[Joins] = []
    named: list[str] = []
    for end, side in zip(ends, sides, strict=True):
        spare = judged.people_at.get(end, frozenset()) - carriers
        if len(side) > 1:
            joining.append(min(side))
        elif spare:
            joining.append(min(spare))
            named.append(judged.name(joining[-1]))
        else:
            new.append(somebody_new(end, end, "teacher"))
            joining.append(new[-1].person)
    depth = max(1, judged.choice.min_depth)
    chosen = choose(judged, depth, _COLLEAGUES, {}, Counter())
    acts: tuple[Act, ...] = (*new, Work(chosen.id, chosen.depth, tuple(joining)))
    if not named:
        places = listed([judged.name(each.place) for each in new], 2, judged.words)
        text = judged.words("Find a second person at {places} who could come along next time.", places=places)
        return Step(text, acts)
    names = listed(named, 2, judged.words)
    if len(named) == 1:
        return Step(judged.words("Bring in a second person: {names} could come along next time.", names=names), acts)
    return Step(
        judged.words("Bring in a second person from each side: {names} could come along next time.", names=names), acts
    )


def bring_a_third(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Introduce the strongest partner of one end of a tie to the other end."""
    ends = (finding.subject, str(finding.other))
    end, other = sorted(ends, key=lambda node: (-judged.graph.degree(node), node))
    partners = {node: tie["weight"] for node, tie in judged.graph.adj[end].items() if node != other}
    closest = min(partners, key=lambda node: (-partners[node], node))
    text = judged.words(
        "Bring a third in: {name} could introduce {partner} to {other}.",
        name=judged.name(end),
        partner=judged.name(closest),
        other=judged.name(other),
    )
    return Step(text, (introduction(judged, closest, other),))


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
