"""The networkx graph of a view: the public object of analysis.

Nodes are named by node key and carry the properties of the entity; edges carry those of the tie. Undefined values are
left out rather than set to None, so that every format can hold the graph.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.graph.actors import LABELS, actors
from graphmap.graph.choice import Choice
from graphmap.graph.fields import columns_of_fields, field_values
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.structure import lines
from graphmap.graph.ties import ties
from graphmap.model import NodeKey


def graph_of(snapshot: Snapshot, choice: Choice) -> nx.Graph:
    """The undirected graph of the actors and ties under `choice`.

    Node attributes: ``name``, ``kind`` and the entity's other properties and fields. Edge attributes: the columns of
    `graphmap.graph.ties.TIE_MEANINGS`, and ``distance`` = 1/``weight``, which shortest paths go by. In the view
    ``structure`` an edge has a ``relationship``, the node where it ``start``s, and weight and distance 1.

    The graph's own attributes name its view and period.
    """
    return graph_from(snapshot, choice, tie_table(snapshot, choice))


def measured_graph(snapshot: Snapshot, choice: Choice) -> nx.Graph:
    """As `graph_of`, with only what measures read of a tie: ``weight``, ``distance``, ``depth`` and ``settled``.

    A nation has a million ties.
    """
    table = tie_table(snapshot, choice)
    if choice.view != "structure":
        table = table.select("source", "target", "weight", "depth", "settled")
    return graph_from(snapshot, choice, table)


def graph_from(snapshot: Snapshot, choice: Choice, table: pl.DataFrame) -> nx.Graph:
    """The graph of `choice` from its `tie_table`, or some columns of it, where that exists already."""
    graph = nx.Graph(**_described(choice))
    properties = _properties(snapshot, choice)
    for key, _, name, label in actors(snapshot, choice).iter_rows():
        graph.add_node(key, name=name, kind=label, **properties.get(key, {}))
    if choice.view == "structure":
        for source, target, relationship in table.iter_rows():
            if source in graph and target in graph:
                graph.add_edge(source, target, relationship=relationship, start=source, weight=1.0, distance=1.0)
    else:
        graph.add_edges_from(_edges(table.with_columns(distance=1.0 / pl.col("weight"))))
    return graph


def _edges(found: pl.DataFrame) -> Iterator[tuple[NodeKey, NodeKey, dict[str, Any]]]:
    """Each tie as networkx takes it, built by columns, and each day's text only once: there may be a million ties."""
    days = found.select(pl.col(pl.Date).dt.to_string("iso"))
    names = [name for name in found.columns if name not in {"source", "target"}]
    columns = [
        [day and sys.intern(day) for day in days[name]] if name in days.columns else found[name].to_list()
        for name in names
    ]
    for source, target, values in zip(found["source"], found["target"], zip(*columns, strict=True), strict=True):
        tie = zip(names, values, strict=True)
        defined = {name: value for name, value in tie if value is not None} if None in values else dict(tie)
        yield source, target, defined


def _described(choice: Choice) -> dict[str, str]:
    parameters = {"view": choice.view, "weighting": choice.weighting, **choice.to_parameters()}
    return {name: value if isinstance(value, str) else " ".join(value) for name, value in parameters.items()}


def _properties(snapshot: Snapshot, choice: Choice) -> dict[str, dict[str, Any]]:
    """The properties and fields of each entity of the view besides its name, by node key."""
    found: dict[str, dict[str, Any]] = {}
    for label in LABELS[choice.view]:
        known = (
            snapshot.tables.kinds[label]
            .drop("id", "name", "extra", strict=False)
            .rename({"kind": f"{model.KIND[label].word}_kind"}, strict=False)
        )
        for key, row in zip(snapshot.tables.keys(label), known.iter_rows(named=True), strict=True):
            found[key] = _defined(row)
    if fields := columns_of_fields(snapshot.tables, LABELS[choice.view]):
        for row in field_values(snapshot.tables, fields).iter_rows(named=True):
            found[row.pop("key")].update(_defined(row))
    return found


def _defined(row: Mapping[str, Any]) -> dict[str, Any]:
    """`row` without undefined values, and with dates as ISO 8601 texts, which every graph format can hold."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if value is not None
    }


def tie_table(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The table of ties of the view; in ``structure`` the table of its lines, with the column ``relationship``."""
    return lines(snapshot, choice) if choice.view == "structure" else ties(snapshot, choice)
