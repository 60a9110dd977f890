"""What a graph's file is written from, and what a format of such files declares."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Literal

import networkx as nx
import polars as pl

from graphmap.export.provenance import Provenance
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.fields import FieldColumn, columns_of_fields
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.structure import STRUCTURAL
from graphmap.graph.ties import pairs
from graphmap.graph.two_mode import two_mode_graph
from graphmap.model import NodeKey

Spell = tuple[date | None, date | None]
"""The first and the last day of something; None where the end is open."""


@dataclass(frozen=True)
class Exported:
    """A view, ready to be written.

    ``graph`` is one of `graphmap.graph.network_graph`. ``times`` has the spells of its ties, by their ends in order:
    each day on which the two did something, or in the view ``structure`` each spell of the membership or the role.
    ``fields`` are the columns of a cluster's own that its nodes have."""

    graph: nx.Graph
    about: Provenance
    times: Mapping[tuple[NodeKey, NodeKey], Sequence[Spell]] = field(default_factory=dict)
    fields: Sequence[FieldColumn] = ()


WriteGraph = Callable[[Exported, IO[bytes]], None]
GraphTable = Literal["nodes", "edges"]


@dataclass(frozen=True)
class GraphFormat:
    """A format that a view can be written in, named by the ending of its files.

    ``tools`` read it; ``holds`` says what of the view it keeps. A format is one file, or several: ``files`` has the
    writer of each, by the ending that it gets in place of the format's. Where these cannot hold where they come from
    (``holds_about``), a file beside them does; it also explains the columns of the ``tables`` in them, and the
    ``labels`` that a format has in place of node keys it cannot hold."""

    ending: str
    tools: str
    holds: str
    files: Mapping[str, WriteGraph]
    holds_about: bool = True
    tables: tuple[GraphTable, ...] = ()
    labels: Callable[[Exported], Mapping[NodeKey, str]] | None = None


def export_of(snapshot: Snapshot, choice: Choice, about: Provenance) -> Exported:
    """Return the view under `choice`, ready to be written."""
    return Exported(graph_of(snapshot, choice), about, _times(snapshot, choice), _fields(snapshot, choice))


def two_mode_export_of(snapshot: Snapshot, choice: Choice, about: Provenance) -> Exported:
    """Return the actors of a view and the interactions that count, ready to be written."""
    return Exported(two_mode_graph(snapshot, choice), about, fields=_fields(snapshot, choice))


def _fields(snapshot: Snapshot, choice: Choice) -> Sequence[FieldColumn]:
    return columns_of_fields(snapshot.tables, LABELS[choice.view])


def _times(snapshot: Snapshot, choice: Choice) -> dict[tuple[NodeKey, NodeKey], list[Spell]]:
    if choice.view == "structure":
        tables = [snapshot.tables.relationships[type] for type in STRUCTURAL]
        dated = [
            table.filter(overlaps(choice)).select("start", "end", "since", "until")
            for table in tables
            if "since" in table.columns
        ]
        rows = pl.concat(dated).unique().sort("start", "end", "since", "until", nulls_last=False)
    else:
        rows = (
            pairs(snapshot, choice)
            .select("source", "target", "date", until="date")
            .unique()
            .sort("source", "target", "date")
        )
    times: dict[tuple[NodeKey, NodeKey], list[Spell]] = {}
    for one, other, first, last in rows.iter_rows():
        times.setdefault((min(one, other), max(one, other)), []).append((first, last))
    return times
