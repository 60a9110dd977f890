"""One row of a sheet: its cells read as values and as references, and the problems in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from graphmap import model
from graphmap.model import NodeKey, Property, Sheet
from graphmap.sheets.cells import BadValue, Value, read_past_date, read_value
from graphmap.sheets.fields import Field, extra_of
from graphmap.sheets.problems import Guesses, Problem
from graphmap.sheets.reading import RawSheet
from graphmap.sheets.references import References


@dataclass
class SheetRow:
    """A row of a sheet.

    ``values`` are its properties by name, ``links`` the entities that it refers to by heading. ``is_complete`` is
    false as soon as something in it is wrong. ``problems`` is the list that all rows add theirs to.
    """

    sheet: Sheet
    raw: RawSheet
    number: int
    cells: Mapping[str, str]
    problems: list[Problem]
    values: dict[str, Value] = field(default_factory=dict)
    links: dict[str, list[NodeKey]] = field(default_factory=dict)
    is_complete: bool = True

    @property
    def name(self) -> str:
        """The name of the entity in the row; an empty text where it has none."""
        return str(self.values.get("name") or "")

    def problem(self, heading: str, value: str, error: BadValue) -> None:
        """Note that the cell under `heading` is wrong."""
        self.is_complete = False
        self.problems.append(problem_in(self.raw, self.number, heading, value, error))

    def read_values(
        self, guesses: Guesses, today: date | None = None, fields: Mapping[str, Field] | None = None
    ) -> None:
        """Read every cell that holds a property, or a value of one of the `fields`.

        What has happened can't be after `today`.
        """
        for heading, text in self.cells.items():
            if heading in self.sheet.links or (heading == "id" and not text) or heading not in self.sheet.properties:
                continue
            property = _property(self.sheet.name, heading)
            try:
                if property.dated and text:
                    known = read_past_date(property, text, today)
                    self.values[property.name], self.values[property.dated] = known.counts_at(today), known.dated
                else:
                    self.values[property.name] = read_value(property, text, guesses)
            except BadValue as error:
                self.problem(heading, text, error)
        if fields:
            self.values["extra"] = extra_of(self._field_values(fields, guesses))
        since, until = self.values.get("since"), self.values.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            why, fix = f"is before since ({since})", "Check which of the two dates is wrong."
            self.problem("until", str(until), BadValue("until before since", why, fix))

    def _field_values(self, fields: Mapping[str, Field], guesses: Guesses) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for heading, own in fields.items():
            try:
                found[own.name] = own.read(self.cells[heading], guesses)
            except BadValue as error:
                self.problem(heading, self.cells[heading], error)
        return found

    def read_links(self, references: References) -> None:
        """Find every entity that the row refers to."""
        for heading, link in self.sheet.links.items():
            text = self.cells.get(heading, "")
            if link.required and not text:
                fix = f"Name {link.meaning[0].lower()}{link.meaning[1:]}"
                self.problem(heading, "", BadValue("missing value", "The cell is empty", fix))
            found = self.links[heading] = []
            for part in [part.strip() for part in text.split(";")] if link.many else [text]:
                if not part:
                    continue
                try:
                    key = references.find(part, model.far_labels(link))
                except BadValue as error:
                    self.problem(heading, part, error)
                else:
                    if key not in found:
                        found.append(key)


def problem_in(raw: RawSheet, number: int, heading: str, value: str, error: BadValue) -> Problem:
    """Return the problem of a cell, with the file's own word for its heading."""
    return Problem(
        raw.file, number, raw.called.get(heading, heading), error.sort, value, error.why, error.fix, error.instead
    )


@cache
def _property(sheet: str, heading: str) -> Property:
    """`model.property_of`, cached because it is called for every cell of a sheet."""
    return model.property_of(model.SHEET[sheet], heading)
