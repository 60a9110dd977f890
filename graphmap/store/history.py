"""What the log says, within a transaction: what a change did, what undoes it, and how the graph was earlier."""

from collections.abc import Mapping, Sequence
from typing import Any

import neo4j
import polars as pl

from graphmap import model
from graphmap.errors import CannotUndo, Overtaken, WrongCommand
from graphmap.model import NodeKey
from graphmap.store.carrying_out import entities_with, relationships_at, rows_now
from graphmap.store.edit import Edit
from graphmap.store.log import Before, Change, marked_undone
from graphmap.store.log_reading import (
    Entry,
    all_undoings,
    changes_with,
    entries_in_effect,
    entries_with,
    seqs_naming,
)
from graphmap.store.queries import named_queries
from graphmap.store.touched import Touched, only_touched, take_back, touched_of, was_there
from graphmap.store.undoing import refuse_touched_since, refuse_what_rests_on_it, rows_to_compare, undoing
from graphmap.tables import ENDS, GraphTables

_AT_ONCE = 100  # changes that are read together, so that large ones aren't in memory all at once


def log_of(
    tx: neo4j.ManagedTransaction, after: int, last: int, entity: NodeKey | None, limit: int | None
) -> Sequence[Change]:
    """Return the changes after one and up to another, newest first.

    With `entity`, only those that touched it, or what was merged into it.
    """
    seqs: Sequence[int] = range(last, after, -1)
    if entity is not None:
        naming = {seq for key in merged_into(tx, entity) for seq in seqs_naming(tx, key)}
        seqs = sorted(naming.intersection(seqs), reverse=True)
    return marked_undone(changes_with(tx, seqs[:limit]), all_undoings(tx))


def merged_into(tx: neo4j.ManagedTransaction, entity: NodeKey) -> Sequence[NodeKey]:
    """Return `entity` and everything that was merged into it, where that wasn't undone."""
    kind, _ = model.split_key(entity)
    undone = all_undoings(tx)
    found = [entity]
    for key in found:  # grows
        changes = [change for change in changes_with(tx, seqs_naming(tx, key)) if change.act.what == "merged"]
        for _, touched in entries_with(tx, [change.seq for change in changes if change.seq not in undone]):
            ids: list[str] = touched.kinds[kind.label]["id"].to_list() if kind.label in touched.kinds else []
            found += [other for id in ids if (other := model.node_key(kind.label, id)) not in found]
    return found


def entry_of(tx: neo4j.ManagedTransaction, seq: int) -> Entry:
    """Return the change `seq` with what it touched. Raises `WrongCommand` where there is none."""
    found = entries_with(tx, [seq])
    if not found:
        raise WrongCommand(f"There is no change {seq}; graphmap log lists them.")
    return found[0]


def before_and_after(tx: neo4j.ManagedTransaction, seq: int, last: int) -> Before:
    """Return the change `seq` with the rows that it touched, before and after it."""
    change, touched = entry_of(tx, seq)
    graph = rows_now(tx, touched)
    for later in entries_with(tx, range(seq + 1, last + 1)):
        graph = only_touched(take_back(graph, later.touched), touched)
    (change,) = marked_undone([change], all_undoings(tx))
    return Before(change, touched, was_there(touched), graph)


def taken_back(tx: neo4j.ManagedTransaction, tables: GraphTables, seq: int, earlier: int) -> GraphTables:
    """Return `tables`, the graph after the change `seq`, as it was after an `earlier` one."""
    while seq > earlier:
        first = max(earlier, seq - _AT_ONCE)
        for entry in entries_with(tx, range(first + 1, seq + 1)):
            tables = take_back(tables, entry.touched)
        seq = first
    return tables


def earlier_rows(tx: neo4j.ManagedTransaction, keys: Sequence[NodeKey]) -> Sequence[tuple[Change, Mapping[str, Any]]]:
    """Return the values that entities had before a change, with that change, the latest first."""
    wanted: dict[str, list[str]] = {}
    for kind, id in map(model.split_key, keys):
        wanted.setdefault(kind.label, []).append(id)
    naming = {seq for key in keys for seq in seqs_naming(tx, key)}
    return [
        (change, row)
        for change, touched in entries_with(tx, sorted(naming))
        for label, ids in wanted.items()
        if label in touched.kinds
        for row in touched.kinds[label].filter(pl.col("id").is_in(ids)).to_dicts()
    ]


def refuse_overtaken(edit: Edit, later: Sequence[Entry]) -> None:
    """Raise `Overtaken` where one of the `later` changes, if it is in effect, touched a row that `edit` touches.

    Deleting an entity touches its relationships too, those begun since among them.
    """
    if not later:
        return
    mine = _rows_of(edit)
    deleted = pl.Series([model.node_key(k, id) for k, ids in edit.deleted.items() for id in ids], dtype=pl.String)
    touched_by: dict[str, list[int]] = {}
    for change, touched in entries_in_effect(later):
        rows = set(mine.rows_shared(touched)) | set(_at(deleted, touched))
        for row in sorted(rows):
            touched_by.setdefault(row, []).append(change.seq)
    if touched_by:
        raise Overtaken(
            "Somebody else has changed the same since this was opened; nothing was written, so look at it again.",
            touched_by,
        )


def _rows_of(edit: Edit) -> Touched:
    ids = {
        label: [
            *(part[label]["id"] for part in (edit.created, edit.updated) if label in part),
            *([edit.regraded["id"]] if label == "Interaction" else []),
            pl.Series("id", list(edit.deleted.get(label, ())), pl.String),
        ]
        for label in model.KIND
    }
    pairs = {type: [part[type] for part in (edit.ended, edit.begun) if type in part] for type in model.RELATIONSHIP}
    return touched_of(ids, pairs)


def _at(keys: pl.Series, touched: Touched) -> list[str]:
    among = keys.implode()
    return [
        f"{type} {start} {end}"
        for type, pairs in touched.pairs.items()
        for start, end in pairs.filter(pl.col("start").is_in(among) | pl.col("end").is_in(among)).iter_rows()
    ]


# ----------------------------------------------------------------------------------------------- undoing


def edit_that_undoes(tx: neo4j.ManagedTransaction, seq: int, last: int) -> Edit:
    """Return the edit that undoes the change `seq`, where `last` is the last change so far.

    Raises `CannotUndo`, which says what is in the way, and `WrongCommand` where there is no such change.
    """
    entry = entry_of(tx, seq)
    if (undone_by := all_undoings(tx).get(seq)) is not None:
        raise CannotUndo(f"Change {seq} is undone already, by change {undone_by}. To bring it back, undo that one.")
    if entry.touched.erased:
        raise CannotUndo(
            f"Change {seq} can’t be undone: it had data of somebody who was erased since, and that is gone for good. "
            "Correct by hand what you wanted to put back."
        )
    if not entry.touched.rows and entry.change.undoes is None:
        raise CannotUndo(f"Change {seq} ({entry.change.act.what}) changed nothing that can be undone.")
    refuse_touched_since(entry, entries_with(tx, range(seq + 1, last + 1)))
    edit = undoing(entry.touched, rows_now(tx, rows_to_compare(entry.touched)))
    at_deleted = {type: relationships_at(tx, type, edit.deleted) for type in model.RELATIONSHIP}
    refuse_what_rests_on_it(entry, at_deleted, _missing_ends(tx, edit), _practices_in_use(tx, edit))
    return edit


def _missing_ends(tx: neo4j.ManagedTransaction, edit: Edit) -> list[NodeKey]:
    """Return the ends of the relationships to begin that are neither in the store nor created."""
    ends = pl.concat([table[end].rename("key") for table in edit.begun.values() for end in ENDS] or [_no_keys()])
    wanted: dict[str, list[str]] = {}
    for key in ends.unique().sort():
        kind, id = model.split_key(key)
        wanted.setdefault(kind.label, []).append(id)
    missing: list[NodeKey] = []
    for label, ids in wanted.items():
        created = edit.created[label]["id"].to_list() if label in edit.created else []
        there = {*created, *entities_with(tx, label, pl.Series(ids, dtype=pl.String))["id"]}
        missing += [model.node_key(label, id) for id in ids if id not in there]
    return missing


def _no_keys() -> pl.Series:
    return pl.Series("key", dtype=pl.String)


def _practices_in_use(tx: neo4j.ManagedTransaction, edit: Edit) -> list[str]:
    """Return the names of the practices to delete that interactions have which stay."""
    ids: Mapping[str, Sequence[str]] = edit.deleted
    if not ids.get("Practice"):
        return []
    names = entities_with(tx, "Practice", pl.Series(ids["Practice"], dtype=pl.String))["name"].to_list()
    going = set(ids.get("Interaction", ()))
    found = tx.run(named_queries()["interactions_of"].text, practices=names)
    return sorted({each["practice"] for each in found if each["id"] not in going})
