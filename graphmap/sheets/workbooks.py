"""Read the worksheets of an Excel workbook a row at a time, and refuse one that would fill the memory."""

import io
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from graphmap.sheets.cell_texts import Row, cell_text, is_blank
from graphmap.sheets.problems import BadSheets, broken
from graphmap.sheets.text_files import COMPOUND_FILE

# openpyxl and not calamine, which is forty times as fast: calamine lays out every cell between the first and the
# last, and a file of 5 kB with cells in A1 and XFD1048576 ends the process, which nothing can catch.

EXCEL_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}

MOST_ROWS = 1_048_576
"""The most rows that a worksheet of Excel has; a file that claims more is broken, or meant to do harm."""

_MOST_UNPACKED = 320 << 20  # bytes of all parts; a million rows of four columns unpack to 250 MB
_MOST_IN_PART = 128 << 20  # bytes of a part that is held in memory whole, such as the shared texts
_MOST_TAGS = 4_000_000  # in such a part; a million shared texts, which take openpyxl twenty seconds
_MOST_CELLS = 20_000_000  # empty ones too; openpyxl fills up every row to its last cell
_MOST_BLANK = 100_000  # rows in a row; openpyxl makes a row for every number that is left out
_AT_ONCE = 1_000  # rows; openpyxl's warnings are kept quiet around each such batch
_WORKSHEETS = "xl/worksheets/"
_DOCTYPE = b"<!DOCTYPE"


def worksheet_names(path: Path) -> list[str]:
    """Return the names of the worksheets, without reading what is in them; none where the file is damaged."""
    try:
        return _names(path, _opened(path))
    except BadSheets:
        return []


class Workbook:
    """An open workbook. Whatever openpyxl raises about a damaged one becomes `BadSheets` with one sentence."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path)
        self.names = _names(path, self._file)
        self._book = self._load()

    def _load(self) -> Any:
        import openpyxl

        try:
            with warnings.catch_warnings(action="ignore"):
                return openpyxl.load_workbook(self._file, read_only=True, data_only=True, keep_links=False)
        except Exception:  # noqa: BLE001 - a damaged file can make openpyxl raise anything at all
            raise _damaged(self._path.name) from None

    def title(self, name: str) -> str:
        """What problems call the worksheet `name`: ``cluster.xlsx[people]``."""
        return f"{self._path.name}[{name}]"

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a worksheet that are not blank; raises `BadSheets` where it can't be read any further."""
        try:
            worksheet = self._book[name]
        except KeyError:  # the workbook names it, and has no such part
            raise _damaged(self._path.name) from None
        if not hasattr(worksheet, "reset_dimensions"):  # a chart on a sheet of its own has no rows
            return
        worksheet.reset_dimensions()  # some programs write too small a size; rows beyond it would be lost
        file = self.title(name)
        cells, last = 0, 0
        for number, values in enumerate(self._values(worksheet), 1):
            cells += len(values)
            if number > MOST_ROWS or cells > _MOST_CELLS:
                raise _too_large(file, "The worksheet has more cells than graphmap can read", number)
            if is_blank(values):
                if number - last > _MOST_BLANK:
                    why = f"More than {_MOST_BLANK:,} rows in a row are empty"
                    raise _too_large(file, why, last + 1)
                continue
            last = number
            yield number, tuple("" if value is None else cell_text(value) for value in values)

    def _values(self, worksheet: Any) -> Iterator[tuple[object, ...]]:
        rows = worksheet.iter_rows(values_only=True)
        while True:
            try:
                with warnings.catch_warnings(action="ignore"):  # about looks, which are not read
                    some = list(islice(rows, _AT_ONCE))
            except Exception:  # noqa: BLE001
                raise _damaged(self._path.name) from None
            if not some:
                return
            yield from some


def _opened(path: Path) -> io.BytesIO:
    """The content of a workbook whose parts are small enough to read."""
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == COMPOUND_FILE:
        raise locked(path.name)
    if path.stat().st_size > _MOST_UNPACKED:
        raise _too_large(path.name, "The workbook is larger than graphmap can read")
    content = io.BytesIO(path.read_bytes())
    try:
        with ZipFile(content) as archive:
            _check_parts(path.name, archive)
    except BadSheets:
        raise
    except Exception:  # noqa: BLE001 - zipfile, too, raises anything at all
        raise _damaged(path.name) from None
    content.seek(0)
    return content


def _check_parts(file: str, archive: ZipFile) -> None:
    """Refuse parts that unpack to more than can be read; zipfile reads no more of a part than its stated size."""
    parts = archive.infolist()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise _too_large(file, "The workbook is packed in a way that Excel does not use")
    if sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))) > _MOST_UNPACKED:
        raise _too_large(file, "The workbook unpacks to more than graphmap can read")
    for part in parts:
        if part.filename.startswith(_WORKSHEETS) or not part.filename.endswith((".xml", ".rels")):
            continue
        if part.file_size > _MOST_IN_PART:
            raise _too_large(file, "The workbook unpacks to more than graphmap can read")
        with archive.open(part) as opened:
            content = opened.read()
        if content.count(b"<") > _MOST_TAGS:
            raise _too_large(file, "The workbook holds more texts than graphmap can read")
        # No workbook declares entities. openpyxl refuses them by defusedxml, but not where lxml is installed too.
        if _DOCTYPE in content.replace(b"\0", b""):
            raise _damaged(file)


def _names(path: Path, content: io.BytesIO) -> list[str]:
    from openpyxl.reader.excel import ExcelReader

    try:
        with warnings.catch_warnings(action="ignore"):
            reader = ExcelReader(content, read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.read_workbook()
            names = [sheet.name for sheet, _ in reader.parser.find_sheets()]
    except Exception:  # noqa: BLE001
        raise _damaged(path.name) from None
    return [name for name in names if not name.startswith("#")]


def locked(file: str) -> BadSheets:
    """Return the error for a workbook that cannot be opened as it is."""
    return broken(
        file,
        "locked workbook",
        "The workbook has a password, or is in the old .xls format",
        "Save it without a password as an Excel workbook (.xlsx).",
    )


def _damaged(file: str) -> BadSheets:
    return broken(
        file,
        "not a workbook",
        "The file is not an Excel workbook, or it is damaged",
        "Open it in a spreadsheet and save it again as .xlsx.",
    )


def _too_large(file: str, why: str, row: int = 0) -> BadSheets:
    fix = "Delete empty rows, columns and worksheets that are not needed, or save it as CSV UTF-8."
    return broken(file, "workbook too large", why, fix, row=row)
