"""What relationships told by rows say together: who took part by which row, what is said twice, and where too few took
part.

Pure functions of tables of relationships as a reader of sheets gathers them: the columns of the relationship, and
`TOLD_IN`."""

from collections.abc import Collection, Iterator
from itertools import pairwise

import polars as pl

from graphmap.model import NodeKey
from graphmap.tables import ENDS

TOLD_IN = {"sheet": pl.String(), "row": pl.Int64()}
"""Where a relationship is told: the name of the sheet, and the number of the row in it."""

_DEFAULT_PART = "took part"
_LEAST_PARTICIPANTS = 2


def parts_told(took_part: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """The participations `took_part`, each with its part: the row's own, else the one that is `stored`, else that they
    took part.

    What a row of the sheet took_part says of an actor takes the place of the mere mention of them in the interaction's
    own row."""
    is_row = pl.col("sheet") == "took_part"
    rows, mentions = took_part.filter(is_row), took_part.filter(~is_row)
    told = pl.concat([rows, mentions.join(rows, on=ENDS, how="anti")])
    known = stored.select(*ENDS, stored_part="part").unique(ENDS, keep="last")
    part = pl.coalesce("part", "stored_part", pl.lit(_DEFAULT_PART))
    return told.join(known, on=ENDS, how="left").with_columns(part=part).select(took_part.columns)


def said_twice(told: pl.DataFrame) -> Iterator[tuple[str, int, int]]:
    """The sheet and row of what is `told` again of the same two ends at the same time, and the row that says it
    first."""
    has_spells = "since" in told.columns
    doubled = told.filter(pl.struct(ENDS).is_duplicated())
    in_order = doubled.sort(*ENDS, *(["since"] if has_spells else []), "row", nulls_last=False)
    for before, after in pairwise(in_order.iter_rows(named=True)):
        if any(before[end] != after[end] for end in ENDS):
            continue
        if has_spells and before["until"] and after["since"] and before["until"] < after["since"]:
            continue
        yield after["sheet"], after["row"], before["row"]


def too_few(
    interactions: pl.DataFrame, told: pl.DataFrame, stored: pl.DataFrame, told_in_full: Collection[NodeKey]
) -> Iterator[tuple[int, int]]:
    """The ``row`` of each of the `interactions` (``key``, ``row``) in which fewer than two took part, and how many did.

    Those `told` count, and those `stored` too, unless the interaction is `told_in_full`.
    """
    more = stored.filter(~pl.col("end").is_in(pl.Series(list(told_in_full), dtype=pl.String).implode()))
    both = pl.concat([told.select(ENDS), more.select(ENDS)]).unique()
    counted = interactions.join(
        both.group_by(key="end").agg(count=pl.len()), on="key", how="left", maintain_order="left"
    )
    few = counted.filter(pl.col("count").fill_null(0) < _LEAST_PARTICIPANTS)
    return few.select("row", pl.col("count").fill_null(0)).iter_rows()
