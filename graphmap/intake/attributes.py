"""Put nodes and edges with attributes, as every graph format has them, into two tables."""

from collections.abc import Mapping, Sequence

from graphmap.intake.foreign import Foreign, Table, listed
from graphmap.intake.mapping import HERE, PROPERTIES, FileMapping, mapping_of
from graphmap.intake.relationships import relationship_column

NODE_ID, SOURCE, TARGET, DIRECTION = "id", "source", "target", "direction"
Described = tuple[int, Mapping[str, str]]
"""The place of a node or an edge in its file, and its attributes by name; the constants above name those it needs."""


def graph_foreign(
    format: str,
    file: str,
    nodes: Sequence[Described],
    edges: Sequence[Described],
    notes: Sequence[str] = (),
    own_date: str = "",
) -> Foreign:
    """Return a graph with attributes as a foreign file, with the meanings that their names suggest."""
    node_table = described_table(file, (NODE_ID,), nodes)
    edge_table = described_table(file, (SOURCE, TARGET), edges)
    suggested = suggest(edge_table, node_table, {"from": SOURCE, "to": TARGET})
    return Foreign(format, edge_table, node_table, suggested, complete=True, own_date=own_date, notes=tuple(notes))


def suggest(
    edges: Table, nodes: Table | None, ends: Mapping[str, str], more: Mapping[str, str] | None = None
) -> FileMapping:
    """Return what the names of columns suggest: only names that mean the same in every tool."""
    ties = {
        **ends,
        "date": edges.heading("date", "start", "last"),
        "practice": edges.heading("practice"),
        "direction": edges.heading("direction"),
        "note": edges.heading("note", "description"),
        "relationship": relationship_column(edges, "relationship"),
        **(more or {}),
    }
    if ties["relationship"]:
        ties |= {"date": "", "practice": "", "direction": ""}
    if nodes is None:
        return mapping_of(edges=ties)
    who = {
        "id": nodes.heading("id"),
        "name": nodes.heading("name", "label", "NodeLabel"),
        "kind": nodes.heading("kind", "type"),
        "ids": HERE,
    }
    if not who["name"]:
        del who["ids"]
    properties = {key: nodes.heading(key) for key in PROPERTIES}
    free = {key: column for key, column in properties.items() if column not in who.values()}
    return mapping_of(edges=ties, nodes=who, properties=free)


def described_table(file: str, first: Sequence[str], described: Sequence[Described]) -> Table:
    """Return a table of nodes or edges, its columns `first` before all others."""
    headings = (
        *first,
        *(name for name in dict.fromkeys(name for _, of in described for name in of) if name not in first),
    )
    return listed(file, headings, [(row, tuple(of.get(name, "") for name in headings)) for row, of in described])
