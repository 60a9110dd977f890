"""Declare a field for each column that is none of a sheet's own, with the type that its values suggest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphmap import model
from graphmap.language.normalising import fold, fold_heading
from graphmap.model import YES_NO, Property, Type
from graphmap.sheets.cells import BadValue, read_value
from graphmap.sheets.fields import FieldType, fields_in, wrong_name
from graphmap.sheets.problems import Guesses
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.tables import GraphTables

_MOST_CHOICES = 8
_HEADINGS = model.SHEET["fields"].headings
_PROPERTIES: dict[FieldType, Property] = {
    "number": Property("number", "", "3", Type.DECIMAL),
    "date": Property("date", "", "2026-03-12", Type.DATE),
    "yes/no": Property("yes or no", "", "yes", choices=YES_NO),
}


def with_columns_declared(raw: RawSheets, existing: GraphTables) -> RawSheets:
    """Return `raw` with a row in its sheet ``fields`` for every column that is neither its sheet's own nor a field.

    A heading that is nearly one of the sheet's own is left as it is: it is more likely a slip."""
    fields = next((sheet for sheet in raw.sheets if sheet.name == "fields"), RawSheet("fields", "new fields", (), ()))
    known = {(model.KIND[field.label].word, fold_heading(field.name)) for field in fields_in(existing)}
    listed = [_row(dict(zip(fields.headings, cells, strict=True))) for _, cells in fields.rows]
    known |= {(fold(kind), fold_heading(name)) for kind, name, *_ in listed}
    numbers = [number for number, _ in fields.rows]
    rows = list(zip(numbers, listed, strict=True))
    for declared in _undeclared(raw, known):
        rows.append((rows[-1][0] + 1 if rows else 2, declared))
    if len(rows) == len(fields.rows):
        return raw
    others = [sheet for sheet in raw.sheets if sheet.name != "fields"]
    return replace(raw, sheets=[replace(fields, headings=_HEADINGS, rows=rows), *others])


def _row(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(heading, "") for heading in _HEADINGS)


def _undeclared(raw: RawSheets, known: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    guesses = Guesses()
    for sheet in raw.sheets:
        ours = model.SHEET[sheet.name]
        kind = model.KIND.get(ours.holds)
        if kind is None or kind.word not in model.FIELD_KINDS:
            continue
        for at, heading in enumerate(sheet.headings):
            slip = heading in ours.headings or guesses.nearest(heading, ours.headings)
            if slip or (kind.word, fold_heading(heading)) in known or wrong_name(kind.label, heading):
                continue
            type, choices = guessed_type([cells[at] for _, cells in sheet.rows])
            yield _row({"kind": kind.word, "name": heading, "type": type, "choices": "; ".join(choices)})


def guessed_type(texts: Sequence[str]) -> tuple[FieldType, Sequence[str]]:
    """Return the type of field that suits these cells, and its choices: a few texts that come again and again."""
    values = [text for text in texts if text]
    for type, property in _PROPERTIES.items():
        if values and all(_suits(property, value) for value in values):
            return type, ()
    different = {fold(value): value for value in reversed(values)}
    if (
        0 < len(different) <= _MOST_CHOICES
        and 2 * len(different) <= len(values)
        and not any(";" in text for text in values)
    ):
        return "choice", sorted(different.values(), key=fold)
    return "text", ()


def _suits(property: Property, text: str) -> bool:
    if property.type is Type.DECIMAL and text[:1] == "0" and text[1:2].isdigit():
        return False  # a code
    try:
        read_value(property, text)
    except BadValue:
        return False
    return True
