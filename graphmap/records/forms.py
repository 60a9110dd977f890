"""Forms: an entity as texts to type over, and what was typed as an edit.

A form is a small set of sheets. What somebody types becomes rows of the sheets that an upload would have, and goes
through the same checks, so a form and a sheet can't disagree about what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import chain

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold, slug
from graphmap.model import NodeKey, Sheet
from graphmap.records.doubles import KINDS, near
from graphmap.sheets.cell_texts import Row as CellRow
from graphmap.sheets.cell_texts import value_text, visible
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.fields import Field, fields_in, values_in
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit, Tally
from graphmap.tables import ENDS, GraphTables

SAME = "already here"
"""The sort of the problem that an entity just like the new one is in the store already."""

FORM = "form"
"""The file of problems in an entity's own row. Those in a list have the name of its sheet."""

_OF_A_ROLE = ("name", "at", "group")
_FIRST_ROW = 2  # as a spreadsheet counts: the headings are row 1


class AlreadyHere(BadSheets):
    """The new entity is just like others in the store, which are the ``same``."""

    def __init__(self, problem: Problem, same: Sequence[NodeKey]) -> None:
        super().__init__([problem])
        self.same = same


Cells = Mapping[str, str]
"""The texts of a row, by heading."""


@dataclass(frozen=True)
class Part:
    """A list on a form: the rows of a sheet of relationships.

    The entity is under the heading ``near`` of each row, and the other end under ``far``. ``headings`` are the rest.
    """

    sheet: Sheet
    near: str
    far: str
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.sheet.name

    @property
    def type(self) -> str:
        """The type of the relationships."""
        return self.sheet.holds

    @property
    def near_end(self) -> str:
        """The end at which the entity is."""
        return self.sheet.links[self.near].far

    @property
    def far_end(self) -> str:
        """The end at which the others are."""
        return self.sheet.links[self.far].far


@dataclass(frozen=True)
class Form:
    """The form of a kind: the ``headings`` of its own row, and its lists."""

    sheet: Sheet
    headings: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        """The kind of entity."""
        return self.sheet.holds


@dataclass(frozen=True)
class Typed:
    """What a form holds: the cells of the entity's own row, and the rows of each list by the name of its sheet.

    An entity is written as its key (``school:12``). A row of ``roles_held`` that has a ``name`` and no ``role`` begins
    a new role: ``name``, ``at`` and ``group`` are as in the sheet of roles.
    """

    cells: Cells
    lists: Mapping[str, Sequence[Cells]] = field(default_factory=dict)


def form_in(tables: GraphTables, label: str) -> Form:
    """Return the form of the entities of a kind, with the fields that a cluster declared for it."""
    return form_of(label, tuple(fields_in(tables, label)))


@cache
def form_of(label: str, fields: tuple[Field, ...] = ()) -> Form:
    """Return the form of the entities of a kind that has these fields besides its properties."""
    sheet = next(sheet for sheet in model.SHEETS if sheet.holds == label)
    own = {field.name: field.property for field in fields}
    sheet = replace(sheet, headings=(*sheet.headings, *own), properties={**sheet.properties, **own})
    parts = tuple(_parts(label))
    listed = {heading for heading, link in sheet.links.items() if link.many}
    return Form(sheet, tuple(heading for heading in sheet.headings if heading not in {"id", *listed}), parts)


def _parts(label: str) -> Iterator[Part]:
    for sheet in model.SHEETS:
        relationship = model.RELATIONSHIP.get(sheet.holds)
        for heading, link in sheet.links.items() if relationship else ():
            is_set_here = relationship is not None and relationship.set_by in ("pair", link.far)
            if label in model.far_labels(link) and is_set_here:
                far = next(other for other in sheet.links if other != heading)
                yield Part(sheet, heading, far, tuple(h for h in sheet.headings if h not in sheet.links))


# ------------------------------------------------------------------------------------- what is stored


def blank(label: str) -> Typed:
    """Return an empty form."""
    form = form_of(label)
    return Typed(dict.fromkeys(form.headings, ""), {part.name: () for part in form.parts})


def stored(tables: GraphTables, key: NodeKey) -> Typed | None:
    """Return the form of an entity as the store has it; None where there is no such entity."""
    word, _, id = key.partition(":")
    kind = model.KIND_BY_WORD.get(word)
    cells = stored_cells(tables, kind.label, [id]).get(id) if kind else None
    if kind is None or cells is None:
        return None
    form = form_of(kind.label)
    return Typed(cells, {part.name: tuple(_stored_rows(tables, part, key)) for part in form.parts})


def stored_cells(tables: GraphTables, label: str, ids: Iterable[str]) -> dict[str, Cells]:
    """Return the cells of the entities with these ids, by id. An id that there isn't is left out."""
    form = form_in(tables, label)
    rows = tables.kinds[label].filter(pl.col("id").is_in(pl.Series(list(ids), dtype=pl.String).implode()))
    found: dict[str, dict[str, str]] = {}
    for row in rows.iter_rows(named=True):
        cells = dict.fromkeys(form.headings, "")
        for heading, property in form.sheet.properties.items():
            if heading in cells and property.name in row:
                loose = row.get(property.dated) if property.dated else None
                cells[heading] = loose or value_text(row[property.name])
        values = values_in(row.get("extra"))
        found[row["id"]] = {**cells, **{name: text for name, text in values.items() if name in cells}}
    for heading, link in form.sheet.links.items():
        if not link.many:
            _add_link(found, tables, label, heading, link)
    return dict(found)


def _add_link(
    found: Mapping[str, dict[str, str]], tables: GraphTables, label: str, heading: str, link: model.Link
) -> None:
    """Put what each entity is linked to under `heading`, and the days of that link under theirs."""
    near = "end" if link.far == "start" else "start"
    keys = pl.Series([model.node_key(label, id) for id in found], dtype=pl.String)
    related = tables.relationships[link.relationship].filter(pl.col(near).is_in(keys.implode()))
    for row in related.iter_rows(named=True):
        cells = found[row[near].partition(":")[2]]
        if not cells[heading]:
            cells |= {name: value_text(value) for name, value in row.items() if name not in ENDS}
            cells[heading] = row[link.far]


def _stored_rows(tables: GraphTables, part: Part, key: NodeKey) -> Iterator[Cells]:
    rows = tables.relationships[part.type].filter(pl.col(part.near_end) == key)
    for row in rows.iter_rows(named=True):
        yield {part.far: row[part.far_end], **{heading: value_text(row[heading]) for heading in part.headings}}


# ------------------------------------------------------------------------------------- what was typed


@dataclass(frozen=True)
class Filled:
    """The edit that a filled-in form makes, and the key of its entity."""

    key: NodeKey
    edit: Edit


def fill(
    tables: GraphTables,
    label: str,
    typed: Typed,
    key: NodeKey | None = None,
    was: Typed | None = None,
    today: date | None = None,
    another: bool = False,
) -> Filled:
    """Return the edit of what was typed into the form of a kind.

    Without a `key` the entity is new. With one, only what differs from `was` is written, so that what others change
    meanwhile stays. A new entity may be just like a stored one only with `another`.

    Raises `BadSheets`: the file of each problem is `FORM` or the name of a list's sheet, and rows count from 2.
    """
    form, typed = form_in(tables, label), _clean(typed)
    if key is not None:
        now = stored(tables, key) or blank(label)
        return Filled(key, _edit(tables, form, key.partition(":")[2], _over(now, typed, was or now), was or now, today))
    id = _new_id(tables, form, typed, another, today)
    return Filled(model.node_key(label, id), _edit(tables, form, id, typed, None, today))


def _over(now: Typed, typed: Typed, was: Typed) -> Typed:
    """Return what was typed, with the cells that nobody typed over as they are now."""
    changed = {heading: text for heading, text in typed.cells.items() if text != was.cells.get(heading, "")}
    return replace(typed, cells={**now.cells, **changed})


def _new_id(tables: GraphTables, form: Form, typed: Typed, another: bool, today: date | None) -> str:
    """Return the id of a new entity. Raises `BadSheets` where its own row is wrong or just like a stored one's."""
    label, name = form.label, typed.cells.get("name", "")
    if model.KIND[label].identified_by == ("name",) and name:
        if not another and (same := namesakes(tables, label, name) or _nearly_called(tables, label, typed)):
            raise _already(form, name, same)
        return free_id(tables, label, slug(name))
    raw = RawSheets([_own_row(tables, form, "", typed, None)])
    records = read_records(raw, tables, shipped_codebook(), today=today)
    made = str(records.tables.kinds[label]["id"].item())
    if made not in tables.kinds[label]["id"]:
        return made
    if not another:
        raise _already(form, name or typed.cells["practice"], [model.node_key(label, made)])
    return free_id(tables, label, made)


def _already(form: Form, value: str, same: Sequence[NodeKey]) -> "AlreadyHere":
    kind = model.KIND[form.label]
    column = "name" if "name" in form.headings else kind.identified_by[0]
    why, fix = f"is the name of a {kind.word} that is here already", "Open that one, or add another just like it."
    return AlreadyHere(Problem(FORM, _FIRST_ROW, column, SAME, value, why, fix), same)


def namesakes(tables: GraphTables, label: str, name: str) -> list[NodeKey]:
    """Return the entities of a kind with this name, whatever its case and macrons."""
    folded = fold(name)
    named = tables.kinds[label].select("id", "name").iter_rows()
    return [model.node_key(label, id) for id, other in named if fold(other) == folded]


def _nearly_called(tables: GraphTables, label: str, typed: Typed) -> list[NodeKey]:
    """Return the likely doubles of a new entity, the likeliest first. Schools of two regions are none."""
    if label not in KINDS:
        return []
    found = near(typed.cells["name"], label, tables)["key"].to_list()
    region = fold(typed.cells.get("region", ""))
    regions = dict(zip(tables.keys(label), tables.kinds[label]["region"], strict=True)) if label == "School" else {}
    return [key for key in found if not region or fold(regions.get(key) or region) == region]


def free_id(tables: GraphTables, label: str, wanted: str) -> str:
    """Return `wanted` as an id, or with a number after it if it is taken."""
    taken = set(tables.kinds[label].filter(pl.col("id").str.starts_with(wanted))["id"])
    numbered = chain([wanted], (f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in numbered if id not in taken)


def _clean(typed: Typed) -> Typed:
    """Return what was typed without invisible characters and spare spaces."""
    return Typed(
        {heading: visible(text) for heading, text in typed.cells.items()},
        {
            name: tuple({heading: visible(text) for heading, text in row.items()} for row in rows)
            for name, rows in typed.lists.items()
        },
    )


def _edit(tables: GraphTables, form: Form, id: str, typed: Typed, was: Typed | None, today: date | None) -> Edit:
    sheets = [_own_row(tables, form, id, typed, was)]
    key = model.node_key(form.label, id)
    gone: dict[str, pl.DataFrame] = {}
    for part in form.parts:
        before = _by_far(was.lists.get(part.name, ()) if was else (), part)
        rows = typed.lists.get(part.name, ())
        now = _by_far(rows, part)
        changed = [
            (number, row)
            for number, row in enumerate(rows, _FIRST_ROW)
            if now[_far(row, part)] != before.get(_far(row, part))
        ]
        sheets += _sheets_of(tables, part, key, changed)
        gone[part.type] = _pairs(tables, part, key, [far for far in before if far not in now])
    records = read_records(RawSheets(sheets), tables, shipped_codebook(), today=today)
    return only_changes(_with_ended(edit_between(tables, records), gone), tables)


def _own_row(tables: GraphTables, form: Form, id: str, typed: Typed, was: Typed | None) -> RawSheet:
    """Return the sheet with the entity's own row. A link is in it only if it is new or differs from what it was."""
    changed = {h for h in form.headings if was is None or typed.cells.get(h, "") != was.cells.get(h, "")}
    headings = ["id", *(h for h in form.headings if not (group := linked_with(form.sheet, h)) or group & changed)]
    cells = [id, *(typed.cells.get(heading, "") for heading in headings[1:])]
    for heading in (heading for heading, link in form.sheet.links.items() if link.many):
        part = next(part for part in form.parts if part.type == form.sheet.links[heading].relationship)
        rows = [typed.lists.get(part.name, ()), was.lists.get(part.name, ()) if was else None]
        if rows[0] != rows[1]:
            if was and not rows[0]:
                raise _nobody(heading)
            headings.append(heading)
            cells.append("; ".join(row.get(part.far, "") for row in rows[0] or ()))
    return RawSheet(form.sheet.name, _file(tables, form, id), tuple(headings), [(_FIRST_ROW, tuple(cells))])


def _nobody(heading: str) -> BadSheets:
    why, fix = "The interaction has 0 participants", "Name two or more."
    return BadSheets([Problem(FORM, _FIRST_ROW, heading, "too few participants", "", why, fix)])


def linked_with(sheet: Sheet, heading: str) -> set[str]:
    """Return the headings that a link sets together, if `heading` is one of them: the link's own, and its days."""
    for name, link in sheet.links.items():
        together = {name, *(p.name for p in model.RELATIONSHIP[link.relationship].properties)}
        if not link.many and heading in together and (heading == name or heading not in _own(sheet)):
            return together
    return set()


def _own(sheet: Sheet) -> set[str]:
    """Return the names of the properties that the kind itself has."""
    return {property.name for property in model.KIND[sheet.holds].properties}


def _file(tables: GraphTables, form: Form, id: str) -> str:
    """Return the file that an entity's row is from: an interaction keeps the one that it was read from."""
    if form.label != "Interaction":
        return FORM
    found = tables.kinds["Interaction"].filter(pl.col("id") == id)["source"].to_list()
    return str(found[0]) if found and found[0] else FORM


def _by_far(rows: Iterable[Cells], part: Part) -> dict[str, list[Cells]]:
    """Return the filled-in cells of the rows of a list, by the other end."""
    found: dict[str, list[Cells]] = {}
    for row in rows:
        found.setdefault(_far(row, part), []).append({heading: text for heading, text in row.items() if text})
    return found


def _far(row: Cells, part: Part) -> str:
    """Return the key of the other end of a row. A new role has none yet: its name and place tell it from others."""
    return row.get(part.far, "") or f"{row.get('name', '')} at {row.get('at', '')}"


def _sheets_of(tables: GraphTables, part: Part, key: NodeKey, rows: Sequence[tuple[int, Cells]]) -> Iterator[RawSheet]:
    """Return the sheet of these numbered rows of a list, and before it one of the roles that are new."""
    if not rows:
        return
    new: dict[str, CellRow] = {}
    written: list[CellRow] = []
    for number, row in rows:
        far = row.get(part.far, "")
        if not far and row.get("name"):
            id = slug(f"{row['name']} at {row['at'].partition(':')[2]}" if row.get("at") else row["name"])
            far = model.node_key("Role", id)
            if id not in tables.kinds["Role"]["id"]:
                new[id] = (number, (id, *(row.get(heading, "") for heading in _OF_A_ROLE)))
        written.append((number, (key, far, *(row.get(heading, "") for heading in part.headings))))
    if new:
        roles = model.SHEET["roles"].name
        yield RawSheet(roles, roles, ("id", *_OF_A_ROLE), list(new.values()))
    yield RawSheet(part.name, part.name, (part.near, part.far, *part.headings), written)


def _pairs(tables: GraphTables, part: Part, key: NodeKey, far: Sequence[NodeKey]) -> pl.DataFrame:
    """Return the stored relationships of a list between the entity and these others."""
    others = pl.Series(list(far), dtype=pl.String)
    return tables.relationships[part.type].filter(
        pl.col(part.near_end) == key, pl.col(part.far_end).is_in(others.implode())
    )


# --------------------------------------------------------------------------------------- edits


def _with_ended(edit: Edit, gone: Mapping[str, pl.DataFrame]) -> Edit:
    """Return the edit with these relationships ended too, unless it ends them already."""
    ended, tallies = dict(edit.ended), dict(edit.tallies)
    for type, rows in gone.items():
        known = ended.get(type, rows.clear())
        more = rows.join(known, on=ENDS, how="anti")
        if len(more):
            ended[type] = pl.concat([known, more])
            tally = tallies.get(type, Tally())
            tallies[type] = replace(tally, removed=tally.removed + more.n_unique(subset=list(ENDS)))
    return replace(edit, ended=ended, tallies=tallies)


def only_changes(edit: Edit, existing: GraphTables) -> Edit:
    """Return the edit without the columns of entities that stay as they are, and without what is empty."""
    updated = {}
    for label, rows in edit.updated.items():
        before = rows.select("id").join(existing.kinds[label], on="id", how="left", maintain_order="left")
        differs = [name for name in rows.columns[1:] if (rows[name].ne_missing(before[name])).any()]
        if differs:
            updated[label] = rows.select("id", *differs)
    return replace(
        edit,
        created=_filled(edit.created),
        updated=updated,
        ended=_filled(edit.ended),
        begun=_filled(edit.begun),
        tallies={
            name: tally for name, tally in edit.tallies.items() if tally.created or tally.updated or tally.removed
        },
    )


def _filled(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return {name: table for name, table in tables.items() if len(table)}
