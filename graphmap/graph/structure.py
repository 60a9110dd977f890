"""The stored graph itself as lines: memberships, roles, funding and goals during a period.

Nothing is derived: a line is a stored relationship, not a tie, and interactions are left out.
"""

import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.snapshot import Snapshot

STRUCTURAL = ("HOLDS", "AT", "MEMBER_OF", "FUNDED_BY", "PURSUES")
"""The types of relationship that are drawn as lines."""

LINE_MEANINGS = {
    "source": "The node key of the entity where the relationship starts.",
    "target": "The node key of the entity where it ends.",
    "relationship": "Its type: " + ", ".join(STRUCTURAL) + ".",
}
"""What each column of a table of lines means."""


def lines(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every structural relationship on some day of the period: ``source``, ``target`` and ``relationship``."""
    tables = []
    for type in STRUCTURAL:
        table = snapshot.tables.relationships[type]
        if "since" in table.columns:
            table = table.filter(overlaps(choice))
        tables.append(table.select(source="start", target="end", relationship=pl.lit(type)))
    return pl.concat(tables).unique().sort("source", "target", "relationship")
