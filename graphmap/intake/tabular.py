"""Reading the tables of any text file, workbook or Parquet file, a few rows at a time, whatever their headings are."""

import codecs
import csv
import io
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from graphmap.intake.foreign import Table, broken
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import COMPOUND_FILE, EXCEL_ERRORS, Row, cell_text, value_text

_SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 20  # rows by which the separator is told
_LONGEST_CELL = 10_000_000
_FIRST_BYTES = 65_536
_ZIP = b"PK\x03\x04"  # how a workbook begins
_PARQUET = b"PAR1"
_AT_ONCE = 50_000  # rows of a Parquet file

csv.field_size_limit(_LONGEST_CELL)


def tables_of(path: Path, encoding: str = "", separator: str = "") -> list[Table]:
    """Every table at `path`: a folder of text or Parquet files, one such file, or a workbook; the first filled row is
    the headings.

    Raises `BadSheets` where it is none of these, or text in more than one encoding.
    """
    if path.is_dir():
        return [
            table
            for file in sorted(path.iterdir())
            if _is_table_name(file)
            for table in tables_of(file, encoding, separator)
        ]
    begin = _begin(path)
    if begin == _PARQUET:
        return [_parquet_table(path)]
    return _worksheets(path) if begin == _ZIP else [_text_table(path, encoding, separator)]


def _begin(path: Path) -> bytes:
    """The first bytes of a file, which tell what it is, whatever its name is."""
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == COMPOUND_FILE:
        raise broken(
            path.name,
            "locked workbook",
            "The workbook has a password, or is in the old .xls format",
            "Save it without a password as an Excel workbook (.xlsx).",
        )
    return begin


def _is_table_name(file: Path) -> bool:
    return (
        file.is_file()
        and file.suffix.lower() in (".csv", ".tsv", ".txt", ".parquet")
        and not file.name.startswith(("#", "."))
    )


# ---------------------------------------------------------------------------------------------- text


def _text_table(path: Path, encoding: str, separator: str) -> Table:
    encoding = _known(path, encoding) if encoding else _encoding(path)
    separator = separator or _separator(path, encoding)
    first = next(_text_rows(path, encoding, separator), None)
    if first is None:
        raise broken(
            path.name, "empty file", "The file is empty", "Put the headings in its first row, or take the file away."
        )
    at, headings = first

    def rows() -> Iterator[Row]:
        return _under(path.name, headings, (row for row in _text_rows(path, encoding, separator) if row[0] > at))

    return Table(path.name, headings, rows, _line_count(path))


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _known(path: Path, encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise broken(
            path.name,
            "unknown encoding",
            "is no encoding that is known",
            "Write one such as windows-1252 or utf-8.",
            value=encoding,
        ) from None


def _encoding(path: Path) -> str:
    """What the letters are stored as: UTF-8, or UTF-16 with its mark; anything else is asked about, never guessed."""
    with path.open("rb") as file:
        begin = file.read(_FIRST_BYTES)
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in begin:
            raise broken(path.name, "not a text file", "The file is not text", "Save it as CSV UTF-8.")
        file.seek(0)
        first, value, wrong, right = 0, b"", 0, 0
        for number, line in enumerate(file, 1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                right += 1
            except UnicodeDecodeError as error:
                wrong += 1
                if not first:
                    first, value = number, line[max(0, error.start - 10) : error.start + 10]
    if wrong:
        mixed = f"; {wrong:,} rows are not, {right:,} others are: the file mixes encodings" if right else ""
        fix = "Save it again as ‘CSV UTF-8’, so that macrons survive" + (
            "." if right else ', or say how it is stored in a mapping: [file] encoding = "windows-1252".'
        )
        raise broken(
            path.name, "not UTF-8", f"The text is not UTF-8{mixed}", fix, row=first, value=value.decode("latin-1")
        )
    return "utf-8-sig"


def _separator(path: Path, encoding: str) -> str:
    """What stands between the columns: that which splits the first rows most, and all into as many cells."""

    def splits(separator: str) -> tuple[bool, int]:
        try:
            rows = [
                cells for (_, cells), _ in zip(_text_rows(path, encoding, separator), range(_LOOKED_AT), strict=False)
            ]
        except BadSheets:
            return (False, 0)
        widths = {len(cells) for cells in rows}
        return (len(widths) == 1, max(widths, default=0)) if max(widths, default=0) > 1 else (False, 0)

    return max(_SEPARATORS, key=splits)


def _text_rows(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    """The rows of a text file that hold something, numbered as a spreadsheet numbers them."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            for number, cells in enumerate(reader, 1):
                texts = tuple(cell_text(cell) for cell in cells)
                if any(texts):
                    yield number, texts
        except csv.Error as error:
            raise broken(
                path.name,
                "broken CSV",
                f"The file cannot be read as CSV from here on ({error})",
                "Look for a quote that is opened and never closed.",
                row=reader.line_num,
            ) from None
        except UnicodeError:
            raise broken(
                path.name,
                "not in its encoding",
                f"The text is not {encoding} from here on",
                "Say how it is stored in a mapping, under [file] encoding.",
                row=reader.line_num + 1,
            ) from None


# ----------------------------------------------------------------------------------------- workbooks


def _worksheets(path: Path) -> list[Table]:
    return [table for name in _worksheet_names(path) if (table := _worksheet(path, name)) is not None]


def _worksheet_names(path: Path) -> list[str]:
    with _Workbook(path) as workbook:
        return [worksheet.title for worksheet in workbook.worksheets if not worksheet.title.startswith("#")]


def _worksheet(path: Path, name: str) -> Table | None:
    """The worksheet as a table; nothing where it is empty. A row of headings over the headings, as NodeXL has it, is
    passed over."""
    file = f"{path.name}[{name}]"
    rows = _worksheet_rows(path, name, file)
    first, second = next(rows, None), next(rows, None)
    rows.close()
    if first is None:
        return None
    at, headings = second if second is not None and _are_headings_below(first, second) else first
    return Table(
        file,
        headings,
        lambda: _under(file, headings, (row for row in _worksheet_rows(path, name, file) if row[0] > at)),
    )


def _are_headings_below(first: Row, second: Row) -> bool:
    """Whether the headings are in the second row, under names for groups of columns."""
    named, below = first[1], second[1]
    vertices = {"Vertex", "Vertex 1"}
    return not vertices & set(named) and bool(vertices & set(below))


def _worksheet_rows(path: Path, name: str, file: str) -> Generator[Row, None, None]:
    with _Workbook(path) as workbook:
        worksheet = workbook[name]
        worksheet.reset_dimensions()  # some programs write too small a size; rows beyond it would be lost
        for number, values in enumerate(worksheet.iter_rows(values_only=True), 1):
            texts = tuple(cell_text(value) for value in values)
            if any(texts):
                _no_failed_formula(file, number, texts)
                yield number, texts


def _no_failed_formula(file: str, number: int, texts: Sequence[str]) -> None:
    failed = next((text for text in texts if text in EXCEL_ERRORS), None)
    if failed:
        raise broken(
            file,
            "failed formula",
            "is a formula that failed",
            "Mend the formula, or type the value.",
            row=number,
            value=failed,
        )


class _Workbook:
    """An open workbook, read as it is needed; whatever a damaged one makes openpyxl raise is told in one sentence."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        import openpyxl

        try:
            with warnings.catch_warnings(action="ignore"):  # about what a workbook looks like, of which nothing is read
                self._opened = openpyxl.load_workbook(self._path, read_only=True, data_only=True)
        except Exception:  # noqa: BLE001 - a damaged file can make openpyxl raise anything at all
            raise self._damaged() from None
        return self._opened

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._opened.close()
        if error is not None and not isinstance(error, BadSheets | GeneratorExit | KeyboardInterrupt):
            raise self._damaged() from None

    def _damaged(self) -> BadSheets:
        return broken(
            self._path.name,
            "not a workbook",
            "The file is not an Excel workbook, or it is damaged",
            "Open it in a spreadsheet and save it again as .xlsx.",
        )


# ------------------------------------------------------------------------------------------- Parquet


def _parquet_table(path: Path) -> Table:
    """The table of a Parquet file, its rows numbered as if the names of its columns were the first."""
    scan = pl.scan_parquet(path, glob=False)

    def read(query: pl.LazyFrame) -> pl.DataFrame:
        try:
            return query.collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            why, fix = (
                "The file is not a whole Parquet file",
                "It may have been cut short: save it again where it came from.",
            )
            raise broken(path.name, "broken Parquet", why, fix) from None

    def rows() -> Iterator[Row]:
        begin = 0
        while len(some := read(scan.slice(begin, _AT_ONCE))):
            for number, values in enumerate(some.iter_rows(), begin + 2):
                yield number, tuple(value_text(value).strip() for value in values)
            begin += len(some)

    return Table(path.name, tuple(read(scan.head(0)).columns), rows, read(scan.select(pl.len())).item())


# ---------------------------------------------------------------------------------------------- rows


def _under(file: str, headings: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each with as many cells as there are headings."""
    width = len(headings)
    for number, cells in rows:
        if any(cells[width:]):
            raise broken(
                file,
                "too many cells",
                "The row has more cells than there are headings",
                "Put quotes around a cell that has the separator in it.",
                row=number,
                value=", ".join(filter(None, cells[width:])),
            )
        yield number, cells[:width] + ("",) * (width - len(cells))


def text_of(path: Path, encoding: str = "") -> io.TextIOWrapper:
    """The file at `path` opened as text in the encoding that it is in; raises `BadSheets` where that can't be told."""
    return path.open(encoding=_known(path, encoding) if encoding else _encoding(path))
