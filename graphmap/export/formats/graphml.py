"""GraphML, for networkx, igraph, Gephi, yEd and Cytoscape: everything in the graph."""

from typing import IO

import networkx as nx

from graphmap.export.graph_format import Exported, GraphFormat
from graphmap.export.xml_text import xml_safe


def write_graphml(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with all its attributes; those of the graph itself say where it comes from."""
    graph = xml_safe(exported.graph)
    graph.graph.update(xml_safe(nx.Graph(**exported.about.fields)).graph)
    nx.write_graphml_xml(graph, file)


FORMATS = (
    GraphFormat(
        ending=".graphml",
        tools="networkx, igraph, Gephi, yEd, Cytoscape",
        holds="everything",
        files={".graphml": write_graphml},
    ),
)
