"""The content of another tool's file, before graphmap gives it a meaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from graphmap.intake.mapping import FileMapping
from graphmap.language.normalising import fold_heading
from graphmap.sheets.cell_texts import Row


@dataclass(frozen=True)
class Table:
    """A table as its file has it. Each call of ``rows`` reads the file anew, so that no rows are held in memory.

    A row's number counts as a spreadsheet does, with the headings as row 1; in XML it is the line, in JSON the place
    in the list. ``rows`` raises `BadSheets` where the file can't be read any further. ``about`` is roughly how many
    rows there are, or 0 if that isn't known yet.
    """

    file: str
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    about: int = 0

    def has(self, *headings: str) -> bool:
        """Whether the table has all these headings, in any case and spacing."""
        return all(self.heading(heading) for heading in headings)

    def heading(self, *names: str) -> str:
        """Return the first of these names that is a heading, as the file writes it; an empty text where none is."""
        return next(filter(None, (self._by_fold.get(fold_heading(name)) for name in names)), "")

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {fold_heading(heading): heading for heading in reversed(self.headings)}

    def head(self, count: int) -> list[Row]:
        """Return the first rows."""
        return list(islice(self.rows(), count))


@dataclass(frozen=True)
class Foreign:
    """Another tool's file: its ``edges`` (ties) and, if it has them, its ``nodes`` (actors).

    ``suggested`` is what the format itself says about its columns; ``complete`` is whether every end of an edge must
    be among the nodes. ``own_date`` is the file's own date, and ``notes`` are what was left out in reading it.
    """

    format: str
    edges: Table
    nodes: Table | None = None
    suggested: FileMapping = field(default_factory=FileMapping)
    complete: bool = False
    own_date: str = ""
    notes: tuple[str, ...] = ()


SAVE_AGAIN = "It may have been cut or edited: save it again where it came from."
"""How to fix a file that is not as the program that made it writes it."""


def listed(file: str, headings: tuple[str, ...], rows: list[Row]) -> Table:
    """Return a table of rows that are already in memory."""
    return Table(file, headings, lambda: iter(rows), len(rows))
