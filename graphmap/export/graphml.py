"""GraphML, for networkx, igraph, Gephi, yEd and Cytoscape: everything that the graph carries."""

from typing import IO

import networkx as nx

from graphmap.export.exported import Exported
from graphmap.export.xml_text import xml_safe


def write_graphml(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with all its attributes; those of the graph itself say where it comes from."""
    graph = xml_safe(exported.graph)
    graph.graph.update(xml_safe(nx.Graph(**exported.about.fields)).graph)
    nx.write_graphml_xml(graph, file)
