"""Turn findings into cards: what a lead reads, one card for each cause.

A card gathers the findings that one conversation can settle: everything about one pair; or a cause that many share,
such as one person who leaves, one event, or one rule among the same actors. No finding is on two cards."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import networkx as nx

from graphmap.language.wording import listed
from graphmap.language.words import capital
from graphmap.model import NodeKey, split_key
from graphmap.progress import Progress, silent
from graphmap.weak.card_step import card_step
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.priority import Priority, reach, surety
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULE
from graphmap.weak.step import Act
from graphmap.weak.weak_links import findings

FIRST = 5
"""How many cards a lead reads. Among them, no network has two cards of one rule."""

LEAST_PRIORITY = 0.05
"""Cards below this priority are counted on the screen and listed in the file."""

_SHARED_BY = 3
"""So many ties of one rule that hang together are one card."""

_NAMED = 3

Found = tuple[Rule, Finding]


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
    """Return the cards of a network, the first to act on first."""
    groups = _grouped(findings(judged, progress))
    ranked = sorted((-_priority(judged, found), key) for key, found in groups.items())
    tried: Counter[str] = Counter()
    made = [_card(judged, key, groups[key], -negative, tried) for negative, key in ranked]
    return _without_repeats_at_first(judged, made)


# ------------------------------------------------------------------------------------------------------- one cause


def _grouped(found: Sequence[Found]) -> Mapping[str, Sequence[Found]]:
    """Return the findings by what makes them one card; each group keeps their order."""
    shared = _hanging_together(found)
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for rule, finding in found:
        groups[_key(rule, finding, shared)].append((rule, finding))
    return groups


def _key(rule: Rule, finding: Finding, shared: Mapping[tuple[str, NodeKey], str]) -> str:
    if finding.cause:
        return finding.cause
    if rule.about == "network":
        return f"{rule.name}:{finding.subject}:{finding.part}"
    if rule.about == "role":
        return f"{rule.name}:{finding.other or finding.subject}"
    if together := shared.get((rule.family, finding.subject)):
        return together
    if rule.about == "tie" and finding.other:
        return "tie:{}~{}".format(*sorted((finding.subject, finding.other)))
    return f"actor:{finding.subject}"


def _hanging_together(found: Iterable[Found]) -> Mapping[tuple[str, NodeKey], str]:
    """Return the group of each actor, by family of rules, where enough ties of that family hang together."""
    families: defaultdict[str, nx.Graph] = defaultdict(nx.Graph)
    for rule, finding in found:
        if rule.about == "tie" and finding.other and not finding.cause:
            families[rule.family].add_edge(finding.subject, finding.other)
    return {
        (family, actor): f"{family}:{min(component)}"
        for family, graph in families.items()
        for component in nx.connected_components(graph)
        if graph.subgraph(component).number_of_edges() >= _SHARED_BY
        for actor in component
    }


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


def _actors(found: Sequence[Found]) -> set[NodeKey]:
    """Return what the findings are about; of a role, its place."""
    about: set[NodeKey] = set()
    for rule, finding in found:
        about |= {finding.other or finding.subject} if rule.about == "role" else {finding.subject}
        if rule.about == "tie" and finding.other:
            about.add(finding.other)
    return about


def _card(judged: JudgedNetwork, key: str, found: Sequence[Found], priority: float, tried: Counter[str]) -> Card:
    actors = tuple(sorted(_actors(found)))
    step = card_step(judged, found, tried)
    return Card(
        id=sha256(key.encode()).hexdigest()[:12],
        findings=tuple(found),
        actors=actors,
        takers=_takers(judged, actors),
        priority=priority,
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
    return judged.words("{rule}: {actors} ({names})", rule=title, actors=_counted(judged, named), names=names)


def _why(judged: JudgedNetwork, found: Sequence[Found]) -> str:
    """Return why a card matters: how many ties and actors have it in common and one of them, or each reason."""
    first, _ = found[0]
    alike = [finding for rule, finding in found if rule.family == first.family]
    ties = [(rule, finding) for rule, finding in found if rule.family == first.family and rule.about == "tie"]
    reasons = [alike[0].reason]
    if len(ties) > 1:
        rule, example = ties[0]
        reasons = [_together(judged, rule, ties), example.reason]
    elif len({finding.part for finding in alike}) > 1:
        reasons = [finding.reason for finding in alike]
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


def _takers(judged: JudgedNetwork, actors: Sequence[NodeKey]) -> tuple[NodeKey, ...]:
    """Return up to two people for a card: those themselves in the view of people, else the leaders at the places."""
    if judged.choice.view == "people":
        return tuple(actors[:2])
    leading = judged.leading_at
    return tuple(dict.fromkeys(person for actor in actors for person in leading.get(actor, ())))[:2]


# -------------------------------------------------------------------------------------------------------- the first few


def _without_repeats_at_first(judged: JudgedNetwork, ranked: Sequence[Card]) -> Sequence[Card]:
    """Return the cards with at most one for each network and rule among the first, and the rest in their order."""
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
