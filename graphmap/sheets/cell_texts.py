"""Turn the cells of any file into clean texts: no spare spaces, no invisible characters, no quote before a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from graphmap.sheets.formulas import restored

Row = tuple[int, tuple[str, ...]]
"""A row's number as a spreadsheet counts (the headings are row 1), and its cells."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    # Joiners are part of an emoji or of a script that needs them, and of nothing in the Latin alphabet.
    "|(?<![^\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u024f])"
)
"""Soft hyphens, zero-width characters, byte order marks and marks of direction: two names that differ only by these
look the same."""


def visible(text: str) -> str:
    """`text` without invisible characters and without spaces around it."""
    return (text if text.isascii() else _INVISIBLE.sub("", text)).strip()


def cell_text(value: object) -> str:
    """Return the text that a CSV file would have for a cell, without the quote that keeps it from being a formula."""
    return visible(restored(value_text(value)))


def cell_texts(cells: Sequence[str]) -> tuple[str, ...]:
    """Return `cell_text` of each of `cells`; a row of plain text takes the short way."""
    together = "".join(cells)
    if together.isascii() and "'" not in together:
        return tuple(map(str.strip, cells))
    return tuple(map(cell_text, cells))


def is_blank(cells: Iterable[object]) -> bool:
    """Whether there is nothing at all in any of `cells`; an invisible character is something, and is asked about."""
    return not any(str(cell).strip() for cell in cells if cell is not None)


def value_text(value: object) -> str:
    """Return a typed value as text: dates in ISO 8601, 12.0 as 12, nothing as an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
