"""Pajek's .net: the actors, the ties and their strengths."""

from collections.abc import Mapping
from typing import IO

import networkx as nx

from graphmap.export.graph_format import Exported, GraphFormat
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import ends_in_order
from graphmap.model import NodeKey


def pajek_labels(exported: Exported) -> Mapping[NodeKey, str]:
    """Return the label of each actor: its node key, with ``_`` in place of anything but letters, digits and ``.:~-``,
    which some readers cannot parse."""
    return labels_of({key: key for key in exported.graph}, r"[^\w.:~-]")


def write_pajek(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with its labels and weights, which is all that this format holds."""
    labels = pajek_labels(exported)
    graph = nx.Graph()
    graph.add_nodes_from(labels.values())
    graph.add_edges_from(
        (labels[one], labels[other], {"weight": tie["weight"]}) for one, other, tie in ends_in_order(exported.graph)
    )
    nx.write_pajek(graph, file)


FORMATS = (
    GraphFormat(
        ending=".net",
        tools="Pajek, igraph, networkx",
        holds="node keys and the ties' weights",
        files={".net": write_pajek},
        holds_about=False,
        labels=pajek_labels,
    ),
)
