"""Check relationships across rows: which row gives a part, which rows repeat each other, where too few took
part, and where more people are named than were there.

Pure functions of tables of relationships as the reader of sheets gathers them: the columns of the relationship, and
`WRITTEN_IN`."""

from collections.abc import Collection, Iterator
from itertools import pairwise

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.tables import ENDS

WRITTEN_IN = {"sheet": pl.String(), "row": pl.Int64()}
"""The sheet that a relationship is written in, and the number of its row."""

_DEFAULT_PART = "took part"
_LEAST_PARTICIPANTS = 2
_PERSON = model.node_key("Person", "")


def parts_of(took_part: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Return the participations `took_part`, each with a part: that of its row, else the `stored` one, else *took
    part*.

    A row of the sheet took_part replaces a mere mention of the actor in the interaction's own row."""
    is_row = pl.col("sheet") == "took_part"
    rows, mentions = took_part.filter(is_row), took_part.filter(~is_row)
    each = pl.concat([rows, mentions.join(rows, on=ENDS, how="anti")])
    known = stored.select(*ENDS, stored_part="part").unique(ENDS, keep="last")
    part = pl.coalesce("part", "stored_part", pl.lit(_DEFAULT_PART))
    return each.join(known, on=ENDS, how="left").with_columns(part=part).select(took_part.columns)


def repeated(table: pl.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Return the sheet and row of each repeat of the same two ends at the same time, and the row that it repeats."""
    has_spells = "since" in table.columns
    doubled = table.filter(pl.struct(ENDS).is_duplicated())
    in_order = doubled.sort(*ENDS, *(["since"] if has_spells else []), "row", nulls_last=False)
    for before, after in pairwise(in_order.iter_rows(named=True)):
        if any(before[end] != after[end] for end in ENDS):
            continue
        if has_spells and before["until"] and after["since"] and before["until"] < after["since"]:
            continue
        yield after["sheet"], after["row"], before["row"]


def too_few(
    interactions: pl.DataFrame, took_part: pl.DataFrame, stored: pl.DataFrame, in_full: Collection[NodeKey]
) -> Iterator[tuple[int, int]]:
    """Return the ``row`` of each of `interactions` (``key``, ``row``) with fewer than two participants, and how many.

    Participations in `took_part` count, and `stored` ones too unless the sheets give the interaction's `in_full`.
    """
    both = _all_participations(took_part, stored, in_full)
    counted = interactions.join(
        both.group_by(key="end").agg(count=pl.len()), on="key", how="left", maintain_order="left"
    )
    few = counted.filter(pl.col("count").fill_null(0) < _LEAST_PARTICIPANTS)
    return few.select("row", pl.col("count").fill_null(0)).iter_rows()


def too_many_named(
    interactions: pl.DataFrame, took_part: pl.DataFrame, stored: pl.DataFrame, in_full: Collection[NodeKey]
) -> Iterator[tuple[int, int, int]]:
    """Return the ``row`` and ``attendance`` of each of `interactions` that names more people, and how many it names.

    Participations count as in `too_few`.
    """
    people = _all_participations(took_part, stored, in_full).filter(pl.col("start").str.starts_with(_PERSON))
    counted = interactions.join(
        people.group_by(key="end").agg(count=pl.len()), on="key", how="inner", maintain_order="left"
    )
    return counted.filter(pl.col("attendance") < pl.col("count")).select("row", "attendance", "count").iter_rows()


def _all_participations(took_part: pl.DataFrame, stored: pl.DataFrame, in_full: Collection[NodeKey]) -> pl.DataFrame:
    more = stored.filter(~pl.col("end").is_in(pl.Series(list(in_full), dtype=pl.String).implode()))
    return pl.concat([took_part.select(ENDS), more.select(ENDS)]).unique()
