"""Read sheets into rows of texts: a folder of CSV files, one CSV file, or an Excel workbook.

Here a file is read and its headings are matched to ours; `graphmap.sheets.records` decides what a cell means. Every
problem is collected, none is raised.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from graphmap import model
from graphmap.errors import BadData
from graphmap.language.normalising import fold_heading
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.paths import check_readable
from graphmap.sheets.problems import BadSheets, Guesses, Problem
from graphmap.sheets.text_files import csv_rows
from graphmap.sheets.workbooks import EXCEL_ERRORS, Workbook, worksheet_names

_WORKBOOK_ENDINGS = {".xlsx", ".xlsm"}


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it was found: which of ours it is, and its rows as texts under our ``headings``.

    Headings that are none of ours come last, as the file writes them: they may be fields of a cluster's own. ``called``
    gives the file's own word for a heading where that differs; problems use it.
    """

    name: str
    file: str
    headings: tuple[str, ...]
    rows: Sequence[Row]
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass
class RawSheets:
    """All the sheets found at a path, and the problems in finding them."""

    sheets: list[RawSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    guesses: Guesses = field(default_factory=Guesses, repr=False, compare=False)

    def problem(
        self, file: str, sort: str, why: str, fix: str, *, row: int = 0, column: str = "", value: str = ""
    ) -> None:
        """Note that something is wrong in `file`."""
        self.problems.append(Problem(file, row, column, sort, value, why, fix))

    def as_far_as_readable(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Return `rows` up to where they can't be read any further, and note the problem there."""
        try:
            yield from rows
        except BadSheets as error:
            self.problems.extend(error.problems)


def read_sheets(path: Path) -> RawSheets:
    """Read every sheet at `path`: a folder of CSV files, one CSV file named as its sheet, or a workbook.

    Raises `BadData` where there is nothing at `path` that could be sheets.
    """
    check_readable(path)
    found = RawSheets()
    if path.is_dir():
        _read_folder(path, found)
    elif path.suffix.lower() in _WORKBOOK_ENDINGS:
        _read_workbook(path, found)
    elif path.suffix.lower() == ".csv":
        _read_csv(path, found)
    else:
        raise BadData(f"{path.name} is not a folder of CSV files, a .csv file or an .xlsx workbook.")
    return found


def has_our_sheets(path: Path) -> bool:
    """Whether anything at `path` has the name of one of our sheets."""
    ours = {fold_heading(name) for name in model.SHEET}
    return any(fold_heading(title) in ours for title in _titles(path))


def looks_like_ours(path: Path) -> bool:
    """Whether something at `path` nearly has the name of one of our sheets, or there is nothing in it to tell by."""
    titles = _titles(path)
    guesses = Guesses()
    return not titles or any(guesses.nearest(title, model.SHEET) for title in titles)


def _titles(path: Path) -> list[str]:
    """The names of the sheets at `path`: files in a folder, or worksheets in a workbook."""
    if path.is_dir():
        return [file.stem for file in _csv_files(path)]
    if path.suffix.lower() in _WORKBOOK_ENDINGS:
        return worksheet_names(path)
    return [path.stem] if path.suffix.lower() == ".csv" else ["?"]


def _csv_files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file() and file.suffix.lower() == ".csv" and not file.name.startswith(("#", "."))
    )


def _read_folder(folder: Path, found: RawSheets) -> None:
    files = _csv_files(folder)
    if not files:
        raise BadData(f"{folder} has no .csv file in it; graphmap template DIR writes sheets to fill in.")
    for file in files:
        _read_csv(file, found)


def _read_csv(file: Path, found: RawSheets) -> None:
    if not file.stat().st_size:
        fix = "Put the headings in its first row, or take the file away."
        found.problem(file.name, "empty file", "The file is empty", fix)
        return
    try:
        rows = csv_rows(file)
    except BadSheets as error:
        found.problems.extend(error.problems)
        return
    take_sheet(file.stem, file.name, rows, found)


def _read_workbook(file: Path, found: RawSheets) -> None:
    try:
        workbook = Workbook(file)
    except BadSheets as error:
        found.problems.extend(error.problems)
        return
    filled = False
    for name in workbook.names:
        rows = found.as_far_as_readable(workbook.rows(name))
        first = next(rows, None)
        if first is not None:
            filled = True
            title = workbook.title(name)
            take_sheet(name, title, _without_failed_formulas(chain([first], rows), title, found), found)
    if not filled and not found.problems:
        fix = "Fill in at least one worksheet; graphmap template DIR shows how."
        found.problem(file.name, "empty file", "The workbook is empty", fix)


def _without_failed_formulas(rows: Iterator[Row], file: str, found: RawSheets) -> Iterator[Row]:
    """The rows with failed formulas taken out, and a problem noted for each."""
    for number, cells in rows:
        for failed in EXCEL_ERRORS.intersection(cells):
            found.problem(
                file,
                "failed formula",
                "is a formula that failed",
                "Correct the formula, or type the value.",
                row=number,
                value=failed,
            )
        yield number, tuple("" if cell in EXCEL_ERRORS else cell for cell in cells)


# ---------------------------------------------------------------------------------------- headings


def take_sheet(title: str, file: str, rows: Iterator[Row], found: RawSheets) -> None:
    """Add the sheet called `title` to `found`, with its headings matched to ours."""
    names = {fold_heading(name): name for name in model.SHEET}
    name = names.get(fold_heading(title))
    if name is None:
        guess = found.guesses.nearest(title, model.SHEET)
        found.problem(
            file,
            "unknown sheet",
            "is not a sheet that graphmap knows",
            (f"Did you mean {guess}? " if guess else "") + "Rename it, or put # before its name to leave it out.",
            value=title,
        )
        return
    if any(sheet.name == name for sheet in found.sheets):
        found.problem(file, "sheet twice", f"The sheet {name} is here twice", "Put all its rows into one.")
        return
    rows = found.as_far_as_readable(rows)
    known_problems = len(found.problems)
    number, heading_row = next(rows, (0, ()))
    if len(found.problems) > known_problems:
        return
    if number != 1:
        found.problem(
            file,
            "empty file",
            "The sheet is empty",
            f"Put the headings in its first row: {', '.join(model.SHEET[name].headings)}.",
        )
        return
    positions = _match_headings(model.SHEET[name], file, heading_row, found)
    if positions:
        found.sheets.append(
            RawSheet(name, file, tuple(positions), list(_rows_under(positions, heading_row, rows, file, found)))
        )


def _match_headings(sheet: model.Sheet, file: str, cells: Sequence[str], found: RawSheets) -> dict[str, int]:
    """The position of each heading in the heading row, ours first; empty where one is missing that the sheet needs."""
    ours = {fold_heading(heading): heading for heading in sheet.headings}
    positions: dict[str, int] = {}
    others: dict[str, int] = {}
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        folded = fold_heading(cell) or cell
        if not cell:
            continue
        if folded in seen:
            found.problem(file, "heading twice", "is here twice", "Keep one of the two columns.", row=1, value=cell)
        elif folded in ours:
            positions[ours[folded]] = position
        else:
            others[cell] = position
        seen.add(folded)
    missing = [heading for heading in sheet.headings if is_required(sheet, heading) and heading not in positions]
    for heading in missing:
        found.problem(
            file,
            "missing heading",
            f"The column ‘{heading}’ is missing",
            "Add it: the rows cannot be told apart without it.",
            row=1,
        )
    if missing:
        found.problems.extend(unknown_heading(sheet, file, cell, found.guesses) for cell in others)
        return {}
    return positions | others


_LONGEST_FIELD = 60  # characters that the name of a field may have


def unknown_heading(sheet: model.Sheet, file: str, cell: str, guesses: Guesses, fields: Sequence[str] = ()) -> Problem:
    """Return the problem of a heading of `sheet` that is none of ours and none of its `fields`."""
    kind = model.KIND.get(sheet.holds)
    if ";" in cell or "\t" in cell:
        fix = "The columns look separated by something other than commas: save it again as comma-separated CSV UTF-8."
    elif guess := guesses.nearest(cell, [*sheet.headings, *fields]):
        fix = f"Did you mean ‘{guess}’?"
    else:
        fix = f"Headings here are: {', '.join(sheet.headings)}. Take the column away"
        if kind and kind.word in model.FIELD_KINDS and len(cell) <= _LONGEST_FIELD and cell.isprintable():
            fix += f", or keep it as a field: put the row {kind.word}, {cell} under kind, name in a sheet fields"
        fix += "."
    return Problem(file, 1, "", "unknown heading", cell, f"is not a heading of the sheet {sheet.name}", fix)


def is_required(sheet: model.Sheet, heading: str) -> bool:
    """Whether a row of `sheet` means nothing without a value under `heading`."""
    link = sheet.links.get(heading)
    return link.required if link else model.property_of(sheet, heading).required


def _rows_under(
    positions: dict[str, int], headings: Sequence[str], rows: Iterator[Row], file: str, found: RawSheets
) -> Iterator[Row]:
    """The rows with their cells in the order of `positions`; rows of explanation are left out."""
    for number, cells in rows:
        if cells[0].startswith("# "):
            continue
        if any(cells[len(headings) :]):
            found.problem(
                file,
                "too many cells",
                "The row has more cells than there are headings",
                "Put quotes around a cell that has a comma in it.",
                row=number,
                value=", ".join(filter(None, cells[len(headings) :])),
            )
            continue
        yield number, tuple(cells[p] if p < len(cells) else "" for p in positions.values())
