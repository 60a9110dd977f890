"""Turn rows of texts into the graph that they describe, or into everything that is wrong with them.

A pure function of the sheets and of what the store holds: references are looked up in both, so a sheet with only this
month's interactions is enough.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from graphmap import model, tables
from graphmap.language.normalising import slug
from graphmap.model import Link, NodeKey, Sheet
from graphmap.progress import Progress, silent
from graphmap.sheets.cells import BadValue, Value
from graphmap.sheets.cross_checks import WRITTEN_IN, parts_of, repeated, too_few, too_many_named
from graphmap.sheets.depths import add_depth, depths_of
from graphmap.sheets.fields import DeclaredFields
from graphmap.sheets.growing_table import GrowingTable
from graphmap.sheets.identities import Identities
from graphmap.sheets.problems import BadSheets, Guesses, Problem
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.references import References
from graphmap.sheets.rows import SheetRow, problem_in
from graphmap.tables import GraphTables

_PROGRESS_EVERY = 2_000


@dataclass(frozen=True)
class Records:
    """The checked content of a set of sheets.

    ``columns`` lists the properties that the sheets have, by kind and by relationship; all others stay as they are in
    the store. ``owners`` lists, for each relationship in the sheets, the entities whose relationships the sheets give
    in full: any that they don't name is over. About all other entities the sheets say only what their rows say.
    ``fields`` lists the fields that the sheets have, by kind: of the column ``extra``, these alone are given.
    """

    tables: GraphTables
    columns: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, frozenset[NodeKey]]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_records(
    raw: RawSheets,
    existing: GraphTables,
    codebook: GraphTables,
    progress: Progress = silent,
    today: date | None = None,
) -> Records:
    """Return the content of the sheets, given what is in the store and the codebook to use where neither has one.

    Interactions after `today` are refused; without it, none are.

    Raises `BadSheets` with every problem, in finding the sheets and in reading them.
    """
    reader = _Reader(raw, existing, codebook, progress, today)
    records = reader.read()
    if reader.problems:
        raise BadSheets(sorted(reader.problems))
    return records


class _Reader:
    """Reads one set of sheets. Its methods are in the order in which they run."""

    def __init__(
        self, raw: RawSheets, existing: GraphTables, codebook: GraphTables, progress: Progress, today: date | None
    ) -> None:
        self.problems: list[Problem] = list(raw.problems)
        self._sheets = {sheet.name: sheet for sheet in raw.sheets}
        self._existing = existing
        self._progress = progress
        self._today = today
        self._guesses = Guesses()
        self._references = References(self._guesses)
        self._identities = Identities(self._references)
        self._declared = DeclaredFields(existing)
        self._fields: dict[str, tuple[str, ...]] = {}  # the fields that the sheets have, by kind
        self._depths = depths_of(self._sheets.get("codebook"), existing, codebook)
        self._entities: dict[str, GrowingTable] = {}
        self._related: dict[str, GrowingTable] = {}
        self._owners: dict[str, set[NodeKey]] = defaultdict(set)
        self._columns: dict[str, tuple[str, ...]] = {}  # the columns that the sheets have, by kind and relationship

    def read(self) -> Records:
        for label in model.KIND:
            for key, _, name, _ in self._existing.entities([label]).iter_rows():
                self._references.add(key, "" if label == "Interaction" else name)
        for sheet in sorted(model.SHEETS, key=_needs_others_first):
            if (raw := self._sheets.get(sheet.name)) is not None:
                self._read_sheet(sheet, raw)
        related = {type: growing.table() for type, growing in self._related.items()}
        if "TOOK_PART" in related:
            related["TOOK_PART"] = parts_of(related["TOOK_PART"], self._existing.relationships["TOOK_PART"])
        self._check_repeats(related)
        self._check_participants(related)
        self._check_fields()
        return self._records(related)

    # ------------------------------------------------------------------------------- rows

    def _read_sheet(self, sheet: Sheet, raw: RawSheet) -> None:
        total = len(raw.rows)
        fields = self._declared.columns(sheet, raw, self._guesses, self.problems)
        if fields:
            self._fields[sheet.holds] = tuple(field.name for field in fields.values())
        self._identities.begin(sheet, raw)
        for done, (number, cells) in enumerate(raw.rows):
            if done % _PROGRESS_EVERY == 0:
                self._progress(f"Reading {sheet.name}", done, total)
            row = SheetRow(sheet, raw, number, dict(zip(raw.headings, cells, strict=True)), self.problems)
            row.read_values(self._guesses, self._today, fields)
            row.read_links(self._references)
            if sheet.holds in model.KIND:
                self._take_entity(row)
            elif row.is_complete:
                self._take_relationship(row)
        self._progress(f"Reading {sheet.name}", total, total)

    def _take_entity(self, row: SheetRow) -> None:
        kind = row.sheet.holds
        declared = self._declared.declare(row) if kind == "Field" else None
        if kind == "Interaction":
            add_depth(row, self._depths, self._guesses)
            row.values["source"] = row.raw.file
        if not row.is_complete:
            self._remember_broken(row)
            return
        key = declared if kind == "Field" else self._identities.key_of(row)
        if key is None:
            return
        self._references.add(key, row.name)
        for heading, link in row.sheet.links.items():
            if heading in row.cells and (row.cells[heading] or not link.many):
                self._relate_entity(link, key, row.links[heading], row)
        if kind not in self._entities:
            schema = tables.kind_schema(kind)
            self._entities[kind] = GrowingTable({**schema, "row": pl.Int64()})
            self._columns[kind] = tuple(name for name in schema if name in row.values and name != "id")
        self._entities[kind].add({**row.values, "row": row.number})

    def _remember_broken(self, row: SheetRow) -> None:
        """Let other rows refer to a row that is itself wrong, so that one mistake is reported once."""
        name = row.name or row.cells.get("id", "")
        if id := row.cells.get("id") or (slug(name) if name else ""):
            self._references.add(model.node_key(row.sheet.holds, id), name)

    # ----------------------------------------------------------------------- relationships

    def _take_relationship(self, row: SheetRow) -> None:
        ends = {link.far: row.links[heading][0] for heading, link in row.sheet.links.items()}
        self._relate(row.sheet.holds, ends["start"], ends["end"], row, row.values)

    def _relate_entity(self, link: Link, key: NodeKey, far: Sequence[NodeKey], row: SheetRow) -> None:
        """Relate an entity to what a link in its row names, and note that these are all there are."""
        relationship = model.RELATIONSHIP[link.relationship]
        self._owners[relationship.type].add(key)
        names = [p.name for p in relationship.properties if p.name in row.values]
        properties = {name: row.values.pop(name) for name in names}
        for other in far:
            start, end = (other, key) if link.far == "start" else (key, other)
            self._relate(relationship.type, start, end, row, properties)

    def _relate(self, type: str, start: NodeKey, end: NodeKey, row: SheetRow, properties: Mapping[str, Value]) -> None:
        if type not in self._related:
            self._related[type] = GrowingTable({**tables.relationship_schema(type), **WRITTEN_IN})
        named = {"part"} if type == "TOOK_PART" else set(properties)
        if not named.issubset(self._columns.setdefault(type, ())):
            named.update(self._columns[type])
            self._columns[type] = tuple(p.name for p in model.RELATIONSHIP[type].properties if p.name in named)
        self._related[type].add({"start": start, "end": end, **properties, "sheet": row.raw.name, "row": row.number})

    # ------------------------------------------------------------------ checks across rows

    def _check_repeats(self, related: Mapping[str, pl.DataFrame]) -> None:
        """Refuse two rows that relate the same two ends at the same time."""
        for table in related.values():
            has_spells = "since" in table.columns
            for sheet, number, first in repeated(table):
                why = f"The row says the same as row {first}" + (" for the same days" if has_spells else "")
                fix = "Keep one of them" + (
                    ", or give the first an until before the second’s since." if has_spells else "."
                )
                self._problem(self._sheets[sheet], number, "", "", BadValue("said twice", why, fix))

    def _check_participants(self, related: Mapping[str, pl.DataFrame]) -> None:
        """Refuse an interaction in the sheets that has fewer than two participants, or names more than were there.

        Participants in the store count too."""
        if "Interaction" not in self._entities:
            return
        stored = self._existing.relationships["TOOK_PART"]
        key = pl.lit(model.node_key("Interaction", "")) + pl.col("id")
        interactions = self._entities["Interaction"].table().select("row", "attendance", key=key)
        took_part, in_full = related.get("TOOK_PART", stored.clear()), self._owners["TOOK_PART"]
        few = list(too_few(interactions, took_part, stored, in_full))
        raw = self._sheets["interactions"]
        named: Mapping[int, str] = {}
        if few and "participants" in raw.headings:
            at = raw.headings.index("participants")
            named = {number: cells[at] for number, cells in raw.rows}
        for number, count in few:
            why = f"The interaction has {count} participant{'' if count == 1 else 's'}"
            error = BadValue("too few participants", why, "Name two or more here, or in the sheet took_part.")
            self._problem(raw, number, "participants", named.get(number, ""), error)
        for number, attendance, count in too_many_named(interactions, took_part, stored, in_full):
            why = f"is fewer than the {count} people named"
            fix = "Count everybody who was there, or leave the cell empty if all are named."
            self._problem(raw, number, "attendance", str(attendance), BadValue("attendance too small", why, fix))

    def _check_fields(self) -> None:
        """Refuse a declaration that values in the store don't fit."""
        read = {label: growing.table() for label, growing in self._entities.items()}
        for number, name, error in self._declared.misfits(read, self._fields):
            self._problem(self._sheets["fields"], number, "type", name, error)

    def _problem(self, raw: RawSheet, number: int, column: str, value: str, error: BadValue) -> None:
        self.problems.append(problem_in(raw, number, column, value, error))

    # ---------------------------------------------------------------------------- results

    def _records(self, related: Mapping[str, pl.DataFrame]) -> Records:
        if self.problems:
            return Records(GraphTables.of(), {}, {})
        kinds = {
            label: tables.in_order(tables.kind_schema(label), growing.table())
            for label, growing in self._entities.items()
        }
        ties = {type: tables.in_order(tables.relationship_schema(type), table) for type, table in related.items()}
        owners = {type: frozenset(self._owners[type]) for type in dict.fromkeys([*self._owners, *related])}
        columns = {**dict.fromkeys(owners, ()), **self._columns}
        return Records(GraphTables.of(kinds, ties), columns, owners, self._fields)


def _needs_others_first(sheet: Sheet) -> int:
    """A sheet's place in the order of reading: fields first, and entities before the rows that refer to them."""
    if sheet.holds in model.RELATIONSHIP:
        return 3
    if sheet.holds == "Field":
        return -1
    return 2 if sheet.holds == "Interaction" else 1 if sheet.links else 0
