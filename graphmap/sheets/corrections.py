"""Correct cells of sheets that were read, without the file that they came from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphmap.sheets.cell_texts import Row, visible
from graphmap.sheets.reading import RawSheet, RawSheets


@dataclass(frozen=True)
class Correction:
    """What to write in a cell instead of ``value``: the whole cell, or one of those that it lists.

    Without a ``row``, every cell of the column that has the value is corrected.
    """

    file: str
    column: str
    value: str
    instead: str
    row: int | None = None


def corrected(raw: RawSheets, corrections: Iterable[Correction]) -> RawSheets:
    """Return the sheets with these corrections, one after another."""
    for correction in corrections:
        sheets = [_corrected(sheet, correction) if sheet.file == correction.file else sheet for sheet in raw.sheets]
        raw = replace(raw, sheets=sheets)
    return raw


def _corrected(sheet: RawSheet, correction: Correction) -> RawSheet:
    heading = next((ours for ours, called in sheet.called.items() if called == correction.column), correction.column)
    if heading not in sheet.headings:
        return sheet
    at = sheet.headings.index(heading)
    return replace(sheet, rows=[_with_cell(row, at, correction) for row in sheet.rows])


def _with_cell(row: Row, at: int, correction: Correction) -> Row:
    number, cells = row
    if correction.row not in (None, number):
        return row
    parts = [part.strip() for part in cells[at].split(";")]
    instead = visible(correction.instead)
    if cells[at] == correction.value:
        text = instead
    elif correction.value and correction.value in parts:
        text = "; ".join(instead if part == correction.value else part for part in parts)
    else:
        return row
    return number, (*cells[:at], text, *cells[at + 1 :])
