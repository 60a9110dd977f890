"""A matrix: everybody's name at the head of a row and of a column, and in each cell the answer of the one about the
other."""

from collections.abc import Iterator, Sequence

from graphmap.intake.foreign import Foreign, Table, broken
from graphmap.intake.mapping import mapping_of
from graphmap.language.normalising import fold
from graphmap.sheets.problems import nearest
from graphmap.sheets.reading import Row

FORMAT = "matrix"
_HEADINGS = ("from", "to", "answer")
_NOTHING = {"", "0", "-"}
_MOST_ROWS = 20_000


def recognise(tables: Sequence[Table]) -> Foreign | None:
    """The matrix, if there is one table and at least half of its rows begin with one of its headings."""
    if len(tables) != 1 or len(tables[0].headings) < 3:
        return None
    names = {fold(heading) for heading in tables[0].headings[1:] if heading}
    begun = [fold(cells[0]) in names for _, cells in tables[0].head(len(names))]
    return read(tables[0]) if len(begun) > 1 and sum(begun) * 2 >= len(begun) else None


def read(table: Table) -> Foreign:
    """The matrix in `table`: a row for every answer; one both ways alike only once. Raises `BadSheets` where it is not
    square."""
    names = table.headings[1:]
    rows = table.head(_MOST_ROWS)
    _check_square(table, names, rows)
    order = [name for _, (name, *_) in rows]
    answers = {(cells[0], name): answer for _, cells in rows for name, answer in zip(names, cells[1:], strict=True)}
    both_ways = all(answers[a, b] == answers[b, a] for a in order for b in order)
    notes = ("The matrix is the same both ways, so each pair is read once.",) if both_ways else ()

    def told() -> Iterator[Row]:
        for place, (number, cells) in enumerate(rows):
            for name in order[place + 1 :] if both_ways else order:
                answer = answers[cells[0], name]
                if name != cells[0] and answer not in _NOTHING:
                    yield number, (cells[0], name, answer)

    suggested = mapping_of(edges={"from": "from", "to": "to", "practice": "answer"})
    return Foreign(FORMAT, Table(table.file, _HEADINGS, told, len(rows) ** 2), None, suggested, notes=notes)


def _check_square(table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Refuse a matrix in which somebody has a row and no column, a column and no row, or two of either."""
    at_side = [cells[0] for _, cells in rows]
    fix = "Give everybody one row and one column, with the same name at the head of both."
    for where, here, there, other in (("row", at_side, names, "column"), ("column", names, at_side, "row")):
        for place, name in enumerate(here):
            row = rows[place][0] if where == "row" else 1
            if here.index(name) != place:
                raise broken(table.file, "name twice", f"has two {where}s", fix, row=row, value=name)
            if name not in there:
                guess = nearest(name, there)
                meant = f" Did you mean ‘{guess}’?" if guess else ""
                raise broken(
                    table.file, "not square", f"has a {where} and no {other}", fix + meant, row=row, value=name
                )
