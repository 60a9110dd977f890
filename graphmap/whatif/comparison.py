"""What differs between two cases: before and after an edit, in numbers, in weak links and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import networkx as nx

from graphmap import model
from graphmap.language.wording import listed
from graphmap.language.words import ENGLISH, Words, later
from graphmap.measures.cohesion import fragmentation, reach
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import findings, too_little

NOTABLE = 0.05
"""By how much the severity of a weak link must change to be told."""

Weak = tuple[Rule, Finding]
_Name = tuple[str, NodeKey, NodeKey | None]


@dataclass(frozen=True)
class Shape:
    """How a network hangs together. ``beyond`` is the share of its ties beyond sharing; what is undefined is
    nothing."""

    actors: int
    ties: int
    components: int
    largest: int
    reach: float | None
    fragmentation: float | None
    beyond: float | None


@dataclass(frozen=True)
class Parted:
    """The names of actors who hung together with ``rest`` others, and no longer do (or do now and did not)."""

    names: tuple[str, ...]
    rest: int


@dataclass(frozen=True)
class Comparison:
    """What differs between two cases.

    ``gone`` are the names of the actors who left. ``ended``, ``new`` and ``deeper`` count ties, ``more`` and ``fewer``
    those that stay as deep and rest on more or fewer interactions. ``appear`` and ``vanish`` are the weak links that
    come and that go; ``moot`` are those that go because what they are about is no longer there. ``changed`` are those
    whose severity changes by more than `NOTABLE`, as they were and as they would be. ``thin`` says that there is too
    little on one of the sides to judge; then only the roles are compared."""

    before: Shape
    after: Shape
    gone: tuple[str, ...]
    ended: int
    new: int
    deeper: int
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
    """What differs between two cases of the same view and window."""
    one, other = before.graph, after.graph
    thin = too_little(before) or too_little(after)
    old, now = _weak(before, thin is not None), _weak(after, thin is not None)
    vanished = [old[name] for name in old if name not in now]
    moot = [weak for weak in vanished if not _is_there(after, *weak)]
    both = [(one.edges[pair], other.edges[pair]) for pair in other.edges if one.has_edge(*pair)]
    as_deep = [would["interactions"] - was["interactions"] for was, would in both if was["depth"] == would["depth"]]
    changed = [(rule, old[name][1], found) for name, (rule, found) in now.items() if name in old]
    return Comparison(
        shape(one),
        shape(other),
        gone=tuple(one.nodes[node]["name"] for node in sorted(one) if node not in other),
        ended=sum(not other.has_edge(*pair) for pair in one.edges),
        new=sum(not one.has_edge(*pair) for pair in other.edges),
        deeper=sum(would["depth"] > was["depth"] for was, would in both),
        more=sum(by > 0 for by in as_deep),
        fewer=sum(by < 0 for by in as_deep),
        cut_off=_parted(one, other),
        joined=_parted(other, one),
        appear=tuple(now[name] for name in now if name not in old),
        vanish=tuple(weak for weak in vanished if weak not in moot),
        moot=tuple(moot),
        changed=tuple(each for each in changed if abs(each[2].severity - each[1].severity) > NOTABLE),
        thin=thin,
    )


def shape(graph: nx.Graph) -> Shape:
    """How `graph` hangs together."""
    sizes = [len(part) for part in nx.connected_components(graph)]
    depths = [depth for _, _, depth in graph.edges(data="depth")]
    beyond = sum(depth >= model.BEYOND_SHARING for depth in depths) / len(depths) if depths else None
    return Shape(len(graph), len(depths), len(sizes), max(sizes, default=0), reach(graph), fragmentation(graph), beyond)


def _weak(case: JudgedNetwork, only_roles: bool) -> Mapping[_Name, Weak]:
    """The weak links of a case by what names them, the most severe first."""
    found = findings(case)
    return {
        (rule.name, weak.subject, weak.other): (rule, weak)
        for rule, weak in found
        if not only_roles or rule.about == "role"
    }


def _is_there(case: JudgedNetwork, rule: Rule, finding: Finding) -> bool:
    """Whether what a weak link is about is in `case`."""
    if rule.about == "tie":
        return bool(case.graph.has_edge(finding.subject, finding.other))
    return finding.subject in (case.graph if rule.about == "actor" else case.snapshot.names)


def _parted(whole: nx.Graph, pieces: nx.Graph) -> tuple[Parted, ...]:
    return tuple(
        Parted(tuple(sorted(whole.nodes[node]["name"] for node in group)), len(most))
        for most, *others in groups_within(whole, pieces)
        for group in others
    )


def groups_within(whole: nx.Graph, pieces: nx.Graph) -> Sequence[Sequence[Sequence[NodeKey]]]:
    """For each part of `whole`, the groups in which its nodes hang together in `pieces`, the largest first.

    Nodes that are not in `pieces` are in no group, and a part with none is left out.
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
_GROUPS_TOLD = 4


def sentences(comparison: Comparison, words: Words = ENGLISH) -> list[str]:
    """What differs, in plain words with the numbers, the weightiest first; one sentence where nothing does."""
    gone = comparison.gone
    told = [
        *(
            [_of_names(gone, words, later("{names} is no longer there."), later("{names} are no longer there."))]
            if gone
            else []
        ),
        *_told_parted(
            comparison.cut_off,
            words,
            later("{names} is cut off from {others}."),
            later("{names} are cut off from {others}."),
        ),
        *_told_parted(
            comparison.joined,
            words,
            later("{names} is now joined to {others}."),
            later("{names} are now joined to {others}."),
        ),
        *_told_ties(comparison, words),
        *_told_shape(comparison.before, comparison.after, words),
        *_told_weak(comparison, words),
    ]
    return told or [words("Nothing that is measured here would change.")]


def _told_parted(parted: Sequence[Parted], words: Words, one: str, many: str) -> list[str]:
    told = [
        _of_names(each.names, words, one, many, others=words.many("{number} other", "{number} others", each.rest))
        for each in parted[:_GROUPS_TOLD]
    ]
    more = sum(len(each.names) for each in parted[_GROUPS_TOLD:])
    return [*told, *([words.many("So is {number} other.", "So are {number} others.", more)] if more else [])]


def _of_names(names: Sequence[str], words: Words, one: str, many: str, **values: str) -> str:
    return words(one if len(names) == 1 else many, names=_listed(names, words), **values)


def _told_ties(comparison: Comparison, words: Words) -> list[str]:
    told = [
        words.many("{number} tie ends", "{number} ties end", comparison.ended),
        words.many("{number} tie is new", "{number} ties are new", comparison.new),
        words.many("{number} tie goes deeper", "{number} ties go deeper", comparison.deeper),
        words.many(
            "{number} tie rests on more interactions", "{number} ties rest on more interactions", comparison.more
        ),
        words.many(
            "{number} tie rests on fewer interactions", "{number} ties rest on fewer interactions", comparison.fewer
        ),
    ]
    counts = (comparison.ended, comparison.new, comparison.deeper, comparison.more, comparison.fewer)
    return _in_one_sentence(list(compress(told, counts)), words)


def _told_shape(before: Shape, after: Shape, words: Words) -> list[str]:
    told = []
    if before.components != after.components:
        told.append(
            words.many(
                "The network is in {number} part rather than {before}.",
                "The network is in {number} parts rather than {before}.",
                after.components,
                before=f"{before.components:,}",
            )
        )
    if before.largest != after.largest:
        told.append(
            words.many(
                "Its largest part has {number} actor rather than {before}.",
                "Its largest part has {number} actors rather than {before}.",
                after.largest,
                before=f"{before.largest:,}",
            )
        )
    reach = {"now": _percent(after.reach, words), "before": _percent(before.reach, words)}
    if reach["now"] != reach["before"]:
        told.append(words("On average an actor reaches {now} of the others rather than {before}.", **reach))
    beyond = {"now": _percent(after.beyond, words), "before": _percent(before.beyond, words)}
    if beyond["now"] != beyond["before"]:
        told.append(words("{now} of the ties go beyond sharing rather than {before}.", **beyond))
    return told


def _told_weak(comparison: Comparison, words: Words) -> list[str]:
    up = sum(after.severity > before.severity for _, before, after in comparison.changed)
    counts = (len(comparison.appear), len(comparison.vanish), up, len(comparison.changed) - up)
    told = [
        words.many("{number} weak link appears", "{number} weak links appear", counts[0]),
        words.many("{number} weak link vanishes", "{number} weak links vanish", counts[1]),
        words.many("{number} weak link becomes more severe", "{number} weak links become more severe", counts[2]),
        words.many("{number} weak link becomes less severe", "{number} weak links become less severe", counts[3]),
    ]
    told = _in_one_sentence(list(compress(told, counts)), words)
    if moot := len(comparison.moot):
        told.append(
            words.many(
                "{number} weak link goes only with what it was about.",
                "{number} weak links go only with what they were about.",
                moot,
            )
        )
    return told


def _in_one_sentence(told: Sequence[str], words: Words) -> list[str]:
    return [f"{_listed(told, words)}."] if told else []


def _percent(share: float | None, words: Words) -> str:
    return words("none") if share is None else f"{share:.0%}"


def _listed(names: Sequence[str], words: Words) -> str:
    """Names as people list them: A, B and C."""
    more = len(names) - _NAMED + 1
    shown = (
        list(names)
        if len(names) <= _NAMED
        else [*names[: _NAMED - 1], words.many("{number} other", "{number} others", more)]
    )
    return listed(shown, len(shown), words)
