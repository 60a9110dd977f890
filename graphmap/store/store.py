"""The one way to the data: a store, on an embedded engine or on a Neo4j server.

Both are reached with the official driver and the same queries. Only tables and plain values leave this module, never
the driver's own objects; every error leaves it as a sentence.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import neo4j
import neo4j.exceptions

from graphmap import model
from graphmap.errors import GraphmapError, Overtaken, StoreBusy, StoreMoved
from graphmap.progress import Progress, silent
from graphmap.store import writes
from graphmap.store.counts import Counts, count, counts_of, keep_counts, kept_counts, refuse_damage, relationships_at
from graphmap.store.driver_errors import as_sentences
from graphmap.store.edit import Edit
from graphmap.store.embedded import hold_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.graph_check import graph_problems, refuse_graph
from graphmap.store.location import EmbeddedLocation, Identity, Location, ServerLocation, read_location
from graphmap.store.migrate import bring_up_to_date
from graphmap.store.queries import named_queries
from graphmap.store.reading import UnreadableGraph, columns, read_graph
from graphmap.store.reads import read_entities
from graphmap.store.snapshot_cache import forget_tables
from graphmap.store.stamp import Stamp, leave_stamp, leave_version, read_stamp, refuse_newer
from graphmap.store.write_steps import write_steps
from graphmap.tables import GraphTables

T = TypeVar("T")
Added = Counter[str]
"""How many of each kind and relationship a write adds, by name; negative where it takes away."""

_READS = 5  # times that reading starts again when somebody writes meanwhile
_RETRY_SECONDS = 30.0  # a cluster of servers may need that long to choose a new leader
_RETRY_EMBEDDED_SECONDS = 1.0  # an embedded engine that has stopped never comes back on the same port


class Mark(NamedTuple):
    """Tells whether a snapshot is still good: while its store's mark is the same, so is the graph.

    ``nodes`` and ``relationships`` show that another program has changed a server's graph, which leaves the revision
    as it was. They are 0 for an embedded store, which nobody else writes to.
    """

    store: Identity
    revision: str | None
    nodes: int = 0
    relationships: int = 0


class Store:
    """An open store. Use it as a context manager, or call `close`."""

    def __init__(
        self, driver: neo4j.Driver, database: str | None, location: Location, release: Callable[[], None]
    ) -> None:
        self._driver = driver
        self._database = database
        self._location = location
        self._release = release
        self._folder = _folder_on_disk(location)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store. An embedded engine ends when nobody holds it."""
        with contextlib.suppress(neo4j.exceptions.DriverError, OSError):  # the engine may be gone already
            self._driver.close()
        self._release()

    @property
    def location(self) -> Location:
        """Where this store is."""
        return self._location

    def meet(self) -> None:
        """Check that the store is reachable and lets us in, without waiting as a transaction does.

        Raises `NoStore`.
        """
        with self._sentences():
            self._driver.verify_connectivity()
        self.stamp()

    def stamp(self) -> Stamp:
        """Return what the last write left: the revision of the graph, and the version of its model."""
        return self._read(read_stamp)

    def revision(self) -> str | None:
        """Return the mark of the last write, or None in a store that graphmap has never written to."""
        return self.stamp().revision

    def mark(self) -> Mark:
        """Return what tells whether the graph has changed since it was read."""
        if isinstance(self._location, EmbeddedLocation):
            return Mark(self._location.identity, self.revision())
        revision, counts = self._read(lambda tx: (read_stamp(tx).revision, count(tx)))
        nodes = sum(counts[label] for label in model.KIND)
        return Mark(self._location.identity, revision, nodes, sum(counts.values()) - nodes)

    def counts(self) -> Counts | None:
        """Return how many of each kind and relationship there were after the last write.

        None where graphmap has never written, or only a version that kept no counts.
        """
        return self._read(kept_counts)

    def read(self, progress: Progress = silent) -> tuple[str | None, GraphTables]:
        """Return the whole graph and its revision.

        Raises `StoreBusy` where somebody wrote every time that it was being read, `BadGraph` where another program
        wrote something that graphmap can't use, and `NoStore` where an embedded store is damaged.
        """

        def work(tx: neo4j.ManagedTransaction) -> tuple[bool, str | None, GraphTables, Counts | None]:
            stamp = read_stamp(tx)
            refuse_newer(stamp)
            revision = stamp.revision
            graph = read_graph(tx, progress)
            return read_stamp(tx).revision == revision, revision, graph, kept_counts(tx)

        for _ in range(_READS):
            try:
                undisturbed, revision, graph, kept = self._read(work)
            except UnreadableGraph as error:
                refuse_graph(self._location, self._read(graph_problems), error)
            if undisturbed:
                if isinstance(self._location, EmbeddedLocation):
                    refuse_damage(self._location, counts_of(graph), {} if revision is None else kept)
                return revision, graph
        raise StoreBusy("Somebody else keeps changing the store while it is being read; try again in a while.")

    def apply(self, changes: Edit, revision: str | None, progress: Progress = silent) -> None:
        """Write all of `changes`, which were found by comparing with `revision`, or nothing.

        Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, previous: str | None) -> Added:
            _refuse_later(previous, revision)
            return _carry_out(tx, changes, progress)

        self._write(work)

    def fill(
        self,
        changes: Edit,
        beside: Sequence[tuple[str, Mapping[str, Any]]],
        revision: str | None,
        progress: Progress = silent,
        afterwards: Sequence[str] = (),
    ) -> None:
        """Write `changes` into a store without entities, replacing its codebook, or write nothing.

        `beside` has named queries that write beside the graph, each with its values. The statements `afterwards` bring
        what was written to this version of the model. Raises `StoreBusy` where somebody
        else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, previous: str | None) -> Added:
            _refuse_later(previous, revision)
            added = _delete(tx, "Practice", columns(tx, read_entities("Practice"))["id"])
            added.update(_carry_out(tx, changes, progress))
            for name, values in beside:
                _replace(tx, name, None, values)
            return _run(tx, afterwards, added)

        self._write(work)

    def migrate(self, statements: Sequence[str], revision: str | None) -> None:
        """Bring the store, as it is at `revision`, to this version of the model by `statements`, or do nothing.

        Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, previous: str | None) -> Added:
            _refuse_later(previous, revision)
            return _run(tx, statements, Counter())

        self._write(work, migrating=True)

    def delete(self, ids: Mapping[str, Sequence[str]]) -> int:
        """Delete the entities with these ids, by kind, with all their relationships; return how many there were."""

        def work(tx: neo4j.ManagedTransaction, previous: str | None) -> Added:  # noqa: ARG001
            added: Added = Counter()
            for label, some in ids.items():
                added.update(_delete(tx, label, some))
            return added

        added = self._write(work)
        return -sum(added[label] for label in ids)

    # --------------------------------------------------------------------- what is kept beside the graph

    def ask(self, name: str) -> list[dict[str, Any]]:
        """Run the named query, which reads without parameters, and return a record for each row."""
        return self._read(lambda tx: [record.data() for record in tx.run(named_queries()[name].text)])

    def replace(self, name: str, version: str | None, values: Mapping[str, Any]) -> None:
        """Run the named query, which writes `values` beside the graph and returns the ``previous`` version.

        Raises `Overtaken`, and writes nothing, where the previous version is not `version`. The graph doesn't change,
        so the revision stays.
        """
        with self._sentences(), self._session() as session:
            _constrain(session)
            session.execute_write(lambda tx: _replace_beside(tx, name, version, values))

    # ------------------------------------------------------------------------ sessions and errors

    def _read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._sentences(), self._session() as session:
            return session.execute_read(work)

    def _write(self, work: Callable[[neo4j.ManagedTransaction, str | None], Added], migrating: bool = False) -> Added:
        """Let `work`, which gets the previous revision, write to the graph, and keep the counts and a new revision.

        Nobody else can write before it is over.
        """

        def whole(tx: neo4j.ManagedTransaction) -> Added:
            previous = leave_stamp(tx, migrating=migrating)
            before = kept_counts(tx) or count(tx)
            added = work(tx, previous)
            keep_counts(tx, before, added)
            return added

        with self._sentences(), self._session() as session:
            _constrain(session)
            added = session.execute_write(whole)
        forget_tables(self._location)
        return added

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn what the driver raises into a sentence for a person, and refuse a store whose folder has gone."""
        if _folder_on_disk(self._location) != self._folder:
            raise StoreMoved(
                f"The folder of the store, {self._location}, was moved or deleted while it was open. "
                "Move it back, or stop graphmap and start it again with the store’s new place."
            )
        with as_sentences(self._location):
            yield


def _folder_on_disk(location: Location) -> tuple[int, int] | None:
    """Return what tells the folder of an embedded store from another in the same place; None where there is none."""
    if not isinstance(location, EmbeddedLocation):
        return None
    try:
        found = location.folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def store_exists(location: Location) -> bool:
    """Whether there is anything at `location` to open: an embedded store exists once it has been used."""
    return isinstance(location, ServerLocation) or (location.folder / "databases").exists()


def open_store(location: Location | str | None = None, *, migrating: bool = True) -> Store:
    """Open the store at `location`, starting its engine if it is an embedded one.

    A text is what ``--store`` takes; None means ``GRAPHMAP_STORE``, else the user's own embedded store. Raises
    `NoStore` where nothing answers there or the store refuses us, and `WrongCommand` for a text that names no store.
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
    with as_sentences(location):
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


def _run(tx: neo4j.ManagedTransaction, statements: Sequence[str], added: Added) -> Added:
    """Run `statements` after a write that has `added`; return how many both add, by counting what they change."""
    if not statements:
        return added
    before = count(tx)
    for statement in statements:
        tx.run(statement).consume()
    added.update(count(tx))
    added.subtract(before)
    return added


def _replace_beside(tx: neo4j.ManagedTransaction, name: str, version: str | None, values: Mapping[str, Any]) -> None:
    leave_version(tx)
    _replace(tx, name, version, values)


def _refuse_later(previous: str | None, revision: str | None) -> None:
    """Raise `StoreBusy` where the revision before a write is not the `revision` that the write was meant for."""
    if previous != revision:
        raise StoreBusy("Somebody else has changed the store meanwhile; nothing was written, so try again.")


def _carry_out(tx: neo4j.ManagedTransaction, changes: Edit, progress: Progress) -> Added:
    """Carry out `changes`; return how many of each kind and relationship that adds."""
    added: Added = Counter()
    total, done = changes.rows, 0
    for step in write_steps(changes):
        progress("Writing", done, total)
        written = _write_rows(tx, step.text, step.rows)
        if step.exact and written != len(step.rows):
            raise StoreBusy("Somebody else has deleted data that this refers to; nothing was written, so try again.")
        added[step.name] += step.adds * len(step.rows)
        done += len(step.rows)
    progress("Writing", total, total)
    return added


def _delete(tx: neo4j.ManagedTransaction, label: str, ids: Sequence[str]) -> Added:
    """Delete entities with their relationships; return how many of each that adds, which is fewer than none."""
    rows = [{"id": id} for id in ids]
    added: Added = Counter()
    added.subtract(relationships_at(tx, label, rows))
    added[label] -= _write_rows(tx, writes.delete_entities(label), rows)
    return added


def _replace(tx: neo4j.ManagedTransaction, name: str, version: str | None, values: Mapping[str, Any]) -> None:
    record = tx.run(named_queries()[name].text, dict(values)).single()
    if (record["previous"] if record else None) != version:
        raise Overtaken("Somebody else has changed this since it was opened; nothing was written.")


def _write_rows(tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a write over `rows`; return how many rows found what they write to."""
    record = tx.run(text, rows=rows).single()
    return int(record["rows"]) if record is not None else 0
