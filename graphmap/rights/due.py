"""What is due: who is to be told, what is to be agreed anew, and what has been kept for as long as was agreed."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from graphmap.rights.register import register
from graphmap.tables import GraphTables

SCHEMA = pl.Schema(
    {"key": pl.String(), "name": pl.String(), "what": pl.String(), "since": pl.Date(), "to_do": pl.String()}
)
"""The columns of a table of what is due: about whom, what, since which day, and what to do."""

TELL, EXPIRED, REFUSED, ENDED, REVIEW = (
    "not told yet",
    "kept long enough",
    "doesn’t agree",
    "the work has ended",
    "authority to be reviewed",
)


def due(tables: GraphTables, day: date) -> pl.DataFrame:
    """Return what is due on `day`, the most pressing first."""
    rows = [*_answers(tables), *_expired(tables, day), *_ended(tables, day), *_reviews(tables, day), *to_tell(tables)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def to_tell(tables: GraphTables) -> Iterator[tuple[object, ...]]:
    """Yield each person who hasn't been told, with the day from which they are held if that is recorded."""
    for row in register(tables).filter(pl.col("told").is_null()).iter_rows(named=True):
        yield row["key"], row["name"], TELL, row["held_since"], "Print or send the letter, then record the day."


def _answers(tables: GraphTables) -> Iterator[tuple[object, ...]]:
    for row in register(tables).filter(pl.col("answer").is_in(["not agreed", "withdrawn"])).iter_rows(named=True):
        yield row["key"], row["name"], REFUSED, row["answered"], "Erase them, or agree with them on what may stay."


def _expired(tables: GraphTables, day: date) -> Iterator[tuple[object, ...]]:
    for row in register(tables).filter(pl.col("keep_until") < day).iter_rows(named=True):
        yield row["key"], row["name"], EXPIRED, row["keep_until"], "Erase them, or agree with them on a later day."


def _ended(tables: GraphTables, day: date) -> Iterator[tuple[object, ...]]:
    """Yield each network whose end, or the end of all its funding, has passed: is it still needed who took part?"""
    networks = tables.kinds["Network"].select("name", "until", key=tables.keys("Network"))
    funding = (
        tables.relationships["FUNDED_BY"]
        .group_by("start")
        .agg(funded=pl.when(pl.col("until").null_count() == 0).then(pl.col("until").max()))
    )
    joined = networks.join(funding, left_on="key", right_on="start", how="left")
    for row in (
        joined.with_columns(end=pl.coalesce("until", "funded")).filter(pl.col("end") < day).iter_rows(named=True)
    ):
        to_do = "Say until when to keep the people in it, or erase them."
        yield row["key"], row["name"], ENDED, row["end"], to_do


def _reviews(tables: GraphTables, day: date) -> Iterator[tuple[object, ...]]:
    of_iwi = tables.relationships["AUTHORITY_OVER"].join(
        tables.kinds["Authority"].with_columns(tables.keys("Authority").alias("start")), on="start"
    )
    names = tables.entities(["Iwi"]).select("name", end="key")
    for row in of_iwi.join(names, on="end").filter(pl.col("review_by") < day).iter_rows(named=True):
        yield row["end"], row["name"], REVIEW, row["review_by"], "Talk with those who hold authority, then record it."
