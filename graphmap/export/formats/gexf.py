"""GEXF, for Gephi: a dynamic graph, in which each tie exists on the days it was active, so that the timeline can play
it."""

from typing import IO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graphmap.export.graph_format import Exported, GraphFormat
from graphmap.export.node_edge_tables import ends_in_order
from graphmap.export.xml_text import xml_safe, xml_text


def write_gexf(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with the spells of its ties; its description says where it comes from.

    The tie of a membership or a role without days has no spell: it is always there."""
    graph = xml_safe(_dynamic(exported))
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", exported.about.written.isoformat())
    meta.find("creator").text = exported.about.fields["made_by"]
    description = meta.makeelement("description", {})
    description.text = xml_text(str(exported.about))
    meta.append(description)
    writer.write(file)


def _dynamic(exported: Exported) -> nx.Graph:
    """Copy the graph with what networkx's GEXF writer looks for: labels, and spells as texts."""
    graph = nx.Graph(mode="dynamic")
    for node, attributes in exported.graph.nodes(data=True):
        graph.add_node(node, label=attributes["name"], **attributes)
    for one, other, tie in ends_in_order(exported.graph):
        spells = exported.times.get((min(one, other), max(one, other)), ())
        attributes = {name: value for name, value in tie.items() if name != "start"}  # the writer takes it for a time
        graph.add_edge(
            one, other, **attributes, spells=[tuple(day and day.isoformat() for day in spell) for spell in spells]
        )
    return graph


FORMATS = (
    GraphFormat(
        ending=".gexf",
        tools="Gephi",
        holds="everything, and the days of each tie, which the timeline plays",
        files={".gexf": write_gexf},
    ),
)
