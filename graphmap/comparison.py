"""What differs between two cases: before and after an edit, in numbers, in weak links and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphmap import model
from graphmap.case import Case
from graphmap.cohesion import fragmentation, reach
from graphmap.model import NodeKey
from graphmap.weak import findings, too_little
from graphmap.weak.finding import Finding, Rule
from graphmap.wording import counted

NOTABLE = 0.05
"""By how much the severity of a weak link must change to be told."""

Weak = tuple[Rule, Finding]
_Name = tuple[str, NodeKey, NodeKey | None]


@dataclass(frozen=True)
class Shape:
    """How a network hangs together. ``beyond`` is the share of its ties beyond sharing; what is undefined is nothing."""

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
    those that stay as deep and rest on more or fewer interactions. ``appear`` and ``vanish``
    are the weak links that come and that go; ``moot`` are those that go because what they are about is no longer there.
    ``changed`` are those whose severity changes by more than `NOTABLE`, as they were and as they would be. ``thin`` says
    that there is too little on one of the sides to judge; then only the roles are compared.
    """

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


def compare(before: Case, after: Case) -> Comparison:
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


def _weak(case: Case, only_roles: bool) -> Mapping[_Name, Weak]:
    """The weak links of a case by what names them, the most severe first."""
    found = findings(case)
    return {(rule.name, weak.subject, weak.other): (rule, weak) for rule, weak in found if not only_roles or rule.about == "role"}


def _is_there(case: Case, rule: Rule, finding: Finding) -> bool:
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


def sentences(comparison: Comparison) -> list[str]:
    """What differs, in plain words with the numbers, the weightiest first; one sentence where nothing does."""
    told = [
        *([f"{_listed(comparison.gone)} {_is(comparison.gone)} no longer there."] if comparison.gone else []),
        *_told_parted(comparison.cut_off, "cut off from"),
        *_told_parted(comparison.joined, "now joined to"),
        *_told_ties(comparison),
        *_told_shape(comparison.before, comparison.after),
        *_told_weak(comparison),
    ]
    return told or ["Nothing that is measured here would change."]


def _told_parted(parted: Sequence[Parted], how: str) -> list[str]:
    told = [f"{_listed(each.names)} {_is(each.names)} {how} {counted(each.rest, 'other')}." for each in parted[:_GROUPS_TOLD]]
    more = sum(len(each.names) for each in parted[_GROUPS_TOLD:])
    return [*told, *([f"So {'is' if more == 1 else 'are'} {counted(more, 'other')}."] if more else [])]


def _told_ties(comparison: Comparison) -> list[str]:
    kinds = [
        (comparison.ended, "ends", "end"),
        (comparison.new, "is new", "are new"),
        (comparison.deeper, "goes deeper", "go deeper"),
        (comparison.more, "rests on more interactions", "rest on more interactions"),
        (comparison.fewer, "rests on fewer interactions", "rest on fewer interactions"),
    ]
    told = [f"{counted(number, 'tie')} {one if number == 1 else many}" for number, one, many in kinds if number]
    return [f"{_listed(told)}."] if told else []


def _told_shape(before: Shape, after: Shape) -> list[str]:
    told = []
    if before.components != after.components:
        told.append(f"The network is in {counted(after.components, 'part')} rather than {before.components:,}.")
    if before.largest != after.largest:
        told.append(f"Its largest part has {counted(after.largest, 'actor')} rather than {before.largest:,}.")
    if _percent(before.reach) != _percent(after.reach):
        told.append(f"On average an actor reaches {_percent(after.reach)} of the others rather than {_percent(before.reach)}.")
    if _percent(before.beyond) != _percent(after.beyond):
        told.append(f"{_percent(after.beyond)} of the ties go beyond sharing rather than {_percent(before.beyond)}.")
    return told


def _told_weak(comparison: Comparison) -> list[str]:
    up = sum(after.severity > before.severity for _, before, after in comparison.changed)
    down = len(comparison.changed) - up
    kinds = [
        (len(comparison.appear), "appears", "appear"),
        (len(comparison.vanish), "vanishes", "vanish"),
        (up, "becomes more severe", "become more severe"),
        (down, "becomes less severe", "become less severe"),
    ]
    told = [f"{counted(number, 'weak link')} {one if number == 1 else many}" for number, one, many in kinds if number]
    told = [f"{_listed(told)}."] if told else []
    if moot := len(comparison.moot):
        told.append(f"{counted(moot, 'weak link goes', 'weak links go')} only with what {'it was' if moot == 1 else 'they were'} about.")
    return told


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.0%}"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _listed(names: Sequence[str]) -> str:
    """Names as people list them: A, B and C."""
    shown = list(names) if len(names) <= _NAMED else [*names[: _NAMED - 1], counted(len(names) - _NAMED + 1, "other")]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
