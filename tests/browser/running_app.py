"""Run the real app on a store of its own, and watch what its pages do behind the screen."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import ConsoleMessage, Page

from graphmap.store.embedded import stop_engine

_START_TIMEOUT = 180.0
_STOP_TIMEOUT = 20.0
_POLL = 0.1
_HERE = {"localhost", "127.0.0.1"}


@dataclass
class Watch:
    """The errors that a page logged, and the requests that it made."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda websocket: self.requests.append(websocket.url))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def left_the_machine(self) -> list[str]:
        own = ("data", "blob", "file")
        return [url for url in self.requests if urlsplit(url).scheme not in own and urlsplit(url).hostname not in _HERE]


@dataclass(frozen=True)
class App:
    """The running app, and the folder of its embedded store."""

    url: str
    folder: Path

    @property
    def store(self) -> str:
        return f"embedded:{self.folder}"


def graphmap(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of graphmap to its end."""
    return subprocess.run(
        [sys.executable, "-m", "graphmap.cli", *arguments], capture_output=True, text=True, timeout=120, check=False
    )


@contextlib.contextmanager
def serve(
    folder: Path,
    sheets: Path | None = None,
    demo: bool = False,
    port: int | None = None,
    options: Sequence[str] = (),
) -> Iterator[App]:
    """Run the app on the store in `folder`, with `sheets` or the demo loaded, until the block ends."""
    store = f"embedded:{folder}"
    for command in ([["load", str(sheets)]] if sheets else []) + ([["demo"]] if demo else []):
        done = graphmap(*command, "--store", store)
        assert done.returncode == 0, done.stderr
    port = port or free_port()
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "graphmap.cli",
                "app",
                "--port",
                str(port),
                "--no-browser",
                "--store",
                store,
                *options,
            ],
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        url = f"http://localhost:{port}"
        _wait_for_health(url, process, log)
        yield App(url, folder)
    finally:
        _end(process)
        stop_engine(folder)


def _wait_for_health(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline:
        assert process.poll() is None, f"The app ended: {log.read_text(errors='replace')}"
        with contextlib.suppress(OSError), urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(_POLL)
    raise AssertionError(f"The app did not answer: {log.read_text(errors='replace')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the app and its workers, which are one process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_TIMEOUT
    while time.monotonic() < deadline:
        process.poll()
        try:
            os.killpg(process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(_POLL)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
