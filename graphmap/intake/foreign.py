"""What a file of another tool holds, before anything in it has a meaning of ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from graphmap.intake.mapping import FileMapping
from graphmap.language.normalising import fold_heading
from graphmap.sheets.cell_texts import Row


@dataclass(frozen=True)
class Table:
    """A table as its file has it: ``rows`` begins to read them anew at every call, and holds none of them.

    A row's number counts as a spreadsheet does, with the headings' row as 1; in XML it is the line, in JSON the
    place in the list. ``rows`` raises `BadSheets` where the file cannot be read any further. ``about`` is roughly how
    many there are, as far as that is known before they are read.
    """

    file: str
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    about: int = 0

    def has(self, *headings: str) -> bool:
        """Whether all these headings are there, in any case and spacing."""
        return all(self.heading(heading) for heading in headings)

    def heading(self, *names: str) -> str:
        """The first of these names that is a heading here, as it is written here; an empty text where none is."""
        return next(filter(None, (self._by_fold.get(fold_heading(name)) for name in names)), "")

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {fold_heading(heading): heading for heading in reversed(self.headings)}

    def head(self, count: int) -> list[Row]:
        """The first rows, to look at."""
        return list(islice(self.rows(), count))


@dataclass(frozen=True)
class Foreign:
    """A file of another tool: its ``edges`` (who with whom) and, where it has them, its ``nodes`` (who).

    ``suggested`` is what the format itself tells about its columns; ``complete`` whether every end of an edge must
    be among the nodes. ``own_date`` is the day that the file gives as its own, ``notes`` what the format can't hold.
    """

    format: str
    edges: Table
    nodes: Table | None = None
    suggested: FileMapping = field(default_factory=FileMapping)
    complete: bool = False
    own_date: str = ""
    notes: tuple[str, ...] = ()


SAVE_AGAIN = "It may have been cut or edited: save it again where it came from."
"""How to mend a file that a program wrote and that is not as that program writes it."""


def listed(file: str, headings: tuple[str, ...], rows: list[Row]) -> Table:
    """A table of rows that are held already."""
    return Table(file, headings, lambda: iter(rows), len(rows))
