"""Kills while an embedded store is being made: what a new user's first command leaves must be usable by the next."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from endurance.edits import base_sheets
from endurance.engines import end_at_once
from endurance.kills import graphmap_command
from endurance.result import Result, timed
from graphmap.errors import GraphmapError
from graphmap.store.embedded import stop_engine
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

_USUAL_SECONDS = 12.0


def first_start_results(kills: int, seed: int, save: Callable[[Result], None]) -> None:
    """Kill the first command of new stores together with its engine, and load into each store afterwards."""
    random = Random(seed)
    with timed(Result("kill: while a store is made", "embedded")) as result, TemporaryDirectory() as folder:
        sheets = base_sheets(Path(folder) / "sheets")
        usual = _USUAL_SECONDS
        for number in range(kills):
            location = EmbeddedLocation(Path(folder) / f"store-{number}")
            began = time.monotonic()
            with graphmap_command(["load", str(sheets), "--store", str(location)]) as process:
                try:
                    process.wait(random.uniform(0.1, 1.0) * usual)
                    usual = time.monotonic() - began
                except subprocess.TimeoutExpired:
                    _kill_with_engine(process, location)
            result.end(_end(location, sheets, result))
    save(result)


def _kill_with_engine(process: subprocess.Popen[str], location: EmbeddedLocation) -> None:
    """Kill a command, and the engine that it has started."""
    os.killpg(process.pid, signal.SIGKILL)
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = stat.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"graphmap.store.engine" in words and str(location.folder).encode() in words:
            end_at_once(int(stat.parent.name))


def _end(location: EmbeddedLocation, sheets: Path, result: Result) -> str:
    try:
        with open_store(location) as store:
            was = "was loaded" if store.seq() else "was empty"
            load(sheets, store)
            if len(store.read()[1].kinds["Person"]) != 12 or len(store.log()) != 1:
                result.fault("the store isn't as one load leaves it")
        stop_engine(location.folder)
    except GraphmapError as error:
        result.fault(str(error) + " " + _log_of(location))
        return "a fault"
    return was


def _log_of(location: EmbeddedLocation) -> str:
    log = location.folder / "engine.log"
    return log.read_text(errors="replace")[-600:] if log.exists() else ""
