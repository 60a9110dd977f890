"""Try out an edit: somebody leaves, a role or a tie ends, or two actors do one more thing together.

An edit is made on a copy of the snapshot, and everything is worked out again from the copy. What leaves is gone from
the period's first day; what is added happens on its last day. The period stays the same.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
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
from graphmap.language.wording import KIND_WORDS, depth_word, listed
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.weak.cards import Card
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.next_steps import NEWCOMER
from graphmap.weak.step import Act, Agrees, Holds, Joins, Purpose, Work
from graphmap.whatif.acts import with_acts
from graphmap.whatif.tables import with_interaction, without_entities

LEAVERS = ("Person", *model.ORGANISATIONS, "Role")
"""The kinds of entity that can leave or end."""


@dataclass(frozen=True, order=True)
class WithoutEntity:
    """A person or organisation leaves, or a role ends; see `graphmap.whatif.tables.without_entities`."""

    key: NodeKey


@dataclass(frozen=True, order=True)
class WithoutTie:
    """Two actors end their tie. What others did in the same interactions stays."""

    source: NodeKey
    target: NodeKey


@dataclass(frozen=True, order=True)
class WithInteraction:
    """Two actors do one more thing together on the period's last day: ``practice`` is its id in the codebook.

    Two networks do it through a new person at each.
    """

    source: NodeKey
    target: NodeKey
    practice: str


Edit = WithoutEntity | WithoutTie | WithInteraction | Act


def edits_of(card: Card) -> tuple[Edit, ...]:
    """Return the edits that suppose a card's step done, as often as the step says."""
    return card.acts


# -------------------------------------------------------------------------------------- as an address

_BETWEEN = "~"
_NAMED = 6
_NAMES: Mapping[type[Edit], str] = {
    WithoutEntity: "without",
    WithoutTie: "without-tie",
    WithInteraction: "with",
    Joins: "joins",
    Holds: "holds",
    Purpose: "purpose",
    Agrees: "agrees",
    Work: "work",
}
PARAMETERS = tuple(_NAMES.values())
"""The address parameters that hold edits."""

_KEY = re.compile(rf"({'|'.join(model.KIND_BY_WORD)}):.+", re.DOTALL)
_SMALL = re.compile(r"\d{1,2}", re.ASCII)


def to_text(edit: Edit) -> str:
    """Return an edit as an address has it.

    For example ``without=school:a``, ``without-tie=school:a~school:b`` or ``with=school:a~school:b~co-teaching``;
    a ``~`` within an id is written ``%7E``. Of `Work` the actors come last.
    """
    parts = [*map(str, vars(edit).values())]
    if isinstance(edit, Work):
        texts = (edit.practice, edit.depth, edit.times, edit.within, edit.towards, edit.started_by)
        parts = [*map(str, texts), *edit.actors]
    return f"{_NAMES[type(edit)]}={_BETWEEN.join(part.replace('%', '%25').replace(_BETWEEN, '%7E') for part in parts)}"


def read_edit(text: str) -> Edit:
    """Return the edit that `text` describes; `apply` checks whether it can be made.

    Raises `WrongCommand` where the text describes none.
    """
    name, _, value = text.partition("=")
    parts = [unquote(part) for part in value.split(_BETWEEN)]
    if name == _NAMES[Work] and (work := _read_work(parts)):
        return work
    for kind, known in _NAMES.items():
        keys = parts[:2] if kind in (WithInteraction, Joins) else parts
        fits = kind is not Work and name == known and len(parts) == len(fields(kind)) and all(parts)
        if fits and all(map(_KEY.fullmatch, keys)):
            made: Callable[..., Edit] = kind
            return made(*parts)
    raise WrongCommand(
        f"‘{text}’ is not an edit. Write without=school:a, without-tie=school:a~school:b or "
        "with=school:a~school:b~practice."
    )


def _read_work(parts: Sequence[str]) -> Work | None:
    practice, depth, times, within, towards, started_by, *actors = [*parts, *[""] * (6 - len(parts))]
    keys = [*actors, *filter(None, (within, towards, started_by))]
    if not actors or not all(map(_KEY.fullmatch, keys)) or not _SMALL.fullmatch(depth) or not _SMALL.fullmatch(times):
        return None
    if int(depth) >= len(model.DEPTHS):
        return None
    return Work(practice, int(depth), tuple(actors), int(times), within, towards, started_by)


# ------------------------------------------------------------------------------------------- in words


def told(snapshot: Snapshot, edit: Edit, words: Words = ENGLISH) -> str:
    """Return an edit in words, as a sentence without its full stop."""
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
    return _act_told(snapshot, edit, words)


def _act_told(snapshot: Snapshot, act: Act, words: Words) -> str:
    match act:
        case Work():
            row = practices(snapshot).get(act.practice)
            facts = {
                "names": listed([_title(snapshot, actor, words) for actor in act.actors], _NAMED, words),
                "what": f"{row['name']} ({depth_word(row['depth'], words)})" if row else depth_word(act.depth, words),
            }
            return words.many("{names} do {what} once", "{names} do {what} {number} times", act.times, **facts)
        case Joins(_, place, _):
            return words("Somebody new joins {place}", place=title(snapshot, place, words))
        case Holds(person, role):
            facts = {"name": _title(snapshot, person, words), "role": title(snapshot, role, words)}
            return words("{name} takes on a role: {role}", **facts)
        case Purpose(role):
            return words("A purpose is written: {role}", role=title(snapshot, role, words))
        case Agrees(network, _):
            return words("{name} agrees on a goal", name=title(snapshot, network, words))


def _title(snapshot: Snapshot, key: NodeKey, words: Words) -> str:
    return words("somebody new") if key not in snapshot.names else title(snapshot, key, words)


def title(snapshot: Snapshot, key: NodeKey, words: Words = ENGLISH) -> str:
    """Return an entity's name; for a role, with its place."""
    return titles(snapshot, [key], words)[key]


def titles(snapshot: Snapshot, keys: Iterable[NodeKey], words: Words = ENGLISH) -> Mapping[NodeKey, str]:
    """Return the `title` of each of `keys`."""
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


def can_leave(judged: JudgedNetwork) -> Sequence[NodeKey]:
    """Return everyone and everything in the view that could leave or end."""
    carriers = set(judged.participations["carrier"]) | set(judged.graph)
    held = judged.held.filter(
        overlaps(judged.choice) & (pl.col("person").is_in(list(carriers)) | pl.col("place").is_in(list(carriers)))
    )
    found = carriers.union(held["person"], held["role"], held["place"])
    return sorted(key for key in found & judged.snapshot.names.keys() if model.split_key(key)[0].label in LEAVERS)


# ------------------------------------------------------------------------------------------ applying


@dataclass(frozen=True)
class _Supposed(Snapshot):
    """A snapshot with edits, whose first and last day stay those of the records."""

    recorded: tuple[date, date] | None = None

    @cached_property
    def first_and_last_day(self) -> tuple[date, date] | None:
        """The days of the first and the last recorded interaction, whatever the edits took away."""
        return self.recorded


def apply(judged: JudgedNetwork, edits: Iterable[Edit]) -> JudgedNetwork:
    """Return the network with all of `edits` made; their order makes no difference.

    Raises `WrongCommand` for an edit that can't be made: about something that is not there, between an actor and
    itself, of a tie that doesn't exist, or with an interaction that the view doesn't count.
    """
    edits = list(edits)
    if judged.choice.view == "structure" and not all(isinstance(edit, Act) for edit in edits):
        raise WrongCommand("The structure view has no ties to try things on. Choose people, organisations or networks.")
    for edit in edits:
        _check(judged, edit)
    supposed = _leaving(judged, {edit.key for edit in edits if isinstance(edit, WithoutEntity)})
    supposed = _adding(judged, supposed, sorted(edit for edit in edits if isinstance(edit, WithInteraction)))
    supposed = _done(judged, supposed, [edit for edit in edits if isinstance(edit, Act)])
    changed = (
        judged
        if supposed is judged.snapshot
        else judged_network(supposed, judged.choice, judged.thresholds, judged.words, judged.as_at)
    )
    return _ending(judged, changed, [edit for edit in edits if isinstance(edit, WithoutTie)])


def _ending(before: JudgedNetwork, judged: JudgedNetwork, edits: Sequence[WithoutTie]) -> JudgedNetwork:
    """Return `judged` without the ties in `edits`; other edits may have ended some already."""
    for edit in edits:
        if judged.graph.has_edge(edit.source, edit.target):
            judged = judged.without_tie(edit.source, edit.target)
        elif not before.graph.has_edge(edit.source, edit.target):
            raise WrongCommand(f"{before.name(edit.source)} and {before.name(edit.target)} have no tie to end.")
    return judged


def _check(judged: JudgedNetwork, edit: Edit) -> None:
    if isinstance(edit, WithoutEntity):
        if edit.key not in judged.snapshot.names:
            raise WrongCommand(f"There is no ‘{edit.key}’ here, so it can’t leave.")
        if (label := model.split_key(edit.key)[0].label) not in LEAVERS:
            allowed = ", ".join(KIND_WORDS[each] for each in LEAVERS)
            raise WrongCommand(
                f"‘{judged.name(edit.key)}’ is a {KIND_WORDS[label]}; only these can leave or end: {allowed}."
            )
        return
    if isinstance(edit, Act):
        _check_act(judged, edit)
        return
    _check_ends(judged, edit)


def _check_ends(judged: JudgedNetwork, edit: WithoutTie | WithInteraction) -> None:
    for end in (edit.source, edit.target):
        if end not in judged.graph:
            raise WrongCommand(
                f"‘{judged.snapshot.names.get(end, end)}’ is not among the {judged.choice.view} in this period."
            )
    if edit.source == edit.target:
        raise WrongCommand(f"{judged.name(edit.source)} can’t have a tie with itself. Choose two different ones.")
    if isinstance(edit, WithInteraction):
        practice = practices(judged.snapshot).get(edit.practice)
        if practice is None:
            raise WrongCommand(f"There is no practice ‘{edit.practice}’ in the codebook.")
        if practice["depth"] < judged.choice.min_depth:
            least = depth_word(judged.choice.min_depth)
            raise WrongCommand(
                f"{practice['name'].capitalize()} is {depth_word(practice['depth'])}; here only "
                f"{least} or deeper counts."
            )


def _check_act(judged: JudgedNetwork, act: Act) -> None:
    """Check that what an act is about is on record, but for people and goals that it brings."""
    names = judged.snapshot.names
    match act:
        case Joins(_, key, _) | Holds(_, key) | Purpose(key) | Agrees(key, _):
            needed: tuple[NodeKey, ...] = (key,)
        case Work():
            needed = tuple(filter(None, (*act.actors, act.within)))
    for key in needed:
        if key not in names and not key.startswith(NEWCOMER):
            raise WrongCommand(f"There is no ‘{key}’ here, so it can’t take part.")


def _leaving(judged: JudgedNetwork, keys: Collection[NodeKey]) -> Snapshot:
    """Return the snapshot without the entities `keys`."""
    if not keys:
        return judged.snapshot
    days = judged.snapshot.first_and_last_day
    first = judged.choice.since or (days[0] if days else date.max)
    return _Supposed(
        without_entities(judged.snapshot.tables, judged.choice, first, keys), judged.snapshot.revision, days
    )


def _adding(judged: JudgedNetwork, snapshot: Snapshot, edits: Sequence[WithInteraction]) -> Snapshot:
    """Return `snapshot` with one more interaction for each of `edits`."""
    if not edits:
        return snapshot
    if judged.snapshot.as_of(judged.choice) is None:
        raise WrongCommand(
            "Nothing is recorded yet, so there is no day to add something on. Choose the period’s last day."
        )
    present = set(actors(snapshot, judged.choice)["key"])
    tables = snapshot.tables
    for number, edit in enumerate(edits, 1):
        for end in (edit.source, edit.target):
            if end not in present:
                raise WrongCommand(f"{judged.name(end)} leaves in another edit, so it can’t do anything more.")
        day = max(judged.as_of, judged.choice.since or judged.as_of)
        practice = practices(snapshot)[edit.practice]
        tables = with_interaction(
            tables, number, practice, day, (edit.source, edit.target), _within(judged, (edit.source, edit.target))
        )
    return _Supposed(tables, snapshot.revision, judged.snapshot.first_and_last_day)


def _done(judged: JudgedNetwork, snapshot: Snapshot, acts: Sequence[Act]) -> Snapshot:
    """Return `snapshot` with what each of `acts` would put on record, on the day judged from."""
    if not acts:
        return snapshot
    placed = [
        replace(act, within=_within(judged, act.actors) or "") if isinstance(act, Work) and not act.within else act
        for act in acts
    ]
    tables = with_acts(snapshot.tables, placed, max(judged.as_of, judged.choice.since or judged.as_of))
    return _Supposed(tables, snapshot.revision, judged.snapshot.first_and_last_day)


def _within(judged: JudgedNetwork, together: Sequence[NodeKey]) -> NodeKey | None:
    """Return the network of a new interaction: one that all belong to, else one of the chosen networks."""
    of = [judged.networks_of.get(end, frozenset()) | {end} for end in together]
    either, all_of, networks = frozenset().union(*of), frozenset.intersection(*of), judged.networks
    shared = [network for network in networks if network in all_of]
    chosen = sorted(networks, key=lambda network: network not in either) if judged.choice.networks else []
    return next(iter([*shared, *chosen]), None)


def practices(snapshot: Snapshot) -> Mapping[str, Mapping[str, Any]]:
    """Return the codebook's practices by id, the shallowest first."""
    return {row["id"]: row for row in snapshot.tables.kinds["Practice"].sort("depth", "name").iter_rows(named=True)}
