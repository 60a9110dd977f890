"""The log: one `Change` for each write to the graph, with who made it, when, and what was there before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from graphmap.store.edit import Tally


@dataclass(frozen=True)
class Act:
    """Why somebody writes: ``what`` they do, in a few words that the screens know, when (``at``), and by whom.

    ``by`` is the name to show, or empty where nobody gave one. ``why`` is in their own words.
    """

    what: str
    at: datetime
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class Change:
    """One write, as the log keeps it.

    ``seq`` counts the writes of a store from 1. ``tallies`` say how many rows it created, updated and removed, by kind
    or relationship. ``undoes`` is the ``seq`` of the change that it undoes, and ``undone_by`` that of the one which
    undoes it.
    """

    seq: int
    id: str
    act: Act
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    undoes: int | None = None
    undone_by: int | None = None
