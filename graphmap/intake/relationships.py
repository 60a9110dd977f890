"""Read rows that are a stored relationship, as in graphmap's view ``structure``.

They become rows of a sheet, or cells of the entity at one end."""

from collections.abc import Iterator, Mapping

from graphmap import model
from graphmap.intake.actors import Actor
from graphmap.intake.foreign import Table
from graphmap.sheets.problems import Problem
from graphmap.sheets.reading import RawSheet

_LOOKED_AT = 20  # rows that show whether a column holds relationships
_ROWS = {  # the sheet that a relationship is a row of, and the headings of its two ends
    "MEMBER_OF": ("memberships", "member", "network"),
    "HOLDS": ("roles_held", "person", "role"),
    "FUNDED_BY": ("funding", "network", "programme"),
}
_CELLS = {
    "AT": ("start", "at"),
    "PURSUES": ("end", "network"),
}  # the end whose sheet has a cell for it, and the heading of that
STORED = (*_ROWS, *_CELLS)
"""The types of relationship that a row may be."""


def relationship_column(edges: Table, *names: str) -> str:
    """Return the first of these names that is a column of stored relationships; an empty text where none is."""
    column = edges.heading(*names)
    if not column:
        return ""
    place = edges.headings.index(column)
    values = {cells[place] for _, cells in edges.head(_LOOKED_AT)}
    return column if values and values <= set(STORED) else ""


class Relationships:
    """The stored relationships of a file, gathered row by row."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[str, dict[tuple[str, ...], int]] = {type: {} for type in _ROWS}
        self.cells: dict[str, dict[str, str]] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, column: str, type: str, one: Actor, other: Actor, spell: tuple[str, str]) -> None:
        """Note that a row is a relationship of this type between the two; their kinds show which of them it starts
        from."""
        if type not in STORED:
            fix = f"It is one of: {', '.join(STORED)}."
            self.problems.append(
                Problem(self._file, number, column, "unknown relationship", type, "is not a stored relationship", fix)
            )
            return
        declared = model.RELATIONSHIP[type]
        start, end = (one, other) if one.label in declared.starts else (other, one)
        if start.label not in declared.starts or end.label not in declared.ends:
            why = f"is not between a {model.KIND[one.label].word} and a {model.KIND[other.label].word}"
            fix = f"It goes from {_either(declared.starts)} to {_either(declared.ends)}."
            self.problems.append(Problem(self._file, number, column, "wrong ends", type, why, fix))
        elif type in _ROWS:
            self._rows[type].setdefault((start.reference, end.reference, *spell), number)
        else:
            owner, heading = _CELLS[type]
            of, named = (start, end) if owner == "start" else (end, start)
            days = {name: day for name, day in zip(("since", "until"), spell, strict=True) if day}
            self.cells.setdefault(of.reference, {}).update({heading: named.reference, **days})

    def sheets(self, ends: str, called: Mapping[str, str]) -> Iterator[RawSheet]:
        """Return the sheets of relationships; `ends` and `called` are the file's own words for their headings."""
        for type, (sheet, start, end) in _ROWS.items():
            if self._rows[type]:
                rows = [(number, cells) for cells, number in self._rows[type].items()]
                yield RawSheet(
                    sheet, self._file, (start, end, "since", "until"), rows, {**called, start: ends, end: ends}
                )


def _either(labels: tuple[str, ...]) -> str:
    return " or ".join(model.KIND[label].word for label in labels)
