"""Conditions on spells: the columns ``since`` and ``until``, of which an empty end is open."""

import polars as pl

from graphmap.graph.choice import Choice


def has_day(day: pl.Expr) -> pl.Expr:
    """Whether the spell has `day` in it; its first and last day are in it."""
    return has_any_day(day, day)


def has_any_day(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Whether the spell has any day from `first` to `last` in it."""
    begun = pl.col("since").is_null() | (pl.col("since") <= last)
    return begun & (pl.col("until").is_null() | (pl.col("until") >= first))


def overlaps(choice: Choice) -> pl.Expr:
    """Whether the spell has any day of the choice's window in it."""
    begun = pl.lit(True) if choice.until is None else pl.col("since").is_null() | (pl.col("since") <= choice.until)
    lasting = pl.lit(True) if choice.since is None else pl.col("until").is_null() | (pl.col("until") >= choice.since)
    return begun & lasting
