"""Runs cases in a process that may hang or crash, which is then a fault like another."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from endurance.result import Result, timed
from graphmap.errors import GraphmapError

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a case has a handful of rows

_CASE_SECONDS = 5.0  # of the processor's time
_SILENT_SECONDS = 120.0
_REPORT_EVERY = 50

_forked = multiprocessing.get_context("forkserver")
_forked.set_forkserver_preload(["endurance.fuzz.cases"])


class TooSlow(BaseException):
    """A case took too long. No handler of errors catches it."""


def fuzz_results(kind: str, cases: int, seed: int, save: Callable[[Result], None]) -> None:
    """Run `cases` of a kind. A case that ends its process, or keeps it silent, is a fault, and the next goes on."""
    result = Result(f"nonsense: {kind}", "none")
    first = 0
    while first < cases:
        with timed(result):
            first = _run(kind, first, cases, seed, result, save)
        save(result)


def _run(kind: str, first: int, last: int, seed: int, result: Result, save: Callable[[Result], None]) -> int:
    began, before = time.perf_counter(), result.seconds
    ours, theirs = _forked.Pipe(duplex=False)
    process = _forked.Process(target=_cases, args=(theirs, kind, first, last, seed), daemon=True)
    process.start()
    theirs.close()
    reached = first
    try:
        while reached < last:
            if not ours.poll(_SILENT_SECONDS):
                result.end("hung")
                result.fault(f"{kind} {seed}: hung after case {reached}")
                return reached + _REPORT_EVERY
            reached, ends, faults = ours.recv()
            for end in ends:
                result.end(end)
            for fault in faults:
                result.fault(fault)
            save(replace(result, seconds=before + time.perf_counter() - began))
    except EOFError:
        result.end("crashed")
        result.fault(f"{kind} {seed}: the process ended after case {reached}")
        return reached + _REPORT_EVERY
    finally:
        process.kill()
        process.join()
        ours.close()
    return reached


def _cases(parent: Connection, kind: str, first: int, last: int, seed: int) -> None:
    signal.signal(signal.SIGPROF, _too_slow)
    folder = Path(tempfile.mkdtemp(prefix="graphmap-fuzz-"))
    os.chdir(folder)
    ends: list[str] = []
    faults: list[str] = []
    try:
        for number in range(first, last):
            end, fault = one_case(kind, seed, number, folder / "case")
            ends.append(end)
            faults += [f"{kind} {seed} {number}: {fault}"] if fault else []
            if len(ends) == _REPORT_EVERY or number == last - 1:
                parent.send((number + 1, ends, faults))
                ends, faults = [], []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def one_case(kind: str, seed: int, number: int, folder: Path) -> tuple[str, str]:
    """Run one case in a new `folder`; return how it ended, and the fault, if there is one."""
    from endurance.fuzz.cases import CASES

    folder.mkdir()
    signal.setitimer(signal.ITIMER_PROF, _CASE_SECONDS)
    try:
        return CASES[kind](folder, Random(f"{kind}-{seed}-{number}")), ""
    except GraphmapError:
        return "refused in sentences", ""
    except TooSlow:
        return "too slow", f"took more than {_CASE_SECONDS} s: {_place()}"
    except BaseException as error:  # noqa: BLE001 — polars' panic is no Exception
        return "a fault", f"{type(error).__name__}: {str(error)[:200]} at {_place()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)


def _place() -> str:
    lines = traceback.format_exc().strip().splitlines()
    frames = [line.strip() for line in lines if line.strip().startswith("File ")]
    ours = [frame for frame in frames if "/graphmap/" in frame]
    return " <- ".join(frame.replace("File ", "") for frame in [*frames[-1:], *ours[-2:]])


def _too_slow(*_: object) -> None:
    raise TooSlow
