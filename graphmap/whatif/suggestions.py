"""Where to begin with What if: what a card would have ended, and three things worth trying in any network."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import networkx as nx
import polars as pl

from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey, node_key
from graphmap.weak.cards import Card
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.whatif.suppose import Edit, WithoutEntity, WithoutTie, can_leave, edits_of, titles

SOON = timedelta(days=365)
"""A role that ends within this time is worth a look."""

_MOST_BRIDGES = 200
"""Of more bridges than this, only the strongest are looked at."""


@dataclass(frozen=True)
class Suggestion:
    """Edits to try: a question with the names in it, and why it is worth asking."""

    question: str
    why: str
    edits: tuple[Edit, ...]


def ending(judged: JudgedNetwork, card: Card) -> tuple[Edit, ...]:
    """Return the edits that suppose gone what a card is about; nothing for a card about a whole network.

    Of a tie that one person carries, that person leaves. Of several ties, the first ends."""
    for rule, finding in card.findings:
        if rule.about == "tie" and finding.other and judged.graph.has_edge(finding.subject, finding.other):
            carrier = _only_carrier(judged, finding.subject, finding.other) if rule.name == "one_pair" else None
            return (WithoutEntity(carrier) if carrier else WithoutTie(finding.subject, finding.other),)
    for rule, finding in card.findings:
        if rule.about == "actor" and finding.subject in judged.graph and judged.graph.degree(finding.subject):
            return (WithoutEntity(finding.subject),)
    return ()


def suggestions(judged: JudgedNetwork, cards: Sequence[Card], words: Words = ENGLISH) -> Sequence[Suggestion]:
    """Return up to three things worth trying here: the person most likely to leave, the tie that holds most together,
    and the step of the first card that has one."""
    found = (_leaver(judged, words), _tie(judged, words), _step(cards, words))
    return [each for each in found if each]


def _leaver(judged: JudgedNetwork, words: Words) -> Suggestion | None:
    """Return the person in a role that ends soonest, or else the one that most ties depend on alone."""
    alone = Counter(side_person for one, other in judged.carriers.values() for side_person in _sole([one, other]))
    carrying = {person for sides in judged.carriers.values() for side in sides for person in side}
    possible = set(can_leave(judged))
    people = sorted(
        (key for key in carrying & possible if key.startswith(node_key("Person", ""))),
        key=lambda key: (-alone[key], key),
    )
    if not people:
        return None
    for person, until in _ending_soon(judged):
        if person in carrying & possible:
            name, day = judged.name(person), words.day(until)
            why = words("A role of {name} ends on {day}.", name=name, day=day)
            return Suggestion(words("What if {name} left?", name=name), why, (WithoutEntity(person),))
    person = people[0]
    name = judged.name(person)
    if not alone[person]:
        why = words("{name} carries some of the ties here.", name=name)
    else:
        why = words.many(
            "{number} tie depends on {name} alone on one side.",
            "{number} ties depend on {name} alone on one side.",
            alone[person],
            name=name,
        )
    return Suggestion(words("What if {name} left?", name=name), why, (WithoutEntity(person),))


def _ending_soon(judged: JudgedNetwork) -> Iterator[tuple[NodeKey, date]]:
    """Yield who holds a role that ends soon, the soonest first."""
    soon = judged.held.filter(pl.col("until").is_between(judged.as_of, judged.as_of + SOON)).sort("until", "person")
    yield from soon.select("person", "until").iter_rows()


def _only_carrier(judged: JudgedNetwork, source: NodeKey, target: NodeKey) -> NodeKey | None:
    """Return the one person who carries a tie on a side, the first of both whose role ends."""
    people = list(_sole(judged.carriers.get((min(source, target), max(source, target)), ())))
    leaving = [person for person, _ in _ending_soon(judged) if person in people]
    return next(iter(leaving or people), None)


def _sole(sides: Sequence[frozenset[NodeKey]]) -> Iterator[NodeKey]:
    people = node_key("Person", "")
    for side in sides:
        if len(side) == 1 and (carrier := next(iter(side))).startswith(people):
            yield carrier


def _tie(judged: JudgedNetwork, words: Words) -> Suggestion | None:
    """Return the tie that most would be cut off without, or else the strongest."""
    if not judged.graph.number_of_edges():
        return None
    strongest = sorted(judged.graph.edges(data="weight"), key=lambda tie: (-(tie[2] or 0), tie[:2]))
    bridges = [tie[:2] for tie in strongest if judged.graph.edges[tie[:2]].get("bridge")][:_MOST_BRIDGES]
    cut_off = {tie: _cut_off(judged.graph, *tie) for tie in bridges}
    source, target = max(cut_off, key=lambda tie: cut_off[tie]) if cut_off else strongest[0][:2]
    names = titles(judged.snapshot, [source, target], words)
    question = words("What if the tie between {one} and {other} ended?", one=names[source], other=names[target])
    if not cut_off:
        why = words("It is the strongest tie here.")
    else:
        why = words.many(
            "It is the only link of {number} member to the others.",
            "It is the only link of {number} members to the others.",
            cut_off[source, target],
        )
    return Suggestion(question, why, (WithoutTie(source, target),))


def _cut_off(graph: nx.Graph, source: NodeKey, target: NodeKey) -> int:
    """Return how many are on the smaller side of a bridge."""
    rest = nx.restricted_view(graph, [], [(source, target)])
    one = len(nx.node_connected_component(rest, source))
    return min(one, len(nx.node_connected_component(rest, target)))


def _step(cards: Sequence[Card], words: Words) -> Suggestion | None:
    for card in cards:
        if edits := edits_of(card):
            return Suggestion(words("What if we did what the first card says?"), card.title, edits)
    return None
