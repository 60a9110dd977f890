"""Works out what loading a set of records changes in a graph: what is new, what differs, and what ends."""

from dataclasses import replace

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.sheets.fields import with_stored_values
from graphmap.sheets.records import Records
from graphmap.store.edit import Edit, Tally
from graphmap.tables import ENDS, GraphTables


def edit_between(existing: GraphTables, records: Records) -> Edit:
    """Return the edit that makes the `existing` graph agree with `records`."""
    ended: dict[str, pl.DataFrame] = {}
    begun: dict[str, pl.DataFrame] = {}
    tallies: dict[str, Tally] = {}
    related_anew = [pl.Series(dtype=pl.String)]
    for type, owners in records.owners.items():
        sheet = records.tables.relationships[type]
        stored = _owned(existing.relationships[type], model.RELATIONSHIP[type], owners, sheet)
        if missing := [p.name for p in model.RELATIONSHIP[type].properties if p.name not in records.columns[type]]:
            sheet = _filled_in(sheet, stored, missing)
        changed = _pairs_that_differ(stored, sheet)
        ended[type] = stored.join(changed, on=ENDS, how="semi")
        begun[type] = sheet.join(changed, on=ENDS, how="semi")
        tallies[type] = _tally_pairs(stored, sheet, changed)
        related_anew.append(changed[_owner_end(model.RELATIONSHIP[type])].unique())

    anew = pl.concat(related_anew)
    created: dict[str, pl.DataFrame] = {}
    updated: dict[str, pl.DataFrame] = {}
    for label in (label for label in model.KIND if label in records.columns):
        columns = records.columns[label]
        sheet, stored = records.tables.kinds[label], existing.kinds[label]
        if "extra" in columns:
            sheet = with_stored_values(sheet, stored, records.fields.get(label, ()))
        created[label] = sheet.join(stored, on="id", how="anti")
        both = sheet.join(stored, on="id", how="semi").select("id", *columns)
        updated[label] = both.join(stored, on=["id", *columns], how="anti", nulls_equal=True)
        tallies[label] = _tally_entities(label, both, created[label], updated[label], anew)
    regraded = _regraded(existing, records)
    if len(regraded):
        tally = tallies.get("Interaction", Tally())
        tallies["Interaction"] = replace(tally, updated=tally.updated + len(regraded))
    in_order = {name: tallies[name] for name in (*model.KIND, *model.RELATIONSHIP) if name in tallies}
    return Edit(created, updated, regraded, ended, begun, tallies=in_order)


def _regraded(existing: GraphTables, records: Records) -> pl.DataFrame:
    """Return the stored interactions, not in the sheets, whose practice has another depth in the sheets' codebook."""
    depths = records.tables.kinds["Practice"].select(practice="name", sheet="depth")
    untouched = existing.kinds["Interaction"].join(records.tables.kinds["Interaction"], on="id", how="anti")
    return (
        untouched.join(depths, on="practice")
        .filter(pl.col("depth") != pl.col("sheet"))
        .select("id", depth="sheet")
        .sort("id")
    )


def _owner_end(relationship: model.Relationship) -> str:
    return "start" if relationship.set_by == "start" else "end"


def _owned(
    stored: pl.DataFrame, relationship: model.Relationship, owners: frozenset[NodeKey], sheet: pl.DataFrame
) -> pl.DataFrame:
    """Return the stored relationships that the sheets replace: those of `owners` and those between ends in `sheet`."""
    of_owners = pl.col(_owner_end(relationship)).is_in(pl.Series(list(owners), dtype=pl.String).implode())
    return pl.concat([stored.filter(of_owners), stored.filter(~of_owners).join(sheet, on=ENDS, how="semi")])


def _filled_in(sheet: pl.DataFrame, stored: pl.DataFrame, missing: list[str]) -> pl.DataFrame:
    """Fill in the columns `missing` from `sheet` with the values that the store has for the same relationship.

    Where two ends have one relationship in the sheet and one in the store, they are the same. Where they have several,
    those are the same that agree in every column of the sheet.
    """
    given = [column for column in sheet.columns if column not in missing]
    once = _only_ones(sheet).join(_only_ones(stored), on=ENDS, how="semi")
    parts = [(sheet.join(once, on=ENDS, how="semi"), list(ENDS)), (sheet.join(once, on=ENDS, how="anti"), given)]
    return pl.concat(
        part.drop(missing)
        .join(stored.select(*same, *missing), on=same, how="left", nulls_equal=True)
        .select(sheet.columns)
        for part, same in parts
    )


def _only_ones(relationships: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of ends that have a single relationship."""
    return relationships.group_by(ENDS).len().filter(pl.col("len") == 1).select(ENDS)


def _pairs_that_differ(stored: pl.DataFrame, sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of ends whose relationships differ between the store and the sheet."""
    columns = stored.columns
    new = sheet.join(stored, on=columns, how="anti", nulls_equal=True)
    gone = stored.join(sheet, on=columns, how="anti", nulls_equal=True)
    return pl.concat([new, gone]).select(ENDS).unique(maintain_order=True)


def _tally_pairs(stored: pl.DataFrame, sheet: pl.DataFrame, changed: pl.DataFrame) -> Tally:
    sheet_pairs, stored_pairs = sheet.select(ENDS).unique(), stored.select(ENDS).unique()
    created = len(sheet_pairs.join(stored_pairs, on=ENDS, how="anti"))
    removed = len(stored_pairs.join(sheet_pairs, on=ENDS, how="anti"))
    updated = len(changed) - created - removed
    return Tally(created, updated, len(sheet_pairs) - created - updated, removed)


def _tally_entities(
    label: str, both: pl.DataFrame, created: pl.DataFrame, updated: pl.DataFrame, related_anew: pl.Series
) -> Tally:
    """Tally a kind. An entity also counts as updated where only the relationships in its row have changed."""
    differs = pl.col("id").is_in(updated["id"].implode())
    related = (pl.lit(model.node_key(label, "")) + pl.col("id")).is_in(related_anew.implode())
    count = len(both.filter(differs | related))
    return Tally(len(created), count, len(both) - count)
