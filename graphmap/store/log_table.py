"""The log as a table, one row a change, for a terminal or a file."""

from collections.abc import Sequence

import polars as pl

from graphmap.store.log import Change

_SCHEMA = pl.Schema(
    {
        "change": pl.Int64(),
        "when": pl.String(),
        "by": pl.String(),
        "what": pl.String(),
        "why": pl.String(),
        "rows": pl.Int64(),
        "undoes": pl.Int64(),
        "undone_by": pl.Int64(),
    }
)


def change_table(changes: Sequence[Change]) -> pl.DataFrame:
    """Return a table of `changes`, in their order. What nobody gave is empty."""
    rows = [
        (
            change.seq,
            change.act.at.isoformat(sep=" ", timespec="minutes"),
            change.act.by or None,
            change.act.what,
            change.act.why or None,
            change.rows,
            change.undoes,
            change.undone_by,
        )
        for change in changes
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
