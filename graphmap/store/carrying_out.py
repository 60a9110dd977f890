"""Carries out an edit within a transaction, and finds out there which rows it touches and what was there before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import neo4j
import polars as pl

from graphmap import model, tables
from graphmap.errors import Overtaken
from graphmap.progress import Progress, silent
from graphmap.store import reads
from graphmap.store.edit import Edit, Tally
from graphmap.store.touched import Touched, touched_of
from graphmap.store.write_steps import BATCH, batches_by_labels, write_steps
from graphmap.tables import ENDS, GraphTables

Added = Counter[str]
"""How many of each kind and relationship a write adds, by name; negative where it takes away."""


def carry_out(tx: neo4j.ManagedTransaction, edit: Edit, progress: Progress = silent) -> tuple[Added, Touched]:
    """Carry out `edit`; return what that adds, and the rows that it touches with what was there before.

    Raises `Overtaken` where something that it refers to isn't there.
    """
    touched = _touched_by(tx, edit)
    total, done = edit.rows, 0
    for step in write_steps(edit):
        progress("Writing", done, total)
        record = tx.run(step.text, rows=step.rows).single()
        if step.exact and (record is None or record["rows"] != len(step.rows)):
            raise Overtaken("Somebody else has deleted data that this refers to; nothing was written, so try again.")
        done += len(step.rows)
    progress("Writing", total, total)
    return _added(edit, touched), touched


def _added(edit: Edit, touched: Touched) -> Added:
    added: Added = Counter()
    for label, table in edit.created.items():
        added[label] += len(table)
    for type, table in edit.begun.items():
        added[type] += len(table)
    for label, ids in edit.deleted.items():
        if label in touched.kinds:
            added[label] -= len(touched.kinds[label].filter(pl.col("id").is_in(list(ids))))
    gone = pl.Series(_keys(edit.deleted), dtype=pl.String).implode()
    for type, was in touched.relationships.items():
        ended = was.join(edit.ended[type], on=ENDS, how="semi") if type in edit.ended else was.clear()
        kept = was.join(edit.ended[type], on=ENDS, how="anti") if type in edit.ended else was
        added[type] -= len(ended) + len(kept.filter(pl.col("start").is_in(gone) | pl.col("end").is_in(gone)))
    return added


def tallies_of(edit: Edit, touched: Touched) -> Mapping[str, Tally]:
    """Return the tallies of `edit`: its own, or else counted from what it touched."""
    if edit.tallies:
        return edit.tallies
    tallies: dict[str, Tally] = {}
    gone = pl.Series(_keys(edit.deleted), dtype=pl.String).implode()
    for label, ids in touched.ids.items():
        created = len(edit.created[label]) if label in edit.created else 0
        removed = len(ids.filter(ids.is_in(list(edit.deleted.get(label, [])))))
        tallies[label] = Tally(created, len(ids) - created - removed, 0, removed)
    for type, pairs in touched.pairs.items():
        if type not in touched.relationships and type not in edit.ended:
            tallies[type] = Tally(created=len(pairs))
            continue
        begun, was = edit.begun.get(type, pairs.clear()), touched.relationships.get(type, pairs.clear())
        stay = was.join(edit.ended.get(type, was.clear()), on=ENDS, how="anti").filter(
            ~(pl.col("start").is_in(gone) | pl.col("end").is_in(gone))
        )
        after = pl.concat([begun.select(ENDS), stay.select(ENDS)]).unique()
        created = len(after.join(was, on=ENDS, how="anti"))
        removed = len(was.select(ENDS).unique().join(after, on=ENDS, how="anti"))
        tallies[type] = Tally(created, len(pairs) - created - removed, 0, removed)
    return {name: tallies[name] for name in (*model.KIND, *model.RELATIONSHIP) if name in tallies}


# ------------------------------------------------------------------------------- what was there before


def _touched_by(tx: neo4j.ManagedTransaction, edit: Edit) -> Touched:
    """Return the rows that `edit` touches, with what is there now.

    An entity that it creates can't be there, nor any relationship of it: those aren't looked for.
    """
    kinds = {}
    for label in model.KIND:
        ids = [edit.updated[label]["id"]] if label in edit.updated else []
        ids += [edit.regraded["id"]] if label == "Interaction" else []
        ids += [pl.Series("id", list(edit.deleted[label]), pl.String)] if edit.deleted.get(label) else []
        if any(map(len, ids)):
            kinds[label] = entities_with(tx, label, pl.concat(ids).unique())
    new = pl.Series(_keys({label: table["id"] for label, table in edit.created.items()}), dtype=pl.String).implode()
    gone_keys = _keys(edit.deleted)
    gone = pl.Series(gone_keys, dtype=pl.String).implode()
    pairs: dict[str, list[pl.DataFrame]] = {}
    relationships: dict[str, pl.DataFrame] = {}
    for type in model.RELATIONSHIP:
        of_type = [part[type].select(ENDS) for part in (edit.ended, edit.begun) if type in part and len(part[type])]
        if not of_type and not gone_keys:
            continue
        pairs[type] = of_type
        found = []
        if of_type:
            either = [pl.col(end).is_in(keys) for end in ENDS for keys in (new, gone)]
            sought = pl.concat(of_type).filter(~pl.any_horizontal(either))
            found += [relationships_between(tx, type, sought.unique())] if len(sought) else []
        if gone_keys:
            found.append(relationships_at(tx, type, edit.deleted))
        if found:
            relationships[type] = pl.concat(found)
    created = {label: [table["id"]] for label, table in edit.created.items() if len(table)}
    return touched_of(created, pairs, kinds, relationships)


def _keys(ids: Mapping[str, Sequence[str] | pl.Series]) -> list[str]:
    return [model.node_key(label, id) for label, some in ids.items() for id in some]


def rows_now(tx: neo4j.ManagedTransaction, touched: Touched) -> GraphTables:
    """Return the rows that are touched, as they are now in the store."""
    return GraphTables.of(
        {label: entities_with(tx, label, ids) for label, ids in touched.ids.items()},
        {type: relationships_between(tx, type, pairs) for type, pairs in touched.pairs.items()},
    )


def entities_with(tx: neo4j.ManagedTransaction, label: str, ids: pl.Series) -> pl.DataFrame:
    """Return the entities of a kind with these ids, each given once."""
    rows = [{"id": id} for id in ids]
    parts = [tables.kind_table_of_texts(label, each) for each in _columns(tx, reads.read_entities_with(label), rows)]
    return pl.concat([pl.DataFrame(schema=tables.kind_schema(label)), *parts])


def relationships_between(tx: neo4j.ManagedTransaction, type: str, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the relationships of a type between these pairs of ends, each given once."""
    found = [
        columns
        for (start, end), rows in batches_by_labels(pairs.select(ENDS))
        for columns in _columns(tx, reads.read_relationships_between(type, start, end), rows)
    ]
    return _relationships(type, found)


def relationships_at(
    tx: neo4j.ManagedTransaction, type: str, ids: Mapping[str, Sequence[str] | pl.Series]
) -> pl.DataFrame:
    """Return the relationships of a type at the entities with these ids, by kind, each once."""
    relationship = model.RELATIONSHIP[type]
    start_rows = {label: [{"id": id} for id in ids[label]] for label in relationship.starts if len(ids.get(label, ()))}
    end_rows = {label: [{"id": id} for id in ids[label]] for label in relationship.ends if len(ids.get(label, ()))}
    starting = [
        columns
        for label, rows in start_rows.items()
        for columns in _columns(tx, reads.read_relationships_from(type, label), rows)
    ]
    ending = [
        columns
        for label, rows in end_rows.items()
        for columns in _columns(tx, reads.read_relationships_to(type, label), rows)
    ]
    found = _relationships(type, ending).filter(
        ~pl.col("start").is_in(pl.Series(_keys({label: ids[label] for label in start_rows}), dtype=pl.String).implode())
    )
    return pl.concat([_relationships(type, starting), found])


def _relationships(type: str, found: list[dict[str, list[str]]]) -> pl.DataFrame:
    parts = [tables.relationship_table_of_texts(type, columns) for columns in found]
    return pl.concat([pl.DataFrame(schema=tables.relationship_schema(type)), *parts])


def _columns(
    tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, list[str]]]:
    for first in range(0, len(rows), BATCH):
        record = tx.run(text, rows=rows[first : first + BATCH]).single()
        if record is not None:
            yield dict(record)
