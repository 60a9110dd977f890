"""The register: for each person, why they are recorded, what they know, what they answered, and until when to keep it.

A person without a row in the sheet of rights is in it too: nobody has told them yet. What is recorded here goes through
the same checks as a sheet."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.model import NodeKey
from graphmap.rights.recording import edit_of_row
from graphmap.sheets.cell_texts import value_text
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

SHEET = model.SHEET["rights"]
HEADINGS = tuple(heading for heading in SHEET.headings if heading != "person")
"""What there is to say of a person's rights: the headings of the sheet."""

_ABOUT = tuple(property.name for property in model.KIND["Rights"].properties if property.name != "id")


def register(tables: GraphTables) -> pl.DataFrame:
    """Return a row for each person, by name: ``key``, ``name``, and the properties of their rights.

    Somebody with two records of rights, as after a merge, has what protects them more: that they withdrew, and the
    earlier day to keep until.
    """
    people = tables.entities(["Person"]).select("key", "name")
    rights = tables.kinds["Rights"].with_columns(tables.keys("Rights").alias("start"))
    of_people = tables.relationships["RIGHTS_OF"].join(rights, on="start").rename({"end": "key"})
    strictest = pl.col("answer").replace_strict(
        {answer: rank for rank, answer in enumerate(model.RIGHTS_ANSWERS)}, default=-1, return_dtype=pl.Int64
    )
    one_each = (
        of_people.sort("key", strictest, "start", descending=[False, True, False])
        .group_by("key", maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in _ABOUT if name != "keep_until"),
            pl.col("keep_until").min(),
        )
        .select("key", *_ABOUT)
    )
    return people.join(one_each, on="key", how="left").sort(pl.col("name").str.to_lowercase(), "key")


def rights_of(tables: GraphTables, person: NodeKey) -> Mapping[str, str]:
    """Return what is recorded of one person's rights, as the texts of a row of the sheet, by heading."""
    row = register(tables).filter(pl.col("key") == person).to_dicts()
    if not row:
        raise WrongCommand(f"There is no {person}; graphmap rights list shows everybody.")
    return {heading: value_text(row[0][SHEET.properties[heading].name]) for heading in HEADINGS}


def record(tables: GraphTables, people: Sequence[NodeKey], cells: Mapping[str, str], today: date) -> Edit:
    """Return the edit that records `cells`, by heading, of the rights of these people; the rest stays.

    Raises `BadSheets` for what can't be right.
    """
    rows = {person: {**rights_of(tables, person), **cells} for person in people}
    return edit_of_row(tables, SHEET, rows, today)


def told(tables: GraphTables, people: Sequence[NodeKey], day: date, how: str, why: str = "") -> Edit:
    """Return the edit that records that these people were told on a day, and how."""
    cells = {"told": day.isoformat(), "told how": how}
    return record(tables, people, {**cells, **({"why": why} if why else {})}, day)


def find_person(tables: GraphTables, text: str) -> NodeKey:
    """Return the key of the person that `text` names: by key, id or name. Raises `WrongCommand` unless it is one."""
    wanted = text.casefold()
    people = tables.entities(["Person"]).select("key", "id", "name").iter_rows()
    found = [key for key, id, name in people if wanted in (key.casefold(), id.casefold(), name.casefold())]
    if len(found) != 1:
        hint = f"may be any of {', '.join(found[:3])}; name one" if found else "is nobody here; name a person"
        raise WrongCommand(f"‘{text}’ {hint} by key, as in person:ngaio-tauira.")
    return str(found[0])
