"""Pajek's .net: the actors, the ties and their strengths."""

from collections.abc import Mapping
from typing import IO

import networkx as nx

from graphmap.export.exported import Exported
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import ends_in_order
from graphmap.model import NodeKey


def pajek_labels(exported: Exported) -> Mapping[NodeKey, str]:
    """The label of each actor: its node key, with ``_`` for all but letters, digits and ``.:~-``, which some readers
    stumble over."""
    return labels_of({key: key for key in exported.graph}, r"[^\w.:~-]")


def write_pajek(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with its labels and weights; nothing else has a place in this format."""
    labels = pajek_labels(exported)
    graph = nx.Graph()
    graph.add_nodes_from(labels.values())
    graph.add_edges_from(
        (labels[one], labels[other], {"weight": tie["weight"]}) for one, other, tie in ends_in_order(exported.graph)
    )
    nx.write_pajek(graph, file)
