"""Kills at random points: of the engine, of a program or the app that writes, and of commands."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from endurance.edits import Edit, write_load
from endurance.engines import RunningEngine, new_engine
from endurance.result import Result, timed
from endurance.running_store import WatchedStore
from endurance.writer import Writer, write
from graphmap.errors import GraphmapError
from graphmap.store.store import open_store

_KILL_WITHIN = 3.0  # seconds
_FROM_THE_START = 0.2  # how often a kill may come before the first change, while the store takes its constraints
_WRITING_SECONDS = 60.0
_DEEP_EVERY = 10  # kills between two looks at the whole history


_TURNS = ("engine", "library", "command", "engine", "app")


def kill_results(engine_name: str, kills: int, seed: int, save: Callable[[Result], None]) -> None:
    """Kill `kills` times on an engine: two in five times its own process, else a writer or a command.

    The results are saved after each kill."""
    results = {what: Result(f"kill: {what}", engine_name) for what in dict.fromkeys(_TURNS)}
    with new_engine(engine_name) as engine:
        run = _Run(engine, WatchedStore(engine, seed))
        for number in range(kills):
            what = _TURNS[number % len(_TURNS)]
            with timed(results[what]) as result:
                run.kill(what, result, deep=number % _DEEP_EVERY == 0 or number == kills - 1)
            save(result)


class _Run:
    """One store that lives through all kills on its engine."""

    def __init__(self, engine: RunningEngine, watched: WatchedStore) -> None:
        self.engine, self.watched = engine, watched
        self.oracle, self.random = watched.oracle, watched.random
        self.acknowledged = 0
        self.command_seconds = 10.0

    def kill(self, what: str, result: Result, deep: bool) -> None:
        """Kill `what`, and look whether all is there."""
        way = {"engine": self._kill_engine, "command": self._kill_command}.get(what)
        self.acknowledged = 0
        try:
            pending = way(result) if way else self._kill_writer(what, result)
            self._settle(pending, result, deep)
        except Exception as error:  # noqa: BLE001 — one fault must not end the hour
            result.end("a fault")
            result.fault(f"{type(error).__name__}: {error}")
        result.acknowledged += self.acknowledged

    def _settle(self, pending: Edit | None, result: Result, deep: bool) -> None:
        """Open the store again as the next command does, compare it, and write to it."""
        with open_store(self.engine.location) as store:
            end, faults = self.oracle.settle(store, pending)
            if deep:
                faults += list(self.oracle.faults_in_history(store, self.random))
            edit = self.watched.next_edit(loads=False)
            self._acknowledge(write(store, edit, self.watched.sheets), edit, result)
        result.end(end)
        for fault in faults:
            result.fault(fault)

    def _kill_engine(self, result: Result) -> Edit | None:
        """Kill the engine while this process writes; return what was on its way."""
        killing = threading.Timer(self.random.uniform(0.0, _KILL_WITHIN), self.engine.kill)
        from_the_start = self.random.random() < _FROM_THE_START
        pending = None
        with open_store(self.engine.location) as store:
            until = time.monotonic() + _WRITING_SECONDS
            try:
                while time.monotonic() < until:
                    pending = self.watched.next_edit()
                    if from_the_start and killing.ident is None:
                        killing.start()
                    self._acknowledge(write(store, pending, self.watched.sheets), pending, result)
                    pending = None
                    from_the_start = True
                result.fault("the engine answered after it was killed")
            except GraphmapError as error:
                result.faults_in_sentence(str(error))
        killing.join()
        self.engine.start()
        return pending

    def _kill_writer(self, kind: str, result: Result) -> Edit | None:
        """Kill a process that writes; return what was on its way."""
        writer = Writer(kind, self.engine.address, self.watched.sheets)
        pending = None
        try:
            if (said := writer.answer()) != 0:
                result.fault(str(said))
            killing = threading.Timer(self.random.uniform(0.0, _KILL_WITHIN), writer.kill)
            from_the_start = self.random.random() < _FROM_THE_START
            while True:
                pending = self.watched.next_edit(loads=kind == "library")
                if from_the_start and killing.ident is None:
                    killing.start()
                writer.give(pending)
                answer = writer.answer()
                if isinstance(answer, str):
                    result.fault(f"{pending}: {answer}")
                    return pending
                self._acknowledge(answer, pending, result)
                pending = None
                from_the_start = True
        except (EOFError, OSError):
            return pending
        finally:
            writer.close()

    def _kill_command(self, result: Result) -> Edit | None:
        """Kill ``graphmap load`` or ``graphmap undo``; return what was on its way."""
        if self.random.random() < 0.2:
            pending: Edit = {"does": "undo", "seq": self.oracle.seq}
            arguments = ["undo", str(self.oracle.seq)]
        else:
            pending = self.watched.next_load()
            arguments = ["load", str(write_load(pending, self.watched.sheets / "load"))]
        began = time.monotonic()
        with graphmap_command([*arguments, "--store", self.engine.address]) as process:
            try:
                process.wait(self.random.uniform(0.5, 1.1) * self.command_seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                self.command_seconds *= 1.2  # so that kills reach as far as the writing, however busy the machine is
            else:
                self.command_seconds = 0.5 * self.command_seconds + 0.5 * (time.monotonic() - began)
                if process.returncode == 0:
                    self._acknowledge(self.oracle.seq + 1, pending, result)
                    pending = {}
                else:
                    result.fault(f"{arguments[0]} ended with {process.returncode}: {process.stderr.read()}")
        return pending or None

    def _acknowledge(self, seq: int, edit: Edit, result: Result) -> None:
        self.acknowledged += 1
        if wrong := self.oracle.acknowledge(seq, edit):
            result.fault(wrong)


def graphmap_command(arguments: list[str]) -> subprocess.Popen[str]:
    """Start a command of graphmap in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "graphmap.cli", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
