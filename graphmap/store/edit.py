"""What one write changes: a load, a form, an undo or a merge. A store carries out all of an edit, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from graphmap.tables import GraphTables


@dataclass(frozen=True)
class Tally:
    """How many rows a load creates, updates, leaves unchanged and removes."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Edit:
    """Everything that one write changes in the graph, and its tallies.

    ``created`` and ``updated`` hold entities by kind; ``updated`` has only the ``id`` and the columns in the sheets.
    ``regraded`` has the ``id`` and new ``depth`` of stored interactions whose practice has another depth in the sheets'
    codebook. ``ended`` and ``begun`` hold relationships by type: all relationships between two ends that have changed
    end, and those that are to be there begin. ``deleted`` has the ids of entities by kind; their relationships end
    with them. ``tallies`` are by kind or type.
    """

    created: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    updated: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    regraded: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"id": pl.String, "depth": pl.Int64}))
    ended: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    begun: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    deleted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether the graph already agrees with the sheets."""
        return self.rows == 0

    @property
    def rows(self) -> int:
        """How many rows have to be written."""
        parts = (self.created, self.updated, self.ended, self.begun, self.deleted)
        return len(self.regraded) + sum(len(rows) for part in parts for rows in part.values())


def everything(graph: GraphTables) -> Edit:
    """Return the edit that makes an empty store hold `graph`: all of it is new."""
    tallies = {name: Tally(created=len(table)) for name, table in {**graph.kinds, **graph.relationships}.items()}
    return Edit(created=graph.kinds, begun=graph.relationships, tallies=tallies)
