"""Before sheets are loaded: which of their new records are likely of somebody or something that is stored already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.records.doubles import KINDS, doubles
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables, in_order, kind_schema

_SHEET_OF = {sheet.holds: sheet for sheet in model.SHEETS}


@dataclass(frozen=True)
class Asked:
    """A new record that sheets bring, the stored one that it is likely of, and why in words."""

    new: NodeKey
    name: str
    stored: NodeKey
    stored_name: str
    why: str


def near_stored(edit: Edit, existing: GraphTables, words: Words = ENGLISH) -> Sequence[Asked]:
    """Return the records that `edit` creates and that are likely doubles of existing ones, the likeliest first.

    A person at a school that is itself a double is found once the school's answer is in the sheets.
    """
    labels = [label for label in KINDS if len(edit.created.get(label, ())) and len(existing.kinds[label])]
    if not labels:
        return ()
    both = _with_created(edit, existing)
    new = {key for label in labels for key in _keys(label, edit.created[label])}
    names = dict(both.entities(labels).select("key", "name").iter_rows())
    asked: dict[NodeKey, Asked] = {}
    for key, other, _score, why in doubles(both, labels=labels, words=words).iter_rows():
        fresh, stored = (key, other) if key in new else (other, key)
        if fresh in new and stored not in new and fresh not in asked:
            asked[fresh] = Asked(fresh, names[fresh], stored, names[stored], why)
    return list(asked.values())


def _with_created(edit: Edit, existing: GraphTables) -> GraphTables:
    """Return the graph with what `edit` creates: enough to compare names, places and roles."""
    kinds = {
        label: in_order(kind_schema(label), pl.concat([table, edit.created[label].select(table.columns)]))
        if label in edit.created
        else table
        for label, table in existing.kinds.items()
    }
    relationships = {
        type: pl.concat([table, edit.begun[type].select(table.columns)]) if type in edit.begun else table
        for type, table in existing.relationships.items()
    }
    return GraphTables(kinds, relationships)


def _keys(label: str, table: pl.DataFrame) -> Sequence[NodeKey]:
    return [model.node_key(label, id) for id in table["id"]]


def as_stored(raw: RawSheets, same: Sequence[Asked]) -> RawSheets:
    """Return sheets in which the new records of `same` are the stored ones, there and wherever they are named.

    The stored name stays: correct it on its form if the sheet has it right.
    """
    for asked in same:
        raw = replace(raw, sheets=[_as_stored(sheet, asked) for sheet in raw.sheets])
    return raw


def _as_stored(sheet: RawSheet, asked: Asked) -> RawSheet:
    known = model.SHEET.get(sheet.name)
    label = model.split_key(asked.new)[0].label
    if known is None:
        return sheet
    own = known is _SHEET_OF[label]
    links = {
        at
        for at, heading in enumerate(sheet.headings)
        if heading in known.links and label in model.far_labels(known.links[heading])
    }
    rows: list[Row] = []
    for number, cells in sheet.rows:
        named = dict(zip(sheet.headings, cells, strict=False))
        texts = [_instead(cell, asked) if at in links else cell for at, cell in enumerate(cells)]
        if own and _is_about(named, asked):
            texts = _renamed(sheet.headings, texts, asked)
        rows.append((number, tuple(texts)))
    return replace(sheet, rows=rows)


def _is_about(named: Mapping[str, str], asked: Asked) -> bool:
    """Return whether a row of the kind's own sheet is the new record: by its id, or where it has none by its name."""
    if named.get("id"):
        return named["id"] == model.split_key(asked.new)[1]
    return fold(named.get("name", "")) == fold(asked.name)


def _renamed(headings: Sequence[str], texts: Sequence[str], asked: Asked) -> list[str]:
    instead = {"id": model.split_key(asked.stored)[1], "name": asked.stored_name}
    return [instead.get(heading, text) for heading, text in zip(headings, texts, strict=False)]


def _instead(cell: str, asked: Asked) -> str:
    """Return a cell of references with the stored key wherever it names the new record."""
    new = {asked.new, model.split_key(asked.new)[1]}
    parts = [part.strip() for part in cell.split(";")]
    if not any(part in new or fold(part) == fold(asked.name) for part in parts):
        return cell
    return "; ".join(asked.stored if part in new or fold(part) == fold(asked.name) else part for part in parts)
