"""From rows of texts to the graph that they describe, or to everything that is wrong with them.

A pure function of the sheets and of what the store already holds: references are looked up in both,
so that a sheet with only this month's interactions is enough.
"""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from graphmap import model, tables
from graphmap.folding import digest, fold, slug
from graphmap.model import Link, NodeKey, Property, Sheet
from graphmap.problems import BadSheets, Problem, nearest
from graphmap.progress import Progress, silent
from graphmap.references import References
from graphmap.sheets import RawSheet, RawSheets
from graphmap.tables import GraphTables
from graphmap.values import BadValue, Value, read_value

_DEFAULT_PART = "took part"
_PROGRESS_EVERY = 2_000


@dataclass(frozen=True)
class Records:
    """What a set of sheets says, checked.

    ``columns`` are the properties, by kind and by relationship, that the sheets speak of: the others
    stay as they are in the store. ``owners`` are, by relationship, the entities (or pairs) about which the sheets say all
    there is: a relationship of theirs that the sheets do not name is over.
    """

    tables: GraphTables
    columns: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, frozenset[tuple[NodeKey, ...]]]


def read_records(raw: RawSheets, existing: GraphTables, codebook: GraphTables, progress: Progress = silent) -> Records:
    """What the sheets say, given what exists in the store and the codebook to use where neither has one.

    Raises `BadSheets` with every problem found, in finding the sheets and in reading them.
    """
    reader = _Reader(raw, existing, codebook, progress)
    records = reader.read()
    if reader.problems:
        raise BadSheets(sorted(reader.problems))
    return records


@dataclass(slots=True)
class _Entity:
    """A row that holds an entity, between being read and being complete. There can be a million: it keeps the row's own cells."""

    sheet: RawSheet
    number: int
    cells: tuple[str, ...]
    key: NodeKey
    values: dict[str, Value]

    def cell(self, heading: str) -> str:
        """The text under a heading, as the sheet has it."""
        return self.cells[self.sheet.headings.index(heading)] if heading in self.sheet.headings else ""


class _Reader:
    """Reads one set of sheets. Its methods are in the order in which they run."""

    def __init__(self, raw: RawSheets, existing: GraphTables, codebook: GraphTables, progress: Progress) -> None:
        self.problems: list[Problem] = list(raw.problems)
        self._sheets = {sheet.name: sheet for sheet in raw.sheets}
        self._existing = existing
        self._progress = progress
        self._references = References()
        self._rows_of: dict[NodeKey, tuple[RawSheet, int]] = {}
        self._given: frozenset[NodeKey] = frozenset()  # the keys that rows of the sheet being read ask for by id
        self._entities: dict[str, list[_Entity]] = defaultdict(list)
        self._related: dict[str, dict[tuple[NodeKey, ...], list[tuple[RawSheet, int, dict[str, Any]]]]] = defaultdict(dict)
        self._parts = {(start, end): part for start, end, part in existing.relationships["TOOK_PART"].iter_rows()}
        self._depths = self._codebook_depths(existing, codebook)

    def read(self) -> Records:
        for label in model.KIND:
            for key, id, name, _ in self._existing.entities([label]).iter_rows():
                self._references.add(key, id, name)
        for sheet in sorted(model.SHEETS, key=_needs_others_first):
            if (raw := self._sheets.get(sheet.name)) is not None:
                self._read_sheet(sheet, raw)
        self._check_spells()
        self._check_participants()
        return self._records()

    # ------------------------------------------------------------------------------- rows

    def _read_sheet(self, sheet: Sheet, raw: RawSheet) -> None:
        total = len(raw.rows)
        if sheet.holds in model.KIND and "id" in raw.headings:
            at = raw.headings.index("id")
            self._given = frozenset(model.node_key(sheet.holds, cells[at]) for _, cells in raw.rows)
        for done, (number, cells) in enumerate(raw.rows):
            if done % _PROGRESS_EVERY == 0:
                self._progress(f"Reading {sheet.name}", done, total)
            row = dict(zip(raw.headings, cells, strict=True))
            if sheet.holds in model.KIND:
                self._read_entity(sheet, raw, number, cells, row)
            else:
                self._read_relationship(sheet, raw, number, row)
        self._progress(f"Reading {sheet.name}", total, total)

    def _read_entity(self, sheet: Sheet, raw: RawSheet, number: int, cells: tuple[str, ...], row: Mapping[str, str]) -> None:
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
        name = values.get("name") or values.get("practice")
        self._references.add(key, model.split_key(key)[1], str(name))
        self._entities[sheet.holds].append(_Entity(raw, number, cells, key, values))
        for heading, link in sheet.links.items():
            if heading in row and (row[heading] or not link.many):
                self._relate_entity(link, key, links[heading], raw, number, values)

    def _remember_broken(self, sheet: Sheet, row: Mapping[str, str], values: Mapping[str, Value]) -> None:
        """Let other rows refer to a row that is itself wrong, so that one mistake is not told twice."""
        name = str(values.get("name") or values.get("practice") or row.get("id") or "")
        if id := row.get("id") or (slug(name) if name else ""):
            self._references.add(model.node_key(sheet.holds, id), id, name)

    def _read_relationship(self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]) -> None:
        values, complete = self._values(sheet, raw, number, row)
        links, links_complete = self._links(sheet, raw, number, row)
        if not (complete and links_complete):
            return
        ends = {link.far: links[heading][0] for heading, link in sheet.links.items()}
        owner: tuple[NodeKey, ...] = (ends["start"], ends["end"])
        if sheet.holds == "TOOK_PART":
            values["part"] = values.get("part") or self._part(ends["start"], ends["end"])
            owner = self._told_in_cell(ends["start"], ends["end"])
        self._relate(sheet.holds, owner, ends["start"], ends["end"], raw, number, values)

    def _told_in_cell(self, actor: NodeKey, interaction: NodeKey) -> tuple[NodeKey, ...]:
        """Whose row a took_part row adds to: the interaction's, where its cell lists the participants.

        What the row says of an actor then takes the place of the cell's mere mention of them.
        """
        told = self._related["TOOK_PART"].get((interaction,))
        if told is None:
            return (actor, interaction)
        told[:] = [row for row in told if row[0].name == "took_part" or row[2]["start"] != actor]
        return (interaction,)

    def _values(self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]) -> tuple[dict[str, Value], bool]:
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

    def _links(self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str]) -> tuple[dict[str, list[NodeKey]], bool]:
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
        self, sheet: Sheet, raw: RawSheet, number: int, row: Mapping[str, str], values: dict[str, Value], links: Mapping[str, list[NodeKey]]
    ) -> NodeKey | None:
        """The node key of an entity's row: by the id it gives, by a name that the store knows, or made."""
        kind = model.KIND[sheet.holds]
        given = str(values.get("id") or "")
        if ";" in given:
            self._problem(raw, number, "id", given, BadValue("bad id", "has a semicolon in it", "Use letters, digits and hyphens."))
            return None
        key = model.node_key(kind.label, given) if given else self._found_or_made(kind, raw, number, values, links)
        if key is None:
            return None
        if key in self._rows_of:
            first = self._rows_of[key][1]
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
        self._rows_of[key] = (raw, number)
        values["id"] = model.split_key(key)[1]
        return key

    def _found_or_made(
        self, kind: model.Kind, raw: RawSheet, number: int, values: Mapping[str, Value], links: Mapping[str, list[NodeKey]]
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
        if known is not None and key not in self._rows_of and kind.identified_by[0] == "name" and fold(known) != fold(name):
            self._problem(
                raw, number, "name", name, BadValue("id taken", f"would get the id of ‘{known}’", "Give this row an id of its own.")
            )
            return None
        return key

    # ----------------------------------------------------------------------- relationships

    def _relate_entity(
        self, link: Link, key: NodeKey, far: Sequence[NodeKey], raw: RawSheet, number: int, values: dict[str, Value]
    ) -> None:
        """Relate an entity to what a link in its row names, and note that this is all there is."""
        relationship = model.RELATIONSHIP[link.relationship]
        self._related[relationship.type].setdefault((key,), [])
        properties = {p.name: values.pop(p.name, None) for p in relationship.properties if p.name in values}
        for other in far:
            start, end = (other, key) if link.far == "start" else (key, other)
            if relationship.type == "TOOK_PART":
                properties["part"] = self._part(start, end)
            self._relate(relationship.type, (key,), start, end, raw, number, properties)

    def _part(self, actor: NodeKey, interaction: NodeKey) -> Value:
        """The part of an actor whose row does not tell it: the one that the store knows, if any."""
        return self._parts.get((actor, interaction)) or _DEFAULT_PART

    def _relate(
        self,
        type: str,
        owner: tuple[NodeKey, ...],
        start: NodeKey,
        end: NodeKey,
        raw: RawSheet,
        number: int,
        properties: Mapping[str, Value],
    ) -> None:
        rows = self._related[type].setdefault(owner, [])
        rows.append((raw, number, {"start": start, "end": end, **properties}))

    def _check_spells(self) -> None:
        """No two rows may say that the same two ends were related at the same time."""
        for type, by_owner in self._related.items():
            has_spells = any(p.name == "since" for p in model.RELATIONSHIP[type].properties)
            for rows in by_owner.values():
                by_ends: dict[tuple[str, str], list[tuple[RawSheet, int, dict[str, Any]]]] = defaultdict(list)
                for row in rows:
                    by_ends[row[2]["start"], row[2]["end"]].append(row)
                for same in by_ends.values():
                    if len(same) > 1:
                        self._check_same_ends(same, has_spells)

    def _check_same_ends(self, rows: list[tuple[RawSheet, int, dict[str, Any]]], has_spells: bool) -> None:
        rows = sorted(rows, key=lambda row: (row[2].get("since") or date.min, row[1]))
        for (_, first, before), (raw, number, after) in itertools.pairwise(rows):
            if has_spells and before.get("until") and after.get("since") and before["until"] < after["since"]:
                continue
            self._problem(
                raw,
                number,
                "",
                "",
                BadValue(
                    "said twice",
                    f"The row says the same as row {first}" + (" for the same days" if has_spells else ""),
                    "Keep one of them" + (", or give the first an until before the second’s since." if has_spells else "."),
                ),
            )

    def _check_participants(self) -> None:
        """Every interaction in the sheets must have two participants or more, here or in the store."""
        interactions = self._entities.get("Interaction", [])
        took_part = self._related.get("TOOK_PART", {})
        told: dict[NodeKey, set[NodeKey]] = defaultdict(set)
        for owner, rows in took_part.items():
            told[owner[-1]].update(row["start"] for _, _, row in rows)
        stored: dict[NodeKey, set[NodeKey]] = defaultdict(set)
        for start, end in self._parts:
            stored[end].add(start)
        for entity in interactions:
            in_full = (entity.key,) in took_part
            count = len(told[entity.key] if in_full else told[entity.key] | stored[entity.key])
            if count < 2:
                self._problem(
                    entity.sheet,
                    entity.number,
                    "participants",
                    entity.cell("participants"),
                    BadValue(
                        "too few participants",
                        f"The interaction has {count} participant{'' if count == 1 else 's'}",
                        "Name two or more here, or in the sheet took_part.",
                    ),
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
                BadValue("unknown practice", "is not in the codebook", fix + "Add it to a codebook sheet, with its depth, if it is new."),
            )
            return False
        values["practice"], values["depth"] = found
        return True

    # ---------------------------------------------------------------------------- results

    def _problem(self, raw: RawSheet, number: int, column: str, value: str, error: BadValue) -> None:
        self.problems.append(Problem(raw.file, number, raw.called.get(column, column), error.sort, value, error.why, error.fix))

    def _records(self) -> Records:
        if self.problems:
            return Records(GraphTables.of(), {}, {})
        kinds, columns = {}, {}
        for label, entities in self._entities.items():
            schema = tables.kind_schema(label)
            kinds[label] = tables.kind_table(label, (_complete(schema, e.values) for e in entities))
            columns[label] = tuple(name for name in schema if name in entities[0].values and name != "id")
        relationships = {}
        for type, by_owner in self._related.items():
            schema = tables.relationship_schema(type)
            relationships[type] = tables.relationship_table(
                type, (_complete(schema, row) for rows in by_owner.values() for _, _, row in rows)
            )
            spoken_of = {name for rows in by_owner.values() for _, _, row in rows for name in row}
            columns[type] = tuple(p.name for p in model.RELATIONSHIP[type].properties if p.name in spoken_of)
        owners = {type: frozenset(by_owner) for type, by_owner in self._related.items()}
        return Records(GraphTables.of(kinds, relationships), columns, owners)


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
        return slug(" at ".join([str(values["name"]), *linked]) if kind.label == "Role" else " ".join([str(values["name"]), *linked]))
    return f"{values['date']}-{slug(str(values['practice']))}-{digest(*linked)}"


def _complete(schema: Mapping[str, Any], values: Mapping[str, Value]) -> tuple[Value, ...]:
    """`values` in the order of `schema`, nothing where a value is missing."""
    return tuple(values.get(name) for name in schema)
