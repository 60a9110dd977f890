"""Disks that fill up while a store on them is written to. Each is a small file system in memory, which needs root."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from endurance.engines import new_engine
from endurance.result import Result, timed
from endurance.running_store import WatchedStore
from graphmap.errors import GraphmapError
from graphmap.store.store import open_store

_MEBIBYTES = {"embedded": 96, "neo4j": 900}  # Neo4j sets 256 MiB aside for each log
_MOST_EDITS = 400


def disk_results(engine_name: str, times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Fill the disk of a store so many times, write until that fails, make room, and go on."""
    result = Result("the disk filled", engine_name)
    with _small_disk(_MEBIBYTES[engine_name]) as disk:
        if disk is None:
            result.note = "not run: no small disk can be mounted here"
            save(result)
            return
        with new_engine(engine_name, disk) as engine:
            watched = WatchedStore(engine, seed)
            for _ in range(times):
                with timed(result):
                    _fill(watched, disk, result)
                save(result)


def _fill(watched: WatchedStore, disk: Path, result: Result) -> None:
    filling = disk / "filling"
    pending = None
    told = ""
    try:
        with open_store(watched.engine.location) as store:
            with contextlib.suppress(OSError), filling.open("wb") as file:
                os.posix_fallocate(
                    file.fileno(), 0, max(1, shutil.disk_usage(disk).free - watched.random.randrange(2**20))
                )
            for _ in range(_MOST_EDITS):
                pending = watched.next_load()
                if wrong := watched.write(store, pending):
                    result.fault(wrong)
                pending = None
    except GraphmapError as error:
        told = str(error)
        result.faults_in_sentence(told)
    filling.unlink(missing_ok=True)
    watched.engine.kill()  # as whoever makes room would start it again
    watched.engine.start()
    with open_store(watched.engine.location) as store:
        _, faults = watched.oracle.settle(store, pending)
        if wrong := watched.write(store, watched.next_edit(loads=False)):
            faults.append(wrong)
    for fault in faults:
        result.fault(fault)
    result.end(("told: the disk is full" if "is full" in told else f"told: {told[:90]}") if told else "it never filled")


@contextlib.contextmanager
def _small_disk(mebibytes: int) -> Iterator[Path | None]:
    at = Path(tempfile.mkdtemp(prefix="graphmap-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(at)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)
        at.rmdir()
