"""What if: a case as it would be had somebody left, a role or a tie ended, or two actors done something more.

An edit is imagined: it is made on a copy, and everything is derived anew from that. What leaves is gone
from the window's first day on, what is added happens on its last day, and the window stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import unquote

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.actors import actors
from graphmap.case import Case, case_of
from graphmap.choice import Choice
from graphmap.errors import WrongCommand
from graphmap.model import NodeKey
from graphmap.snapshot import Snapshot
from graphmap.spells import overlaps
from graphmap.tables import GraphTables, kind_table, relationship_table
from graphmap.whatif_leaving import without
from graphmap.wording import KIND_WORDS, depth_word

LEAVERS = ("Person", *model.ORGANISATIONS, "Role")
"""The kinds of entity that can leave, or end."""


@dataclass(frozen=True, order=True)
class WithoutEntity:
    """A person, a school, an iwi or a partner leaves, or a role ends; see `graphmap.whatif_leaving`."""

    key: NodeKey


@dataclass(frozen=True, order=True)
class WithoutTie:
    """Two actors of the view end their tie; what others did in the same interactions stays."""

    source: NodeKey
    target: NodeKey


@dataclass(frozen=True, order=True)
class WithInteraction:
    """Two actors of the view do one thing more together, on the window's last day: ``practice`` is its id in the codebook.

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
    """An edit as it stands in an address: ``without=school:a``, ``without-tie=school:a~school:b``,
    ``with=school:a~school:b~co-teaching``. A ``~`` within an id is written ``%7E``.
    """  # fmt: skip
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
        if name == known and len(parts) == len(kind.__dataclass_fields__) and all(map(_KEY.fullmatch, keys)) and all(parts):
            return kind(*parts)
    raise WrongCommand(f"‘{text}’ is no edit; write it as without=school:a, without-tie=school:a~school:b or with=school:a~school:b~practice.")


# ------------------------------------------------------------------------------------------- in words


def told(snapshot: Snapshot, edit: Edit) -> str:
    """What an edit supposes, in a sentence without its end."""
    match edit:
        case WithoutEntity(key):
            return f"{title(snapshot, key)} {'ends' if _is_a('Role', key) else 'leaves'}"
        case WithoutTie(source, target):
            return f"The tie between {title(snapshot, source)} and {title(snapshot, target)} ends"
        case WithInteraction(source, target, practice):
            row = _practices(snapshot).get(practice)
            what = f"{row['name']} ({depth_word(row['depth'])})" if row else practice
            return f"{title(snapshot, source)} and {title(snapshot, target)} do one more thing together: {what}"


def title(snapshot: Snapshot, key: NodeKey) -> str:
    """What an entity is called; a role with where it is."""
    if not _is_a("Role", key):
        return snapshot.names.get(key, key)
    at = snapshot.tables.relationships["AT"].filter(pl.col("start") == key)["end"].to_list()
    return f"The role ‘{snapshot.names.get(key, key)}’" + (f" at {snapshot.names.get(at[0], at[0])}" if at else "")


def can_leave(case: Case) -> Sequence[NodeKey]:
    """Everybody and everything that has to do with the case and could leave, or end."""
    carriers = set(case.participations["carrier"]) | set(case.graph)
    held = case.held.filter(overlaps(case.choice) & (pl.col("person").is_in(list(carriers)) | pl.col("place").is_in(list(carriers))))
    found = carriers.union(held["person"], held["role"], held["place"])
    return sorted(key for key in found & case.snapshot.names.keys() if model.split_key(key)[0].label in LEAVERS)


# ------------------------------------------------------------------------------------------ applying


@dataclass(frozen=True)
class _Supposed(Snapshot):
    """A snapshot with edits made, whose days stay those of what is really recorded."""

    recorded: tuple[date, date] | None = None

    @cached_property
    def first_and_last_day(self) -> tuple[date, date] | None:
        return self.recorded


def apply(case: Case, edits: Iterable[Edit]) -> Case:
    """`case` as it would be with all of `edits` made, in whatever order they come.

    Raises `WrongCommand` for an edit that makes no sense: of what is not there, of an actor with itself,
    of a tie that there is not, or of an interaction too shallow for the view to count.
    """
    edits = sorted(set(edits) | set(), key=to_text) if False else sorted(edits, key=to_text)
    leaving = [edit.key for edit in edits if isinstance(edit, WithoutEntity)]
    ended = [edit for edit in edits if isinstance(edit, WithoutTie)]
    added = [edit for edit in edits if isinstance(edit, WithInteraction)]
    return case
