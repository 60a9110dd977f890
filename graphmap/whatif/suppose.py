"""What if: a case as it would be had somebody left, a role or a tie ended, or two actors done something more.

An edit is imagined: it is made on a copy, and everything is derived anew from that. What leaves is gone
from the window's first day on, what is added happens on its last day, and the window stays as it is.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import polars as pl

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.actors import actors
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import KIND_WORDS, depth_word
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.whatif.tables import with_interaction, without_entities

LEAVERS = ("Person", *model.ORGANISATIONS, "Role")
"""The kinds of entity that can leave, or end."""


@dataclass(frozen=True, order=True)
class WithoutEntity:
    """A person, a school, an iwi or a partner leaves, or a role ends; see `graphmap.whatif.tables.without_entities`."""

    key: NodeKey


@dataclass(frozen=True, order=True)
class WithoutTie:
    """Two actors of the view end their tie; what others did in the same interactions stays."""

    source: NodeKey
    target: NodeKey


@dataclass(frozen=True, order=True)
class WithInteraction:
    """Two actors of the view do one thing more together, on the window's last day: ``practice`` is its id in the
    codebook.

    Two networks do so through somebody at each who is nobody yet.
    """

    source: NodeKey
    target: NodeKey
    practice: str


Edit = WithoutEntity | WithoutTie | WithInteraction


# -------------------------------------------------------------------------------------- as an address

_BETWEEN = "~"
_NAMES: Mapping[type[Edit], str] = {WithoutEntity: "without", WithoutTie: "without-tie", WithInteraction: "with"}
PARAMETERS = tuple(_NAMES.values())
"""The names of an address's parameters that hold edits."""

_KEY = re.compile(rf"({'|'.join(model.KIND_BY_WORD)}):.+", re.DOTALL)


def to_text(edit: Edit) -> str:
    """An edit as it stands in an address.

    That is ``without=school:a``, ``without-tie=school:a~school:b`` or ``with=school:a~school:b~co-teaching``;
    a ``~`` within an id is written ``%7E``.
    """
    parts = vars(edit).values()
    return f"{_NAMES[type(edit)]}={_BETWEEN.join(part.replace('%', '%25').replace(_BETWEEN, '%7E') for part in parts)}"


def read_edit(text: str) -> Edit:
    """The edit that `text` stands for. Whether it makes sense is for `apply` to say.

    Raises `WrongCommand` for a text that stands for none.
    """
    name, _, value = text.partition("=")
    parts = [unquote(part) for part in value.split(_BETWEEN)]
    for kind, known in _NAMES.items():
        keys = parts[:2] if kind is WithInteraction else parts
        if name == known and len(parts) == len(fields(kind)) and all(map(_KEY.fullmatch, keys)) and all(parts):
            return kind(*parts)
    raise WrongCommand(
        f"‘{text}’ is no edit; write it as without=school:a, without-tie=school:a~school:b or "
        "with=school:a~school:b~practice."
    )


# ------------------------------------------------------------------------------------------- in words


def told(snapshot: Snapshot, edit: Edit, words: Words = ENGLISH) -> str:
    """What an edit supposes, in a sentence without its end."""
    match edit:
        case WithoutEntity(key):
            name = title(snapshot, key, words)
            return words("{name} ends", name=name) if _is_role(key) else words("{name} leaves", name=name)
        case WithoutTie(source, target):
            ends = {"one": title(snapshot, source, words), "other": title(snapshot, target, words)}
            return words("The tie between {one} and {other} ends", **ends)
        case WithInteraction(source, target, practice):
            row = practices(snapshot).get(practice)
            what = f"{row['name']} ({depth_word(row['depth'], words)})" if row else practice
            ends = {"one": title(snapshot, source, words), "other": title(snapshot, target, words)}
            return words("{one} and {other} do one more thing together: {what}", **ends, what=what)


def title(snapshot: Snapshot, key: NodeKey, words: Words = ENGLISH) -> str:
    """What an entity is called; a role with where it is."""
    return titles(snapshot, [key], words)[key]


def titles(snapshot: Snapshot, keys: Iterable[NodeKey], words: Words = ENGLISH) -> Mapping[NodeKey, str]:
    """What each of `keys` is called, as `title` has it."""
    names, at = snapshot.names, dict(snapshot.tables.relationships["AT"].iter_rows())
    found = {}
    for key in keys:
        name = names.get(key, key)
        if _is_role(key) and key in at:
            found[key] = words("The role ‘{name}’ at {place}", name=name, place=names.get(at[key], at[key]))
        else:
            found[key] = words("The role ‘{name}’", name=name) if _is_role(key) else name
    return found


def _is_role(key: NodeKey) -> bool:
    return key.startswith(model.node_key("Role", ""))


def can_leave(case: JudgedNetwork) -> Sequence[NodeKey]:
    """Everybody and everything that has to do with the case and could leave, or end."""
    carriers = set(case.participations["carrier"]) | set(case.graph)
    held = case.held.filter(
        overlaps(case.choice) & (pl.col("person").is_in(list(carriers)) | pl.col("place").is_in(list(carriers)))
    )
    found = carriers.union(held["person"], held["role"], held["place"])
    return sorted(key for key in found & case.snapshot.names.keys() if model.split_key(key)[0].label in LEAVERS)


# ------------------------------------------------------------------------------------------ applying


@dataclass(frozen=True)
class _Supposed(Snapshot):
    """A snapshot with edits made, whose days stay those of what is really recorded."""

    recorded: tuple[date, date] | None = None

    @cached_property
    def first_and_last_day(self) -> tuple[date, date] | None:
        """The days of the earliest and the latest interaction that is recorded, whatever the edits took away."""
        return self.recorded


def apply(case: JudgedNetwork, edits: Iterable[Edit]) -> JudgedNetwork:
    """`case`, as `graphmap.weak.judged_network.judged_network` makes it, as it would be with all of `edits` made, in
    whatever order they come.

    Raises `WrongCommand` for an edit that makes no sense: of what is not there, of an actor with itself,
    of a tie that there is not, or of an interaction that the view would not count.
    """
    edits = list(edits)
    if case.choice.view == "structure":
        raise WrongCommand(
            "The view structure has no ties to try things out on; choose people, organisations or networks."
        )
    for edit in edits:
        _check(case, edit)
    supposed = _leaving(case, {edit.key for edit in edits if isinstance(edit, WithoutEntity)})
    supposed = _adding(case, supposed, sorted(edit for edit in edits if isinstance(edit, WithInteraction)))
    changed = case if supposed is case.snapshot else judged_network(supposed, case.choice, case.thresholds, case.words)
    return _ending(case, changed, [edit for edit in edits if isinstance(edit, WithoutTie)])


def _ending(before: JudgedNetwork, case: JudgedNetwork, edits: Sequence[WithoutTie]) -> JudgedNetwork:
    """`case` without the ties that `edits` name, whatever else made some of them end already."""
    for edit in edits:
        if case.graph.has_edge(edit.source, edit.target):
            case = case.without_tie(edit.source, edit.target)
        elif not before.graph.has_edge(edit.source, edit.target):
            raise WrongCommand(f"{before.name(edit.source)} and {before.name(edit.target)} have no tie that could end.")
    return case


def _check(case: JudgedNetwork, edit: Edit) -> None:
    if isinstance(edit, WithoutEntity):
        if edit.key not in case.snapshot.names:
            raise WrongCommand(f"There is no ‘{edit.key}’ that could leave.")
        if (label := model.split_key(edit.key)[0].label) not in LEAVERS:
            allowed = ", ".join(KIND_WORDS[each] for each in LEAVERS)
            raise WrongCommand(
                f"‘{case.name(edit.key)}’ is a {KIND_WORDS[label]}; what can leave or end is a {allowed}."
            )
        return
    for end in (edit.source, edit.target):
        if end not in case.graph:
            raise WrongCommand(
                f"‘{case.snapshot.names.get(end, end)}’ is not among the {case.choice.view} of this view and window."
            )
    if edit.source == edit.target:
        raise WrongCommand(f"{case.name(edit.source)} cannot have a tie with itself; choose two different ones.")
    if isinstance(edit, WithInteraction):
        practice = practices(case.snapshot).get(edit.practice)
        if practice is None:
            raise WrongCommand(f"There is no practice ‘{edit.practice}’ in the codebook.")
        if practice["depth"] < case.choice.min_depth:
            least = depth_word(case.choice.min_depth)
            raise WrongCommand(
                f"{practice['name'].capitalize()} is {depth_word(practice['depth'])}; here only "
                f"{least} or deeper counts."
            )


def _leaving(case: JudgedNetwork, keys: Collection[NodeKey]) -> Snapshot:
    """The snapshot without the entities that `keys` name."""
    if not keys:
        return case.snapshot
    days = case.snapshot.first_and_last_day
    first = case.choice.since or (days[0] if days else date.max)
    return _Supposed(without_entities(case.snapshot.tables, case.choice, first, keys), case.snapshot.revision, days)


def _adding(case: JudgedNetwork, snapshot: Snapshot, edits: Sequence[WithInteraction]) -> Snapshot:
    """`snapshot` with an interaction for each of `edits`."""
    if not edits:
        return snapshot
    if case.snapshot.as_of(case.choice) is None:
        raise WrongCommand(
            "Nothing is recorded yet, so there is no last day to add something on; choose the window’s last day."
        )
    present = set(actors(snapshot, case.choice)["key"])
    tables = snapshot.tables
    for number, edit in enumerate(edits, 1):
        for end in (edit.source, edit.target):
            if end not in present:
                raise WrongCommand(f"{case.name(end)} leaves by another edit, so it can do nothing more.")
        day = max(case.as_of, case.choice.since or case.as_of)
        practice = practices(snapshot)[edit.practice]
        tables = with_interaction(tables, number, practice, day, (edit.source, edit.target), _within(case, edit))
    return _Supposed(tables, snapshot.revision, case.snapshot.first_and_last_day)


def _within(case: JudgedNetwork, edit: WithInteraction) -> NodeKey | None:
    """The network that a new interaction is part of: one that both belong to, or where networks are chosen, one of
    those."""
    of = {end: case.networks_of.get(end, frozenset()) | {end} for end in (edit.source, edit.target)}
    either, judged = of[edit.source] | of[edit.target], case.networks
    shared = [network for network in judged if network in of[edit.source] & of[edit.target]]
    chosen = sorted(judged, key=lambda network: network not in either) if case.choice.networks else []
    return next(iter([*shared, *chosen]), None)


def practices(snapshot: Snapshot) -> Mapping[str, Mapping[str, Any]]:
    """The practices of the codebook by their ids, the shallowest first."""
    return {row["id"]: row for row in snapshot.tables.kinds["Practice"].sort("depth", "name").iter_rows(named=True)}
