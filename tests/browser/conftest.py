"""Start Chromium, and the real app on stores of its own, for tests that use its pages as a person does.

Every page is watched: a test fails if its page logged an error or a request left the computer. Without Chromium the
tests are skipped, unless ``GRAPHMAP_REQUIRE`` names ``browser``."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from map_screen import Look, MapScreen
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from graphmap.store.embedded import stop_engine

_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START_TIMEOUT = 60.0
_STOP_TIMEOUT = 20.0
_POLL = 0.1
_HERE = {"localhost", "127.0.0.1"}

Serve = Callable[..., contextlib.AbstractContextManager["App"]]


# ----------------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("GRAPHMAP_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        required = "browser" in os.environ.get("GRAPHMAP_REQUIRE", "")
        (pytest.fail if required else pytest.skip)(
            "There is no Chromium: install it (Debian: apt install chromium), or name one in GRAPHMAP_CHROMIUM."
        )
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*_FLAGS, *(["--no-sandbox"] if as_root else [])]
        )
        yield browser
        browser.close()


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


@pytest.fixture(scope="session")
def _contexts(chromium: Browser) -> Iterator[Callable[[Look], BrowserContext]]:
    """Open one context for each look, so that the app's scripts are fetched once. Every page has its own session."""
    contexts: dict[Look, BrowserContext] = {}

    def context(look: Look) -> BrowserContext:
        if look not in contexts:
            contexts[look] = chromium.new_context(
                viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, has_touch=look.touch
            )
        return contexts[look]

    yield context
    for opened in contexts.values():
        opened.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.errors == []
    assert watch.left_the_machine == []


@pytest.fixture
def new_page(_contexts: Callable[[Look], BrowserContext], watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a watched, empty page with a look."""
    pages: list[Page] = []

    def open_page(look: Look | None = None) -> Page:
        page = _contexts(look or Look()).new_page()
        watch.attach(page)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def page(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """Open an empty page: wide and light, or with the `Look` that the test is parametrised with."""
    return new_page(getattr(request, "param", None))


# --------------------------------------------------------------------------------------------- the app


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
def serve(folder: Path, sheets: Path | None = None, demo: bool = False) -> Iterator[App]:
    """Run the app on the store in `folder`, with `sheets` or the demo loaded, until the block ends."""
    store = f"embedded:{folder}"
    for command in ([["load", str(sheets)]] if sheets else []) + ([["demo"]] if demo else []):
        done = graphmap(*command, "--store", store)
        assert done.returncode == 0, done.stderr
    port = _free_port()
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphmap.cli", "app", "--port", str(port), "--no-browser", "--store", store],
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with the demo cluster. Tests only look at it: its store never changes."""
    with serve(tmp_path_factory.mktemp("demo") / "store", demo=True) as running:
        yield running


@pytest.fixture
def empty_app(chromium: Browser, tmp_path: Path) -> Iterator[App]:
    """Run the app on a new, empty store."""
    with serve(tmp_path / "store") as running:
        yield running


@pytest.fixture
def screen(page: Page, app: App) -> MapScreen:
    """Return the Map page of the demo cluster, not opened yet."""
    return MapScreen(page, app.url)
