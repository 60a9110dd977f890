"""What somebody typed about rights or authority, as an edit, with the checks of a sheet."""

from collections.abc import Mapping
from datetime import date

from graphmap.model import NodeKey, Sheet
from graphmap.records.forms import FORM, only_changes
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

_FIRST_ROW = 2  # as a spreadsheet counts: the headings are row 1


def edit_of_row(tables: GraphTables, sheet: Sheet, cells: Mapping[NodeKey, Mapping[str, str]], today: date) -> Edit:
    """Return the edit that rows of `sheet` make: the cells, by heading, of each entity that they are about.

    Raises `BadSheets` for what can't be right.
    """
    rows = [
        (number, (key, *(of_key[heading] for heading in sheet.headings[1:])))
        for number, (key, of_key) in enumerate(cells.items(), _FIRST_ROW)
    ]
    records = read_records(
        RawSheets([RawSheet(sheet.name, FORM, sheet.headings, rows)]), tables, shipped_codebook(), today=today
    )
    return only_changes(edit_between(tables, records), tables)
