"""Find how deep an interaction's practice goes, in the codebook that the sheets are read with."""

from collections.abc import Mapping

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.sheets.cells import BadValue, read_value
from graphmap.sheets.problems import Guesses, did_you_mean
from graphmap.sheets.reading import RawSheet
from graphmap.sheets.rows import SheetRow
from graphmap.tables import GraphTables

Depths = Mapping[str, tuple[str, int]]
"""The name of each practice as the codebook writes it, and its depth, by folded name."""


def depths_of(sheet: RawSheet | None, existing: GraphTables, codebook: GraphTables) -> Depths:
    """Return the depths by the sheet of a codebook; without one by the codebook in the store, or else by `codebook`."""
    if sheet is not None:
        rows = [dict(zip(sheet.headings, cells, strict=True)) for _, cells in sheet.rows]
        return {fold(row["practice"]): (row["practice"], _depth(row["depth"])) for row in rows}
    table = existing.kinds["Practice"] if len(existing.kinds["Practice"]) else codebook.kinds["Practice"]
    return {fold(name): (name, depth) for name, depth in table.select("name", "depth").iter_rows()}


def add_depth(row: SheetRow, depths: Depths, guesses: Guesses) -> None:
    """Put the practice's name as the codebook writes it, and its depth, into the row of an interaction."""
    practice = row.values.get("practice")
    if practice is None:
        return
    found = depths.get(fold(str(practice)))
    if found is None:
        guess = guesses.nearest(str(practice), (name for name, _ in depths.values()))
        fix = did_you_mean(guess) + "Add it to a codebook sheet, with its depth, if it is new."
        error = BadValue("unknown practice", "is not in the codebook", fix, guess)
        row.problem("practice", row.cells["practice"], error)
        return
    row.values["practice"], row.values["depth"] = found


def _depth(text: str) -> int:
    """The depth in a row of a codebook; 0 where it is wrong, which is a problem of that row alone."""
    try:
        depth = read_value(model.property_of(model.SHEET["codebook"], "depth"), text)
    except BadValue:
        return 0
    return depth if isinstance(depth, int) else 0
