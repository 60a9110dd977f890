"""The embedded engine: shared by processes, private to its owner, ended by its last user, and safe to kill."""

import json
import os
import shutil
import signal
import socketserver
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from engines import RunningEngine
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.errors import NoStore, StoreMoved
from graphmap.store.edit import Edit, everything
from graphmap.store.embedded import engine_status, hold_engine, keep_engine, stop_engine
from graphmap.store.engine import connection_file
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.log import now
from graphmap.store.store import open_store
from graphmap.tables import GraphTables

Sheets = Callable[..., Path]
pytestmark = pytest.mark.slow

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from graphmap.store.embedded import engine_status
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store
from graphmap.tables import GraphTables

folder = Path(sys.argv[1])
with open_store(EmbeddedLocation(folder)) as store:
    people = store.read()[1].kinds["Person"]["id"].to_list()
    print(engine_status(folder).pid, *people, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for a store whose engine does not outlive the test."""
    folder = tmp_path / "store"
    yield folder
    stop_engine(folder)


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the store open until it is let go."""
    arguments = [sys.executable, "-c", ANOTHER_PROCESS, str(folder)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        if process.poll() is None:
            process.communicate()


def told_by(process: subprocess.Popen[str]) -> list[str]:
    """What the process read in the store: the engine's process id and the people."""
    assert process.stdout is not None
    return process.stdout.readline().split()


def wait_until(happened: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] if Path("/proc").exists() else "R"
        os.kill(pid, 0)
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def running_pid(folder: Path) -> int:
    status = engine_status(folder)
    assert status is not None
    return status.pid


def kill(folder: Path) -> int:
    """End the engine as a crash would; its process id."""
    pid = running_pid(folder)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid))
    return pid


def sentence_of(work: Callable[[], object]) -> str:
    with pytest.raises(NoStore) as refused:
        work()
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# ---------------------------------------------------------------------------------- sharing an engine


def test_only_the_owner_can_read_how_the_engine_is_reached(embedded_engine: RunningEngine) -> None:
    assert isinstance(embedded_engine.location, EmbeddedLocation)
    folder = embedded_engine.location.folder
    assert stat.S_IMODE(connection_file(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "engine.log").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert embedded_engine.server.password in connection_file(folder).read_text()


def test_a_new_store_s_folder_keeps_everybody_else_out(folder: Path) -> None:
    folder = folder / "deeper"
    hold_engine(folder).release()
    try:
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    finally:
        stop_engine(folder)


def test_two_processes_share_one_engine(embedded_engine: RunningEngine, sheets: Sheets) -> None:
    assert isinstance(embedded_engine.location, EmbeddedLocation)
    folder = embedded_engine.location.folder
    embedded_engine.empty()
    with open_store(embedded_engine.location) as store:
        load(sheets(people="name\nAna\nBo\n"), store)
        with another_process(folder) as process:
            assert told_by(process) == [str(running_pid(folder)), "ana", "bo"]


def test_processes_that_start_at_once_start_one_engine(folder: Path) -> None:
    with another_process(folder) as one, another_process(folder) as other:
        assert told_by(one) == told_by(other) == [str(running_pid(folder))]


# ------------------------------------------------------------------------------------ ending an engine


def test_an_engine_ends_after_its_last_user_even_one_that_was_killed(folder: Path) -> None:
    with another_process(folder) as user:
        engine = int(told_by(user)[0])
        user.kill()
    wait_until(lambda: not is_running(engine))
    assert not connection_file(folder).exists()
    assert engine_status(folder) is None


def test_an_engine_that_is_kept_waits_for_nobody_until_it_is_stopped(folder: Path) -> None:
    keep_engine(folder)
    wait_until(lambda: (status := engine_status(folder)) is not None and status.users == 0)
    status = engine_status(folder)
    assert status is not None
    assert status.kept
    assert stop_engine(folder)
    wait_until(lambda: not is_running(status.pid))
    assert engine_status(folder) is None
    assert not stop_engine(folder)


# ------------------------------------------------------------------------------------- after a crash


def test_after_a_crash_the_stale_file_is_replaced_and_the_data_are_there(folder: Path, sheets: Sheets) -> None:
    with open_store(EmbeddedLocation(folder)) as store:
        load(sheets(people="name\nAna\n"), store)
        crashed = kill(folder)
    assert json.loads(connection_file(folder).read_text())["pid"] == crashed
    assert engine_status(folder) is None
    with open_store(EmbeddedLocation(folder)) as store:
        assert running_pid(folder) != crashed
        assert store.read()[1].kinds["Person"]["id"].to_list() == ["ana"]


@pytest.mark.timeout(120)
def test_an_engine_killed_in_the_middle_of_a_load_leaves_the_store_as_it_was(
    folder: Path, sheets: Sheets, demo: Path
) -> None:
    with open_store(EmbeddedLocation(folder)) as store:
        load(sheets(people="name\nAna\n"), store)
        revision, before = store.read()
        killed: list[int] = []

        def kill_halfway(doing: str, done: int, total: int) -> None:
            if doing == "Writing" and done > total / 2 and not killed:
                killed.append(kill(folder))

        sentence = sentence_of(lambda: load(demo, store, kill_halfway))
    assert killed
    assert sentence == f"The engine of the store in {folder} stopped; anything it was writing was undone, so try again."
    with open_store(EmbeddedLocation(folder)) as store:
        now, after = store.read()
        assert now == revision
        for label in model.KIND:
            assert_frame_equal(after.kinds[label], before.kinds[label])
        for type in model.RELATIONSHIP:
            assert_frame_equal(after.relationships[type], before.relationships[type])
        assert load(demo, store)["School"].created == 12
        assert len(store.read()[1].kinds["Interaction"]) == 288


def test_an_engine_that_ended_for_want_of_memory_is_said_to_have(folder: Path) -> None:
    with open_store(EmbeddedLocation(folder)) as store:
        kill(folder)
        with (folder / "engine.log").open("a") as log:
            log.write("Terminating due to java.lang.OutOfMemoryError: Java heap space\n")
        assert "had too little memory for a write of this size; nothing was written" in sentence_of(store.read)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"pid": 1}', '{"pid": 1, "bolt": 1, "lease": "x", "password": "x"}', "\0"]
)
def test_a_connection_file_that_says_nothing_useful_counts_as_no_engine(tmp_path: Path, content: str) -> None:
    connection_file(tmp_path).write_text(content)
    assert engine_status(tmp_path) is None
    assert not stop_engine(tmp_path)


class _SomebodyElse(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"\xff\xfeHTTP/1.1 400 Bad Request\r\n\r\n")


def test_a_stale_file_whose_port_is_somebody_else_s_by_now_counts_as_no_engine(tmp_path: Path) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _SomebodyElse) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection_file(tmp_path).write_text(
            json.dumps({"pid": 1, "bolt": 1, "lease": server.server_address[1], "password": "x"})
        )
        assert engine_status(tmp_path) is None
        server.shutdown()


# ------------------------------------------------------------------------------- damaged, moved, open to others


def demo_store(folder: Path, demo: Path) -> None:
    with open_store(EmbeddedLocation(folder)) as store:
        load(demo, store)
    stop_engine(folder)


def test_a_store_that_has_lost_its_ties_is_refused_with_what_was_written_and_what_is_left(
    folder: Path, demo: Path
) -> None:
    demo_store(folder, demo)
    for bucket in (folder / "databases" / "graphmap").glob("TOOK_PART_0*.bucket"):
        bucket.write_bytes(bytes(bucket.stat().st_size))
    with open_store(EmbeddedLocation(folder)) as store:
        sentence = sentence_of(store.read)
        assert "is damaged: 1,003 TOOK_PART relationships were written, and 0 can be read." in sentence
        assert "restore your last backup into a new store" in sentence
        assert sentence_of(lambda: load(demo, store)) == sentence, "nothing is loaded into it"


def test_a_store_that_has_lost_the_record_of_its_writes_is_damaged_too(folder: Path, demo: Path) -> None:
    demo_store(folder, demo)
    for bucket in (folder / "databases" / "graphmap").glob("Store_0*.bucket"):
        bucket.write_bytes(bytes(bucket.stat().st_size))
    with open_store(EmbeddedLocation(folder)) as store:
        assert "is damaged" in sentence_of(store.read)


def test_updates_and_removals_are_counted_too(embedded_engine: RunningEngine, sheets: Sheets, demo: Path) -> None:
    embedded_engine.empty()
    with open_store(embedded_engine.location) as store:
        load(demo, store)
        graph = store.read()[1]
        ids = {label: graph.kinds[label]["id"].to_list()[::2] for label in ("Person", "Interaction", "Network")}
        store.write(Edit(deleted=ids), now("deleted"))
        load(demo, store)
        assert len(store.read()[1].relationships["TOOK_PART"]) == len(graph.relationships["TOOK_PART"])


def test_a_store_whose_folder_is_moved_while_it_is_open_says_so_and_goes_on_when_it_is_back(folder: Path) -> None:
    with open_store(EmbeddedLocation(folder)) as store:
        elsewhere = folder.rename(folder.with_name("elsewhere"))
        with pytest.raises(StoreMoved, match="was moved or deleted while it was open"):
            store.revision()
        folder.mkdir()
        with pytest.raises(StoreMoved, match="was moved or deleted while it was open"):
            store.read()
        folder.rmdir()
        elsewhere.rename(folder)
        assert store.revision() is None


def test_a_store_made_in_a_folder_that_everyone_can_read_closes_it(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    hold_engine(folder).release()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_the_engine_writes_is_private_even_in_a_folder_with_other_things_in_it(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "plan.txt").write_text("ours")
    hold_engine(folder).release()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    written = [*(folder / "databases").rglob("*"), folder / "databases", *(folder / "config").glob("*")]
    assert {path.name for path in written if path.stat().st_mode & 0o077} == set()


def test_every_way_to_a_store_whose_engine_was_killed_is_one_sentence(folder: Path) -> None:
    store = open_store(EmbeddedLocation(folder))
    view = {"id": "v", "name": "A view", "address": "", "version": "1"}
    kill(folder)
    for work in (
        store.meet,
        store.revision,
        store.mark,
        store.read,
        lambda: store.write(Edit(deleted={"Person": ["ana"]}), now("deleted")),
        lambda: store.write(everything(GraphTables.of()), now("loaded")),
        lambda: store.ask("saved_views"),
        lambda: store.replace("keep_view", None, view),
    ):
        assert "stopped; anything it was writing was undone" in sentence_of(work)
    store.close()


# ----------------------------------------------------------------------- where there can be no store


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("not a folder")
    for folder in (tmp_path / "store", tmp_path / "store" / "deeper"):
        sentence = sentence_of(lambda folder=folder: hold_engine(folder))
        assert sentence.startswith(f"The store’s folder {folder} cannot be used (")
        assert sentence.endswith("choose another with --store embedded:DIR.")
        assert engine_status(folder) is None
        assert not stop_engine(folder)


@contextmanager
def small_disk(at: Path, *options: str) -> Iterator[Path]:
    """A disk of its own, in memory, where the system lets us make one."""
    at.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(at)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be made where the tests may mount one")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def test_a_disk_that_is_full_is_one_sentence(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=1m") as disk:
        (disk / "filling").write_bytes(bytes(disk_room(disk)))
        sentence = sentence_of(lambda: hold_engine(disk / "store"))
        assert (
            sentence
            == f"The disk of the store in {disk / 'store'} is full; make room on it and try again. Nothing was written."
        )


def disk_room(disk: Path) -> int:
    return shutil.disk_usage(disk).free


@pytest.mark.timeout(120)
def test_a_disk_that_fills_up_in_the_middle_of_a_load_is_one_sentence_and_the_store_is_as_it_was(
    tmp_path: Path, sheets: Sheets
) -> None:
    people = [{"name": f"Person {number}" + " of Tauira" * 40} for number in range(10_000)]
    with small_disk(tmp_path / "disk", "size=64m") as disk:
        location = EmbeddedLocation(disk / "store")
        with open_store(location) as store:
            load(sheets(people="name\nAna\n"), store)
            (disk / "filling").write_bytes(bytes(max(0, disk_room(disk) - 3 * 2**20)))
            sentence = sentence_of(lambda: load(sheets(people=people), store))
        assert (
            sentence == f"The disk of the store in {location.folder} is full; make room on it and try again. "
            "Nothing was written."
        )
        stop_engine(location.folder)
        (disk / "filling").unlink()
        with open_store(location) as store:
            assert store.read()[1].kinds["Person"]["id"].to_list() == ["ana"]
        stop_engine(location.folder)


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=1m", "ro") as disk:
        sentence = sentence_of(lambda: hold_engine(disk / "store"))
        assert sentence.startswith(f"The store’s folder {disk / 'store'} cannot be used (")
