"""Read Gephi's tables of nodes (Id, Label…) and edges (Source, Target, Type…), as its Data Laboratory exports them."""

from collections.abc import Sequence

from graphmap.intake.attributes import suggest
from graphmap.intake.foreign import Foreign, Table, listed

FORMAT = "Gephi tables"


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Return Gephi's tables among `tables`. The column Type is a direction; edges may name nodes that have no row.

    A table of nodes alone is recognised if it gives their kind, as graphmap's does.
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
