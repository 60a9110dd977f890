"""What each interaction within a network was for, and who led it and took part in it."""

import polars as pl

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.graph.snapshot import Snapshot
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables

STARTING = ("initiated", "hosted")
"""The parts of those who began an interaction."""

_LEADING = (*STARTING, "gave")

_COMMUNITY = {
    "whanau": ("whanau", None),
    "iwi": ("iwi", "Iwi"),
    "partners": ("partner", "CommunityPartner"),
}
"""Each of the three as a group of roles, and as a kind of entity."""

_MARKS = ("facilitated", *_COMMUNITY, "current", "reports")


def described(snapshot: Snapshot, interactions: pl.DataFrame) -> pl.DataFrame:
    """Return `interactions`, each with what it was for and who was in it.

    `interactions` has a row for each interaction and ``network``, with its ``date`` and ``practice``. The new columns
    are true or false:

    - ``facilitated``: a facilitator led it. Where it has no leading part, a facilitator who was there led it.
    - ``whanau``, ``iwi``, ``partners``: they took part, through someone in a role of that group or, iwi and partners,
      as themselves.
    - ``current``: it worked towards a goal that the network pursued that day.
    - ``reports``: the codebook marks its practice as accountability.
    """
    took_part = snapshot.tables.relationships["TOOK_PART"].join(
        interactions.select(end="interaction", date="date").unique(), on="end"
    )
    marks = {
        "facilitated": _facilitated(took_part, groups_that_day(snapshot.tables, took_part)),
        **_who_took_part(snapshot.tables, took_part),
    }
    found = interactions.join(
        _towards_current_goals(snapshot.tables, interactions), on=["network", "interaction"], how="left"
    )
    for name, keys in marks.items():
        found = found.join(
            keys.unique().to_frame("interaction").with_columns(pl.lit(True).alias(name)), "interaction", "left"
        )
    found = found.join(_accountable(snapshot.tables), on="practice", how="left")
    return found.with_columns(pl.col(_MARKS).fill_null(value=False))


def groups_that_day(tables: GraphTables, took_part: pl.DataFrame) -> pl.DataFrame:
    """Return `took_part` with the ``group`` of each role that the person held that day, one row for each role."""
    roles = tables.kinds["Role"].select("group", role=tables.keys("Role"))
    holds = tables.relationships["HOLDS"].select("start", "since", "until", role="end").join(roles, on="role")
    return took_part.join(holds, on="start").filter(has_day(pl.col("date")))


def _facilitated(took_part: pl.DataFrame, groups: pl.DataFrame) -> pl.Series:
    known = took_part.filter(pl.col("part").is_in(_LEADING)).select("end").unique()
    facilitators = groups.filter(pl.col("group") == "facilitator")
    led = facilitators.filter(pl.col("part").is_in(_LEADING))
    return pl.concat([led["end"], facilitators.join(known, on="end", how="anti")["end"]])


def _who_took_part(tables: GraphTables, took_part: pl.DataFrame) -> dict[str, pl.Series]:
    groups = groups_that_day(tables, took_part)
    found = {}
    for name, (group, label) in _COMMUNITY.items():
        through_roles = groups.filter(pl.col("group") == group)["end"]
        itself = took_part.filter(pl.col("start").str.starts_with(model.node_key(label, "")))["end"] if label else None
        found[name] = through_roles if itself is None else pl.concat([through_roles, itself])
    return found


def _towards_current_goals(tables: GraphTables, interactions: pl.DataFrame) -> pl.DataFrame:
    pursued = tables.relationships["PURSUES"].select(network="start", goal="end", since="since", until="until")
    return (
        interactions.select("network", "interaction", "date")
        .join(tables.relationships["TOWARDS"].select(interaction="start", goal="end"), on="interaction")
        .join(pursued, on=["network", "goal"])
        .filter(has_day(pl.col("date")))
        .select("network", "interaction")
        .unique()
        .with_columns(current=True)
    )


def _accountable(tables: GraphTables) -> pl.DataFrame:
    marks = pl.col("marks").str.split(";").list.eval(pl.element().str.strip_chars()).list.contains("accountability")
    codebook = tables.kinds["Practice"]
    if codebook.is_empty():
        codebook = shipped_codebook().kinds["Practice"]
    practices = codebook.select(practice="name", reports=marks)
    return practices.filter("reports").unique("practice")
