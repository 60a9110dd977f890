"""Many rows at once: one change to each of the chosen entities, all of them or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graphmap.records.forms import FORM, Cells, form_in, linked_with, only_changes, stored_cells
from graphmap.sheets.cell_texts import visible
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheet, RawSheets, is_required
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

_FIRST_ROW = 2
_NAMES = ("name", "id")  # of each entity its own: the same for many is a slip


def changeable(tables: GraphTables, label: str) -> Sequence[str]:
    """Return the headings of a kind that can be the same for many of its entities."""
    return [heading for heading in form_in(tables, label).headings if heading not in _NAMES]


def change_all(
    tables: GraphTables, label: str, ids: Sequence[str], heading: str, text: str, today: date | None = None
) -> Edit:
    """Return the edit that puts `text` under `heading` for each of the entities with these ids.

    Raises `BadSheets` with one problem for every sort, or where an entity isn't there any more.
    """
    form = form_in(tables, label)
    sheet = form.sheet
    cells = stored_cells(tables, label, ids)
    if missing := [id for id in ids if id not in cells]:
        why, fix = "is not here any more", "Choose the rows again."
        raise BadSheets([Problem(FORM, _FIRST_ROW, heading, "gone", missing[0], why, fix)])
    changed = {heading} | linked_with(sheet, heading)
    needed = [h for h in form.headings if h in changed or is_required(sheet, h)]
    listed = [{**cells[id], heading: visible(text)} for id in ids]
    rows = _rows(ids, needed, listed)
    raw = RawSheets([RawSheet(sheet.name, FORM, ("id", *needed), rows)])
    edit = edit_between(tables, read_records(raw, tables, shipped_codebook(), today=today))
    return only_changes(_without_source(edit, label), tables)


def join_all(tables: GraphTables, members: Iterable[str], network: str, since: str) -> Edit:
    """Return the edit that makes each of these members, given by key, belong to a network from a day on.

    One that belongs to it already keeps its days. Raises `BadSheets`.
    """
    member_of = tables.relationships["MEMBER_OF"]
    inside = set(member_of.filter(member_of["end"] == network)["start"])
    rows = [
        (number, (member, network, visible(since)))
        for number, member in enumerate((member for member in members if member not in inside), _FIRST_ROW)
    ]
    raw = RawSheets([RawSheet("memberships", FORM, ("member", "network", "since"), rows)])
    return only_changes(edit_between(tables, read_records(raw, tables, shipped_codebook())), tables)


def _rows(ids: Sequence[str], headings: Sequence[str], listed: Sequence[Cells]) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (number, (id, *(cells.get(heading, "") for heading in headings)))
        for number, (id, cells) in enumerate(zip(ids, listed, strict=True), _FIRST_ROW)
    ]


def _without_source(edit: Edit, label: str) -> Edit:
    """Return the edit with the sheet that each interaction was read from left as it is."""
    if label not in edit.updated or "source" not in edit.updated[label].columns:
        return edit
    return replace(edit, updated={**edit.updated, label: edit.updated[label].drop("source")})
