"""`graphmap metrics` from the store to the file, beside only reading the store, with the command's peak memory."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import OURS, Result, timed
from graphmap.store.embedded import keep_engine, stop_engine
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store


def whole_run_result(size: str, sheets: Path) -> Result:
    """The whole command, in a process of its own, on an engine that is already running."""
    peaks: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        keep_engine(Path(folder))
        try:
            with open_store(EmbeddedLocation(Path(folder))) as store:
                load(sheets, store)
                ways = {OURS: lambda: peaks.append(_metrics(Path(folder))), "reading": store.read}
                found = timed("graphmap metrics / reading the store", size, ways, rounds=1)
        finally:
            stop_engine(Path(folder))
    return Result(f"{found.task} (peak memory {peaks[-1]:.2f} GiB)", size, found.seconds)


def _metrics(folder: Path) -> float:
    """The peak memory of the command in GiB, as the system reports it for that process alone, without the engine."""
    command = [sys.executable, "-m", "graphmap.cli", "metrics", "--view", "people", "--store", f"embedded:{folder}"]
    process = subprocess.Popen(
        [*command, "-o", str(folder / "metrics.csv")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # already waited for: Popen must not do it again
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
