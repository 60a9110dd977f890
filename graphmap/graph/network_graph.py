"""The networkx graph of a view: the public object of analysis.

Nodes are named by node key and carry the properties of the entity; edges carry those of the tie. Undefined values are
left out rather than set to None, so that every format can hold the graph.
"""

import networkx as nx
import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.structure import lines
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.graph.ties import ties


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
    return TabledGraph.of(snapshot, choice, table).to_networkx()


def tie_table(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The table of ties of the view; in ``structure`` the table of its lines, with the column ``relationship``."""
    return lines(snapshot, choice) if choice.view == "structure" else ties(snapshot, choice)
