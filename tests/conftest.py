"""The engines under test: one embedded engine and one real Neo4j server, each with an empty store for every test.

Each starts with the first test that needs it and ends with the session. Where Neo4j can't run, its half of the tests
is skipped, unless ``GRAPHMAP_REQUIRE`` names ``neo4j``.
"""

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import neo4j
import pytest
from engines import RunningEngine
from hypothesis import settings
from sheet_writing import SheetText, write_sheets

from graphmap.store.embedded import hold_engine, stop_engine
from graphmap.store.engine import DATABASE, USER
from graphmap.store.location import EmbeddedLocation, ServerLocation, read_location
from graphmap.store.store import Store, open_store
from tools.neo4j_server import neo4j_server, what_is_missing

settings.register_profile("graphmap", deadline=None)  # how long an example takes depends on the machine
settings.register_profile("quick", deadline=None, max_examples=10)  # for `make check`
settings.load_profile("graphmap")

os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # engines that live for seconds

DEMO = Path(__file__).parent.parent / "seed" / "demo"


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    folder = tmp_path_factory.mktemp("embedded") / "store"
    engine = hold_engine(folder)
    server = ServerLocation(f"bolt://127.0.0.1:{engine.bolt_port}", USER, engine.password, DATABASE)
    with neo4j.GraphDatabase.driver(server.url, auth=(server.user, server.password)) as driver:
        yield RunningEngine(EmbeddedLocation(folder), server, driver)
    engine.release()
    stop_engine(folder)


@pytest.fixture(scope="session")
def neo4j_engine() -> Iterator[RunningEngine]:
    if missing := what_is_missing():
        required = "neo4j" in os.environ.get("GRAPHMAP_REQUIRE", "")
        (pytest.fail if required else pytest.skip)(missing)
    with contextlib.ExitStack() as stack:
        location = read_location(stack.enter_context(neo4j_server()))
        assert isinstance(location, ServerLocation)
        driver = neo4j.GraphDatabase.driver(
            location.url, auth=(location.user, location.password), notifications_min_severity="OFF"
        )
        yield RunningEngine(location, location, stack.enter_context(driver))


@pytest.fixture(params=["embedded", "neo4j"])
def engine(request: pytest.FixtureRequest) -> RunningEngine:
    """Give each of the two engines in turn, with nothing in it."""
    running: RunningEngine = request.getfixturevalue(f"{request.param}_engine")
    running.empty()
    return running


@pytest.fixture
def store(engine: RunningEngine) -> Iterator[Store]:
    """Open an empty store on each of the two engines in turn."""
    with open_store(engine.location) as opened:
        yield opened


@pytest.fixture
def sheets(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes sheets, by name as CSV text or rows of dicts, into a new folder at each call."""
    number = count(1)

    def write(**given: SheetText) -> Path:
        return write_sheets(tmp_path / f"sheets-{next(number)}", **given)

    return write


@pytest.fixture(scope="session")
def demo() -> Path:
    """Return the folder of the demo cluster's sheets."""
    return DEMO


@pytest.fixture(scope="session")
def own_engine() -> None:
    """Nothing: a test or a fixture that starts engines by itself asks for this, so that it counts as slow."""


_SLOW = {"embedded_engine", "neo4j_engine", "engine", "own_engine", "chromium"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what `make check` leaves out: tests whose fixtures start an engine or a browser, and recipes, which
    run in a copy of the project."""
    for item in items:
        if _SLOW.intersection(getattr(item, "fixturenames", ())) or item.path.name.startswith("test_recipe_"):
            item.add_marker("slow")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report missing tools, how to get them, and how many tests were skipped without them."""
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, times in sorted(reasons.items()):
        terminalreporter.write_line(f"{times} tests skipped. {reason}")
