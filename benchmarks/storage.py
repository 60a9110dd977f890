"""The store beside the bare driver, which does the same work without our checks and tables.

Reading: every entity and relationship. Loading: the same by batched ``UNWIND … MERGE`` in one transaction.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import neo4j
import polars as pl

from benchmarks.timing import OURS, Result, timed
from graphmap.model import KIND
from graphmap.sheets.records import Records
from graphmap.store.comparison import edit_between
from graphmap.store.embedded import hold_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.location import EmbeddedLocation
from graphmap.store.log import now
from graphmap.store.store import open_store
from graphmap.tables import ENDS, GraphTables

_BATCH = 5_000
_LABELS = {kind.word: label for label, kind in KIND.items()}


def storage_results(size: str, records: Records) -> Iterator[Result]:
    """Write all of `records` to an empty embedded store, and read them again."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        changes = edit_between(GraphTables.of(), records)
        with open_store(EmbeddedLocation(Path(one))) as store:
            engine = hold_engine(Path(other))
            server = f"bolt://127.0.0.1:{engine.bolt_port}"
            with (
                neo4j.GraphDatabase.driver(server, auth=(USER, engine.password)) as driver,
                driver.session(database=DATABASE) as session,
            ):
                for label in KIND:
                    session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
                yield timed(
                    "load / bare UNWIND … MERGE",
                    size,
                    {
                        OURS: lambda: store.write(changes, now("loaded")),
                        "driver": lambda: _merge(session, records.tables),
                    },
                    rounds=1,  # a second load would find everything there
                )
                yield timed(
                    "reading the store / bare records", size, {OURS: store.read, "driver": lambda: _read(session)}
                )
            engine.release()


def _read(session: Any) -> None:
    for label in KIND:
        session.run(f"MATCH (n:{label}) RETURN properties(n)").values()
    session.run("MATCH (a)-[r]->(b) RETURN type(r), labels(a)[0], a.id, labels(b)[0], b.id, properties(r)").values()


def _merge(session: Any, tables: GraphTables) -> None:
    with session.begin_transaction() as transaction:
        for label, table in tables.kinds.items():
            _send(
                transaction,
                f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row",
                map(_defined, table.iter_rows(named=True)),
            )
        for type, table in tables.relationships.items():
            for (start, end), rows in _by_labels(table):
                query = (
                    f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
                    f"MERGE (a)-[r:{type}]->(b) SET r += row.properties"
                )
                _send(transaction, query, rows)
        transaction.commit()


def _by_labels(table: pl.DataFrame) -> Iterator[tuple[tuple[str, str], Iterator[dict[str, Any]]]]:
    words = {end: pl.col(end).str.extract("^([^:]*)") for end in ENDS}
    ids = {end: pl.col(end).str.extract("^[^:]*:(.*)$") for end in ENDS}
    for (start, end), part in table.group_by(*words.values(), maintain_order=True):
        rows = part.with_columns(**ids).iter_rows(named=True)
        found = ({**{end: row.pop(end) for end in ENDS}, "properties": _defined(row)} for row in rows)
        yield (_LABELS[str(start)], _LABELS[str(end)]), found


def _send(transaction: Any, query: str, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while part := list(islice(waiting, _BATCH)):
        transaction.run(query, rows=part).consume()


def _defined(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
