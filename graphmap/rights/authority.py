"""Who has authority over an iwi's part of the data, and what they allow, as a form has it."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.rights.recording import edit_of_row
from graphmap.sheets.cell_texts import value_text
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

SHEET = model.SHEET["authority"]
HEADINGS = tuple(heading for heading in SHEET.headings if heading != "iwi")
"""What there is to say of an authority: the headings of the sheet."""


def authority_over(tables: GraphTables, iwi: NodeKey) -> Mapping[str, str]:
    """Return what is recorded of the authority over an iwi's part, as the texts of a row of the sheet, by heading."""
    of_iwi = tables.relationships["AUTHORITY_OVER"].filter(pl.col("end") == iwi)
    kept = tables.kinds["Authority"].with_columns(tables.keys("Authority").alias("start"))
    row = next(iter(of_iwi.join(kept, on="start").sort("start").to_dicts()), {})
    return {heading: value_text(row.get(SHEET.properties[heading].name)) for heading in HEADINGS}


def record_authority(tables: GraphTables, iwi: NodeKey, cells: Mapping[str, str], today: date) -> Edit:
    """Return the edit that records `cells`, by heading, of the authority over an iwi's part; the rest stays.

    Raises `BadSheets` for what can't be right.
    """
    return edit_of_row(tables, SHEET, {iwi: {**authority_over(tables, iwi), **cells}}, today)
