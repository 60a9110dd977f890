"""Finding, starting and stopping the embedded engine of a store's folder.

The app and the command line share one running engine. The first to need it starts it in a process of its own
(`graphmap.store.engine`). A connection file that a crash has left behind is noticed and replaced.
"""

import contextlib
import errno
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graphmap.errors import NoStore
from graphmap.files import make_private_folder
from graphmap.store.engine import OLD_ENGINE, connection_file, folder_identity

_LOG = "engine.log"
_START_TIMEOUT = 60.0 + OLD_ENGINE
_STOP_TIMEOUT = 60.0
_ANSWER_TIMEOUT = 5.0
_POLL = 0.05
_LEAST_FREE_BYTES = 16 * 2**20


@dataclass(frozen=True)
class Engine:
    """A running embedded engine that this process holds until `release`."""

    bolt_port: int
    password: str
    lease: socket.socket

    def release(self) -> None:
        """Let the engine go, and wait until it knows; it ends by itself when nobody holds it."""
        with contextlib.suppress(OSError):
            self.lease.shutdown(socket.SHUT_WR)
            self.lease.recv(1)  # ends when the engine has counted this user off
        self.lease.close()


@dataclass(frozen=True)
class EngineStatus:
    """Whether a folder's engine runs: its process id, how many hold it, and whether it stays without them."""

    pid: int
    users: int
    kept: bool


def hold_engine(folder: Path) -> Engine:
    """Return the running engine of the store in `folder`, started if need be.

    Raises `NoStore`, saying why, where it can't be started.
    """
    with _starting(folder):
        return _held(folder) or _start(folder)


def keep_engine(folder: Path) -> None:
    """Start the engine of `folder`, if need be, and let it run until it is stopped."""
    engine = hold_engine(folder)
    try:
        _ask(folder, "keep")
    finally:
        engine.release()


def stop_engine(folder: Path) -> bool:
    """End the engine of `folder`, even while others use it; return whether one was running."""
    if _ask(folder, "stop") is None:
        return False
    try:
        FileLock(folder / "engine.lock", _STOP_TIMEOUT, 0o600).acquire().lock.release()
    except Timeout:
        raise NoStore(f"The engine of the store in {folder} doesn’t stop; see why in {folder / _LOG}.") from None
    return True


def engine_status(folder: Path) -> EngineStatus | None:
    """Return the state of the engine of `folder`, or None where none runs."""
    return _ask(folder, "status")


@contextlib.contextmanager
def _starting(folder: Path) -> Iterator[None]:
    """Let one process at a time find or start the engine of `folder`."""
    try:
        make_private_folder(folder)
        _keep_private(folder)
        with FileLock(folder / "starting.lock", _START_TIMEOUT, 0o600):
            yield
    except Timeout:
        raise NoStore(
            f"Another process has been starting the store in {folder} for two minutes; stop it and try again."
        ) from None
    except OSError as error:
        raise NoStore(_disk_sentence(folder, error)) from None


def _keep_private(folder: Path) -> None:
    """Let only its owner into a store's folder. A folder that holds something else stays open, but never the store."""
    is_ours = (folder / "databases").exists() or not any(folder.iterdir())
    if is_ours and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


def _connection(folder: Path) -> dict[str, Any] | None:
    """Return how to reach the engine of `folder`; None where there is none, or where the file came with a copy."""
    try:
        connection = json.loads(connection_file(folder).read_text())
        is_of_another = isinstance(connection, dict) and connection.get("folder") != folder_identity(folder)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        raise NoStore(_disk_sentence(folder, error)) from None
    return None if is_of_another else connection


def _call(connection: dict[str, Any], command: str) -> tuple[socket.socket, dict[str, int | bool]] | None:
    """Return an open connection to the lease port and its answer to `command`; None where nobody answers."""
    try:
        lease = socket.create_connection(("127.0.0.1", int(connection["lease"])), timeout=_ANSWER_TIMEOUT)
    except (OSError, KeyError, TypeError, ValueError):
        return None
    try:
        lease.sendall(f"{connection['password']} {command}\n".encode())
        with lease.makefile() as answers:
            return lease, json.loads(answers.readline())
    except (OSError, KeyError, ValueError):  # the engine has crashed, and another program has its port
        lease.close()
        return None


def _ask(folder: Path, command: str) -> EngineStatus | None:
    connection = _connection(folder)
    called = _call(connection, command) if connection else None
    if connection is None or called is None:
        return None
    lease, answer = called
    lease.close()
    return EngineStatus(int(connection["pid"]), int(answer["users"]), bool(answer["kept"]))


def _held(folder: Path) -> Engine | None:
    connection = _connection(folder)
    called = _call(connection, "hold") if connection else None
    if connection is None or called is None:
        return None
    return Engine(int(connection["bolt"]), str(connection["password"]), called[0])


def _start(folder: Path) -> Engine:
    connection_file(folder).unlink(missing_ok=True)
    log = folder / _LOG
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "graphmap.store.engine", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={name: value for name, value in os.environ.items() if not name.startswith("GRAPHMAP_")},
            start_new_session=True,
        )
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline:
        if (engine := _held(folder)) is not None:
            return engine
        if child.poll() is not None:
            raise NoStore(_why_not_started(folder, log))
        time.sleep(_POLL)
    child.terminate()
    raise NoStore(f"The store in {folder} did not start within {_START_TIMEOUT:.0f} s; see why in {log}.")


def _why_not_started(folder: Path, log: Path) -> str:
    text = log.read_text(errors="replace")
    if "No space left" in text or is_disk_full(folder):
        return _disk_sentence(folder, OSError(errno.ENOSPC, ""))
    if "is locked by another process" in text or "engine.lock" in text:
        return f"The store in {folder} is in use by another program; close that program and try again."
    return f"The store in {folder} did not start; see why in {log}."


def ran_out_of_memory(folder: Path) -> bool:
    """Return whether the last engine in `folder` ended because it ran out of memory."""
    log = folder / _LOG
    return log.exists() and "OutOfMemoryError" in log.read_text(errors="replace")


def is_disk_full(folder: Path) -> bool:
    """Return whether the disk of `folder` has hardly any room left."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_FREE_BYTES
    except OSError:  # the folder has gone
        return False


def disk_full_sentence(folder: Path) -> str:
    """Return what to say where the disk of the store in `folder` is full."""
    return f"The disk of the store in {folder} is full; make room on it and try again. Nothing was written."


def _disk_sentence(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full_sentence(folder)
    return f"The store’s folder {folder} cannot be used ({error.strerror}); choose another with --store embedded:DIR."
