"""The statements that carry out an edit, in batches: entities first, then the relationships between them, then what is
deleted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from graphmap import model, tables
from graphmap.store import writes
from graphmap.store.edit import Edit

BATCH = 5_000  # rows a statement: large enough to hide round trips, small enough to show progress

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """A statement and its rows. With ``exact``, every row must find what it writes to."""

    text: str
    rows: Sequence[Row]
    exact: bool = True


def write_steps(edit: Edit) -> Iterator[Step]:
    """Yield the steps that carry out `edit`."""
    for label, created in edit.created.items():
        for rows in _batches(created):
            yield Step(writes.create_entities(label), [_defined(row) for row in rows])
    for label, updated in (*edit.updated.items(), ("Interaction", edit.regraded)):
        for rows in _batches(updated):
            yield Step(writes.update_entities(label), rows)
    yield from _relationship_steps(edit)
    for label, ids in edit.deleted.items():
        for rows in _batches(pl.DataFrame({"id": ids}, schema={"id": pl.String})):
            yield Step(writes.delete_entities(label), rows, exact=False)


def _relationship_steps(edit: Edit) -> Iterator[Step]:
    for type, ended in edit.ended.items():
        for (start, end), related in batches_by_labels(ended):
            yield Step(writes.end_relationships(type, start, end), related, exact=False)
    for type, begun in edit.begun.items():
        for (start, end), related in batches_by_labels(begun):
            yield Step(writes.begin_relationships(type, start, end), related)


def _batches(table: pl.DataFrame) -> Iterator[list[dict[str, Any]]]:
    for part in table.iter_slices(BATCH):
        yield part.to_dicts()


def batches_by_labels(table: pl.DataFrame) -> Iterator[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """Split a relationship table into batches whose rows all have the same labels at their ends."""
    keys = [pl.col(end).str.splitn(":", 2).struct.rename_fields([f"{end}_word", f"{end}_id"]) for end in tables.ENDS]
    for batch in table.iter_slices(BATCH):
        parted = batch.with_columns(key.struct.unnest() for key in keys)
        for words, part in parted.group_by("start_word", "end_word", maintain_order=True):
            start, end = (model.KIND_BY_WORD[str(word)].label for word in words)
            yield (start, end), [_related(row, table.columns) for row in part.iter_rows(named=True)]


def _related(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    properties = _defined({name: row[name] for name in columns if name not in tables.ENDS})
    return {"start": row["start_id"], "end": row["end_id"], "properties": properties}


def _defined(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
