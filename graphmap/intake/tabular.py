"""Read the tables of any text file, workbook or Parquet file, a few rows at a time, whatever their headings are."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import polars as pl

from graphmap.intake.foreign import Table
from graphmap.sheets.cell_texts import Row, value_text, visible
from graphmap.sheets.problems import broken
from graphmap.sheets.text_files import (
    COMPOUND_FILE,
    MOST_COLUMNS,
    SAVE_AS_UTF8,
    ZIP,
    find_separator,
    known_encoding,
    text_encoding,
    text_rows,
)
from graphmap.sheets.workbooks import EXCEL_ERRORS, MOST_ROWS, Workbook, locked

_PARQUET = b"PAR1"
_AT_ONCE = 50_000  # rows of a Parquet file


def tables_of(path: Path, encoding: str = "", separator: str = "") -> list[Table]:
    """Return every table at `path`: in a folder of text or Parquet files, one such file, or a workbook.

    The first row that is not blank is the headings. Raises `BadSheets` where a file is none of these.
    """
    if path.is_dir():
        return [
            table
            for file in sorted(path.iterdir())
            if _is_table_name(file)
            for table in tables_of(file, encoding, separator)
        ]
    with path.open("rb") as opened:
        begin = opened.read(4)  # tells what the file is, whatever its name is
    if begin == COMPOUND_FILE:
        raise locked(path.name)
    if begin == _PARQUET:
        return [_parquet_table(path)]
    return _worksheets(path) if begin == ZIP else [_text_table(path, encoding, separator)]


def _is_table_name(file: Path) -> bool:
    return (
        file.is_file()
        and file.suffix.lower() in (".csv", ".tsv", ".txt", ".parquet")
        and not file.name.startswith(("#", "."))
    )


def encoding_of(path: Path, name: str = "") -> str:
    """Return the encoding called `name`, or else that of the file; raises `BadSheets` where it can't be told."""
    if name:
        return known_encoding(path, name)
    return text_encoding(
        path, f'{SAVE_AS_UTF8}, or say how it is stored in a mapping: [file] encoding = "windows-1252".'
    )


def _text_table(path: Path, encoding: str, separator: str) -> Table:
    encoding = encoding_of(path, encoding)
    separator = separator or find_separator(path, encoding)
    if len(separator) != 1 or separator in '"\r\n':
        fix = "Write one character such as , or ; under [file] separator."
        raise broken(path.name, "unknown separator", "cannot separate columns", fix, value=separator)
    first = next(text_rows(path, encoding, separator), None)
    if first is None:
        fix = "Put the headings in its first row, or take the file away."
        raise broken(path.name, "empty file", "The file is empty", fix)
    at, headings = first

    def rows() -> Iterator[Row]:
        return _under(path.name, headings, (row for row in text_rows(path, encoding, separator) if row[0] > at))

    return Table(path.name, headings, rows, _line_count(path))


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


# ----------------------------------------------------------------------------------------- workbooks


def _worksheets(path: Path) -> list[Table]:
    workbook = Workbook(path)
    return [table for name in workbook.names if (table := _worksheet(workbook, name)) is not None]


def _worksheet(workbook: Workbook, name: str) -> Table | None:
    """The worksheet as a table; nothing where it is empty. A row above the headings, as NodeXL has it, is left out."""
    file = workbook.title(name)
    first, second = islice(chain(islice(workbook.rows(name), 2), [None, None]), 2)
    if first is None:
        return None
    at, headings = second if second is not None and _are_headings_below(first, second) else first

    def rows() -> Iterator[Row]:
        whole = (row for row in workbook.rows(name) if row[0] > at)
        return _under(file, headings, _without_failed_formulas(file, whole))

    return Table(file, headings, rows)


def _are_headings_below(first: Row, second: Row) -> bool:
    """Whether the headings are in the second row, under names for groups of columns."""
    named, below = first[1], second[1]
    vertices = {"Vertex", "Vertex 1"}
    return not vertices & set(named) and bool(vertices & set(below))


def _without_failed_formulas(file: str, rows: Iterable[Row]) -> Iterator[Row]:
    for number, cells in rows:
        failed = next(iter(EXCEL_ERRORS.intersection(cells)), "")
        if failed:
            why, fix = "is a formula that failed", "Correct the formula, or type the value."
            raise broken(file, "failed formula", why, fix, row=number, value=failed)
        yield number, cells


# ------------------------------------------------------------------------------------------- Parquet


def _parquet_table(path: Path) -> Table:
    """The table of a Parquet file, its rows numbered as if the names of its columns were row 1."""
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

    headings = tuple(read(scan.head(0)).columns)
    count = read(scan.select(pl.len())).item()
    if count > MOST_ROWS or len(headings) > MOST_COLUMNS:
        why = f"The file has {count:,} rows and {len(headings):,} columns"
        fix = f"Save it in parts of at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns."
        raise broken(path.name, "Parquet too large", why, fix)

    def rows() -> Iterator[Row]:
        begin = 0
        while len(some := read(scan.slice(begin, _AT_ONCE))):
            for number, values in enumerate(some.iter_rows(), begin + 2):
                yield number, tuple(visible(value_text(value)) for value in values)
            begin += len(some)

    return Table(path.name, headings, rows, count)


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
