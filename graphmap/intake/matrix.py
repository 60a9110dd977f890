"""Read a matrix: a row and a column for every person, and in each cell the answer of the one at the side about the one
at the top."""

from collections.abc import Iterator, Sequence

from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import mapping_of
from graphmap.language.normalising import fold
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.problems import broken, nearest

FORMAT = "matrix"
_HEADINGS = ("from", "to", "answer")
_NOTHING = {"", "0", "-"}
_MOST_ROWS = 20_000
_LOOKED_AT = 200  # rows that a matrix is recognised by


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """Return the matrix, if there is one table and at least half of its first rows begin with one of its headings."""
    if len(tables) != 1 or len(tables[0].headings) < 3:
        return None
    names = {fold(heading) for heading in tables[0].headings[1:] if heading}
    begun = [fold(cells[0]) in names for _, cells in tables[0].head(min(len(names), _LOOKED_AT))]
    return read(tables[0]) if len(begun) > 1 and sum(begun) * 2 >= len(begun) else None


def read(table: Table) -> Foreign:
    """Return the matrix in `table` with a row for every answer; if it is the same both ways, each pair only once.

    Raises `BadSheets` where it is not square.
    """
    names = table.headings[1:]
    rows = table.head(_MOST_ROWS)
    _check_square(table, names, rows)
    at_side = [cells[0] for _, cells in rows]
    column = {name: place for place, name in enumerate(table.headings[1:], 1)}
    order = [column[name] for name in at_side]
    answers = [[cells[place] for place in order] for _, cells in rows]
    both_ways = all(tuple(row) == column for row, column in zip(answers, zip(*answers, strict=True), strict=True))
    notes = ("The matrix is the same both ways, so each pair is read once.",) if both_ways else ()

    def given() -> Iterator[Row]:
        for place, (number, cells) in enumerate(rows):
            for other in range(place + 1 if both_ways else 0, len(order)):
                if (answer := answers[place][other]) not in _NOTHING and other != place:
                    yield number, (cells[0], at_side[other], answer)

    suggested = mapping_of(edges={"from": "from", "to": "to", "practice": "answer"})
    return Foreign(FORMAT, Table(table.file, _HEADINGS, given, len(rows) ** 2), None, suggested, notes=notes)


def _check_square(table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Refuse a matrix in which somebody has a row and no column, a column and no row, or two of either."""
    at_side = [cells[0] for _, cells in rows]
    fix = "Give everybody one row and one column, with the same name at the head of both."
    for where, here, there, other in (("row", at_side, names, "column"), ("column", names, at_side, "row")):
        known, seen = set(there), set[str]()
        for place, name in enumerate(here):
            row = rows[place][0] if where == "row" else 1
            if name in seen:
                raise broken(table.file, "name twice", f"has two {where}s", fix, row=row, value=name)
            seen.add(name)
            if name not in known:
                guess = nearest(name, there)
                meant = f" Did you mean ‘{guess}’?" if guess else ""
                why = f"has a {where} and no {other}"
                raise broken(table.file, "not square", why, fix + meant, row=row, value=name)
