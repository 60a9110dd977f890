"""Everything that can be wrong in a set of sheets, in words that let the person who keeps them fix it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from graphmap.errors import BadData
from graphmap.language.normalising import fold


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where, why, and how to fix it.

    ``row`` counts as a spreadsheet does: the headings are row 1, and 0 is the sheet as a whole. ``sort`` groups
    problems of the same kind, so that ten thousand of them can be summed up as one. ``instead`` is what ``value`` was
    most likely meant to be, where there is a guess.
    """

    file: str
    row: int
    column: str
    sort: str
    value: str
    why: str
    fix: str
    instead: str = ""

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
    """`value` on one line and not too long, with control characters made visible."""
    line = "".join(c if c.isprintable() else "␤" if c == "\n" else "�" for c in value[:61])
    return line if len(line) <= 60 else line[:59] + "…"


def summary(problems: Iterable[Problem], each: int = 5) -> list[str]:
    """Return `problems` as lines: the first `each` of every sort, then how many more there are."""
    lines: list[str] = []
    by_sort = sorted(problems, key=lambda p: (p.sort, p))
    for sort, group in groupby(by_sort, key=lambda p: p.sort):
        same = list(group)
        lines += [str(problem) for problem in same[:each]]
        if len(same) > each:
            lines.append(f"… and {len(same) - each:,} more of this sort ({sort}).")
    return lines


class BadSheets(BadData):
    """The sheets cannot be loaded; ``problems`` lists everything that is wrong with them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        super().__init__(f"{count} in the sheets; nothing was written.")


def broken(file: str, sort: str, why: str, fix: str, *, row: int = 0, column: str = "", value: str = "") -> BadSheets:
    """Return the error that ends the reading of `file`, with the one thing that is wrong."""
    return BadSheets([Problem(file, row, column, sort, value, why, fix)])


# ------------------------------------------------------------------------------------------ guesses

_LONGEST_GUESS = 200  # characters; comparing two texts takes time with the product of their lengths
_MOST_AT_ONCE = 3_000  # names that one text is compared with closely
_LOOK = 10  # names that can be looked over in the time that one takes to compare
_BUDGET = 30_000  # comparisons, about two seconds; only the first few problems of a sort are shown anyway


def nearest(text: str, candidates: Iterable[str]) -> str:
    """Return the candidate that `text` was most likely meant to be, or an empty text where none is close."""
    return Guesses().nearest(text, candidates)


class Guesses:
    """Guesses what misspelt names were meant to be, until a budget of comparisons is spent.

    Without a budget, a hundred thousand slips among as many names would take days.
    """

    def __init__(self, comparisons: int = _BUDGET) -> None:
        self._left = float(comparisons)

    @property
    def are_over(self) -> bool:
        """Whether the budget is spent."""
        return self._left <= 0

    def nearest(self, text: str, candidates: Iterable[str]) -> str:
        """Return the candidate nearest to `text`; an empty text where none is close, or the budget is spent."""
        if self.are_over:
            return ""
        wanted = fold(text[: _LONGEST_GUESS + 1])
        if not 0 < len(wanted) <= _LONGEST_GUESS:
            return ""
        by_fold: dict[str, str] = {}
        for candidate in candidates:
            self._left -= 1 / _LOOK
            folded = fold(candidate[: _LONGEST_GUESS + 1])
            if 3 * len(wanted) <= 7 * len(folded) <= 17 * len(wanted):  # else they can't be as alike as 0.6
                by_fold[folded] = candidate
        if len(by_fold) > _MOST_AT_ONCE:
            begun = [folded for folded in by_fold if folded[:2] == wanted[:2]]
            by_fold = {folded: by_fold[folded] for folded in begun[:_MOST_AT_ONCE]}
        self._left -= len(by_fold)
        close = get_close_matches(wanted, by_fold, n=1, cutoff=0.6)
        return by_fold[close[0]] if close else ""


def did_you_mean(guess: str) -> str:
    """Return a guess as a question with a space after it; nothing for no guess."""
    return f"Did you mean ‘{guess}’? " if guess else ""
