"""The fields that a cluster declares for its kinds: checked as they are declared, and read from columns of that name.

A field is a row of the sheet ``fields``. An entity keeps the values of its fields in one property, ``extra``, as JSON:
the name of each field and its value as text, in one way of writing for each type.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold, fold_heading, slug
from graphmap.model import NodeKey, Property, Sheet, Type
from graphmap.sheets.cell_texts import value_text
from graphmap.sheets.cells import BadValue, read_value
from graphmap.sheets.formulas import neutralised
from graphmap.sheets.problems import Guesses, Problem
from graphmap.sheets.reading import RawSheet, unknown_heading
from graphmap.tables import GraphTables

if TYPE_CHECKING:
    from graphmap.sheets.rows import SheetRow

FieldType = Literal["text", "number", "date", "yes/no", "choice"]

LONGEST_NAME = 60
"""The most characters in the name of a field."""

FIELD_COLUMNS = tuple(property.name for property in model.KIND["Field"].properties)

_MOST_SHOWN = 3
_TYPES: Mapping[str, Type] = {"number": Type.DECIMAL, "date": Type.DATE}
_EXAMPLES: Mapping[str, str] = {"number": "3", "date": "2026-03-12", "yes/no": "yes"}


@dataclass(frozen=True)
class Field:
    """A field of the kind ``label``.

    A ``private`` field is in no file; an anonymised file has only those that are ``safe``.
    """

    label: str
    name: str
    type: FieldType = "text"
    meaning: str = ""
    choices: tuple[str, ...] = ()
    private: bool = False
    safe: bool = False

    @property
    def id(self) -> str:
        """The id of its row: the same whatever the case, spaces and macrons of its name."""
        return field_id(model.KIND[self.label].word, self.name)

    @cached_property
    def property(self) -> Property:
        """The property that a cell of its column is read as."""
        choices = model.YES_NO if self.type == "yes/no" else self.choices
        example = choices[0] if choices else _EXAMPLES.get(self.type, "")
        return Property(
            self.name, self.meaning or self.name, example, _TYPES.get(self.type, Type.TEXT), choices=choices
        )

    def read(self, text: str, guesses: Guesses | None = None) -> str | None:
        """Return the value in the cell `text` as ``extra`` keeps it; raise `BadValue` where it can't be one."""
        return value_text(read_value(self.property, text, guesses)) or None


def field_id(word: str, name: str) -> str:
    """Return the id of the field called `name` of the kind with this word."""
    return f"{word}-{slug(name)}"


def fields_in(tables: GraphTables, label: str | None = None) -> Sequence[Field]:
    """Return the fields declared for the kind `label`, or for every kind, in the order of their names."""
    table = tables.kinds["Field"]
    if label is not None:
        table = table.filter(pl.col("kind") == model.KIND[label].word)
    found = [_field_of(row) for row in table.iter_rows(named=True) if row["kind"] in model.FIELD_KINDS]
    return sorted(found, key=lambda field: (model.FIELD_KINDS.index(model.KIND[field.label].word), fold(field.name)))


def _field_of(row: Mapping[str, Any]) -> Field:
    type = row["type"] if row["type"] in model.FIELD_TYPES else "text"
    return Field(
        model.KIND_BY_WORD[row["kind"] or ""].label,
        row["name"] or "",
        cast("FieldType", type),
        row["meaning"] or "",
        choices_in(row["choices"]),
        row["private"] == "yes",
        row["safe"] == "yes",
    )


def choices_in(text: str | None) -> tuple[str, ...]:
    """Return the choices that `text` lists with semicolons between them."""
    return tuple(part.strip() for part in text.split(";")) if text else ()


# -------------------------------------------------------------------------------------------- extra


def values_in(extra: str | None) -> dict[str, str]:
    """Return the values that an entity's ``extra`` holds, by the name of the field; none where it is not JSON."""
    try:
        found = json.loads(extra or "{}")
    except ValueError:
        return {}
    return {name: str(value) for name, value in found.items() if value} if isinstance(found, dict) else {}


def extra_of(values: Mapping[str, str | None]) -> str | None:
    """Return the ``extra`` that holds `values`: the same text for the same values, and none for no value."""
    kept = {name: value for name, value in values.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else None


def with_stored_values(sheet: pl.DataFrame, stored: pl.DataFrame, given: Iterable[str]) -> pl.DataFrame:
    """Return the rows of `sheet` with those values of `stored`, the table of the same kind, that are of other fields
    than those `given` in the sheet."""
    names = set(given)

    def merged(row: Mapping[str, str | None]) -> str | None:
        kept = {name: value for name, value in values_in(row["stored"]).items() if name not in names}
        return extra_of({**kept, **values_in(row["extra"])})

    before = sheet.select("id", "extra").join(
        stored.select("id", stored="extra"), on="id", how="left", maintain_order="left"
    )
    extra = [row["extra"] if row["stored"] is None else merged(row) for row in before.iter_rows(named=True)]
    return sheet.with_columns(extra=pl.Series(extra, dtype=pl.String))


def only_fields(extra: pl.Series, names: Iterable[str]) -> pl.Series:
    """Return a column ``extra`` with the values of the fields `names` alone."""
    kept = set(names)

    def chosen(text: str | None) -> str | None:
        return extra_of({name: value for name, value in values_in(text).items() if name in kept})

    return pl.Series(extra.name, [chosen(text) for text in extra], dtype=pl.String)


# ---------------------------------------------------------------------------------------- declaring


class DeclaredFields:
    """The fields of the store and of the sheets that are being read."""

    def __init__(self, existing: GraphTables) -> None:
        self._existing = existing
        self._stored = {field.id: field for field in fields_in(existing)}
        self._fields: dict[str, Field] = dict(self._stored)
        self._row_of: dict[str, int] = {}

    def of_kind(self, label: str) -> list[Field]:
        """Return the fields of a kind."""
        return [field for field in self._fields.values() if field.label == label]

    def declare(self, row: "SheetRow") -> NodeKey | None:
        """Take the field that a row of the sheet ``fields`` declares, put its id into the row, and return its node key.

        A mistake is a problem of the row, and nothing is returned then. A field keeps the spelling that it has.
        """
        word, name = row.values.get("kind"), row.name
        if not word or not name:
            return None
        label = model.KIND_BY_WORD[str(word)].label
        same = [field for field in self.of_kind(label) if fold_heading(field.name) == fold_heading(name)]
        row.values["name"] = name = same[0].name if same else name
        row.values["id"] = id = field_id(str(word), name)
        known = self._existing.kinds["Field"].filter(pl.col("id") == id).to_dicts()
        field = _field_of({**dict.fromkeys(FIELD_COLUMNS), **(known[0] if known else {}), **row.values})
        for heading, value, error in _mistakes(field):
            row.problem(heading, value, error)
        if id in self._row_of:
            why = f"is the same field as in row {self._row_of[id]}"
            row.problem("name", row.cells["name"], BadValue("field twice", why, "Keep one of the two rows."))
        self._row_of.setdefault(id, row.number)
        self._fields[id] = field  # even a wrong one, so that its column is no second problem
        return model.node_key("Field", id) if row.is_complete else None

    def columns(self, sheet: Sheet, raw: RawSheet, guesses: Guesses, problems: list[Problem]) -> dict[str, Field]:
        """Return the field of each column of `raw` that isn't one of the sheet's own; undeclared ones are problems."""
        found: dict[str, Field] = {}
        by_name = {fold_heading(field.name): field for field in self.of_kind(sheet.holds)}
        for heading in raw.headings:
            if heading in sheet.headings:
                continue
            if field := by_name.get(fold_heading(heading)):
                found[heading] = field
            else:
                others = [field.name for field in by_name.values()]
                problems.append(unknown_heading(sheet, raw.file, heading, guesses, others))
        return found

    def misfits(
        self, read: Mapping[str, pl.DataFrame], given: Mapping[str, Iterable[str]]
    ) -> Iterator[tuple[int, str, BadValue]]:
        """Return the row, the field and the mistake of each declaration that stored values don't fit.

        `read` are the tables that the sheets give, by kind, and `given` the fields in each: these values are new."""
        for id, number in self._row_of.items():
            field, before = self._fields[id], self._stored.get(id)
            if before is None or (before.type, before.choices) == (field.type, field.choices):
                continue
            stored = self._existing.kinds[field.label].select("id", "extra").drop_nulls()
            if field.name in given.get(field.label, ()):
                stored = stored.join(read[field.label], on="id", how="anti")
            wrong = [(row, value) for row, value in _values(stored, before.name) if not _fits(field, value)]
            if wrong:
                yield number, field.name, _misfit(field, wrong)


def _values(table: pl.DataFrame, name: str) -> Iterator[tuple[str, str]]:
    for id, extra in table.iter_rows():
        if value := values_in(extra).get(name):
            yield id, value


def _fits(field: Field, value: str) -> bool:
    try:
        field.read(value)
    except BadValue:
        return False
    return True


def _misfit(field: Field, wrong: Sequence[tuple[str, str]]) -> BadValue:
    word = model.KIND[field.label].word
    shown = ", ".join(f"‘{value}’ ({word}:{id})" for id, value in wrong[:_MOST_SHOWN])
    more = f" and {len(wrong) - _MOST_SHOWN:,} more" if len(wrong) > _MOST_SHOWN else ""
    why = f"has stored values that are no {_in_words(field)}: {shown}{more}"
    return BadValue("values that don’t fit", why, "Correct these values first, or load them in the same go.")


def _in_words(field: Field) -> str:
    return f"{field.type} of {', '.join(field.choices)}" if field.type == "choice" else field.type


def _mistakes(field: Field) -> Iterator[tuple[str, str, BadValue]]:
    """Yield what can't be right in a declaration: the heading, the value, and why."""
    if error := wrong_name(field.label, field.name):
        yield "name", field.name, error
    listed = "; ".join(field.choices)
    if field.type == "choice" and not field.choices:
        yield "choices", "", BadValue("no choices", "The cell is empty", "List the choices with ; between them.")
    elif field.choices and field.type != "choice":
        fix = "Make its type choice, or take the choices away."
        yield (
            "choices",
            listed,
            BadValue("choices of no choice", f"are for a choice, and the type is {field.type}", fix),
        )
    elif not all(field.choices):
        fix = "Take the spare semicolon away. An empty cell always means that nothing is recorded."
        yield "choices", listed, BadValue("empty choice", "has a choice that is empty", fix)
    elif len({fold(choice) for choice in field.choices}) < len(field.choices):
        yield "choices", listed, BadValue("choice twice", "has a choice twice", "Keep one of the two.")
    if field.private and field.safe:
        fix = "Make it private, or safe to leave, or neither."
        yield "safe", "yes", BadValue("private and safe", "can’t be, as the field is private", fix)


def wrong_name(label: str, name: str) -> BadValue | None:
    """Return what is wrong with `name` as that of a field of the kind `label`, if anything is."""
    if neutralised(name) != name:
        return BadValue(
            "bad field name",
            "begins as a formula does",
            "Begin it with a letter or a digit: a spreadsheet would run it.",
        )
    if len(name) > LONGEST_NAME or not name.isprintable() or ";" in name or not fold_heading(name):
        fix = f"Use one line of up to {LONGEST_NAME} characters, without a semicolon."
        return BadValue("bad field name", "can’t head a column", fix)
    if fold_heading(name) in _taken(label):
        sheet = next(sheet.name for sheet in model.SHEETS if sheet.holds == label)
        return BadValue("field name taken", f"is a column of the sheet {sheet} already", "Choose another name.")
    return None


def _taken(label: str) -> set[str]:
    """The folded names that a kind's fields can't have: its own headings and properties, and what every table has."""
    headings = [heading for sheet in model.SHEETS if sheet.holds == label for heading in sheet.headings]
    names = [property.name for property in model.KIND[label].properties]
    return {fold_heading(name) for name in (*headings, *names, "label", "kind", "key")}
