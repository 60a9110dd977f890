"""Read Kumu: the sheets Elements and Connections, in a workbook or as two CSV files, and blueprints in JSON."""

from collections.abc import Sequence

from graphmap.intake.attributes import Described, described_table
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import HERE, PROPERTIES, FileMapping, mapping_of
from graphmap.intake.relationships import relationship_column

FORMAT = "Kumu"


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Return Kumu's sheets among `tables`: connections have From and To, elements have a Label."""
    edges = next((table for table in tables if table.has("From", "To")), None)
    nodes = next((table for table in tables if table.has("Label") and not table.has("From")), None)
    if edges is None or (nodes is None and not (edges.has("Type") or edges.has("Direction"))):
        return None
    return Foreign(FORMAT, edges, nodes, _suggested(edges, nodes))


def blueprint(file: str, elements: Sequence[Described], connections: Sequence[Described]) -> Foreign:
    """Return the elements and connections of a JSON blueprint."""
    nodes, edges = described_table(file, ("id",), elements), described_table(file, ("from", "to"), connections)
    return Foreign(FORMAT, edges, nodes, _suggested(edges, nodes))


def _suggested(edges: Table, nodes: Table | None) -> FileMapping:
    """What Kumu's own columns mean. The type of a connection is what was done; tags are read only if mapped."""
    said = {
        key: edges.heading(name)
        for key, name in (("from", "From"), ("to", "To"), ("practice", "Type"), ("direction", "Direction"))
    }
    said |= {"date": edges.heading("Date", "Last"), "note": edges.heading("Description")}
    if column := relationship_column(edges, "Type"):
        said |= {"relationship": column, "practice": "", "direction": ""}
    if nodes is None:
        return mapping_of(edges=said)
    who = {"id": nodes.heading("ID"), "name": nodes.heading("Label"), "kind": nodes.heading("Type"), "ids": HERE}
    names = {key: ("school type", key) if key == "type" else (key,) for key in PROPERTIES}
    properties = {
        key: column for key, of in names.items() if (column := nodes.heading(*of)) and column not in who.values()
    }
    return mapping_of(edges=said, nodes=who, properties=properties)
