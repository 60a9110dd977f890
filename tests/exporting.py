"""Views of the demo cluster ready to be written, and networkx as the reader of the files."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import networkx as nx
from networks import demo_snapshot

from graphmap.export.graphs import Exported, export_of
from graphmap.export.provenance import Provenance, provenance_of
from graphmap.graph.choice import Choice

WRITTEN = date(2026, 7, 1)


def about(choice: Choice, table: str = "graph") -> Provenance:
    """Return where something made from the demo cluster comes from."""
    return provenance_of(demo_snapshot(), choice, table, WRITTEN, seed=1)


@cache
def demo_export(choice: Choice) -> Exported:
    """Return the demo cluster under `choice`, ready to be written."""
    return export_of(demo_snapshot(), choice, about(choice))


def exported(graph: nx.Graph) -> Exported:
    """Return any graph, ready to be written as if it came from the demo cluster."""
    return Exported(graph, about(Choice()))


def read_graph(file: Path) -> nx.Graph:
    """Read a file that holds everything with networkx."""
    match file.suffix:
        case ".graphml":
            return nx.read_graphml(file)
        case ".gexf":
            return nx.read_gexf(file)
        case _:
            return nx.node_link_graph(json.loads(file.read_text(encoding="utf-8")), edges="edges")
