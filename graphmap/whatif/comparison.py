"""What an edit changes: numbers, weak links, and sentences about both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.graph.settling import usual_depth
from graphmap.language.wording import listed
from graphmap.language.words import ENGLISH, Words, later
from graphmap.measures.cohesion import fragmentation, reach
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import findings, too_little

NOTABLE = 0.05
"""A smaller change in a weak link's severity is not reported."""

Weak = tuple[Rule, Finding]
_Name = tuple[str, NodeKey, NodeKey | None, str]


@dataclass(frozen=True)
class Shape:
    """How a network holds together. ``beyond`` is the share of its ties settled beyond sharing. Undefined is `None`."""

    actors: int
    ties: int
    components: int
    largest: int
    reach: float | None
    fragmentation: float | None
    beyond: float | None


@dataclass(frozen=True)
class Parted:
    """The names of actors that were connected to ``rest`` others and no longer are, or the other way round."""

    names: tuple[str, ...]
    rest: int


@dataclass(frozen=True)
class Comparison:
    """What differs before and after.

    ``gone`` are the names of the actors who left. ``ended``, ``new`` and ``deeper`` (see `goes_deeper`) count ties, as
    does ``rising`` (see `rises`). ``more`` and ``fewer`` count the other ties that have settled as deep as before, with
    more or fewer interactions. ``appear`` and ``vanish`` are weak links; ``moot`` are those that go because their
    subject is gone. ``changed`` are those whose severity changes by more than `NOTABLE`, before and after. ``thin`` is
    a sentence that there is too little on one side to judge; then only roles are compared.
    """

    before: Shape
    after: Shape
    gone: tuple[str, ...]
    ended: int
    new: int
    deeper: int
    rising: int
    more: int
    fewer: int
    cut_off: tuple[Parted, ...]
    joined: tuple[Parted, ...]
    appear: tuple[Weak, ...]
    vanish: tuple[Weak, ...]
    moot: tuple[Weak, ...]
    changed: tuple[tuple[Rule, Finding, Finding], ...]
    thin: str | None


def compare(before: JudgedNetwork, after: JudgedNetwork) -> Comparison:
    """Return what differs between two networks of the same view and period."""
    one, other = before.graph, after.graph
    both = [(one.edges[pair], other.edges[pair]) for pair in other.edges if one.has_edge(*pair)]
    as_before = [
        would["interactions"] - was["interactions"]
        for was, would in both
        if usual_depth(was) == usual_depth(would) and not rises(was, would)
    ]
    thin = too_little(before) or too_little(after)
    old, now = _weak(before, thin is not None), _weak(after, thin is not None)
    vanished = [old[name] for name in old if name not in now]
    moot = [weak for weak in vanished if not _is_there(after, *weak)]
    return Comparison(
        shape(one),
        shape(other),
        gone=tuple(one.nodes[node]["name"] for node in sorted(one) if node not in other),
        ended=sum(not other.has_edge(*pair) for pair in one.edges),
        new=sum(not one.has_edge(*pair) for pair in other.edges),
        deeper=sum(goes_deeper(was, would) for was, would in both),
        rising=sum(rises(was, would) for was, would in both),
        more=sum(by > 0 for by in as_before),
        fewer=sum(by < 0 for by in as_before),
        cut_off=_parted(one, other),
        joined=_parted(other, one),
        appear=tuple(now[name] for name in now if name not in old),
        vanish=tuple(weak for weak in vanished if weak not in moot),
        moot=tuple(moot),
        changed=_changed(old, now),
        thin=thin,
    )


_GOING = ("beginning", "beyond")
"""The standings of ties that went beyond sharing lately, more than once or among others."""


def goes_deeper(was: Mapping[str, Any], would: Mapping[str, Any]) -> bool:
    """Return whether a tie settles deeper than it did; one event counts at its depth."""
    return usual_depth(would) > usual_depth(was)


def rises(was: Mapping[str, Any], would: Mapping[str, Any]) -> bool:
    """Return whether a tie begins to go beyond sharing, or does again, though it has not settled deeper."""
    went_beyond = was.get("standing") in _GOING or (was["interactions"] == 1 and was["depth"] >= model.BEYOND_SHARING)
    return would.get("standing") in _GOING and not went_beyond and not goes_deeper(was, would)


def _changed(old: Mapping[_Name, Weak], now: Mapping[_Name, Weak]) -> tuple[tuple[Rule, Finding, Finding], ...]:
    """Return the weak links on both sides whose severity changes enough, as they were and as they would be."""
    both = [(rule, old[name][1], found) for name, (rule, found) in now.items() if name in old]
    return tuple(each for each in both if abs(each[2].severity - each[1].severity) > NOTABLE)


def shape(graph: nx.Graph) -> Shape:
    """Return how `graph` holds together."""
    sizes = [len(part) for part in nx.connected_components(graph)]
    depths = [usual_depth(tie) for *_, tie in graph.edges(data=True)]
    beyond = sum(depth >= model.BEYOND_SHARING for depth in depths) / len(depths) if depths else None
    return Shape(len(graph), len(depths), len(sizes), max(sizes, default=0), reach(graph), fragmentation(graph), beyond)


def _weak(judged: JudgedNetwork, only_roles: bool) -> Mapping[_Name, Weak]:
    """Return the weak links by rule and subject, the most severe first."""
    found = findings(judged)
    return {
        (rule.name, weak.subject, weak.other, weak.part): (rule, weak)
        for rule, weak in found
        if not only_roles or rule.about == "role"
    }


def _is_there(judged: JudgedNetwork, rule: Rule, finding: Finding) -> bool:
    """Return whether the subject of a weak link is in `judged`."""
    if rule.about == "tie":
        return bool(judged.graph.has_edge(finding.subject, finding.other))
    return finding.subject in (judged.graph if rule.about == "actor" else judged.snapshot.names)


def _parted(whole: nx.Graph, pieces: nx.Graph) -> tuple[Parted, ...]:
    return tuple(
        Parted(tuple(sorted(whole.nodes[node]["name"] for node in group)), len(most))
        for most, *others in groups_within(whole, pieces)
        for group in others
    )


def groups_within(whole: nx.Graph, pieces: nx.Graph) -> Sequence[Sequence[Sequence[NodeKey]]]:
    """Return, for each component of `whole`, the groups that its nodes form in `pieces`, the largest first.

    Nodes that are not in `pieces` are left out, and so is a component without any.
    """
    part_of = {node: number for number, part in enumerate(nx.connected_components(pieces)) for node in part}
    found = []
    for part in nx.connected_components(whole):
        groups: dict[int, list[NodeKey]] = {}
        for node in sorted(part & part_of.keys()):
            groups.setdefault(part_of[node], []).append(node)
        if groups:
            found.append(sorted(groups.values(), key=lambda group: (-len(group), group)))
    return sorted(found, key=lambda groups: (-sum(map(len, groups)), groups[0]))


# ------------------------------------------------------------------------------------------- in words

_NAMED = 4
_GROUPS_NAMED = 4


def sentences(comparison: Comparison, words: Words = ENGLISH) -> list[str]:
    """Return what differs as sentences with the numbers, the most important first; one sentence if nothing does."""
    cut_off = later("{names} is cut off from {others}."), later("{names} are cut off from {others}.")
    joined = later("{names} is now connected to {others}."), later("{names} are now connected to {others}.")
    found = [
        *_gone_sentences(comparison.gone, words),
        *_parted_sentences(comparison.cut_off, words, *cut_off),
        *_parted_sentences(comparison.joined, words, *joined),
        *_tie_sentences(comparison, words),
        *_shape_sentences(comparison.before, comparison.after, words),
        *_weak_sentences(comparison, words),
    ]
    return found or [words("Nothing measured here would change.")]


def _gone_sentences(names: Sequence[str], words: Words) -> list[str]:
    if not names:
        return []
    return [_of_names(names, words, later("{names} is no longer there."), later("{names} are no longer there."))]


def _parted_sentences(parted: Sequence[Parted], words: Words, one: str, many: str) -> list[str]:
    found = [
        _of_names(each.names, words, one, many, others=words.many("{number} other", "{number} others", each.rest))
        for each in parted[:_GROUPS_NAMED]
    ]
    more = sum(len(each.names) for each in parted[_GROUPS_NAMED:])
    return [*found, *([words.many("So is {number} other.", "So are {number} others.", more)] if more else [])]


def _of_names(names: Sequence[str], words: Words, one: str, many: str, **values: str) -> str:
    return words(one if len(names) == 1 else many, names=_listed(names, words), **values)


def _tie_sentences(comparison: Comparison, words: Words) -> list[str]:
    found = [
        words.many("{number} tie ends", "{number} ties end", comparison.ended),
        words.many("{number} tie is new", "{number} ties are new", comparison.new),
        words.many("{number} tie goes deeper", "{number} ties go deeper", comparison.deeper),
        words.many(
            "{number} tie begins to go beyond sharing",
            "{number} ties begin to go beyond sharing",
            comparison.rising,
        ),
        words.many(
            "{number} tie rests on more interactions", "{number} ties rest on more interactions", comparison.more
        ),
        words.many(
            "{number} tie rests on fewer interactions", "{number} ties rest on fewer interactions", comparison.fewer
        ),
    ]
    counts = (comparison.ended, comparison.new, comparison.deeper, comparison.rising, comparison.more, comparison.fewer)
    return _in_one_sentence(list(compress(found, counts)), words)


def _shape_sentences(before: Shape, after: Shape, words: Words) -> list[str]:
    found = []
    if before.components != after.components:
        found.append(
            words.many(
                "The network is in {number} part, not {before}.",
                "The network is in {number} parts, not {before}.",
                after.components,
                before=f"{before.components:,}",
            )
        )
    if before.largest != after.largest:
        found.append(
            words.many(
                "Its largest part has {number} member, not {before}.",
                "Its largest part has {number} members, not {before}.",
                after.largest,
                before=f"{before.largest:,}",
            )
        )
    reach = {"now": _percent(after.reach, words), "before": _percent(before.reach, words)}
    if reach["now"] != reach["before"]:
        found.append(words("On average each reaches {now} of the others, not {before}.", **reach))
    beyond = {"now": _percent(after.beyond, words), "before": _percent(before.beyond, words)}
    if beyond["now"] != beyond["before"]:
        found.append(words("{now} of ties have settled beyond sharing, not {before}.", **beyond))
    return found


def _weak_sentences(comparison: Comparison, words: Words) -> list[str]:
    up = sum(after.severity > before.severity for _, before, after in comparison.changed)
    counts = (len(comparison.appear), len(comparison.vanish), up, len(comparison.changed) - up)
    found = [
        words.many("{number} weak link appears", "{number} weak links appear", counts[0]),
        words.many("{number} weak link vanishes", "{number} weak links vanish", counts[1]),
        words.many("{number} weak link becomes more severe", "{number} weak links become more severe", counts[2]),
        words.many("{number} weak link becomes less severe", "{number} weak links become less severe", counts[3]),
    ]
    found = _in_one_sentence(list(compress(found, counts)), words)
    if moot := len(comparison.moot):
        found.append(
            words.many(
                "{number} weak link goes because its subject is gone.",
                "{number} weak links go because their subjects are gone.",
                moot,
            )
        )
    return found


def _in_one_sentence(found: Sequence[str], words: Words) -> list[str]:
    return [f"{_listed(found, words)}."] if found else []


def _percent(share: float | None, words: Words) -> str:
    return words("none") if share is None else f"{share:.0%}"


def _listed(names: Sequence[str], words: Words) -> str:
    """Return names as a list: A, B and C."""
    more = len(names) - _NAMED + 1
    shown = (
        list(names)
        if len(names) <= _NAMED
        else [*names[: _NAMED - 1], words.many("{number} other", "{number} others", more)]
    )
    return listed(shown, len(shown), words)
