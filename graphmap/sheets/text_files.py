"""Read the rows of a text file with columns: CSV or any other separator, in UTF-8 or another encoding, with any line
ends."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from graphmap.sheets.cell_texts import Row, cell_texts, is_blank
from graphmap.sheets.problems import BadSheets, broken

MOST_COLUMNS = 16_384
"""The most columns that a table may have: as many as a worksheet of Excel."""

COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""How an old .xls, and a workbook with a password, begins."""

ZIP = b"PK\x03\x04"
"""How a workbook begins."""

SAVE_AS_UTF8 = "Save it again as ‘CSV UTF-8’, so that macrons survive"

_LONGEST_LINE = 10_000_000  # characters; a longer line is no row of a table and would fill the memory
_LOOKED_AT = 20  # rows that the separator is judged by
_SEPARATORS = (",", ";", "\t", "|")
_BLOCK = 1 << 20
_REPORTED_ON = 64 << 20  # bytes of a file that is not UTF-8 in which the wrong rows are counted

csv.field_size_limit(_LONGEST_LINE)


def csv_rows(path: Path) -> Iterator[Row]:
    """Return the rows of a CSV file that are not blank, each with its number.

    Raises `BadSheets` where the file is not text in UTF-8, and where its quotes do not match.
    """
    return text_rows(path, text_encoding(path, SAVE_AS_UTF8 + "."))


def text_rows(path: Path, encoding: str, separator: str = ",", errors: str = "strict") -> Iterator[Row]:
    """Return the rows of a text file as `rows_of` does; raises `BadSheets` where a row is not in `encoding`."""
    number = 0
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        try:
            for number, cells in rows_of(file, path.name, separator):
                yield number, cells
        except UnicodeError:
            raise broken(
                path.name,
                "not in its encoding",
                f"The text is not {encoding} from here on",
                "Say how it is stored in a mapping, under [file] encoding.",
                row=number + 1,
            ) from None


def rows_of(text: TextIO, file: str, separator: str = ",") -> Iterator[Row]:
    """Return the rows of an open text that are not blank, numbered as a spreadsheet numbers them.

    `text` must have been opened with ``newline=""``. Raises `BadSheets` of `file` where a quote is never closed.
    """
    reader = csv.reader(_lines(text, file), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > MOST_COLUMNS:
                raise broken(
                    file,
                    "too many columns",
                    f"The row has {len(cells):,} columns, and {MOST_COLUMNS:,} are the most that can be read",
                    "Check that the separator and the line ends are right.",
                    row=number,
                )
            if not is_blank(cells):
                yield number, cell_texts(cells)
    except csv.Error as error:
        raise broken(
            file,
            "broken CSV",
            f"The file cannot be read as CSV from here on ({error})",
            "Look for a quote that is opened and never closed.",
            row=number + 1,
        ) from None


def _lines(text: TextIO, file: str) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise broken(
                file,
                "line too long",
                f"The line has more than {_LONGEST_LINE:,} characters",
                "Check that the file is a table with one row on each line.",
                row=number,
            )
        yield line


# ----------------------------------------------------------------------------------------- encodings


def known_encoding(path: Path, name: str) -> str:
    """Return the encoding called `name`; raises `BadSheets` of the file at `path` where there is none."""
    try:
        "".encode(name)  # refuses the codecs that are not of text
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise broken(
            path.name,
            "unknown encoding",
            "is not an encoding that graphmap knows",
            "Write one such as windows-1252 or utf-8.",
            value=name,
        ) from None


def text_encoding(path: Path, fix: str) -> str:
    """Return the encoding of a text file: UTF-8, or UTF-16 with its mark. Any other is never guessed.

    Raises `BadSheets`, with `fix`, where it is neither, or not text at all.
    """
    with path.open("rb") as file:
        begin = file.read(4)
        if begin.startswith((ZIP, COMPOUND_FILE)):
            why, name_it = "The file is a workbook, not CSV text", "Name it .xlsx, or save it as CSV UTF-8."
            raise broken(path.name, "not a CSV file", why, name_it)
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while block := file.read(_BLOCK):
                if b"\0" in block:
                    raise broken(path.name, "not a CSV file", "The file is not text", "Save it as CSV UTF-8.")
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise _not_utf8(path, fix) from None
    return "utf-8-sig"


def _not_utf8(path: Path, fix: str) -> BadSheets:
    """The error for a file that is not UTF-8: its first wrong row, and whether other rows are right."""
    with path.open("rb") as file:
        lines = file.read(_REPORTED_ON).splitlines()
    first, value, wrong, right = 0, b"", 0, 0
    for number, line in enumerate(lines, 1):
        try:
            right += not line.isascii() and bool(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            wrong += 1
            if not first:
                first, value = number, line[max(0, error.start - 10) : error.start + 10]
    mixed = f"; {wrong:,} rows are not, {right:,} others are: the file mixes encodings" if right else ""
    why = f"The text is not UTF-8{mixed}"
    fix = SAVE_AS_UTF8 + "." if right else fix
    return broken(path.name, "not UTF-8", why, fix, row=first, value=value.decode("latin-1"))


def find_separator(path: Path, encoding: str) -> str:
    """Return the separator that splits the first rows into the most cells, the same number in each."""

    def splits(separator: str) -> tuple[bool, int]:
        try:
            widths = {len(cells) for _, cells in islice(text_rows(path, encoding, separator), _LOOKED_AT)}
        except BadSheets:
            return (False, 0)
        most = max(widths, default=0)
        return (len(widths) == 1, most) if most > 1 else (False, 0)

    return max(_SEPARATORS, key=splits)
