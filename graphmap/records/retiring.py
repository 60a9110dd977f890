"""Retiring: what goes on now has a last day, and nothing of what was is lost."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.store.edit import Edit, Tally
from graphmap.tables import ENDS, GraphTables

RETIRED = ("School", "Person", "Role", "Iwi", "CommunityPartner", "Network", "Programme", "Goal")
"""The kinds that can be retired. An interaction has happened, so there is nothing to end."""


def retire(tables: GraphTables, keys: Iterable[NodeKey], last: date) -> Edit:
    """Return the edit after which these entities have nothing that goes on after the day `last`.

    Memberships, funding, goals and roles held end that day, and so do the networks and roles among them, the roles at
    them, and who holds those. What was to begin later is taken out. What has ended stays as it is.
    """
    chosen = set(keys)
    at = tables.relationships["AT"]
    chosen |= set(at.filter(pl.col("end").is_in(list(chosen)))["start"])
    ended: dict[str, pl.DataFrame] = {}
    begun: dict[str, pl.DataFrame] = {}
    tallies: dict[str, Tally] = {}
    updated = {label: rows for label in model.KIND if len(rows := _ended_entities(tables, label, chosen, last))}
    tallies |= {label: Tally(updated=len(rows)) for label, rows in updated.items()}
    for type, table in tables.relationships.items():
        if "until" not in table.columns:
            continue
        goes_on = pl.col("until").is_null() | (pl.col("until") > last)
        touched = table.filter(goes_on & (pl.col("start").is_in(list(chosen)) | pl.col("end").is_in(list(chosen))))
        pairs = touched.select(ENDS).unique()
        if pairs.is_empty():
            continue
        ended[type] = table.join(pairs, on=ENDS, how="semi")
        begun[type] = (
            ended[type]
            .filter(pl.col("since").is_null() | (pl.col("since") <= last))
            .with_columns(until=pl.when(goes_on).then(pl.lit(last)).otherwise("until"))
        )
        kept = begun[type].select(ENDS).unique()
        tallies[type] = Tally(updated=len(kept), removed=len(pairs) - len(kept))
    return Edit(updated=updated, ended=ended, begun=begun, tallies=tallies)


def _ended_entities(tables: GraphTables, label: str, chosen: set[NodeKey], last: date) -> pl.DataFrame:
    """Return the ``id`` and the last day of the chosen entities of a kind that has one, where it changes."""
    table = tables.kinds[label]
    if "until" not in table.columns:
        return table.select("id").clear()
    ids = [key.partition(":")[2] for key in chosen if key.startswith(model.node_key(label, ""))]
    goes_on = pl.col("until").is_null() | (pl.col("until") > last)
    begins_later = pl.col("since") > last
    rows = table.filter(pl.col("id").is_in(ids) & goes_on)
    changed = rows.select("id", "since", until=pl.lit(last))
    if changed.filter(begins_later).is_empty():
        return changed.select("id", "until")
    return changed.with_columns(since=pl.when(begins_later).then(pl.lit(last)).otherwise("since"))
