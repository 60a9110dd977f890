"""Turn findings into cards: what a lead reads, one card for each cause.

A card gathers the findings that one conversation can settle: everything about one pair; or a cause that many share,
such as one person who leaves, one event, or one rule among the members of a network. No finding is on two cards."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from graphmap import model
from graphmap.language.wording import listed
from graphmap.language.words import capital
from graphmap.model import NodeKey, split_key
from graphmap.progress import Progress, silent
from graphmap.weak.card_step import card_step
from graphmap.weak.finding import LEAVES, Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.priority import Priority, reach, surety
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULE
from graphmap.weak.step import Act
from graphmap.weak.weak_links import findings, in_order

FIRST = 5
"""How many cards a lead reads. Among them, no network has two cards of one rule."""

LEAST_PRIORITY = 0.05
"""Cards below this priority are counted on the screen and listed in the file. Those of them with one rule and one
network in common are one card, with the highest priority of those."""

_SHARED_BY = 3
"""So many ties of one rule in one network are one card."""

_SCHOOLS = 4
"""Of the cards around schools that share a rule and a network, so many stay by themselves."""

_NAMED = 3

_SAME = 1e-9

Found = tuple[Rule, Finding]

Ends = tuple[NodeKey, ...]
"""Both ends of a tie, in order, or one actor."""


@dataclass(frozen=True)
class Card:
    """Findings with one cause, the first to act on first.

    ``id`` stays the same while the card is about the same thing. ``actors`` are the actors, networks or roles' places
    that it is about, in the order of their keys; ``takers`` are people who could take it on. ``acts`` are what the step
    comes to.
    """

    id: str
    findings: tuple[Found, ...]
    actors: tuple[NodeKey, ...]
    takers: tuple[NodeKey, ...]
    priority: float
    title: str
    why: str
    step: str
    acts: tuple[Act, ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule of its first finding."""
        return self.findings[0][0]

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids that its findings rest on, each once."""
        return tuple(dict.fromkeys(id for _, finding in self.findings for id in finding.evidence))


def cards(judged: JudgedNetwork, progress: Progress = silent) -> Sequence[Card]:
    """Return all cards of a network, the first to act on first."""
    groups = _grouped(judged, findings(judged, progress))
    ranked = sorted(groups.items(), key=lambda each: (-each[1].priority, each[0]))
    tried: Counter[str] = Counter()
    made = [_card(judged, key, group, tried) for key, group in ranked]
    return without_repeats_at_first(judged, made)


def on_screen(cards: Sequence[Card]) -> Sequence[Card]:
    """Return the cards that a screen shows: those of `LEAST_PRIORITY` or more, and always the first few."""
    return [card for rank, card in enumerate(cards, 1) if rank <= FIRST or card.priority >= LEAST_PRIORITY]


# ------------------------------------------------------------------------------------------------------- one cause


@dataclass(frozen=True)
class _Group:
    """The findings of one card, the first to act on first, and those that its step treats if not all of them."""

    found: Sequence[Found]
    priority: float
    to_treat: Sequence[Found] = ()


def _grouped(judged: JudgedNetwork, found: Sequence[Found]) -> Mapping[str, _Group]:
    """Return the findings by what makes them one card."""
    shared = _shared(judged, found)
    by_key: defaultdict[str, list[Found]] = defaultdict(list)
    for rule, finding in found:
        by_key[_key(judged, rule, finding, shared)].append((rule, finding))
    each_pair = _joined((_pair_of(found) or key, found) for key, found in by_key.items())
    return _weak_together(judged, {key: _Group(found, _priority(judged, found)) for key, found in each_pair.items()})


def _joined(groups: Iterable[tuple[str, Sequence[Found]]]) -> Mapping[str, Sequence[Found]]:
    """Return the groups with those of one key joined, each in the order of its findings."""
    parts: defaultdict[str, list[Sequence[Found]]] = defaultdict(list)
    for key, found in groups:
        parts[key].append(found)
    return {
        key: found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=lambda each: in_order(*each))
        for key, found in parts.items()
    }


def _key(judged: JudgedNetwork, rule: Rule, finding: Finding, shared: Set[str]) -> str:
    if finding.cause:
        return finding.cause
    if rule.about == "network":
        return f"{rule.name}:{finding.subject}:{finding.part}"
    if rule.about == "role":
        return f"{rule.name}:{finding.other or finding.subject}"
    ends = _ends(rule, finding)
    together = _key_of_circle(rule, _circle(judged, ends))
    if together in shared and (len(ends) > 1 or rule.family != rule.name):
        return together
    return _key_of_pair(ends) if len(ends) > 1 else f"actor:{finding.subject}"


def _key_of_circle(rule: Rule, circle: str) -> str:
    return f"{rule.family}:{circle}"


def _key_of_pair(ends: Ends) -> str:
    return "tie:{}~{}".format(*ends)


def _pair_of(found: Sequence[Found]) -> str | None:
    """Return the key of the one pair that all findings are about: all that is said of it is one card."""
    pairs = {_ends(rule, finding) for rule, finding in found}
    if len(pairs) > 1 or len(ends := next(iter(pairs))) == 1:
        return None
    return _key_of_pair(ends)


def _ends(rule: Rule, finding: Finding) -> Ends:
    """Return both ends of a tie in order, or the actor that a finding is about; of a role, its place."""
    if rule.about == "tie" and finding.other:
        return (min(finding.subject, finding.other), max(finding.subject, finding.other))
    return (finding.other or finding.subject,) if rule.about == "role" else (finding.subject,)


def _shared(judged: JudgedNetwork, found: Iterable[Found]) -> Set[str]:
    """Return the keys of the families of rules and the circles that have enough ties in common to be one card."""
    ties = {
        (rule.family, _ends(rule, finding))
        for rule, finding in found
        if rule.about == "tie" and rule.is_shared and not finding.cause
    }
    counted = Counter(f"{family}:{_circle(judged, ends)}" for family, ends in ties)
    return {key for key, number in counted.items() if number >= _SHARED_BY}


def _weak_together(judged: JudgedNetwork, groups: Mapping[str, _Group]) -> Mapping[str, _Group]:
    """Return the groups with some joined where they share a family of rules and a network: those below
    `LEAST_PRIORITY`, and those around a school where more than `_SCHOOLS` others come first.

    None of them is worth an hour, and many small matters don't add up to one that is: the card has the highest of their
    priorities, and the step that treats that one.
    """
    keys: dict[str, str] = {}
    schools: Counter[str] = Counter()
    for key, group in sorted(groups.items(), key=lambda each: (-each[1].priority, each[0])):
        rule, _ = group.found[0]
        together = f"minor:{rule.family}:{_wide_circle(judged, _actors(group.found))}"
        around_school = key.startswith(_key_of_circle(rule, model.node_key("School", "")))
        schools[together] += around_school
        minor = group.priority < LEAST_PRIORITY or (around_school and schools[together] > _SCHOOLS)
        keys[key] = together if minor and rule.about != "network" else key
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key, together in keys.items():
        members[together].append(key)
    return {
        together if len(each) > 1 else each[0]: _of_several([groups[key] for key in each])
        for together, each in members.items()
    }


def _of_several(groups: Sequence[_Group]) -> _Group:
    """Return groups as one, which comes where the first of them would."""
    first = groups[0]
    if len(groups) == 1:
        return first
    together = sorted(chain.from_iterable(group.found for group in groups), key=lambda each: in_order(*each))
    equal = [each.found for each in groups if each.priority >= first.priority - _SAME]
    return _Group(together, first.priority, tuple(chain.from_iterable(equal)))


def _circle(judged: JudgedNetwork, actors: Collection[NodeKey]) -> str:
    """Return the school of `actors`, or else the network or the part of the view that they are in.

    A tie between people of two schools goes with one of them: the first for every other pair, so that each school has
    about as many of its ties on its own card.
    """
    schools = [min(at) for actor in actors if (at := judged.schools_of.get(actor))]
    if common := _common(judged.schools_of, actors):
        return min(common)
    if schools:
        one, other = min(schools), max(schools)
        between = judged.place_of_school[one] + judged.place_of_school[other]
        return one if between % 2 else other
    return _wide_circle(judged, actors)


def _wide_circle(judged: JudgedNetwork, actors: Collection[NodeKey]) -> str:
    """Return the network that all `actors` belong to, or else the part of the view that they are in.

    A network in view goes before others. A part is called by its first actor; those without a tie are one part.
    """
    if common := _common(judged.networks_of, actors):
        return min(common, key=lambda network: (network not in judged.in_view, network))
    return min(judged.first_of_component.get(actor, "") for actor in actors)


def _common(groups: Mapping[NodeKey, frozenset[NodeKey]], actors: Collection[NodeKey]) -> frozenset[NodeKey]:
    """Return the groups that all `actors` are in."""
    return frozenset.intersection(*(groups.get(actor, frozenset()) for actor in actors))


# --------------------------------------------------------------------------------------------------------- one card


def _priority(judged: JudgedNetwork, found: Sequence[Found]) -> float:
    """Return the priority of a card: the most severe and most urgent of its findings, with the reach of all of them."""
    each = [finding for _, finding in found]
    concerned = max(sum(actor in judged.graph for actor in _actors(found)), *(finding.concerned for finding in each))
    records = max(len({id for finding in each for id in finding.evidence}), *(finding.records or 0 for finding in each))
    factors = Priority(
        max(finding.severity for finding in each),
        reach(max(1, concerned), judged.population),
        max(finding.urgency for finding in each),
        surety(records),
    )
    return factors.value


def _actors(found: Iterable[Found]) -> set[NodeKey]:
    """Return what the findings are about; of a role, its place."""
    return {end for rule, finding in found for end in _ends(rule, finding)}


def _card(judged: JudgedNetwork, key: str, group: _Group, tried: Counter[str]) -> Card:
    found = group.found
    actors = tuple(sorted(_actors(found)))
    step = card_step(judged, group.to_treat or found, tried)
    return Card(
        id=sha256(key.encode()).hexdigest()[:12],
        findings=tuple(found),
        actors=actors,
        takers=_takers(judged, found, actors),
        priority=group.priority,
        title=_title(judged, found, actors),
        why=_why(judged, found),
        step=step.text,
        acts=step.acts,
    )


def _title(judged: JudgedNetwork, found: Sequence[Found], actors: Sequence[NodeKey]) -> str:
    """Return what a card is about: the rule that found it, and the names. Many actors are counted first."""
    rule, first = found[0]
    title = judged.words(RULE[rule.family].title if len(found) > 1 else rule.title)
    named = [first.subject] if rule.about == "role" and len(found) == 1 else actors
    names = listed([judged.name(actor) for actor in named], _NAMED, judged.words)
    if len(named) <= _NAMED:
        return judged.words("{rule}: {names}", rule=title, names=names)
    if school := _school(judged, found):
        return judged.words(
            "{rule}: {actors} around {school} ({names})",
            rule=title,
            actors=_counted(judged, named),
            school=judged.name(school),
            names=names,
        )
    return judged.words("{rule}: {actors} ({names})", rule=title, actors=_counted(judged, named), names=names)


def _school(judged: JudgedNetwork, found: Sequence[Found]) -> NodeKey | None:
    """Return the school that ties between people are on one card for, if they are."""
    circles = {_circle(judged, _ends(rule, finding)) for rule, finding in found if not finding.cause}
    return circles.pop() if len(circles) == 1 and circles <= judged.place_of_school.keys() else None


def _why(judged: JudgedNetwork, found: Sequence[Found]) -> str:
    """Return why a card matters: how many ties and actors have it in common and one of them, or each reason."""
    first, _ = found[0]
    alike = [finding for rule, finding in found if rule.family == first.family]
    ties = [(rule, finding) for rule, finding in found if rule.family == first.family and rule.about == "tie"]
    worst = max(alike, key=lambda finding: finding.severity)  # as the step does
    reasons = [worst.reason]
    if len(ties) > 1:
        rule, example = max(ties, key=lambda each: each[1].severity)
        reasons = [_together(judged, rule, ties), example.reason]
    elif len({finding.part for finding in alike}) > 1:
        rule, _ = found[0]
        reasons = [rule.told(judged, alike)] if rule.told else [finding.reason for finding in alike]
    elif len(alike) > 1:
        others = len(alike) - 1
        reasons.append(judged.words.many("{number} other is the same.", "{number} others are the same.", others))
    of_other_rules = [finding.reason for rule, finding in found if rule.family != first.family]
    return " ".join(map(capital, [*reasons, *of_other_rules[:2]]))


def _together(judged: JudgedNetwork, rule: Rule, ties: Sequence[Found]) -> str:
    """Say what several ties have in common."""
    return judged.words(
        rule.together or "{ties} among {actors} are alike.",
        ties=judged.words.many("{number} tie", "{number} ties", len(ties)),
        actors=_counted(judged, _actors(ties)),
    )


def _counted(judged: JudgedNetwork, actors: Collection[NodeKey]) -> str:
    """Return the number of actors in words: 6 schools."""
    match sorted({split_key(actor)[0].label for actor in actors}):
        case ["Person"]:
            return judged.words.many("{number} person", "{number} people", len(actors))
        case ["School"]:
            return judged.words.many("{number} school", "{number} schools", len(actors))
        case ["Network"]:
            return judged.words.many("{number} network", "{number} networks", len(actors))
    return judged.words.many("{number} organisation", "{number} organisations", len(actors))


def _takers(judged: JudgedNetwork, found: Sequence[Found], actors: Sequence[NodeKey]) -> tuple[NodeKey, ...]:
    """Return up to two people for a card: those themselves in the view of people, else the leaders at the places.

    Where nobody leads there, it is whoever has a role there and is most active. Nobody takes on what they leave behind.
    """
    if judged.choice.view == "people":
        return tuple(actors[:2])
    somebody_leaves = any(finding.cause.startswith(LEAVES) for _, finding in found)
    for people_at in (judged.leading_at, judged.active_at):
        people = dict.fromkeys(
            person
            for actor in actors
            for person in people_at.get(actor, ())
            if not (somebody_leaves and judged.leaves(person, actor))
        )
        if people:
            return tuple(people)[:2]
    return ()


# -------------------------------------------------------------------------------------------------------- the first few


def without_repeats_at_first(judged: JudgedNetwork, cards: Iterable[Card]) -> Sequence[Card]:
    """Return the cards with at most one for each network and rule among the first, and the rest by their priority."""
    ranked = sorted(cards, key=lambda card: -card.priority)
    first: list[Card] = []
    seen: set[tuple[str, NodeKey]] = set()
    for card in ranked:
        about = {(card.rule.family, network) for network in _networks(judged, card)}
        if len(first) < FIRST and not about & seen:
            first.append(card)
            seen |= about
    chosen = {card.id for card in first}
    return [*first, *(card for card in ranked if card.id not in chosen)]


def _networks(judged: JudgedNetwork, card: Card) -> set[NodeKey]:
    found: set[NodeKey] = set()
    for actor in card.actors:
        found |= {actor} if actor in judged.networks else judged.networks_of.get(actor, frozenset())
    return found
