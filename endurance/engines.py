"""The two engines, each with a store of its own that can be killed and started again."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import neo4j

from graphmap.store.embedded import engine_status, hold_engine, stop_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation, read_location
from tools.neo4j_server import Neo4jServer

os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # engines that live for seconds


class RunningEngine(Protocol):
    """A store whose engine can be killed and started again."""

    name: str

    @property
    def location(self) -> Location:
        """Where the store is."""

    @property
    def address(self) -> str:
        """What ``--store`` takes."""

    @property
    def data(self) -> Path:
        """The folder that holds the store's files."""

    def start(self) -> None:
        """Start the engine, if it doesn't run."""

    def kill(self) -> None:
        """End the engine at once, as a crash does."""

    def stop(self) -> None:
        """End the engine in order."""


class EmbeddedEngine:
    """An embedded store in a folder."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.location = EmbeddedLocation(folder)
        self.address = f"embedded:{folder}"

    def start(self) -> None:
        """Start the engine. It ends a few seconds after its last user, so open the store at once."""
        hold_engine(self.data).release()

    def kill(self) -> None:
        """End the engine's process at once; the system does the same for want of memory."""
        if (status := engine_status(self.data)) is not None:
            end_at_once(status.pid)

    def stop(self) -> None:
        """End the engine in order, even while it is used."""
        stop_engine(self.data)


class Neo4jEngine:
    """A Neo4j Community server with an empty database."""

    name = "neo4j"

    def __init__(self, home: Path) -> None:
        self._server = Neo4jServer(home)
        self._server.start()
        self.data = home / "data"
        self.address = self._server.url
        self.location = read_location(self.address)

    def start(self) -> None:
        """Start the server and wait until it lets us in."""
        self._server.start()

    def kill(self) -> None:
        """End the server's process at once."""
        self._server.kill()

    def stop(self) -> None:
        """End the server in order."""
        self._server.stop()


ENGINES = {"embedded": EmbeddedEngine, "neo4j": Neo4jEngine}


@contextlib.contextmanager
def new_engine(name: str, at: Path | None = None) -> Iterator[RunningEngine]:
    """Give an engine with an empty store, which goes with the block."""
    folder = Path(tempfile.mkdtemp(prefix="graphmap-endure-", dir=at))
    engine: RunningEngine | None = None
    try:
        engine = ENGINES[name](folder / "store")
        yield engine
    finally:
        if engine is not None:
            engine.kill()
        shutil.rmtree(folder, ignore_errors=True)


def end_at_once(pid: int) -> None:
    """Kill a process and wait until it has gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while _is_running(pid):
        if time.monotonic() > deadline:
            raise TimeoutError(f"process {pid} can't be killed")
        time.sleep(0.01)


def _is_running(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def empty(engine: RunningEngine) -> None:
    """Delete everything in the store of a running engine."""
    location = engine.location
    held = hold_engine(engine.data) if isinstance(location, EmbeddedLocation) else None
    server = ServerLocation(f"bolt://127.0.0.1:{held.bolt_port}", USER, held.password, DATABASE) if held else location
    assert isinstance(server, ServerLocation)
    with (
        neo4j.GraphDatabase.driver(server.url, auth=(server.user, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):
        while session.run("MATCH (n) WITH n LIMIT 500 DETACH DELETE n RETURN count(*) AS gone").single(strict=True)[
            "gone"
        ]:
            pass
    if held:
        held.release()
