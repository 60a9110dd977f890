"""`graphmap metrics` from the store to the file, beside merely reading the store, with its peak memory."""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import OURS, Result, timed
from graphmap.embedded import keep_engine, stop_engine
from graphmap.loading import load
from graphmap.location import EmbeddedLocation
from graphmap.store import open_store

_LONGEST = 120  # seconds


def whole_run_result(size: str, sheets: Path) -> Result:
    """The whole command, in a process of its own, on the engine that is running already."""
    with tempfile.TemporaryDirectory() as folder:
        keep_engine(Path(folder))
        try:
            with open_store(EmbeddedLocation(Path(folder))) as store:
                load(sheets, store)
                found = timed(
                    "graphmap metrics / reading the store", size, {OURS: lambda: _metrics(Path(folder)), "reading": store.read}, rounds=1
                )
        finally:
            stop_engine(Path(folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return Result(f"{found.task} (largest process so far {peak:.2f} GiB)", size, found.seconds)


def _metrics(folder: Path) -> None:
    command = [sys.executable, "-m", "graphmap.cli", "metrics", "--view", "people", "--store", f"embedded:{folder}"]
    try:
        subprocess.run([*command, "-o", str(folder / "metrics.csv")], check=True, capture_output=True, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        raise NotImplementedError(f"takes more than {_LONGEST} s at this size") from None
