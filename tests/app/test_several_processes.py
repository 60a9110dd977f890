"""Several processes of the app share a store, and the pages of each follow what is written through the others."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from engines import RunningEngine

from benchmarks.bare_session import Session, WentWrong
from benchmarks.proxied_app import apps_on
from graphmap.sample.demo import demo_sheets
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation, Location
from graphmap.store.store import open_store

pytestmark = pytest.mark.slow
WITHIN = 2.0  # seconds
VISIT = {
    "when": "2 March 2026",
    "practice": "school visit",
    "who": ["person:kiri-matene", "person:wiremu-pene"],
    "again": True,
}


def store_text(location: Location) -> str:
    if isinstance(location, EmbeddedLocation):
        return str(location)
    return location.url.replace("://", f"://{location.user}:{location.password}@")


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def apps(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Run two processes of the app on one store with the demo, on each of the two engines in turn."""
    engine: RunningEngine = request.getfixturevalue(f"{request.param}_engine")
    engine.empty()
    with open_store(engine.location) as store:
        load(demo_sheets(), store)
        with apps_on(store_text(engine.location), 2) as running:
            yield list(running)


@pytest.fixture
def pages(apps: list[str]) -> Iterator[tuple[Session, Session]]:
    """Open a page of each process."""
    one, other = Session(apps[0]), Session(apps[1])
    for page in (one, other):
        page.open("map")
    yield one, other
    for page in (one, other):
        page.close()


def ask(page: Session, what: str, **asked: object) -> dict[str, object]:
    page.tell("visit", {**asked, "what": what, "number": 1, "by": "Ana"})
    answer: dict[str, object] = page.data("visit")["answer"]
    return answer


def heard(page: Session) -> dict[str, object]:
    """Return what a page hears when it asks, as it does every second, what others have changed."""
    bar = page.data("bar")
    answer: dict[str, object] = json.loads(page.fetch(f"{bar['changes']}?after={bar['seq']}")[2])
    return answer


def seconds_until(is_so: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < 30
        time.sleep(0.05)  # a page that asks all the time is refused
    return time.monotonic() - began


def test_a_page_hears_within_two_seconds_what_was_written_through_another_process(
    pages: tuple[Session, Session],
) -> None:
    one, other = pages
    assert heard(other) == {"number": 0, "text": ""}
    seq = ask(one, "save", visit=VISIT)["seq"]
    assert seconds_until(lambda: heard(other) == {"number": 1, "text": "1 change by Ana"}) < WITHIN
    other.tell("bar", {"what": "follow"})
    assert other.data("bar")["seq"] == seq


def test_what_was_written_through_one_process_is_undone_through_another(pages: tuple[Session, Session]) -> None:
    one, other = pages
    seq = ask(one, "save", visit=VISIT)["seq"]
    assert ask(other, "undo", seq=seq)["undone"]
    one.tell("bar", {"what": "follow"})
    assert one.data("bar")["seq"] == seq + 1  # type: ignore[operator]


def test_an_address_below_graphmap_is_answered_by_the_process_of_its_page_alone(
    pages: tuple[Session, Session], apps: list[str]
) -> None:
    one, other = pages
    for address in (one.data("bar")["names"], one.data("visit")["choices"]):
        assert one.fetch(address)[0] == 200
    choices = one.data("visit")["choices"]
    assert choices != other.data("visit")["choices"]
    with pytest.raises(WentWrong, match="404"):
        Session(apps[1]).fetch(choices)
