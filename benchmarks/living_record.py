"""Writing with the log beside the bare driver doing the same on the same engine; the log's space; following changes.

The bare driver sends the same statements in one transaction. The log's space is that of the files that hold it, beside
those that hold the rest.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.timing import OURS, Result, timed
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import follow
from graphmap.sheets.records import Records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit
from graphmap.store.embedded import hold_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.location import EmbeddedLocation
from graphmap.store.log import now
from graphmap.store.store import Store, open_store
from graphmap.store.write_steps import write_steps
from graphmap.store.writes import constraints
from graphmap.tables import GraphTables, kind_table, relationship_table

_WHO = 3  # take part in an interaction
_FOLLOWED = (1, 10, 100)  # changes
_WARM_UP = 30  # interactions: an engine compiles what it does often


def living_record_results(size: str, records: Records) -> Iterator[Result]:
    """Load `records` with a log and without one, then write interactions in both ways, and follow them."""
    edit = edit_between(GraphTables.of(), records)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        engine = hold_engine(Path(other))
        server = f"bolt://127.0.0.1:{engine.bolt_port}"
        with (
            open_store(EmbeddedLocation(Path(one))) as store,
            neo4j.GraphDatabase.driver(server, auth=(USER, engine.password)) as driver,
            driver.session(database=DATABASE) as session,
        ):
            for constraint in constraints():
                session.run(constraint).consume()
            yield timed(
                "load with the log / without",
                size,
                {OURS: lambda: store.write(edit, now("loaded")), "driver": lambda: _bare(session, edit)},
                rounds=1,
            )
            yield _space(size, Path(one))
            numbers = count(1)
            seq = 1
            for _ in range(_WARM_UP):
                seq = store.write(_visit(records, next(numbers)), now("visit")).seq
                _bare(session, _visit(records, next(numbers)))
            yield timed(
                "one interaction / bare driver",
                size,
                {
                    OURS: lambda: store.write(_visit(records, next(numbers)), now("visit"), seq),
                    "driver": lambda: _bare(session, _visit(records, next(numbers))),
                },
            )
            yield from _following(size, store, records, numbers)
        engine.release()


def _bare(session: Any, edit: Edit) -> None:
    """Write `edit` as one would by hand: one transaction, and a statement for each label and type."""
    with session.begin_transaction() as transaction:
        for step in write_steps(edit):
            transaction.run(step.text, rows=step.rows).consume()
        transaction.commit()


def _visit(records: Records, number: int) -> Edit:
    people = records.tables.kinds["Person"]["id"]
    network = records.tables.kinds["Network"]["id"][0]
    id = f"visit-{number}"
    event = {"id": id, "date": date(2026, 3, 12), "practice": "school visit", "depth": 0}
    ends = [f"person:{people[(number * 7 + each) % len(people)]}" for each in range(_WHO)]
    return Edit(
        created={"Interaction": kind_table("Interaction", [event])},
        begun={
            "TOOK_PART": relationship_table(
                "TOOK_PART", [{"start": end, "end": f"interaction:{id}", "part": "took part"} for end in ends]
            ),
            "WITHIN": relationship_table("WITHIN", [{"start": f"interaction:{id}", "end": f"network:{network}"}]),
        },
    )


def _space(size: str, folder: Path) -> Result:
    files = [file for file in (folder / "databases" / DATABASE).iterdir() if file.is_file()]
    log = sum(file.stat().st_size for file in files if file.name.startswith("Change"))
    rest = sum(file.stat().st_size for file in files) - log
    return Result("space of the log / the rest", size, {OURS: log / 1e6, "the rest": rest / 1e6}, unit="MB")


def _following(size: str, store: Store, records: Records, numbers: Iterator[int]) -> Iterator[Result]:
    found = store.read_all()
    snapshot = Snapshot(found.tables, found.revision, seq=found.seq)
    for changes in _FOLLOWED:
        while store.seq() < snapshot.seq + changes:
            store.write(_visit(records, next(numbers)), now("visit"))
        yield timed(
            f"following {changes} / reading anew",
            size,
            {OURS: lambda: follow(store, snapshot), "reading": store.read_all},
        )
