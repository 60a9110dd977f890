"""Declare, rename and remove a field of a cluster's own, as the app does."""

from collections.abc import Mapping

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold_heading
from graphmap.sheets.fields import Field, extra_of, fields_in, values_in
from graphmap.sheets.problems import broken
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.records import read_records
from graphmap.store.edit import Edit, Tally
from graphmap.tables import GraphTables

FORM = "fields"
"""What problems call the form: the sheet that it stands for."""


def declaring(values: Mapping[str, str]) -> RawSheets:
    """Return the sheet that declares a field, or changes what is declared of it.

    `values` are what was typed, by the headings of the sheet ``fields``; `read_records` checks them.
    """
    headings = tuple(heading for heading in model.SHEET["fields"].headings if heading in values)
    return RawSheets(
        [RawSheet("fields", FORM, headings, [(2, tuple(values[heading].strip() for heading in headings))])]
    )


def find_field(tables: GraphTables, id: str) -> Field | None:
    """Return the declared field with this id, if there is one."""
    return next((field for field in fields_in(tables) if field.id == id), None)


def count_values(tables: GraphTables, field: Field) -> int:
    """Return how many entities have a value of `field`: what goes when it is removed."""
    return len(_with_values(tables, field))


def removing(tables: GraphTables, field: Field) -> Edit:
    """Return the edit that removes `field` and all its values."""
    updated = _rewritten(tables, field, None)
    tallies = {"Field": Tally(removed=1), **({field.label: Tally(updated=len(updated))} if len(updated) else {})}
    return Edit(updated={field.label: updated}, deleted={"Field": [field.id]}, tallies=tallies)


def renaming(tables: GraphTables, field: Field, name: str) -> Edit:
    """Return the edit that gives `field` and its values another name.

    Raises `BadSheets` where it can't have that name, or another field has it."""
    row = tables.kinds["Field"].filter(pl.col("id") == field.id)
    others = tables.kinds["Field"].filter(pl.col("id") != field.id)
    without = GraphTables({**tables.kinds, "Field": others}, tables.relationships)
    if any(fold_heading(other.name) == fold_heading(name) for other in fields_in(without, field.label)):
        why, fix = "is another field already", "Choose another name, or remove that field first."
        raise broken(FORM, "field twice", why, fix, row=2, column="name", value=name)
    texts = {heading: row[heading][0] or "" for heading in model.SHEET["fields"].headings}
    renamed = read_records(declaring({**texts, "name": name}), without, GraphTables.of()).tables.kinds["Field"]
    updated = _rewritten(tables, field, renamed["name"][0])
    tallies = {"Field": Tally(updated=1), field.label: Tally(updated=len(updated))}
    if renamed["id"][0] == field.id:
        return Edit(updated={"Field": renamed, field.label: updated}, tallies=tallies)
    return Edit(
        created={"Field": renamed}, updated={field.label: updated}, deleted={"Field": [field.id]}, tallies=tallies
    )


def _with_values(tables: GraphTables, field: Field) -> pl.DataFrame:
    table = tables.kinds[field.label].select("id", "extra").drop_nulls()
    return table.filter(pl.Series([field.name in values_in(extra) for extra in table["extra"]], dtype=pl.Boolean))


def _rewritten(tables: GraphTables, field: Field, name: str | None) -> pl.DataFrame:
    """Return ``id`` and ``extra`` of all that have a value of `field`, with the value under `name`, or without it."""

    def rewritten(extra: str) -> str | None:
        values = values_in(extra)
        value = values.pop(field.name)
        return extra_of({**values, name: value} if name else values)

    table = _with_values(tables, field)
    return table.with_columns(extra=pl.Series([rewritten(extra) for extra in table["extra"]], dtype=pl.String))
