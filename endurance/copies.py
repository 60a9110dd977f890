"""Copies that are made while others write: of an embedded store's folder, and backups that go to the other engine."""

import contextlib
import io
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from polars.testing import assert_frame_equal

from endurance.edits import plain
from endurance.engines import EmbeddedEngine, RunningEngine, empty, new_engine
from endurance.oracle import differences
from endurance.result import Result, timed
from endurance.running_store import WatchedStore
from graphmap import model
from graphmap.errors import GraphmapError
from graphmap.store.backup import everything_in, restore_backup, take_backup
from graphmap.store.backup.file import Backup, read_backup, write_backup
from graphmap.store.edit import Edit
from graphmap.store.log import now
from graphmap.store.store import open_store
from graphmap.tables import kind_table


def folder_results(times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Copy the folder of an embedded store so many times while it is written to, and open each copy."""
    result = Result("the store copied while it is written to", "embedded")
    with new_engine("embedded") as engine, TemporaryDirectory() as folder:
        watched = WatchedStore(engine, seed)
        for number in range(times):
            copy = Path(folder) / str(number)
            with timed(result):
                with watched.being_written():
                    time.sleep(watched.random.uniform(1.0, 3.0))
                    with contextlib.suppress(shutil.Error):  # files come and go meanwhile
                        shutil.copytree(engine.data, copy)
                    _open_copy(watched, copy, result)
                shutil.rmtree(copy, ignore_errors=True)
            save(result)


def _open_copy(watched: WatchedStore, copy: Path, result: Result) -> None:
    """Open a copy while the store that it is of is still in use."""
    engine = EmbeddedEngine(copy)
    try:
        with open_store(engine.location) as store:
            found = store.read_all()
            seqs = [change.seq for change in store.log()]
        if found.seq not in watched.oracle.states:
            result.fault(f"the copy is at change {found.seq}, which wasn't acknowledged")
        for difference in differences(watched.oracle.states.get(found.seq, {}), plain(found.tables)):
            result.fault(f"the copy differs: {difference}")
        if seqs != list(range(found.seq, 0, -1)):
            result.fault("the log of the copy isn't whole")
        result.end("opened, and whole")
    except GraphmapError as error:
        result.faults_in_sentence(str(error))
        result.end("refused in a sentence")
    finally:
        engine.kill()


def backup_results(times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Back up each engine while it is written to, restore into the other, and compare every record."""
    with new_engine("embedded") as embedded, new_engine("neo4j") as neo4j:
        for source, target in ((embedded, neo4j), (neo4j, embedded)):
            result = Result(f"backup while writing, restored into {target.name}", source.name)
            empty(source)
            watched = WatchedStore(source, seed)
            for number in range(times):
                with timed(result):
                    empty(target)
                    with watched.being_written(), open_store(source.location) as store:
                        backup = take_backup(store)
                    _compare_with_oracle(watched, backup, result)
                    (_restore_while_writing if number % 3 == 2 else _restore)(target, _through_a_file(backup), result)
                save(result)


def _through_a_file(backup: Backup) -> Backup:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup"
        content = io.BytesIO()
        write_backup(backup, content)
        file.write_bytes(content.getvalue())
        return read_backup(file)


def _compare_with_oracle(watched: WatchedStore, backup: Backup, result: Result) -> None:
    last = int(backup.kept["Change"]["id"].to_list()[-1])
    for difference in differences(watched.oracle.states.get(last, {}), plain(backup.graph)):
        result.fault(f"the backup at change {last}: {difference}")


def _restore(target: RunningEngine, backup: Backup, result: Result) -> None:
    with open_store(target.location) as store:
        restore_backup(backup, store)
        found = everything_in(store)
    try:
        for label in model.KIND:
            assert_frame_equal(found.graph.kinds[label], backup.graph.kinds[label])
        for type in model.RELATIONSHIP:
            assert_frame_equal(found.graph.relationships[type], backup.graph.relationships[type])
        for label, table in backup.kept.items():
            there = found.kept[label]
            assert_frame_equal(there.head(len(table)) if label == "Change" else there, table)
    except AssertionError as error:
        result.fault(f"not what was backed up: {error}")
    result.end("the same, record by record")


def _restore_while_writing(target: RunningEngine, backup: Backup, result: Result) -> None:
    """Restore while somebody else writes to the same empty store: all of the backup, or nothing."""
    stranger = Edit(created={"Person": kind_table("Person", [{"id": "stranger", "name": "A stranger"}])})
    wrote: list[int] = []

    def interfere() -> None:
        with contextlib.suppress(GraphmapError), open_store(target.location) as other:
            wrote.append(other.write(stranger, now("edited")).seq)

    meanwhile = threading.Thread(target=interfere)
    with open_store(target.location) as store:
        meanwhile.start()
        try:
            restore_backup(backup, store)
            end, expected = "all of it, beside somebody who wrote", len(backup.graph.kinds["Person"])
        except GraphmapError as error:
            result.faults_in_sentence(str(error))
            end, expected = "refused, as somebody wrote first", 0
        meanwhile.join()
        people = store.read()[1].kinds["Person"]
    if len(people) != expected + len(wrote):
        result.fault(f"{end}: {len(people)} people, expected {expected} and {len(wrote)}")
    result.end(end)
