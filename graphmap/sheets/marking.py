"""Mark the problems in sheets where they are, for the person who will fix them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmap.sheets.problems import Problem
from graphmap.sheets.reading import RawSheet, RawSheets

MOST_ROWS = 50
"""How many wrong rows of a sheet are shown; the rest are counted."""


@dataclass(frozen=True)
class MarkedRow:
    """A row of the sheet, its number as a spreadsheet counts, and its problems by heading ("" for the whole row)."""

    number: int
    cells: Sequence[str]
    problems: Mapping[str, Sequence[Problem]]


@dataclass(frozen=True)
class MarkedSheet:
    """A sheet with its problems.

    ``of_sheet`` are problems of the file or its headings. ``rows`` are the wrong rows and those just before and after
    each, so that the place is easy to find; ``left_out`` is how many more rows are wrong. A file that could not be
    read has no headings."""

    file: str
    headings: Sequence[str]
    of_sheet: Sequence[Problem]
    rows: Sequence[MarkedRow]
    left_out: int = 0


def marked_sheets(raw: RawSheets, problems: Iterable[Problem], most_rows: int = MOST_ROWS) -> list[MarkedSheet]:
    """Return the files that have a problem, in the order of their names, with every problem in its place."""
    sheets: dict[str, list[RawSheet]] = defaultdict(list)
    for sheet in raw.sheets:
        sheets[sheet.file].append(sheet)
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems):
        by_file[problem.file].append(problem)
    return [_marked(file, sheets[file], found, most_rows) for file, found in sorted(by_file.items())]


def _marked(file: str, sheets: Sequence[RawSheet], problems: Sequence[Problem], most_rows: int) -> MarkedSheet:
    """Mark one file. The directory of schools, several sheets in one file, is shown as the first of them."""
    sheet = sheets[0] if sheets else RawSheet("", file, (), ())
    numbers = [number for number, _ in sheet.rows]
    by_row: dict[int, dict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    of_sheet = []
    known = set(numbers)
    for problem in problems:
        if problem.row in known:
            column = problem.column if problem.column in sheet.headings else ""
            by_row[problem.row][column].append(problem)
        else:
            of_sheet.append(problem)
    wrong = [at for at, number in enumerate(numbers) if number in by_row]
    shown = sorted({near for at in wrong[:most_rows] for near in (at - 1, at, at + 1) if 0 <= near < len(numbers)})
    rows = [MarkedRow(*sheet.rows[at], by_row.get(numbers[at], {})) for at in shown]
    left_out = sum(at not in shown for at in wrong)
    return MarkedSheet(file, sheet.headings, of_sheet, rows, left_out)
