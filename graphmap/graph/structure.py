"""The stored graph itself as lines: who belongs to, holds, funds and pursues what in a window.

A line is a membership or a role, not a tie: nothing is derived, and no interaction is in it.
"""

import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.snapshot import Snapshot

STRUCTURAL = ("HOLDS", "AT", "MEMBER_OF", "FUNDED_BY", "PURSUES")
"""The types of relationship that are lines."""

LINE_MEANINGS = {
    "source": "The node key of where the relationship starts.",
    "target": "The node key of where it ends.",
    "relationship": "What it is: " + ", ".join(STRUCTURAL) + ".",
}
"""What each column of a table of lines means."""


def lines(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every structural relationship with a day in the window: ``source``, ``target`` and ``relationship``."""
    tables = []
    for type in STRUCTURAL:
        table = snapshot.tables.relationships[type]
        if "since" in table.columns:
            table = table.filter(overlaps(choice))
        tables.append(table.select(source="start", target="end", relationship=pl.lit(type)))
    return pl.concat(tables).unique().sort("source", "target", "relationship")
