"""Days on which somebody took part outside all of their recorded roles, so that they counted for no organisation."""

import polars as pl

from graphmap.language.wording import listed
from graphmap.model import NodeKey
from graphmap.tables import GraphTables

_NAMED = 3


def notes_on_days_outside_roles(existing: GraphTables, new: GraphTables) -> tuple[str, ...]:
    """Return a note that counts the days that people of the `new` tables took part outside all of their roles.

    Their roles may also be among the `existing` ones. Somebody without any recorded role is not counted: nothing is
    known of where they belong.
    """
    days = _days_outside(existing, new)
    if days.is_empty():
        return ()
    people = days.group_by("person").len().sort("len", "person", descending=[True, False])
    names = _names(existing, new, people["person"].to_list())
    counts = [f"{names[person]} ({number:,})" for person, number in people.iter_rows()]
    many = f"{len(days):,} days" if len(days) > 1 else "1 day"
    return (
        f"On {many} somebody took part outside all of their recorded roles, so it counts for no school or partner: "
        f"{listed(counts, _NAMED)}. Check since and until in roles_held.",
    )


def _days_outside(existing: GraphTables, new: GraphTables) -> pl.DataFrame:
    """Return each ``person`` and ``date`` on which they took part outside all of their roles."""
    dates = new.kinds["Interaction"].select("date", interaction=new.keys("Interaction"))
    took_part = (
        new.relationships["TOOK_PART"]
        .select(person="start", interaction="end")
        .join(dates, on="interaction")
        .select("person", "date")
        .unique()
    )
    given = new.relationships["HOLDS"]
    kept = existing.relationships["HOLDS"].join(given, on=["start", "end"], how="anti")
    held = pl.concat([table.select("since", "until", person="start") for table in (given, kept)])
    with_a_role = took_part.join(held, on="person", how="semi")
    began = pl.col("since").is_null() | (pl.col("since") <= pl.col("date"))
    goes_on = pl.col("until").is_null() | (pl.col("until") >= pl.col("date"))
    inside = with_a_role.join(held, on="person").filter(began, goes_on).select("person", "date")
    return with_a_role.join(inside, on=["person", "date"], how="anti").sort("person", "date")


def _names(existing: GraphTables, new: GraphTables, people: list[NodeKey]) -> dict[NodeKey, str]:
    names = dict.fromkeys(people, "")
    for tables in (existing, new):
        known = tables.entities(["Person"]).filter(pl.col("key").is_in(people))
        names |= dict(known.select("key", "name").iter_rows())
    return names
