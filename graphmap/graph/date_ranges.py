"""Conditions on date ranges: the columns ``since`` and ``until``, both days included, where an empty end is open."""

import polars as pl

from graphmap.graph.choice import Choice


def has_day(day: pl.Expr) -> pl.Expr:
    """Whether the range includes `day`."""
    return has_any_day(day, day)


def has_any_day(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Whether the range includes any day from `first` to `last`."""
    started = pl.col("since").is_null() | (pl.col("since") <= last)
    return started & (pl.col("until").is_null() | (pl.col("until") >= first))


def overlaps(choice: Choice) -> pl.Expr:
    """Whether the range includes any day of the period of `choice`."""
    started = pl.lit(True) if choice.until is None else pl.col("since").is_null() | (pl.col("since") <= choice.until)
    lasting = pl.lit(True) if choice.since is None else pl.col("until").is_null() | (pl.col("until") >= choice.since)
    return started & lasting
