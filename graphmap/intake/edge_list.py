"""Read any table with two actors in a row: a survey's answers in long form, or an edge list."""

from collections.abc import Sequence

from graphmap.intake.attributes import suggest
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import HERE, FileMapping

FORMAT = "edge list"
_PAIRS = (("respondent", "partner"), ("respondent", "alter"), ("ego", "alter"), ("from", "to"), ("source", "target"))
_ANSWERS = ("practice", "activity", "answer", "response", "relationship type")


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Return the edge list among `tables`, if its headings are ones that surveys use."""
    edges = next((table for table in tables if any(table.has(*pair) for pair in _PAIRS)), None)
    return None if edges is None else read(edges, [table for table in tables if table is not edges])


def read(edges: Table, others: Sequence[Table]) -> Foreign:
    """Return an edge list; its nodes are the first other table that has an id or a name."""
    pair = next((pair for pair in _PAIRS if edges.has(*pair)), ("", ""))
    ends = {"from": edges.heading(pair[0]), "to": edges.heading(pair[1])} if any(pair) else {}
    nodes = next(
        (table for table in others if table.has("id") or table.has("name") or table.has("label")),
        others[0] if others else None,
    )
    suggested = suggest(edges, nodes, ends, {"practice": edges.heading(*_ANSWERS)})
    who = {key: value for key, value in suggested.section("nodes").items() if (key, value) != ("ids", HERE)}
    return Foreign(FORMAT, edges, nodes, FileMapping({**suggested.sections, "nodes": who}))
