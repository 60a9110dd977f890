"""A view on its way out: its graph, when its ties were, and where it all comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import networkx as nx
import polars as pl

from graphmap.export.provenance import Provenance
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.structure import STRUCTURAL
from graphmap.graph.ties import pairs
from graphmap.model import NodeKey

Spell = tuple[date | None, date | None]
"""The first and the last day of something; an open end is nothing."""


@dataclass(frozen=True)
class Exported:
    """What a graph's file is made from.

    ``graph`` is one of `graphmap.graph.network_graph`. ``times`` are the spells of its ties, by their ends in order:
    each day on which the two did something, or in the view ``structure`` each spell of the membership or the role. It
    is made when a format asks for it."""

    graph: nx.Graph
    about: Provenance
    times: Mapping[tuple[NodeKey, NodeKey], Sequence[Spell]] = field(default_factory=dict)


def export_of(snapshot: Snapshot, choice: Choice, about: Provenance) -> Exported:
    """The view under `choice`, ready to be written."""
    return Exported(graph_of(snapshot, choice), about, _times(snapshot, choice))


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
