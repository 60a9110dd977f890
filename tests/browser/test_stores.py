"""The app on stores that are stopped, unreachable, or as large as a country."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import SLOW, MapScreen, expect_sentences
from playwright.sync_api import Browser, Page, expect
from running_app import App, graphmap, serve

DIRECTORY = Path(__file__).parents[3] / "shared" / "data" / "nz-school-directory.csv"


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with the demo cluster, whose store these tests stop and move away."""
    with serve(tmp_path_factory.mktemp("own") / "store", demo=True) as running:
        yield running


def test_the_app_works_on_after_its_engine_was_stopped(own_app: App, page: Page) -> None:
    screen = MapScreen(page, own_app.url).open()
    assert "has stopped" in graphmap("db", "stop", "--store", own_app.store).stdout
    page.reload(timeout=SLOW)
    screen.wait_for_map()
    screen.click_node("school:tauira-forks")
    expect(screen.heading).to_have_text("Tauira Forks School", timeout=SLOW)


def test_a_store_that_is_away_while_the_page_is_open_is_a_sentence_with_a_way_to_try_again(
    own_app: App, page: Page
) -> None:
    screen = MapScreen(page, own_app.url).open()
    own_app.folder.rename(own_app.folder.with_name("moved"))
    try:
        screen.go_to_page("Measures")
        expect(screen.main.get_by_role("alert")).to_contain_text("store", timeout=SLOW)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    finally:
        own_app.folder.with_name("moved").rename(own_app.folder)
    page.get_by_role("button", name="Try again").click()
    expect(screen.main).to_contain_text("20 actors", timeout=SLOW)


@pytest.mark.slow
def test_the_app_does_not_start_on_a_store_that_does_not_answer() -> None:
    done = graphmap("app", "--no-browser", "--store", "neo4j://127.0.0.1:1")
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "neo4j://127.0.0.1:1" in done.stderr


@pytest.fixture(scope="module")
def directory_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app on the Ministry of Education's whole directory of schools."""
    if not DIRECTORY.exists():
        pytest.skip("The school directory is not here.")
    with serve(tmp_path_factory.mktemp("directory") / "store", sheets=DIRECTORY) as running:
        yield running


def test_thousands_of_schools_without_a_tie_are_counted_and_drawn_as_groups(directory_app: App, page: Page) -> None:
    screen = MapScreen(page, directory_app.url)
    screen.go_to(f"{screen.url}/map")
    expect(screen.main).to_contain_text("2,539 actors without ties", timeout=SLOW)
    expect(screen.main).to_contain_text("Open a mark to see who is in it")


def test_thousands_of_schools_without_an_interaction_say_on_every_page_what_to_add(
    directory_app: App, page: Page
) -> None:
    sentences = {
        "term": "Nothing is recorded yet. Add visits",
        "map": "Nothing is recorded yet. Add a visit",
        "records": "Add a school",
        "measures": "No ties with these choices",
        "health": "and nothing recorded for them yet.",
        "stories": "To start, name a story above.",
        "what-if": "Too little is recorded to try anything yet.",
    }
    expect_sentences(MapScreen(page, directory_app.url), sentences)


def test_the_structure_of_thousands_of_schools_says_what_is_left_out_and_responds(
    page: Page, directory_app: App
) -> None:
    screen = MapScreen(page, directory_app.url)
    screen.go_to(f"{screen.url}/map?view=structure")
    expect(screen.main).to_contain_text("789 lines", timeout=2 * SLOW)
    expect(screen.main).to_contain_text("Open a mark to see who is in it")
    screen.wait_for_map()
    drawn = screen.view()["nodes"]
    assert 50 < drawn <= 300
    screen.map.focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(screen.tooltip).to_be_visible()
    reached = screen.tooltip.locator("p").first.inner_text()
    page.keyboard.press("Enter")
    expect(screen.heading).to_have_text(reached, timeout=SLOW)
