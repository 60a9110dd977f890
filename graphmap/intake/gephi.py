"""Gephi's tables of nodes (Id, Label…) and of edges (Source, Target, Type…), as its Data Laboratory exports and imports
them."""

from collections.abc import Sequence

from graphmap.intake.attributes import suggest
from graphmap.intake.foreign import Foreign, Table, listed

FORMAT = "Gephi tables"


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Gephi's tables among `tables`. Its column Type is a direction, and its edges may name nodes that have no row.

    A table of nodes alone is recognised where it says of what kind they are, as graphmap's does.
    """
    nodes = next((table for table in tables if table.has("Id") and not table.has("Source")), None)
    edges = next((table for table in tables if table.has("Source", "Target")), None)
    if edges is None and nodes is not None and nodes.has("Label", "Kind"):
        edges = listed(nodes.file, ("Source", "Target"), [])
    if edges is None:
        return None
    ends = {"from": edges.heading("Source"), "to": edges.heading("Target")}
    more = {"direction": edges.heading("Type"), "practice": edges.heading("practice", "Kind")}
    return Foreign(FORMAT, edges, nodes, suggest(edges, nodes, ends, more))
