"""The one way to the data: a store, on an embedded engine or on a Neo4j server.

Both are reached with the official driver and the same queries. Only tables and plain values leave this module, never
the driver's own objects; every error leaves it as a sentence.
"""

import contextlib
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any, NamedTuple, TypeVar

import neo4j
import neo4j.exceptions
from filelock import FileLock, Timeout

from graphmap import model
from graphmap.errors import GraphmapError, Overtaken, StoreBusy, StoreMoved
from graphmap.model import NodeKey
from graphmap.progress import Progress, silent
from graphmap.store import writes
from graphmap.store.carrying_out import Added, carry_out, tallies_of
from graphmap.store.counts import Counts, count, counts_after, counts_of, kept_counts, refuse_damage
from graphmap.store.driver_errors import TOO_LITTLE_MEMORY, as_sentences
from graphmap.store.edit import Edit, Tally
from graphmap.store.embedded import hold_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.following import follow
from graphmap.store.graph_check import graph_problems, refuse_graph
from graphmap.store.history import (
    before_and_after,
    earlier_rows,
    edit_that_undoes,
    log_of,
    merged_into,
    refuse_overtaken,
    taken_back,
)
from graphmap.store.location import EmbeddedLocation, Identity, Location, ServerLocation, read_location
from graphmap.store.log import Act, Before, Change, Followed
from graphmap.store.log_reading import append, entries_with, replace_log
from graphmap.store.migrate import bring_up_to_date
from graphmap.store.queries import named_queries
from graphmap.store.reading import UnreadableGraph, read_graph
from graphmap.store.scrubbing import Scrub, scrub_kept, scrub_log
from graphmap.store.snapshot_cache import forget_tables
from graphmap.store.stamp import Stamp, leave_stamp, leave_version, read_stamp, refuse_newer
from graphmap.store.touched import Touched
from graphmap.tables import GraphTables

T = TypeVar("T")
_READS = 5  # times that reading starts again when somebody writes meanwhile
_READS_BESIDE = 2  # of them beside those who write; after that they wait, or with fifty people it would never end
_RETRY_SECONDS = 30.0  # a cluster of servers may need that long to choose a new leader
_RETRY_EMBEDDED_SECONDS = 1.0  # an embedded engine that has stopped never comes back on the same port
_POLL_SECONDS = 0.01  # between two looks whether another process has written
_RETRY_AFTER_SECONDS = 0.1  # by itself the driver waits a second or more, and others get in before it again and again


class Mark(NamedTuple):
    """Tells whether a snapshot is still good: while its store's mark is the same, so is the graph.

    ``nodes`` and ``relationships`` show that another program has changed a server's graph, which leaves the revision
    as it was. They are 0 for an embedded store, which nobody else writes to.
    """

    store: Identity
    revision: str | None
    nodes: int = 0
    relationships: int = 0


class Whole(NamedTuple):
    """A ``graph`` with what was ``beside`` it at the same moment, by named query, and the ``version`` of its model."""

    graph: Followed
    beside: Mapping[str, list[dict[str, Any]]]
    version: int


class Written(NamedTuple):
    """What a write did within its transaction: what it ``added``, which rows it ``touched``, and its ``tallies``.

    It ``forgets`` what was there before, which then isn't kept in the snapshot on disk either. ``last`` is the number
    of the last change before it, where that isn't the one that the store had.
    """

    added: Added
    touched: Touched
    tallies: Mapping[str, Tally]
    forgets: bool = False
    last: int | None = None


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
        self._constrained = False
        self._turn = Lock()

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

    def seq(self) -> int:
        """Return the number of the last change, or 0."""
        return self.stamp().seq

    def read(self, progress: Progress = silent) -> tuple[str | None, GraphTables]:
        """Return the whole graph and its revision. Raises what `read_all` does."""
        found = self.read_all(progress)
        return found.revision, found.tables

    def read_all(self, progress: Progress = silent) -> Followed:
        """Return the whole graph, with its revision and the number of its last change.

        Raises `StoreBusy` where somebody wrote every time that it was being read, `BadGraph` where another program
        wrote something that graphmap can't use, and `NoStore` where an embedded store is damaged.
        """

        return self.read_whole((), progress).graph

    def read_whole(self, names: Sequence[str], progress: Progress = silent) -> Whole:
        """Return the whole graph and the rows of named queries, which read beside it, all as they were at one moment.

        Raises what `read_all` does.
        """

        def work(tx: neo4j.ManagedTransaction) -> tuple[bool, Whole, Counts | None]:
            stamp = read_stamp(tx)
            refuse_newer(stamp)
            beside = {name: _rows(tx, name) for name in names}
            graph = read_graph(tx, progress)
            undisturbed = read_stamp(tx).revision == stamp.revision
            return (
                undisturbed,
                Whole(Followed(stamp.seq, stamp.revision, graph), beside, stamp.version),
                kept_counts(tx),
            )

        for each in range(_READS):
            try:
                with self._beside_writers(each):
                    undisturbed, found, kept = self._read(work)
            except UnreadableGraph as error:
                refuse_graph(self._location, self._read(graph_problems), error)
            if undisturbed:
                if isinstance(self._location, EmbeddedLocation):
                    counts = {} if found.graph.revision is None else kept
                    refuse_damage(self._location, counts_of(found.graph.tables), counts)
                return found
        raise StoreBusy("Somebody else keeps changing the store while it is being read; try again in a while.")

    def follow(self, seq: int, tables: GraphTables, revision: str | None = None) -> Followed | None:
        """Move `tables`, the graph after the change `seq`, on by what has changed since.

        Return None where the graph must be read anew: too much has changed, another program has written, or the store
        isn't the one that had that change, whose `revision` is compared if given.
        """

        def work(tx: neo4j.ManagedTransaction) -> tuple[bool, Followed | None]:
            stamp = read_stamp(tx)
            refuse_newer(stamp)
            found = follow(tx, stamp, Followed(seq, revision, tables), embedded=self._is_embedded)
            return read_stamp(tx).revision == stamp.revision, found

        for each in range(_READS):
            with self._beside_writers(each):
                undisturbed, found = self._read(work)
            if undisturbed:
                return found
        return None

    # ------------------------------------------------------------------------------------------- writing

    def write(self, edit: Edit, act: Act, opened_at: int | None = None, progress: Progress = silent) -> Change:
        """Write all of `edit`, or nothing, and the change that says so; return it.

        Raises `Overtaken`, with the rows, where a change after `opened_at` touched one of the same rows, and where
        something that the edit refers to isn't there.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            if opened_at is not None:
                refuse_overtaken(edit, entries_with(tx, range(opened_at + 1, before.seq + 1)))
            return _written(edit, *carry_out(tx, edit, progress))

        return self._write(work, act)

    def undo(self, seq: int, act: Act) -> Change:
        """Put back what was there before the change `seq`; return the change that does so.

        Raises `CannotUndo`, which says what is in the way.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            edit = edit_that_undoes(tx, seq, before.seq)
            return _written(edit, *carry_out(tx, edit))

        return self._write(work, act, undoes=seq)

    def erase(
        self, edit: Edit, act: Act, opened_at: int, scrub: Scrub, beside: Sequence[tuple[str, Mapping[str, Any]]] = ()
    ) -> Change:
        """Write `edit`, which takes somebody out of the graph, and scrub them from the log and all that is kept.

        What was there before isn't kept, so this can't be undone, nor can the earlier changes that had something of
        them. `beside` has named queries that write beside the graph. Raises `Overtaken` as `write` does.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            refuse_overtaken(edit, entries_with(tx, range(opened_at + 1, before.seq + 1)))
            added, touched = carry_out(tx, edit)
            scrub_log(tx, scrub, before.seq)
            scrub_kept(tx, scrub)
            for name, values in beside:
                _replace(tx, name, None, values)
            return Written(added, scrub.touched(touched), tallies_of(edit, touched), True)

        return self._write(work, scrub.act(act))

    def fill(
        self,
        edit: Edit,
        act: Act,
        beside: Sequence[tuple[str, Mapping[str, Any]]],
        revision: str | None,
        log: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        progress: Progress = silent,
        afterwards: Sequence[str] = (),
    ) -> Change:
        """Write `edit` into a store without entities, or write nothing.

        `beside` has named queries that write beside the graph, each with its values. `log` has the rows of a log that
        replaces the store's own, and that says already how the graph came to be: by the query that keeps them. The
        statements `afterwards` bring what was written to this version of the model. Raises `StoreBusy` where somebody
        else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            _refuse_later(before.revision, revision)
            written = _written(edit, *carry_out(tx, edit, progress), forgets=True)
            for name, values in beside:
                _replace(tx, name, None, values)
            added = _run(tx, afterwards, written.added)
            if not log:
                return written._replace(added=added)
            last = replace_log(tx, log)
            return Written(added, Touched(), {}, True, max(last, before.seq))

        return self._write(work, act)

    def migrate(self, statements: Sequence[str], act: Act, revision: str | None) -> Change:
        """Bring the store, as it is at `revision`, to this version of the model by `statements`, or do nothing.

        Raises `StoreBusy` where somebody else has written since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            _refuse_later(before.revision, revision)
            return Written(_run(tx, statements, Counter()), Touched(), {}, True)

        return self._write(work, act, migrating=True)

    # ----------------------------------------------------------------------------------------------- the log

    def log(self, after: int = 0, entity: NodeKey | None = None, limit: int | None = None) -> Sequence[Change]:
        """Return the changes after that of number `after`, newest first, and at most `limit` of them.

        With `entity`, only those that touched it or a relationship of it, or what was merged into it.
        """
        return self._read(lambda tx: log_of(tx, after, read_stamp(tx).seq, entity, limit))

    def merged_into(self, entity: NodeKey) -> Sequence[NodeKey]:
        """Return `entity` and the keys of everything that was merged into it, where that wasn't undone."""
        return self._read(lambda tx: merged_into(tx, entity))

    def before(self, seq: int) -> Before:
        """Return the change `seq` with the rows that it touched, as they were before it and after it.

        Raises `WrongCommand` where there is no such change.
        """
        return self._read(lambda tx: before_and_after(tx, seq, read_stamp(tx).seq))

    def earlier_rows(self, keys: Iterable[NodeKey]) -> Sequence[tuple[Change, Mapping[str, Any]]]:
        """Return the values that the entities with these keys had before a change, each with that change."""
        return self._read(lambda tx: earlier_rows(tx, list(keys)))

    def take_back(self, tables: GraphTables, seq: int, earlier: int) -> GraphTables:
        """Return `tables`, the graph after the change `seq`, as it was after an `earlier` one."""
        return self._read(lambda tx: taken_back(tx, tables, seq, earlier))

    # --------------------------------------------------------------------- what is kept beside the graph

    def ask(self, name: str) -> list[dict[str, Any]]:
        """Run the named query, which reads without parameters, and return a record for each row."""
        return self._read(lambda tx: _rows(tx, name))

    def replace(self, name: str, version: str | None, values: Mapping[str, Any]) -> None:
        """Run the named query, which writes `values` beside the graph and returns the ``previous`` version.

        Raises `Overtaken`, and writes nothing, where the previous version is not `version`. The graph doesn't change,
        so the revision stays.
        """
        with self._sentences(), self._session() as session:
            self._constrain(session)
            session.execute_write(lambda tx: _replace_beside(tx, name, version, values))

    def replace_with_change(
        self, name: str, version: str | None, values: Mapping[str, Any], act: Act, revision: str | None
    ) -> Change:
        """Do as `replace` does, and append a change to the log that says so.

        Raises `StoreBusy` where somebody else has written to the graph since `revision`.
        """

        def work(tx: neo4j.ManagedTransaction, before: Stamp) -> Written:
            _refuse_later(before.revision, revision)
            _replace(tx, name, version, values)
            return Written(Counter(), Touched(), {})

        return self._write(work, act)

    # --------------------------------------------------------------------------- trying out a server

    def try_out(self, statement: str) -> Sequence[Any]:
        """Run a `statement` in a transaction that is taken back, and return the values of its first row."""
        with self._sentences(), self._session() as session, session.begin_transaction() as tx:
            values = next(iter(tx.run(statement).values()), ())
            tx.rollback()
        return values

    def allows(self, statement: str) -> bool:
        """Return whether our account may run the `statement`, which is tried and taken back."""
        with self._sentences(), self._session() as session:
            try:
                with session.begin_transaction() as tx:
                    tx.run(statement).consume()
                    tx.rollback()
            except (neo4j.exceptions.Forbidden, neo4j.exceptions.ForbiddenOnReadOnlyDatabase):
                return False
        return True

    # ------------------------------------------------------------------------ sessions and errors

    def _read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._sentences(), self._session() as session:
            return session.execute_read(work)

    def _write(
        self,
        work: Callable[[neo4j.ManagedTransaction, Stamp], Written],
        act: Act,
        undoes: int | None = None,
        migrating: bool = False,
    ) -> Change:
        """Let `work`, which gets the stamp before, write to the graph; keep the counts, and append the change.

        Nobody else can write before it is over. Where somebody else was writing at once, it is done again.
        """
        seen: str | None = None

        def whole(tx: neo4j.ManagedTransaction) -> tuple[Change, bool]:
            nonlocal seen
            revision = uuid.uuid4().hex
            before = leave_stamp(tx, revision, migrating=migrating)
            seen = before.revision
            written = work(tx, before)
            last = before.seq if written.last is None else written.last
            change = Change(last + 1, revision, act, written.tallies, undoes)
            append(tx, change, written.touched, counts_after(tx, before.counts, written.added))
            if written.forgets:  # before it is saved too: this process may be killed right after that
                forget_tables(self._location)
            return change, written.forgets

        with self._sentences(), self._in_turn(), self._session() as session:
            until = time.monotonic() + _RETRY_SECONDS
            self._constrain(session)
            while True:
                try:
                    change, forgets = session.execute_write(whole)
                    break
                except (neo4j.exceptions.TransientError, neo4j.exceptions.ConstraintError) as error:
                    if time.monotonic() > until or not self._may_succeed(session, error, seen):
                        raise
                    time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 — so that two don't meet again
        if forgets:
            forget_tables(self._location)
        return change

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let those who write to the store wait for one another, at most for as long as a write is tried again.

        The database would let them begin at once, and have all but one do their work again. Only the writers of an
        embedded store wait for those in other processes: a server is for other computers too, and makes them wait.
        """
        with ExitStack() as stack:
            if self._turn.acquire(timeout=_RETRY_SECONDS):
                stack.callback(self._turn.release)
            if isinstance(self._location, EmbeddedLocation):
                with contextlib.suppress(Timeout, OSError):  # then the database decides
                    stack.enter_context(_turn_of_processes(self._location))
            yield

    def _beside_writers(self, tries: int) -> contextlib.AbstractContextManager[None]:
        """Return the context of reading after so many `tries`: those who write wait where they keep disturbing it."""
        return contextlib.nullcontext() if tries < _READS_BESIDE else self._in_turn()

    def _may_succeed(self, session: neo4j.Session, error: neo4j.exceptions.Neo4jError, seen: str | None) -> bool:
        """Return whether to write again: another writer was in the way, rather than what was to be written."""
        if isinstance(error, neo4j.exceptions.TransientError):
            return error.code not in TOO_LITTLE_MEMORY
        return session.execute_read(read_stamp).revision != seen

    def _constrain(self, session: neo4j.Session) -> None:
        """Make the constraints of the model, once for an open store."""
        if not self._constrained:
            for constraint in writes.constraints():
                session.run(constraint).consume()
            self._constrained = True

    @property
    def _is_embedded(self) -> bool:
        return isinstance(self._location, EmbeddedLocation)

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


def _turn_of_processes(location: EmbeddedLocation) -> FileLock:
    """Return what one process at a time holds that writes to an embedded store. It ends with its process."""
    return FileLock(location.folder / "writing.lock", timeout=_RETRY_SECONDS, poll_interval=_POLL_SECONDS)


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
            initial_retry_delay=_RETRY_AFTER_SECONDS,
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


def _rows(tx: neo4j.ManagedTransaction, name: str) -> list[dict[str, Any]]:
    return [record.data() for record in tx.run(named_queries()[name].text)]


def _written(edit: Edit, added: Added, touched: Touched, forgets: bool = False) -> Written:
    return Written(added, touched, tallies_of(edit, touched), forgets or any(edit.deleted.values()))


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


def _replace(tx: neo4j.ManagedTransaction, name: str, version: str | None, values: Mapping[str, Any]) -> None:
    record = tx.run(named_queries()[name].text, dict(values)).single()
    if (record["previous"] if record else None) != version:
        raise Overtaken("Somebody else has changed this since it was opened; nothing was written.")
