"""Work that is split: over the cores here, and over a Dask cluster of a scheduler and two workers as real processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from distributed import Client

from graphmap.errors import GraphmapError, NoCluster
from graphmap.measures.workers import cluster_address, in_parallel

pytestmark = pytest.mark.slow

NUMBERS = np.arange(300_000)
PIECES = [range(start, start + 5) for start in range(2, 102, 5)]


def sums(numbers: np.ndarray, divisors: range) -> int:
    return int(sum((numbers % divisor).sum() for divisor in divisors))


HERE = [sums(NUMBERS, piece) for piece in PIECES]


def sums_but_the_first_ends(mark: Path) -> Callable[[np.ndarray, range], int]:
    """The same work, but whoever first begins it is ended from outside, as by a system that runs out of memory."""
    path = str(mark)

    def work(numbers: np.ndarray, divisors: range) -> int:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        return int(sum((numbers % divisor).sum() for divisor in divisors))

    return work


# ------------------------------------------------------------------------------------------------- here


@pytest.mark.parametrize("cores", [1, 2])
def test_the_results_come_in_the_order_of_the_pieces_whoever_does_them(cores: int) -> None:
    assert list(in_parallel(sums, NUMBERS, PIECES, cores=cores)) == HERE


def test_who_works_for_another_hands_nothing_on() -> None:
    def whose(_: None, piece: int) -> tuple[int, set[int]]:
        return os.getpid(), set(in_parallel(lambda _, __: os.getpid(), None, range(4), cores=2))

    found = list(in_parallel(whose, None, range(4), cores=2))
    assert all(own != os.getpid() and handed_to == {own} for own, handed_to in found)


def test_what_a_process_had_that_was_ended_is_done_again(tmp_path: Path) -> None:
    assert list(in_parallel(sums_but_the_first_ends(tmp_path / "ended"), NUMBERS, PIECES, cores=2)) == HERE


def test_processes_that_are_ended_again_and_again_are_told_of_in_a_sentence() -> None:
    def work(numbers: np.ndarray, divisors: range) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with pytest.raises(GraphmapError, match="most likely because memory runs out"):
        list(in_parallel(work, NUMBERS, PIECES, cores=2))


def test_who_is_interrupted_leaves_no_process_behind() -> None:
    script = """
import os, signal, sys
from graphmap.measures.workers import in_parallel
def work(shared, piece):
    print(os.getpid(), flush=True)
    if piece == 3:
        os.kill(shared, signal.SIGINT)
    return piece
try:
    for _ in in_parallel(work, os.getpid(), list(range(500)), cores=2): pass
except KeyboardInterrupt:
    sys.exit(130)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 130, done.stderr
    assert not [pid for pid in set(done.stdout.split()) if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(sys.platform == "win32", reason="A terminal there sends no signal to a group of processes.")
def test_control_c_at_a_terminal_which_goes_to_all_processes_is_one_line() -> None:
    script = """
import os
from graphmap import cli
from graphmap.measures.workers import in_parallel
def work(shared, piece):
    sum(range(shared))
    return os.getpid()
@cli.app.command()
def long():
    workers = set()
    for worker in in_parallel(work, 3_000_000, list(range(500)), cores=2):
        workers.add(worker)
        if len(workers) == 2:  # both have started
            print("begun", flush=True)
cli.main()
"""
    command = [sys.executable, "-c", script, "long"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        os.killpg(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=60)  # which ends when no process is left that could tell anything
    assert (running.returncode, told) == (130, "Stopped. Nothing is half-written.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Semaphores need no clearing up there.")
def test_nobody_is_told_what_was_cleared_up_after_a_process_that_was_ended() -> None:
    script = """
from joblib.externals.loky.backend.resource_tracker import register
from graphmap.measures.workers import in_parallel
def work(shared, piece):
    return piece
list(in_parallel(work, None, [1, 2], cores=2))
register("/graphmap-left-behind", "semlock")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""


# -------------------------------------------------------------------------------------------- a cluster


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        self._stack = stack
        self._start("scheduler", "--host", self.address)
        with Client(self.address, timeout="60s", set_as_default=False):  # once it answers
            pass

    def add_workers(self, many: int) -> list[subprocess.Popen[bytes]]:
        """So many workers, once the scheduler knows of them."""
        started = [self._start("worker", self.address, "--no-nanny", "--nthreads", "1") for _ in range(many)]
        with Client(self.address, timeout="30s", set_as_default=False) as client:
            client.wait_for_workers(many, timeout=60)
        return started

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, "--no-dashboard", *options],
            env=dict(os.environ, PYTHONPATH=str(Path(__file__).parent)),  # where they find the work of these tests
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with contextlib.ExitStack() as stack:
        yield Cluster(stack)


def test_a_cluster_gives_the_same_even_where_a_worker_is_ended_half_way(cluster: Cluster) -> None:
    doomed, other = cluster.add_workers(2)
    results = in_parallel(sums, NUMBERS, PIECES, cluster.address)
    found = [next(results)]
    doomed.kill()
    found.extend(results)
    assert found == HERE
    assert other.poll() is None


def test_a_cluster_without_a_worker_says_how_to_start_one(cluster: Cluster) -> None:
    with pytest.raises(NoCluster, match=f"has no workers; start one with: dask worker {cluster.address}"):
        list(in_parallel(sums, NUMBERS, PIECES, cluster.address))


def test_a_worker_with_another_version_is_told_apart(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.add_workers(1)
    monkeypatch.setattr("graphmap.measures.workers.graphmap_version", lambda: "99.1")
    with pytest.raises(
        NoCluster,
        match=r"The scheduler needs graphmap 99\.1 but has version \d.*; install that version there",
    ):
        list(in_parallel(sums, NUMBERS, PIECES, cluster.address))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1:port"])
def test_a_cluster_that_is_not_there_is_a_sentence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmap.measures.workers.PATIENCE", "1s")
    with pytest.raises(NoCluster, match="No Dask scheduler answers at"):
        list(in_parallel(sums, NUMBERS, PIECES, address))


def test_the_cluster_is_the_option_s_or_else_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_CLUSTER", "tcp://there:8786")
    assert cluster_address(None) == "tcp://there:8786"
    assert cluster_address("tcp://here:8786") == "tcp://here:8786"
    monkeypatch.delenv("GRAPHMAP_CLUSTER")
    assert cluster_address(None) is None
