"""What is wrong in a set of sheets, said so that the person who keeps them can fix it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from graphmap.errors import BadData
from graphmap.language.normalising import fold


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where, why, and how to fix it.

    ``row`` counts as a spreadsheet does: the headings are row 1; 0 is the sheet as a whole. ``sort``
    names what sort of problem it is, so that ten thousand of one sort can be told as one.
    """

    file: str
    row: int
    column: str
    sort: str
    value: str
    why: str
    fix: str

    @property
    def where(self) -> str:
        """The place, as ``people.csv, row 3, column name``."""
        return (
            self.file + (f", row {self.row}" if self.row else "") + (f", column {self.column}" if self.column else "")
        )

    def __str__(self) -> str:
        value = f"‘{_shown(self.value)}’ " if self.value else ""
        return f"{self.where}: {value}{self.why}. {self.fix}"


def _shown(value: str) -> str:
    """`value` on one line and not too long, control characters made visible."""
    line = "".join(c if c.isprintable() else "␤" if c == "\n" else "�" for c in value)
    return line if len(line) <= 60 else line[:59] + "…"


def summary(problems: Iterable[Problem], each: int = 5) -> list[str]:
    """`problems` as lines: the first `each` of every sort, then how many more there are of it."""
    lines: list[str] = []
    by_sort = sorted(problems, key=lambda p: (p.sort, p))
    for sort, group in groupby(by_sort, key=lambda p: p.sort):
        same = list(group)
        lines += [str(problem) for problem in same[:each]]
        if len(same) > each:
            lines.append(f"… and {len(same) - each:,} more of this sort ({sort}).")
    return lines


def nearest(text: str, candidates: Iterable[str]) -> str:
    """The candidate that `text` was most likely meant to be, or an empty text where none is close."""
    by_fold = {fold(candidate): candidate for candidate in candidates}
    close = get_close_matches(fold(text), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


class BadSheets(BadData):
    """The sheets cannot be loaded; ``problems`` has all that is wrong with them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        super().__init__(f"{count} in the sheets; nothing was written.")
