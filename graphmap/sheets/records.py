"""From rows of texts to the graph that they describe, or to everything that is wrong with them.

A pure function of the sheets and of what the store already holds: references are looked up in both,
so that a sheet with only this month's interactions is enough.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from graphmap import model, tables
from graphmap.language.normalising import digest, fold, slug
from graphmap.model import Link, NodeKey, Property, Sheet
from graphmap.progress import Progress, silent
from graphmap.sheets.cells import BadValue, Value, read_value
from graphmap.sheets.cross_checks import TOLD_IN, parts_told, said_twice, too_few
from graphmap.sheets.growing_table import GrowingTable
from graphmap.sheets.problems import BadSheets, Problem, nearest
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.references import References
from graphmap.tables import GraphTables

_PROGRESS_EVERY = 2_000


@dataclass(frozen=True)
class Records:
    """What a set of sheets says, checked.

    ``columns`` are the properties, by kind and by relationship, that the sheets speak of: the others stay as they are
    in the store. ``owners`` are, for each relationship that the sheets speak of, the entities about which they say all
    there is: a relationship of theirs that the sheets do not name is over. Of all others the sheets say no more than
    what there is between the two ends that a row of theirs names."""

    tables: GraphTables
    columns: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, frozenset[NodeKey]]


def read_records(raw: RawSheets, existing: GraphTables, codebook: GraphTables, progress: Progress = silent) -> Records:
    """What the sheets say, given what exists in the store and the codebook to use where neither has one.

    Raises `BadSheets` with every problem found, in finding the sheets and in reading them.
    """
    reader = _Reader(raw, existing, codebook, progress)
    records = reader.read()
    if reader.problems:
        raise BadSheets(sorted(reader.problems))
    return records


class _Reader:
    """Reads one set of sheets. Its methods are in the order in which they run."""

    def __init__(self, raw: RawSheets, existing: GraphTables, codebook: GraphTables, progress: Progress) -> None:
        self.problems: list[Problem] = list(raw.problems)
        self._sheets = {sheet.name: sheet for sheet in raw.sheets}
        self._existing = existing
        self._progress = progress
        self._references = References()
        self._row_of: dict[NodeKey, int] = {}
        self._given: frozenset[NodeKey] = frozenset()  # the keys that rows of the sheet being read ask for by id
        self._entities: dict[str, GrowingTable] = {}
        self._related: dict[str, GrowingTable] = {}
        self._owners: dict[str, set[NodeKey]] = defaultdict(set)
        self._columns: dict[str, tuple[str, ...]] = {}  # what is spoken of, by kind and by relationship
        self._depths = self._codebook_depths(existing, codebook)

    def read(self) -> Records:
        for label in model.KIND:
            for key, _, name, _ in self._existing.entities([label]).iter_rows():
                self._references.add(key, "" if label == "Interaction" else name)
        for sheet in sorted(model.SHEETS, key=_needs_others_first):
            if (raw := self._sheets.get(sheet.name)) is not None:
                self._read_sheet(sheet, raw)
        related = {type: gathering.table() for type, gathering in self._related.items()}
        if "TOOK_PART" in related:
            related["TOOK_PART"] = parts_told(related["TOOK_PART"], self._existing.relationships["TOOK_PART"])
        self._check_spells(related)
        self._check_participants(related)
        return self._records(related)

    # ------------------------------------------------------------------------------- rows

    def _read_sheet(self, sheet: Sheet, raw: RawSheet) -> None:
        total = len(raw.rows)
        self._given = frozenset()
        if sheet.holds in model.KIND and model.KIND[sheet.holds].identified_by == ("name",) and "id" in raw.headings:
            at = raw.headings.index("id")
            self._given = frozenset(model.node_key(sheet.holds, cells[at]) for _, cells in raw.rows)
        for done, (number, cells) in enumerate(raw.rows):
            if done % _PROGRESS_EVERY == 0:
                self._progress(f"Reading {sheet.name}", done, total)
            row = dict(zip(raw.headings, cells, strict=True))
            if sheet.holds in model.KIND:
                self._read_entity(sheet, raw, number, row)
            else:
                self._read_relationship(sheet, raw, number, row)
        self._progress(f"Reading {sheet.name}", total, total)

    def _read_entity(self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]) -> None:
        values, complete = self._values(sheet, raw, number, row)
        links, links_complete = self._links(sheet, raw, number, row)
        if sheet.holds == "Interaction":
            complete &= self._add_depth(raw, number, row, values)
            values["source"] = raw.file
        if not (complete and links_complete):
            self._remember_broken(sheet, row, values)
            return
        key = self._key(sheet, raw, number, row, values, links)
        if key is None:
            return
        self._references.add(key, str(values.get("name") or ""))
        for heading, link in sheet.links.items():
            if heading in row and (row[heading] or not link.many):
                self._relate_entity(link, key, links[heading], raw, number, values)
        if sheet.holds not in self._entities:
            self._entities[sheet.holds] = GrowingTable({**tables.kind_schema(sheet.holds), "row": pl.Int64()})
            self._columns[sheet.holds] = tuple(
                name for name in tables.kind_schema(sheet.holds) if name in values and name != "id"
            )
        self._entities[sheet.holds].add({**values, "row": number})

    def _remember_broken(self, sheet: Sheet, row: Mapping[str, str], values: Mapping[str, Value]) -> None:
        """Let other rows refer to a row that is itself wrong, so that one mistake is not told twice."""
        name = str(values.get("name") or row.get("id") or "")
        if id := row.get("id") or (slug(name) if name else ""):
            self._references.add(model.node_key(sheet.holds, id), name)

    def _read_relationship(self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]) -> None:
        values, complete = self._values(sheet, raw, number, row)
        links, links_complete = self._links(sheet, raw, number, row)
        if not (complete and links_complete):
            return
        ends = {link.far: links[heading][0] for heading, link in sheet.links.items()}
        self._relate(sheet.holds, ends["start"], ends["end"], raw, number, values)

    def _values(
        self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]
    ) -> tuple[dict[str, Value], bool]:
        """The properties in a row, and whether all of them could be read."""
        values: dict[str, Value] = {}
        complete = True
        for heading, text in row.items():
            if heading in sheet.links or (heading == "id" and not text):
                continue
            property = _property(sheet.name, heading)
            try:
                values[property.name] = read_value(property, text)
            except BadValue as error:
                complete = False
                self._problem(raw, number, heading, text, error)
        since, until = values.get("since"), values.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            complete = False
            self._problem(
                raw,
                number,
                "until",
                str(until),
                BadValue("until before since", f"is before since ({since})", "Check which of the two dates is wrong."),
            )
        return values, complete

    def _links(
        self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]
    ) -> tuple[dict[str, list[NodeKey]], bool]:
        """The entities that a row refers to, by heading, and whether all could be found."""
        links: dict[str, list[NodeKey]] = {}
        complete = True
        for heading, link in sheet.links.items():
            text = row.get(heading, "")
            texts = [part.strip() for part in text.split(";")] if link.many else [text]
            links[heading] = []
            if link.required and not text:
                complete = False
                self._problem(
                    raw,
                    number,
                    heading,
                    "",
                    BadValue("missing value", "The cell is empty", f"Name {link.meaning[0].lower()}{link.meaning[1:]}"),
                )
            for part in filter(None, texts):
                try:
                    key = self._references.find(part, model.far_labels(link))
                    if key not in links[heading]:
                        links[heading].append(key)
                except BadValue as error:
                    complete = False
                    self._problem(raw, number, heading, part, error)
        return links, complete

    # -------------------------------------------------------------------------------- ids

    def _key(
        self,
        sheet: Sheet,
        raw: RawSheet,
        number: int,
        row: Mapping[str, str],
        values: dict[str, Value],
        links: Mapping[str, list[NodeKey]],
    ) -> NodeKey | None:
        """The node key of an entity's row: by the id it gives, by a name that the store knows, or made."""
        kind = model.KIND[sheet.holds]
        given = str(values.get("id") or "")
        if ";" in given:
            self._problem(
                raw,
                number,
                "id",
                given,
                BadValue("bad id", "has a semicolon in it", "Use letters, digits and hyphens."),
            )
            return None
        key = model.node_key(kind.label, given) if given else self._found_or_made(kind, raw, number, values, links)
        if key is None:
            return None
        if key in self._row_of:
            first = self._row_of[key]
            self._problem(
                raw,
                number,
                "id" if given else kind.identified_by[0],
                given or str(values.get("name") or row.get(kind.identified_by[0], "")),
                BadValue(
                    "id used twice",
                    f"is already in row {first}" if given else f"cannot be told from row {first}",
                    "Give each row an id of its own, or take one away.",
                ),
            )
            return None
        self._row_of[key] = number
        values["id"] = model.split_key(key)[1]
        return key

    def _found_or_made(
        self,
        kind: model.Kind,
        raw: RawSheet,
        number: int,
        values: Mapping[str, Value],
        links: Mapping[str, list[NodeKey]],
    ) -> NodeKey | None:
        name = str(values.get("name") or "")
        if kind.identified_by == ("name",):
            same = [key for key in self._references.named(name, (kind.label,)) if key not in self._given]
            if len(same) == 1:
                return same[0]
            if same:
                shown = ", ".join(model.split_key(key)[1] for key in sorted(same)[:4])
                self._problem(
                    raw,
                    number,
                    "name",
                    name,
                    BadValue("ambiguous name", "is the name of more than one in the store", f"Give its id: {shown}."),
                )
                return None
        key = model.node_key(kind.label, _made_id(kind, values, links))
        known = self._references.name(key)
        if (
            known is not None
            and key not in self._row_of
            and kind.identified_by[0] == "name"
            and fold(known) != fold(name)
        ):
            self._problem(
                raw,
                number,
                "name",
                name,
                BadValue("id taken", f"would get the id of ‘{known}’", "Give this row an id of its own."),
            )
            return None
        return key

    # ----------------------------------------------------------------------- relationships

    def _relate_entity(
        self, link: Link, key: NodeKey, far: Sequence[NodeKey], raw: RawSheet, number: int, values: dict[str, Value]
    ) -> None:
        """Relate an entity to what a link in its row names, and note that this is all there is."""
        relationship = model.RELATIONSHIP[link.relationship]
        self._owners[relationship.type].add(key)
        properties = {p.name: values.pop(p.name, None) for p in relationship.properties if p.name in values}
        for other in far:
            start, end = (other, key) if link.far == "start" else (key, other)
            self._relate(relationship.type, start, end, raw, number, properties)

    def _relate(
        self, type: str, start: NodeKey, end: NodeKey, raw: RawSheet, number: int, properties: Mapping[str, Value]
    ) -> None:
        if type not in self._related:
            self._related[type] = GrowingTable({**tables.relationship_schema(type), **TOLD_IN})
        said = {"part"} if type == "TOOK_PART" else set(properties)
        if not said.issubset(self._columns.setdefault(type, ())):
            said.update(self._columns[type])
            self._columns[type] = tuple(p.name for p in model.RELATIONSHIP[type].properties if p.name in said)
        self._related[type].add({"start": start, "end": end, **properties, "sheet": raw.name, "row": number})

    # -------------------------------------------------------------------- what rows say together

    def _check_spells(self, related: Mapping[str, pl.DataFrame]) -> None:
        """No two rows may say that the same two ends were related at the same time."""
        for told in related.values():
            has_spells = "since" in told.columns
            for sheet, number, first in said_twice(told):
                why = f"The row says the same as row {first}" + (" for the same days" if has_spells else "")
                fix = "Keep one of them" + (
                    ", or give the first an until before the second’s since." if has_spells else "."
                )
                self._problem(self._sheets[sheet], number, "", "", BadValue("said twice", why, fix))

    def _check_participants(self, related: Mapping[str, pl.DataFrame]) -> None:
        """Every interaction in the sheets must have two participants or more, here or in the store."""
        if "Interaction" not in self._entities:
            return
        stored = self._existing.relationships["TOOK_PART"]
        key = pl.lit(model.node_key("Interaction", "")) + pl.col("id")
        interactions = self._entities["Interaction"].table().select("row", key=key)
        few = list(too_few(interactions, related.get("TOOK_PART", stored.clear()), stored, self._owners["TOOK_PART"]))
        raw = self._sheets["interactions"]
        named: Mapping[int, str] = {}
        if few and "participants" in raw.headings:
            at = raw.headings.index("participants")
            named = {number: cells[at] for number, cells in raw.rows}
        for number, count in few:
            why = f"The interaction has {count} participant{'' if count == 1 else 's'}"
            fix = "Name two or more here, or in the sheet took_part."
            self._problem(
                raw, number, "participants", named.get(number, ""), BadValue("too few participants", why, fix)
            )

    # --------------------------------------------------------------------------- codebook

    def _codebook_depths(self, existing: GraphTables, codebook: GraphTables) -> dict[str, tuple[str, int]]:
        """Each practice's name and depth, by folded name: the sheets' own codebook, else the store's, else ours."""
        raw = self._sheets.get("codebook")
        if raw is not None:
            rows = [dict(zip(raw.headings, cells, strict=True)) for _, cells in raw.rows]
            return {fold(row["practice"]): (row["practice"], _depth(row["depth"])) for row in rows}
        table = existing.kinds["Practice"] if len(existing.kinds["Practice"]) else codebook.kinds["Practice"]
        return {fold(name): (name, depth) for name, depth in table.select("name", "depth").iter_rows()}

    def _add_depth(self, raw: RawSheet, number: int, row: Mapping[str, str], values: dict[str, Value]) -> bool:
        """Put the practice's name as the codebook writes it, and its depth, into `values`."""
        practice = values.get("practice")
        if practice is None:
            return False
        found = self._depths.get(fold(str(practice)))
        if found is None:
            guess = nearest(str(practice), (name for name, _ in self._depths.values()))
            fix = f"Did you mean ‘{guess}’? " if guess else ""
            self._problem(
                raw,
                number,
                "practice",
                row["practice"],
                BadValue(
                    "unknown practice",
                    "is not in the codebook",
                    fix + "Add it to a codebook sheet, with its depth, if it is new.",
                ),
            )
            return False
        values["practice"], values["depth"] = found
        return True

    # ---------------------------------------------------------------------------- results

    def _problem(self, raw: RawSheet, number: int, column: str, value: str, error: BadValue) -> None:
        self.problems.append(
            Problem(raw.file, number, raw.called.get(column, column), error.sort, value, error.why, error.fix)
        )

    def _records(self, related: Mapping[str, pl.DataFrame]) -> Records:
        if self.problems:
            return Records(GraphTables.of(), {}, {})
        kinds = {
            label: tables.in_order(tables.kind_schema(label), gathering.table())
            for label, gathering in self._entities.items()
        }
        told = {type: tables.in_order(tables.relationship_schema(type), table) for type, table in related.items()}
        owners = {type: frozenset(self._owners[type]) for type in dict.fromkeys([*self._owners, *related])}
        return Records(GraphTables.of(kinds, told), {**dict.fromkeys(owners, ()), **self._columns}, owners)


@cache
def _property(sheet: str, heading: str) -> Property:
    """`model.property_of`, asked for every cell of a sheet."""
    return model.property_of(model.SHEET[sheet], heading)


def _needs_others_first(sheet: Sheet) -> int:
    """Where a sheet comes in the order of reading: entities before what refers to them."""
    if sheet.holds in model.RELATIONSHIP:
        return 3
    return 2 if sheet.holds == "Interaction" else 1 if sheet.links else 0


def _depth(text: str) -> int:
    """The depth in a codebook's row; 0 where it cannot be one, which is a problem of that row and of no other."""
    try:
        depth = read_value(model.property_of(model.SHEET["codebook"], "depth"), text)
    except BadValue:
        return 0
    return depth if isinstance(depth, int) else 0


def _made_id(kind: model.Kind, values: Mapping[str, Value], links: Mapping[str, list[NodeKey]]) -> str:
    """An id from what identifies the row: the same for the next version of the same row."""
    linked = [model.split_key(key)[1] for heading in kind.identified_by for key in sorted(links.get(heading, ()))]
    if kind.identified_by[0] == "name":
        return slug(
            " at ".join([str(values["name"]), *linked])
            if kind.label == "Role"
            else " ".join([str(values["name"]), *linked])
        )
    return f"{values['date']}-{slug(str(values['practice']))}-{digest(*linked)}"
