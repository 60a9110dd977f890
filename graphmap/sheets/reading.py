"""Reading sheets: a folder of CSV files, one CSV file, or an Excel workbook, into rows of texts.

What a cell means is not decided here (`graphmap.sheets.records` does that); what is decided is whether the
file can be read at all and which of its headings are ours. Every problem is collected, none raised.
"""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from graphmap import model
from graphmap.errors import BadData
from graphmap.language.normalising import fold_heading
from graphmap.sheets.formulas import restored
from graphmap.sheets.problems import Problem, nearest

Row = tuple[int, tuple[str, ...]]
"""A row's number as a spreadsheet counts (the headings are row 1), and its cells."""

EXCEL_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
_WORKBOOK_ENDINGS = {".xlsx", ".xlsm"}
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # how an old .xls, and a workbook with a password, begins


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it was found: which of ours it is, and its rows as texts under our ``headings``.

    ``called`` is what the file itself calls a heading, where that is something else: a problem is said of that.
    """

    name: str
    file: str
    headings: tuple[str, ...]
    rows: Sequence[Row]
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass
class RawSheets:
    """All the sheets found at a path, and what was wrong in finding them."""

    sheets: list[RawSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, file: str, sort: str, why: str, fix: str, *, row: int = 0, column: str = "", value: str = ""
    ) -> None:
        """Note that something is wrong in `file`."""
        self.problems.append(Problem(file, row, column, sort, value, why, fix))


def read_sheets(path: Path) -> RawSheets:
    """Read every sheet at `path`: a folder of CSV files, one CSV file named as its sheet, or a workbook.

    Raises `BadData` where there is nothing at `path` that could be sheets.
    """
    if not path.exists():
        raise BadData(f"There is nothing at {path}; check the spelling of the path.")
    found = RawSheets()
    if path.is_dir():
        _read_folder(path, found)
    elif path.suffix.lower() in _WORKBOOK_ENDINGS:
        _read_workbook(path, found)
    elif path.suffix.lower() == ".csv":
        _read_csv(path, found)
    else:
        raise BadData(f"{path.name} is neither a folder of CSV files, a .csv file nor an .xlsx workbook.")
    return found


def has_our_sheets(path: Path) -> bool:
    """Whether anything at `path` bears the name of one of our sheets."""
    ours = {fold_heading(name) for name in model.SHEET}
    return any(fold_heading(title) in ours for title in _titles(path))


def looks_like_ours(path: Path) -> bool:
    """Whether something at `path` nearly bears the name of one of our sheets, or there is nothing in it to tell by."""
    titles = _titles(path)
    return not titles or any(nearest(title, model.SHEET) for title in titles)


def _titles(path: Path) -> list[str]:
    """What the sheets at `path` are called: files in a folder, worksheets in a workbook; nothing where it can't be
    opened."""
    if path.is_dir():
        return [
            file.stem
            for file in path.iterdir()
            if file.suffix.lower() == ".csv" and not file.name.startswith(("#", "."))
        ]
    if path.suffix.lower() not in _WORKBOOK_ENDINGS:
        return [path.stem] if path.suffix.lower() == ".csv" else ["?"]
    import openpyxl

    try:
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
            return [
                title for title in openpyxl.load_workbook(file, read_only=True).sheetnames if not title.startswith("#")
            ]
    except Exception:  # noqa: BLE001 - a damaged file can make openpyxl raise anything at all
        return []


# --------------------------------------------------------------------------------------- CSV files


def _read_folder(folder: Path, found: RawSheets) -> None:
    files = sorted(
        p for p in folder.iterdir() if p.is_file() and p.suffix.lower() == ".csv" and not p.name.startswith(("#", "."))
    )
    if not files:
        raise BadData(f"{folder} has no .csv file in it; graphmap template DIR writes sheets to fill in.")
    for file in files:
        _read_csv(file, found)


def _read_csv(file: Path, found: RawSheets) -> None:
    text = csv_text(file, found)
    if text is not None:
        take_sheet(file.stem, file.name, csv_rows(text, file.name, found), found)


def csv_text(file: Path, found: RawSheets) -> str | None:
    """The text of a CSV file, or nothing, with a problem noted, where it is not UTF-8 text."""
    content = file.read_bytes()
    if not content.strip():
        found.problem(
            file.name, "empty file", "The file is empty", "Put the headings in its first row, or take the file away."
        )
        return None
    if content.startswith((b"PK\x03\x04", COMPOUND_FILE)):
        found.problem(
            file.name,
            "not a CSV file",
            "The file is a workbook, not CSV text",
            "Name it .xlsx, or save it as CSV UTF-8.",
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found.problem(
            file.name,
            "not UTF-8",
            "The text is not UTF-8",
            "Save it again as ‘CSV UTF-8’, so that macrons survive.",
            row=row,
            value=content[max(0, error.start - 10) : error.start + 10].decode("latin-1"),
        )
        return None
    if "\0" in text:
        found.problem(file.name, "not a CSV file", "The file is not text", "Save it as CSV UTF-8.")
        return None
    return text


def csv_rows(text: str, file: str, found: RawSheets) -> Iterator[Row]:
    """The rows of a CSV text, numbered; stops with a problem noted where the quotes do not match."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, tuple(restored(cell).strip() for cell in cells)
    except csv.Error as error:
        found.problem(
            file,
            "broken CSV",
            f"The file cannot be read as CSV from here on ({error})",
            "Look for a quote that is opened and never closed.",
            row=number + 1,
        )


# --------------------------------------------------------------------------------------- workbooks


def _read_workbook(file: Path, found: RawSheets) -> None:
    if file.read_bytes()[:4] == COMPOUND_FILE:
        found.problem(
            file.name,
            "locked workbook",
            "The workbook has a password, or is in the old .xls format",
            "Save it without a password as an Excel workbook (.xlsx).",
        )
        return
    import openpyxl

    worksheets: list[tuple[str, str, list[Row]]] = []
    try:
        with warnings.catch_warnings(action="ignore"):  # about what a workbook looks like, of which nothing is read
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for worksheet in workbook.worksheets:
                if not worksheet.title.startswith("#"):
                    worksheet.reset_dimensions()  # some programs write too small a size; rows beyond it would be lost
                    name = f"{file.name}[{worksheet.title}]"
                    rows = list(_worksheet_rows(worksheet.iter_rows(values_only=True), name, found))
                    worksheets.append((worksheet.title, name, rows))
            workbook.close()
    except Exception:  # noqa: BLE001 - a damaged file can make openpyxl raise anything at all
        found.problem(
            file.name,
            "not a workbook",
            "The file is not an Excel workbook, or it is damaged",
            "Open it in a spreadsheet and save it again as .xlsx.",
        )
        return
    filled = [worksheet for worksheet in worksheets if any(any(cells) for _, cells in worksheet[2])]
    if not filled:
        found.problem(
            file.name,
            "empty file",
            "The workbook is empty",
            "Fill in at least one worksheet; graphmap template DIR shows how.",
        )
    for title, name, rows in filled:
        take_sheet(title, name, iter(rows), found)


def _worksheet_rows(rows: Iterable[Sequence[object]], file: str, found: RawSheets) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        cells = []
        for value in values:
            text = cell_text(value)
            if text in EXCEL_ERRORS:
                found.problem(
                    file,
                    "failed formula",
                    "is a formula that failed",
                    "Mend the formula, or type the value.",
                    row=number,
                    value=text,
                )
                text = ""
            cells.append(text)
        yield number, tuple(cells)


def cell_text(value: object) -> str:
    """A workbook's cell as the text that a CSV file would have: `value_text`, with what kept a spreadsheet from running
    it gone."""
    return restored(value_text(value)).strip()


def value_text(value: object) -> str:
    """A typed value as text: dates in ISO 8601, 12.0 as 12, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# ---------------------------------------------------------------------------------------- headings


def take_sheet(title: str, file: str, rows: Iterator[Row], found: RawSheets) -> None:
    """Add the sheet called `title` to what was `found`, with its headings matched to ours."""
    names = {fold_heading(name): name for name in model.SHEET}
    name = names.get(fold_heading(title))
    if name is None:
        guess = nearest(title, model.SHEET)
        found.problem(
            file,
            "unknown sheet",
            "is not a sheet that graphmap knows",
            (f"Did you mean {guess}? " if guess else "") + "Rename it, or put # before its name to have it left out.",
            value=title,
        )
        return
    if any(sheet.name == name for sheet in found.sheets):
        found.problem(file, "sheet twice", f"The sheet {name} is here twice", "Put all its rows into one.")
        return
    heading_row = next(rows, None)
    if heading_row is None or not any(heading_row[1]):
        found.problem(
            file,
            "empty file",
            "The sheet is empty",
            f"Put the headings in its first row: {', '.join(model.SHEET[name].headings)}.",
        )
        return
    positions = _match_headings(model.SHEET[name], file, heading_row[1], found)
    if positions:
        found.sheets.append(
            RawSheet(name, file, tuple(positions), list(_rows_under(positions, heading_row[1], rows, file, found)))
        )


def _match_headings(sheet: model.Sheet, file: str, cells: Sequence[str], found: RawSheets) -> dict[str, int]:
    """Where each of our headings stands in the heading row; empty where the sheet cannot be read without a missing
    one."""
    ours = {fold_heading(heading): heading for heading in sheet.headings}
    positions: dict[str, int] = {}
    for position, cell in enumerate(cells):
        heading = ours.get(fold_heading(cell))
        if heading is None:
            if cell:
                _unknown_heading(sheet, file, cell, found)
        elif heading in positions:
            found.problem(file, "heading twice", "stands here twice", "Keep one of the two columns.", row=1, value=cell)
        else:
            positions[heading] = position
    missing = [heading for heading in sheet.headings if is_required(sheet, heading) and heading not in positions]
    for heading in missing:
        found.problem(
            file,
            "missing heading",
            f"The column ‘{heading}’ is missing",
            "Add it: the rows cannot be told apart without it.",
            row=1,
        )
    return {} if missing else positions


def _unknown_heading(sheet: model.Sheet, file: str, cell: str, found: RawSheets) -> None:
    guess = nearest(cell, sheet.headings)
    fix = (
        f"Did you mean ‘{guess}’?"
        if guess
        else f"Headings here are: {', '.join(sheet.headings)}. Take the column away."
    )
    if ";" in cell or "\t" in cell:
        fix = "The columns look separated by something other than commas: save it again as comma-separated CSV UTF-8."
    found.problem(file, "unknown heading", f"is not a heading of the sheet {sheet.name}", fix, row=1, value=cell)


def is_required(sheet: model.Sheet, heading: str) -> bool:
    """Whether a row of `sheet` means nothing without a value under `heading`."""
    link = sheet.links.get(heading)
    return link.required if link else model.property_of(sheet, heading).required


def _rows_under(
    positions: dict[str, int], headings: Sequence[str], rows: Iterator[Row], file: str, found: RawSheets
) -> Iterator[Row]:
    """The rows that hold something, their cells in the order of `positions`; notes of explanation are passed over."""
    for number, cells in rows:
        if not any(cells) or cells[0].startswith("# "):
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
