"""The one way to the data: a store, on an embedded engine or on a Neo4j server.

Both are reached with the official driver and the same queries. What leaves this module are tables and
plain values, never the driver's own objects; what goes wrong leaves it as one sentence.
"""

import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from graphmap import model, tables
from graphmap.errors import GraphmapError, NoStore, Overtaken, StoreBusy
from graphmap.progress import Progress, silent
from graphmap.store import writes
from graphmap.store.changes import Changes
from graphmap.store.driver import neo4j
from graphmap.store.embedded import hold_engine, is_disk_full, ran_out_of_memory
from graphmap.store.engine import DATABASE, USER
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation, read_location
from graphmap.store.migrate import bring_up_to_date, newer_sentence
from graphmap.store.queries import named_queries
from graphmap.store.reads import read_entities, read_relationships
from graphmap.store.snapshot_cache import forget_tables
from graphmap.tables import GraphTables

T = TypeVar("T")

_BATCH = 5_000  # rows a statement: large enough that round trips do not count, small enough to show progress
_READS = 5  # times that reading is begun again when somebody writes meanwhile
_TOO_LITTLE_MEMORY = {
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.Transaction.MemoryPoolOutOfMemoryError",
}
_RETRY_SECONDS = 30.0  # a cluster of servers may need that long to choose a new leader
_RETRY_EMBEDDED_SECONDS = 1.0  # an embedded engine that has stopped never comes back on the same port

logging.getLogger("neo4j").addHandler(
    logging.NullHandler()
)  # what goes wrong is told in a sentence, not in the driver's log


class Store:
    """An open store. Use it as a context manager, or call `close`."""

    def __init__(
        self, driver: neo4j.Driver, database: str | None, location: Location, release: Callable[[], None]
    ) -> None:
        self._driver = driver
        self._database = database
        self._location = location
        self._release = release

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; an embedded engine that nobody else holds then ends."""
        self._driver.close()
        self._release()

    @property
    def location(self) -> Location:
        """Where this store is."""
        return self._location

    def meet(self) -> None:
        """Make sure that the store is there and lets us in, without the patience of a transaction.

        Raises `NoStore`.
        """
        with self._sentences():
            self._driver.verify_connectivity()
        self.mark()

    def mark(self) -> "Mark":
        """The mark of the last write."""
        return self._read(_mark)

    def revision(self) -> str | None:
        """The revision in the mark of the last write; while it is the same, so is the graph. Nothing in a new store."""
        return self.mark().revision

    def read(self, progress: Progress = silent) -> tuple[str | None, GraphTables]:
        """The whole graph, and the revision that it is of.

        Raises `StoreBusy` where somebody wrote every time that it was being read.
        """
        for _ in range(_READS):
            before, after, found = self._read(lambda tx: self._read_once(tx, progress))
            if before == after:
                return before, found
        raise StoreBusy("Somebody else keeps changing the store while it is being read; try again in a while.")

    def _read_once(
        self, tx: neo4j.ManagedTransaction, progress: Progress
    ) -> tuple[str | None, str | None, GraphTables]:
        """The whole graph, and the revision before and after it was read."""
        total = len(model.KINDS) + len(model.RELATIONSHIPS)
        kinds: dict[str, pl.DataFrame] = {}
        relationships: dict[str, pl.DataFrame] = {}
        mark = _mark(tx)
        if mark.version > model.VERSION:
            raise NoStore(newer_sentence("The store", mark.version))
        for kind in model.KINDS:
            progress("Reading the store", len(kinds), total)
            kinds[kind.label] = tables.kind_table_of_texts(kind.label, _columns(tx, read_entities(kind.label)))
        for relationship in model.RELATIONSHIPS:
            progress("Reading the store", len(kinds) + len(relationships), total)
            type = relationship.type
            relationships[type] = tables.relationship_table_of_texts(type, _columns(tx, read_relationships(type)))
        progress("Reading the store", total, total)
        return mark.revision, _mark(tx).revision, GraphTables(kinds, relationships)

    def apply(self, changes: Changes, revision: str | None, progress: Progress = silent) -> None:
        """Write all of `changes`, which were found by comparing with `revision`, or nothing of them.

        Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction) -> None:
            _claim(tx, revision)
            _carry_out(tx, changes, progress)

        self._write(work)

    def fill(
        self,
        changes: Changes,
        beside: Sequence[tuple[str, Mapping[str, Any]]],
        revision: str | None,
        progress: Progress = silent,
        afterwards: Sequence[str] = (),
    ) -> None:
        """Write `changes`, and `beside` the graph what each named query writes with its values, into a store without
        entities, or nothing.

        A codebook that is there gives way. The statements `afterwards` bring what was written to this version of the
        model. Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction) -> None:
            _claim(tx, revision)
            codebook = [{"id": id} for id in _columns(tx, read_entities("Practice"))["id"]]
            _write_rows(tx, writes.delete_entities("Practice"), codebook, exact=False)
            _carry_out(tx, changes, progress)
            for name, values in beside:
                _replace(tx, name, None, values)
            _run(tx, afterwards)

        self._write(work)

    def migrate(self, statements: Sequence[str], revision: str | None) -> None:
        """Bring the store, as it is at `revision`, to this version of the model by `statements`, or do nothing.

        Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction) -> None:
            if _leave_mark(tx).revision != revision:
                raise StoreBusy("Somebody else has changed the store meanwhile; nothing was written, so try again.")
            _run(tx, statements)

        self._write(work)

    def delete(self, ids: Mapping[str, Sequence[str]]) -> int:
        """Delete the entities with these ids, by kind, with all their relationships; how many there were."""

        def work(tx: neo4j.ManagedTransaction) -> int:
            _mark_revision(tx)
            return sum(
                _write_rows(tx, writes.delete_entities(label), [{"id": id} for id in some], exact=False)
                for label, some in ids.items()
            )

        return self._write(work)

    # --------------------------------------------------------------------- what is kept beside the graph

    def ask(self, name: str) -> list[dict[str, Any]]:
        """What the named query, which reads without parameters, returns: one record a row."""
        return self._read(lambda tx: [record.data() for record in tx.run(named_queries()[name].text)])

    def replace(self, name: str, version: str | None, values: Mapping[str, Any]) -> None:
        """Run the named query, which writes beside the graph with `values` and returns the ``previous`` version of what
        it replaces.

        Raises `Overtaken`, and writes nothing, where that is there in another version than `version`, or is not there
        any more. Nobody's graph changes by it, so the revision stays."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            _claim_version(tx)
            _replace(tx, name, version, values)

        with self._sentences(), self._session() as session:
            _constrain(session)
            session.execute_write(work)

    # ------------------------------------------------------------------------ sessions and errors

    def _read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._sentences(), self._session() as session:
            return session.execute_read(work)

    def _write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._sentences(), self._session() as session:
            _constrain(session)
            written = session.execute_write(work)
        forget_tables(self._location)
        return written

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn what the driver raises into a sentence for a person."""
        try:
            yield
        except neo4j.exceptions.AuthError:
            raise NoStore(
                f"The store at {self._location} refused the user name or the password; give them as "
                "neo4j://user:password@host, or in GRAPHMAP_USER and GRAPHMAP_PASSWORD."
            ) from None
        except (neo4j.exceptions.ConstraintError, neo4j.exceptions.TransientError) as error:
            if error.code in _TOO_LITTLE_MEMORY:
                raise NoStore(
                    f"The store at {self._location} has too little memory for one write of this "
                    "size; nothing was written: "
                    "give the server more with server.memory.heap.max_size, or load the sheets in parts."
                ) from None
            raise StoreBusy("Somebody else is changing the same data; nothing was written, so try again.") from None
        except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired, OSError):
            raise NoStore(self._away_sentence()) from None
        except neo4j.exceptions.ClientError as error:
            raise NoStore(
                self._disk_sentence()
                or f"The store at {self._location} refused what was asked of it: {_first_line(error)}."
            ) from None
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            raise NoStore(self._trouble_sentence(error)) from None

    def _away_sentence(self) -> str:
        if isinstance(self._location, EmbeddedLocation):
            if ran_out_of_memory(self._location.folder):
                return (
                    f"The engine of the store in {self._location.folder} had too little memory for "
                    "one write of this size; nothing was "
                    "written: load the sheets in parts, or on a machine with more memory."
                )
            return self._disk_sentence() or (
                f"The engine of the store in {self._location.folder} stopped; whatever it was "
                "writing was undone, so run it again."
            )
        return f"No store answers at {self._location}; check the address, and that the server is running."

    def _trouble_sentence(self, error: Exception) -> str:
        return (
            self._disk_sentence()
            or f"The store at {self._location} could not do what was asked of it: {_first_line(error)}."
        )

    def _disk_sentence(self) -> str | None:
        if isinstance(self._location, EmbeddedLocation) and is_disk_full(self._location.folder):
            return (
                f"The disk of the store in {self._location.folder} is full; make room on it and try "
                "again. Nothing was written."
            )
        return None


def store_exists(location: Location) -> bool:
    """Whether there is anything at `location` to open: an embedded store is there once it was first used."""
    return isinstance(location, ServerLocation) or (location.folder / "databases").exists()


def open_store(location: Location | str | None = None, *, migrating: bool = True) -> Store:
    """Open the store at `location`, starting its engine if it is an embedded one.

    A text is what ``--store`` takes; nothing stands for ``GRAPHMAP_STORE``, else the user's own embedded store. A store
    of an older version of the model is brought up to date, unless `migrating` is false.

    Raises `NoStore` where nothing answers there, it does not let us in, or a newer graphmap wrote it, and
    `WrongCommand` for a text that names no store.
    """
    if not isinstance(location, (EmbeddedLocation, ServerLocation)):
        location = read_location(location)
    if isinstance(location, EmbeddedLocation):
        engine = hold_engine(location.folder)
        server = ServerLocation(f"bolt://127.0.0.1:{engine.bolt_port}", USER, engine.password, DATABASE)
        release: Callable[[], None] = engine.release
        patience = _RETRY_EMBEDDED_SECONDS
    else:
        server, release, patience = location, _nothing, _RETRY_SECONDS
    driver = neo4j.GraphDatabase.driver(
        server.url,
        auth=(server.user, server.password),
        max_transaction_retry_time=patience,
        connection_acquisition_timeout=_RETRY_SECONDS,
        notifications_min_severity="OFF",
    )
    store = Store(driver, server.database, location, release)
    try:
        store.meet()
        if migrating:
            bring_up_to_date(store)
    except GraphmapError:
        store.close()
        raise
    return store


def _nothing() -> None:
    """Release nothing: a server is not ours to end."""


# ------------------------------------------------------------------------------- within a transaction


def _constrain(session: neo4j.Session) -> None:
    for constraint in writes.constraints():
        session.run(constraint).consume()


def _columns(tx: neo4j.ManagedTransaction, text: str) -> dict[str, list[str]]:
    """Run a query of `graphmap.store.reads`: each value of its one record is a whole column."""
    return dict(tx.run(text).single(strict=True))


@dataclass(frozen=True)
class Mark:
    """What the last write left: the ``revision`` of the graph, and the ``version`` of the model that it is of."""

    revision: str | None
    version: int

    @staticmethod
    def of(revision: str | None, version: int | None) -> "Mark":
        """A store with a revision but no version is of version 1; what nobody has marked is as the model is now."""
        return Mark(revision, version or (1 if revision else model.VERSION))


def _mark(tx: neo4j.ManagedTransaction) -> Mark:
    record = tx.run(named_queries()["mark"].text).single()
    return Mark.of(record["revision"], record["version"]) if record else Mark.of(None, None)


def _leave_mark(tx: neo4j.ManagedTransaction) -> Mark:
    """Leave a new mark, first of all in a write, and return the mark before it."""
    query = named_queries()["mark_revision"]
    record = tx.run(query.text, revision=uuid.uuid4().hex, version=model.VERSION).single(strict=True)
    return Mark.of(record["previous"], record["before"])


def _mark_revision(tx: neo4j.ManagedTransaction) -> str | None:
    """Begin a write to a store of this version of the model, and return the revision before it."""
    mark = _leave_mark(tx)
    _check_version(mark)
    return mark.revision


def _claim_version(tx: neo4j.ManagedTransaction) -> None:
    """Begin a write beside the graph to a store of this version of the model; the revision stays."""
    record = tx.run(named_queries()["mark_version"].text, version=model.VERSION).single(strict=True)
    _check_version(Mark.of(record["revision"], record["before"]))


def _check_version(mark: Mark) -> None:
    if mark.version > model.VERSION:
        raise NoStore(newer_sentence("The store", mark.version))
    if mark.version < model.VERSION:
        raise NoStore(
            "The store is from an older graphmap; nothing was written. Run graphmap db migrate, and try again."
        )


def _run(tx: neo4j.ManagedTransaction, statements: Sequence[str]) -> None:
    for statement in statements:
        tx.run(statement).consume()


def _claim(tx: neo4j.ManagedTransaction, revision: str | None) -> None:
    """Begin a write to the graph as it was at `revision`; nobody else can write before it is over."""
    if _mark_revision(tx) != revision:
        raise StoreBusy("Somebody else has changed the store meanwhile; nothing was written, so try again.")


def _carry_out(tx: neo4j.ManagedTransaction, changes: Changes, progress: Progress) -> None:
    total, done = changes.rows, 0
    for text, rows, exact in _steps(changes):
        progress("Writing", done, total)
        _write_rows(tx, text, rows, exact)
        done += len(rows)
    progress("Writing", total, total)


def _replace(tx: neo4j.ManagedTransaction, name: str, version: str | None, values: Mapping[str, Any]) -> None:
    record = tx.run(named_queries()[name].text, dict(values)).single()
    if (record["previous"] if record else None) != version:
        raise Overtaken("Somebody else has changed this since it was opened; nothing was written.")


def _write_rows(tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Mapping[str, Any]], exact: bool) -> int:
    """Run a write over `rows`; with `exact`, every row must have found what it writes to."""
    record = tx.run(text, rows=rows).single()
    written = int(record["rows"]) if record is not None else 0
    if exact and written != len(rows):
        raise StoreBusy("Somebody else has deleted data that this refers to; nothing was written, so try again.")
    return written


Step = tuple[str, list[dict[str, Any]], bool]
"""A statement, its rows, and whether each row must have found its mark."""


def _steps(changes: Changes) -> Iterator[Step]:
    """The statements that carry out `changes`, in batches: entities first, then what relates them."""
    for label, created in changes.created.items():
        for rows in _batches(created):
            yield writes.create_entities(label), [_defined(row) for row in rows], True
    for label, updated in changes.updated.items():
        for rows in _batches(updated):
            yield writes.update_entities(label), rows, True
    for rows in _batches(changes.regraded):
        yield writes.update_entities("Interaction"), rows, True
    for type, ended in changes.ended.items():
        for (start, end), rows in _by_labels(ended):
            yield writes.end_relationships(type, start, end), rows, False
    for type, begun in changes.begun.items():
        for (start, end), rows in _by_labels(begun):
            yield writes.begin_relationships(type, start, end), rows, True


def _batches(table: pl.DataFrame) -> Iterator[list[dict[str, Any]]]:
    for part in table.iter_slices(_BATCH):
        yield part.to_dicts()


def _by_labels(table: pl.DataFrame) -> Iterator[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """A relationship table in batches whose rows all have the same labels at their ends."""
    word, id = "{}_word", "{}_id"
    ends = [
        pl.col(end).str.splitn(":", 2).struct.rename_fields([word.format(end), id.format(end)]).struct.unnest()
        for end in tables.ENDS
    ]
    for batch in table.iter_slices(_BATCH):
        for words, part in batch.with_columns(ends).group_by(
            word.format("start"), word.format("end"), maintain_order=True
        ):
            start, end = (model.KIND_BY_WORD[str(word)].label for word in words)
            yield (start, end), [_related(row, table.columns) for row in part.iter_rows(named=True)]


def _related(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    properties = _defined({name: row[name] for name in columns if name not in tables.ENDS})
    return {"start": row["start_id"], "end": row["end_id"], "properties": properties}


def _defined(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _first_line(error: Exception) -> str:
    lines = str(getattr(error, "message", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
