"""The log: one `Change` for each write to the graph, with who made it, when, and what was there before."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from graphmap.store.edit import Tally
from graphmap.store.touched import Touched
from graphmap.tables import GraphTables

_DIGITS = 12


@dataclass(frozen=True)
class Act:
    """Why somebody writes: ``what`` they do, in a few words that the screens know, when (``at``), and by whom.

    ``by`` is the name to show, or empty where nobody gave one. ``why`` is in their own words.
    """

    what: str
    at: datetime
    by: str = ""
    why: str = ""


def now(what: str, by: str = "", why: str = "") -> Act:
    """Return the act of doing `what` at this moment."""
    return Act(what, datetime.now().astimezone().replace(microsecond=0), by, why)


@dataclass(frozen=True)
class Change:
    """One write, as the log keeps it.

    ``seq`` counts the writes of a store from 1, and ``id`` is the revision of the graph that it left. ``tallies`` say
    how many rows it created, updated and removed, by kind or relationship. ``undoes`` is the ``seq`` of the change that
    it undoes, and ``undone_by`` that of the one which undoes it.
    """

    seq: int
    id: str
    act: Act
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def rows(self) -> int:
        """How many rows it created, updated and removed."""
        return sum(tally.created + tally.updated + tally.removed for tally in self.tallies.values())


@dataclass(frozen=True)
class Before:
    """A change with the rows that it touched: as they ``was`` before it, and what they ``became``.

    An entity, or the relationships of a pair of ends, that wasn't there has no row.
    """

    change: Change
    touched: Touched
    was: GraphTables
    became: GraphTables


@dataclass(frozen=True)
class Followed:
    """A graph that was moved on: its ``tables`` after the change ``seq``, and the ``changes`` since, oldest first."""

    seq: int
    revision: str | None
    tables: GraphTables
    changes: Sequence[Change] = ()


def change_key(seq: int) -> str:
    """Return the id under which the store keeps a change. Ids sort as the changes do."""
    return f"{seq:0{_DIGITS}}"


def part_key(seq: int, number: int) -> str:
    """Return the id of a part of a large change."""
    return f"{change_key(seq)}-{number:06}"


def kept_change(change: Change, touched: Touched, inline: str, parts: int) -> dict[str, Any]:
    """Return the properties that the store keeps of `change`."""
    return {
        "id": change_key(change.seq),
        "revision": change.id,
        "at": change.act.at.isoformat(),
        "by": change.act.by,
        "what": change.act.what,
        "why": change.act.why,
        "tallies": json.dumps({name: asdict(tally) for name, tally in change.tallies.items()}),
        "undoes": "" if change.undoes is None else str(change.undoes),
        "touched": [] if parts else sorted(touched.named()),
        "content": inline,
        "parts": str(parts),
    }


def read_change(kept: Mapping[str, Any]) -> Change:
    """Return the change that the store keeps as these properties."""
    return Change(
        int(kept["id"]),
        kept["revision"],
        Act(kept["what"], datetime.fromisoformat(kept["at"]), kept["by"], kept["why"]),
        {name: Tally(**tally) for name, tally in json.loads(kept["tallies"]).items()},
        int(kept["undoes"]) if kept["undoes"] else None,
    )


def undoings(undoes: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return by which change each is undone, from all pairs of a change and the one that it undoes.

    A change whose undoing was undone itself is in effect again.
    """
    undone: dict[int, int] = {}
    for seq, earlier in sorted(undoes, reverse=True):
        if seq not in undone:
            undone[earlier] = seq
    return undone


def marked_undone(changes: Iterable[Change], undone: Mapping[int, int]) -> list[Change]:
    """Return `changes` with those that undo them."""
    return [replace(change, undone_by=undone.get(change.seq)) for change in changes]


def in_effect(changes: Sequence[Change]) -> list[Change]:
    """Return `changes`, all since some moment, without those that undo one another."""
    undone = undoings((change.seq, change.undoes) for change in changes if change.undoes is not None)
    here = {change.seq for change in changes}
    return [
        change
        for change in changes
        if change.seq not in undone and not (change.undoes in here and undone.get(change.undoes or 0) == change.seq)
    ]


def last_known(changes: Iterable[Change], day: date) -> int:
    """Return the seq of the last of `changes` that was made by the end of `day`, or 0.

    A clock that was set back makes a change look earlier than those before it: those count as made by then too.
    """
    return max((change.seq for change in changes if change.act.at.date() <= day), default=0)
