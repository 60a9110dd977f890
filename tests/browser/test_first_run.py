"""A first visit, in an empty store: uploading sheets, a server, the tour, the language, and an engine that dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import SLOW, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve

from graphmap.language.words import Words
from graphmap.store.edit import Edit
from graphmap.store.embedded import engine_status
from graphmap.store.log import now
from graphmap.store.store import open_store


@pytest.fixture(scope="module")
def empty_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app on a store that is empty whenever a test begins."""
    with serve(tmp_path_factory.mktemp("empty") / "store") as running:
        yield running


@pytest.fixture
def screen(empty_app: App, page: Page) -> Iterator[MapScreen]:
    screen = MapScreen(page, empty_app.url)
    screen.go_to(screen.url)
    expect(screen.main).to_contain_text("Nothing is loaded yet.", timeout=SLOW)
    yield screen
    empty(empty_app)


def empty(app: App) -> None:
    """Delete all but the codebook from the app's store."""
    with open_store(app.store) as store:
        _revision, tables = store.read()
        ids = {label: table["id"].to_list() for label, table in tables.kinds.items() if label != "Practice"}
        store.write(Edit(deleted=ids), now("deleted"))


GRAPH = """<graphml><key id="p" for="edge" attr.name="practice"/><key id="d" for="edge" attr.name="date"/><graph>
<node id="school:alpha"/><node id="school:gamma"/>
<edge source="school:alpha" target="school:gamma">
<data key="p">school visit</data><data key="d">2026-03-09</data></edge>
</graph></graphml>"""
"""One school that is known, one that is new, and a visit between them: an entity, an interaction and two
participations."""


def give(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files(files)


def test_sheets_are_loaded_only_once_all_of_them_are_right(screen: MapScreen, page: Page, tmp_path: Path) -> None:
    schools, visits = tmp_path / "schools.csv", tmp_path / "interactions.csv"
    schools.write_text("id,name\nalpha,Alpha\nbeta,<img src=x onerror=alert(1)>\n", encoding="utf-8")
    visits.write_text("date,practice,participants\n2026-13-40,school visit,alpha; beta\n", encoding="utf-8")
    give(page, schools, visits)
    grid = page.get_by_role("region", name="Rows with problems in interactions.csv")
    expect(grid.locator(".gm-bad")).to_have_count(1, timeout=SLOW)
    expect(grid.locator(".gm-bad")).to_contain_text("2026-13-40")
    expect(grid.locator(".gm-bad")).to_contain_text("Write a real date")
    expect(page.get_by_role("button", name="Load these sheets")).to_have_count(0)
    assert faults(page) == [], "the doors, and the grid of what is wrong"

    visits.write_text("date,practice,participants\n2026-03-02,school visit,alpha; beta\n", encoding="utf-8")
    page.reload(timeout=SLOW)
    expect(screen.main).to_contain_text("Nothing is loaded yet.", timeout=SLOW)
    screen.settle()
    give(page, schools, visits)
    preview = page.locator(".gm-compare")
    expect(preview.get_by_role("row", name="schools 2 0 0 0")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Load these sheets").click()
    expect(screen.main).to_contain_text("Loaded.", timeout=SLOW)
    screen.go_to_page("Map")
    screen.wait_for_map()
    expect(screen.main).to_contain_text("2 actors and 1 tie")

    screen.go_to_page("Records")
    page.get_by_role("radio", name="Upload").click()
    expect(page.get_by_role("heading", name="In the store")).to_be_visible(timeout=SLOW)
    give(page, schools, visits)
    expect(screen.main).to_contain_text("Nothing to load: the store already has all of this.", timeout=SLOW)

    graph = tmp_path / "map.graphml"
    graph.write_text(GRAPH, encoding="utf-8")
    for given in (schools, visits):
        page.get_by_role("button", name=f"Remove {given.name}").click()
        screen.settle()
    expect(screen.main).not_to_contain_text("Nothing to load")
    give(page, graph)
    expect(screen.main).to_contain_text("Recognised as GraphML: map.graphml.", timeout=SLOW)
    page.get_by_role("button", name="Load these sheets").click()
    expect(screen.main).to_contain_text("Loaded. 4 rows are new or changed.", timeout=SLOW)


def refuse_a_server_that_is_away(screen: MapScreen, page: Page) -> None:
    expect(page.get_by_label("Address")).not_to_be_visible()
    page.get_by_text("Connect to a Neo4j server").click()
    page.get_by_label("Address").fill("127.0.0.1:1")
    page.get_by_role("textbox", name="Password").fill("kupuhipa-muna")
    page.get_by_role("button", name="Connect").click()
    expect(screen.main.get_by_role("alert")).to_contain_text("No store answers at neo4j", timeout=SLOW)
    assert "muna" not in page.url
    assert "muna" not in screen.main.inner_text()


def test_a_server_that_is_away_changes_nothing_and_the_tour_points_at_things_in_the_language_of_the_visit(
    screen: MapScreen, page: Page
) -> None:
    te_reo = Words("mi")
    for door in ("Try the demo", "Upload my sheets"):
        expect(page.get_by_role("heading", name=door)).to_be_visible()
    refuse_a_server_that_is_away(screen, page)
    screen.choose_in_bar("More", "Te reo Māori (draft)")
    page.get_by_role("button", name=te_reo("Load the demo cluster")).click()
    card, ring = page.locator(".gm-card"), page.locator(".gm-ring")
    pointed = ("[class*=st-key-term-card-]", "[role=application]", ".gm-period", ".gm-find")
    for number, path in enumerate(("/", "/map", "/map", "/map", "/health", "/records")):
        step = te_reo("Tour, step {number} of {steps}", number=number + 1, steps=6)
        expect(card).to_contain_text(step, timeout=SLOW)
        page.wait_for_url(f"**{path}?lang=mi*")
        screen.settle()
        expect(ring).to_be_visible(timeout=SLOW)
        if number < len(pointed):
            wait_until_around(page, ring, page.locator(pointed[number]).first)
        page.keyboard.press("ArrowRight")
    page.locator(".gm-card").get_by_role("button", name=te_reo("Finish")).click()
    expect(card).not_to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "mi"
    screen.choose_in_bar(te_reo("More"), "English")
    page.get_by_role("radio", name="Upload").click()
    expect(page.get_by_role("heading", name="In the store")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Remove the demo cluster").click()
    expect(screen.main).to_contain_text("Nothing is loaded yet.", timeout=SLOW)


_IS_AROUND = """([ring, target]) => {
  const [around, box] = [ring.getBoundingClientRect(), target.getBoundingClientRect()];
  return around.width > 30 && around.left <= box.left + 8 && around.top <= Math.max(box.top, 60) + 8;
}"""


def wait_until_around(page: Page, ring: Locator, target: Locator) -> None:
    """Wait until the ring is around the target's upper left corner: it glides there."""
    page.wait_for_function(_IS_AROUND, arg=[ring.element_handle(), target.element_handle()], timeout=SLOW)


def test_an_engine_that_dies_during_a_load_is_one_sentence_and_the_next_try_has_the_demo_on_the_map(
    page: Page, tmp_path: Path
) -> None:
    with serve(tmp_path / "store") as app:  # a store of its own: in one that had the demo before, loading is too quick
        lose_the_engine_and_try_again(MapScreen(page, app.url), page, app)
        page.close()  # before its app ends, whose end it would report as an error


def lose_the_engine_and_try_again(screen: MapScreen, page: Page, app: App) -> None:
    screen.go_to(screen.url)
    engine = engine_status(app.folder)
    assert engine
    load = page.get_by_role("button", name="Load the demo cluster")
    screen.settle()
    load.click()
    page.get_by_text("Loading the demo cluster…").wait_for()
    os.kill(engine.pid, signal.SIGKILL)
    expect(screen.main.get_by_role("alert")).to_contain_text("store", timeout=SLOW)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    screen.settle()
    load.click()
    expect(screen.main).to_contain_text("Tour, step 1 of 6", timeout=2 * SLOW)  # an engine starts, and the demo loads
    expect(screen.bar).to_contain_text("This is the invented demo cluster")
    screen.go_to_page("Map")
    screen.wait_for_map()
    expect(screen.main).to_contain_text("20 actors and 82 ties")
