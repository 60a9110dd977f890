"""The store beside the bare driver: a snapshot beside reading the records, a load beside a batched ``UNWIND … MERGE``."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.timing import OURS, Result, timed
from graphmap.changes import changes_between
from graphmap.driver import neo4j
from graphmap.embedded import hold_engine
from graphmap.engine import DATABASE, USER
from graphmap.location import EmbeddedLocation
from graphmap.records import Records
from graphmap.store import open_store
from graphmap.tables import GraphTables

_BATCH = 5_000
_READ = (
    "MATCH (n:Person) RETURN n.id, n.name",
    "MATCH (n:Interaction) RETURN n.id, n.date, n.practice, n.depth, n.note, n.source",
    "MATCH (a)-[r:TOOK_PART]->(b:Interaction) RETURN labels(a)[0], a.id, b.id, r.part",
)
_MERGE_PERSON = "UNWIND $rows AS row MERGE (n:Person {id: row.id}) SET n += row"
_MERGE_INTERACTION = "UNWIND $rows AS row MERGE (n:Interaction {id: row.id}) SET n += row"
_MERGE_PART = "UNWIND $rows AS row MATCH (a:Person {id: row.a}) MATCH (b:Interaction {id: row.b}) MERGE (a)-[r:TOOK_PART]->(b)"


def storage_results(size: str, records: Records) -> Iterator[Result]:
    """Writing all of `records` into an empty embedded store, and reading them again."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        changes = changes_between(GraphTables.of(), records)
        with open_store(EmbeddedLocation(Path(one))) as store:
            engine = hold_engine(Path(other))
            server = f"bolt://127.0.0.1:{engine.bolt_port}"
            with neo4j.GraphDatabase.driver(server, auth=(USER, engine.password)) as driver, driver.session(database=DATABASE) as session:
                for label in ("Person", "Interaction"):
                    session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
                yield timed(
                    "load / bare UNWIND … MERGE",
                    size,
                    {OURS: lambda: store.apply(changes, None), "driver": lambda: _merge(session, records)},
                    rounds=1,  # a second load would find everything there
                )
                yield timed(
                    "snapshot / bare records of people, interactions and participations",
                    size,
                    {OURS: store.read, "driver": lambda: [session.run(query).values() for query in _READ]},
                )
            engine.release()


def _merge(session: Any, records: Records) -> None:
    kinds, took_part = records.tables.kinds, records.tables.relationships["TOOK_PART"]
    people = took_part.select(a=took_part["start"].str.slice(7), b=took_part["end"].str.slice(12))
    tables = ((_MERGE_PERSON, kinds["Person"]), (_MERGE_INTERACTION, kinds["Interaction"]), (_MERGE_PART, people))
    with session.begin_transaction() as transaction:
        for query, table in tables:
            for part in table.iter_slices(_BATCH):
                transaction.run(query, rows=part.to_dicts()).consume()
        transaction.commit()
