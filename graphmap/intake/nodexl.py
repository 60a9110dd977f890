"""Read NodeXL's workbook: the worksheets Edges (Vertex 1, Vertex 2) and Vertices (Vertex)."""

from collections.abc import Sequence

from graphmap.intake.attributes import suggest
from graphmap.intake.foreign import Foreign, Table

FORMAT = "NodeXL"


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Return NodeXL's worksheets among `tables`."""
    edges = next((table for table in tables if table.has("Vertex 1", "Vertex 2")), None)
    if edges is None:
        return None
    ends = {"from": edges.heading("Vertex 1"), "to": edges.heading("Vertex 2")}
    more = {
        "practice": edges.heading("practice", "Relationship"),
        "date": edges.heading("date", "Relationship Date (UTC)"),
    }
    nodes = next((table for table in tables if table.has("Vertex") and not table.has("Vertex 1")), None)
    suggested = suggest(edges, nodes, ends, more)
    if nodes is None:
        return Foreign(FORMAT, edges, None, suggested)
    who = {**suggested.section("nodes"), "id": nodes.heading("Vertex")}
    return Foreign(FORMAT, edges, nodes, type(suggested)({**suggested.sections, "nodes": who}))
