"""What undoes a change: the rows as they were, unless something later rests on the rows as it left them."""

from collections.abc import Mapping, Sequence

import polars as pl

from graphmap import model
from graphmap.errors import CannotUndo
from graphmap.store.edit import Edit
from graphmap.store.log_reading import Entry, entries_in_effect
from graphmap.store.touched import Touched
from graphmap.tables import ENDS, GraphTables

_SHOWN = 3


def rows_to_compare(touched: Touched) -> Touched:
    """Return the rows of which has to be known how they are now, to undo the write that `touched` them.

    What it created goes, with all its relationships, however it is now.
    """
    new = pl.Series(_created(touched), dtype=pl.String).implode()
    return Touched(
        {label: table["id"] for label, table in touched.kinds.items()},
        {
            type: pairs.filter(~(pl.col("start").is_in(new) | pl.col("end").is_in(new)))
            for type, pairs in touched.pairs.items()
        },
    )


def _created(touched: Touched) -> list[model.NodeKey]:
    return [model.node_key(label, id) for label, ids in _created_ids(touched).items() for id in ids]


def _created_ids(touched: Touched) -> dict[str, list[str]]:
    created = {
        label: pl.DataFrame({"id": ids}).join(touched.kinds[label], on="id", how="anti")["id"]
        if label in touched.kinds
        else ids
        for label, ids in touched.ids.items()
    }
    return {label: ids.to_list() for label, ids in created.items() if len(ids)}


def undoing(touched: Touched, now: GraphTables) -> Edit:
    """Return the edit that puts the rows `touched` back to what they were, from what those to compare are `now`."""
    created, updated = {}, {}
    for label, was in touched.kinds.items():
        there = now.kinds[label]
        created[label] = was.join(there, on="id", how="anti")
        updated[label] = was.join(there, on="id", how="semi").join(there, on=was.columns, how="anti", nulls_equal=True)
    ended, begun = {}, {}
    for type in touched.pairs:
        there = now.relationships[type]
        was = touched.relationships.get(type, there.clear())
        differ = _pairs_that_differ(there, was)
        ended[type] = there.join(differ, on=ENDS, how="semi")
        begun[type] = was.join(differ, on=ENDS, how="semi")
    return Edit(created, updated, ended=ended, begun=begun, deleted=_created_ids(touched))


def _pairs_that_differ(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of ends that have other relationships in one table than in the other."""
    counted = [table.group_by(table.columns).len() for table in (one, other)]
    by = counted[0].columns
    differ = [
        counted[first].join(counted[1 - first], on=by, how="anti", nulls_equal=True).select(ENDS) for first in (0, 1)
    ]
    return pl.concat(differ).unique()


def refuse_touched_since(entry: Entry, later: Sequence[Entry]) -> None:
    """Raise `CannotUndo` where a later change touched a row of the change, and is in effect."""
    found = {
        each.change.seq: rows for each in entries_in_effect(later) if (rows := entry.touched.rows_shared(each.touched))
    }
    if found:
        rows = sorted({row for some in found.values() for row in some})
        raise CannotUndo(
            f"Change {entry.change.seq} can’t be undone: {_changes(found)} changed the same since "
            f"({_few(rows)}). Undo that first."
        )


def refuse_what_rests_on_it(
    entry: Entry,
    at_deleted: Mapping[str, pl.DataFrame],
    missing: Sequence[model.NodeKey],
    practices_in_use: Sequence[str],
) -> None:
    """Raise `CannotUndo` where undoing takes away what something else refers to, or refers to what isn't there.

    `at_deleted` are the relationships at the entities that it deletes, `missing` the ends that its relationships need,
    and `practices_in_use` the practices that it deletes and that other interactions have.
    """
    others = [
        f"{start} – {end}"
        for type, table in at_deleted.items()
        for start, end in table.join(entry.touched.pairs.get(type, table.clear()), on=ENDS, how="anti")
        .select(ENDS)
        .iter_rows()
    ]
    seq = entry.change.seq
    if others:
        raise CannotUndo(
            f"Change {seq} can’t be undone: what it added has other relationships now ({_few(others)}). "
            "Undo the change that added those first."
        )
    if missing:
        raise CannotUndo(
            f"Change {seq} can’t be undone: it needs what has been deleted since ({_few(missing)}). "
            "Undo the change that deleted it first."
        )
    if practices_in_use:
        raise CannotUndo(
            f"Change {seq} can’t be undone: interactions that it didn’t record use its practices "
            f"({_few(practices_in_use)}). Undo the changes that recorded those first."
        )


def _changes(seqs: Mapping[int, object]) -> str:
    numbers = sorted(seqs)
    return f"change {numbers[0]}" if len(numbers) == 1 else "changes " + _few([str(number) for number in numbers])


def _few(texts: Sequence[str]) -> str:
    shown = ", ".join(texts[:_SHOWN])
    return shown if len(texts) <= _SHOWN else f"{shown} and {len(texts) - _SHOWN:,} more"
