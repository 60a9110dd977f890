"""Text that XML can hold."""

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return `text` with characters that XML cannot hold replaced by �."""
    return _NOT_IN_XML.sub("�", text)


def xml_safe(graph: nx.Graph) -> nx.Graph:
    """Return a copy of `graph` with every text made safe by `xml_text`."""

    def safe(attributes: Mapping[str, Any]) -> dict[str, Any]:
        return {name: xml_text(value) if isinstance(value, str) else value for name, value in attributes.items()}

    copy = nx.Graph(**safe(graph.graph))
    copy.add_nodes_from((xml_text(node), safe(attributes)) for node, attributes in graph.nodes(data=True))
    copy.add_edges_from((xml_text(a), xml_text(b), safe(tie)) for a, b, tie in graph.edges(data=True))
    return copy
