"""Saved views and stories, from the first saved view to a page that is opened offline."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from map_screen import NARROW_DARK, SLOW, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, Watch, serve
from sheet_writing import write_sheets

from graphmap.store.loading import load
from graphmap.store.location import read_location
from graphmap.store.store import open_store

HOSTILE = "<img src=x onerror=alert(1)>"
SHEETS = {
    "schools": f"id,name\na,Tauira Hill\nb,Tauira Flats\nc,Tauira Forks\nh,{HOSTILE}\n",
    "interactions": "id,date,practice,participants\n"
    "1,2025-03-03,school visit,school:a;school:b\n"
    "2,2025-06-03,co-teaching,school:a;school:b\n"
    "3,2025-06-04,school visit,school:b;school:h\n",
}


@pytest.fixture(scope="module")
def new_app(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a store of this module's own, at first empty."""
    with serve(tmp_path_factory.mktemp("stories") / "store") as running:
        yield running


@pytest.fixture(scope="module")
def own_app(new_app: App, tmp_path_factory: pytest.TempPathFactory) -> App:
    """The app once the sheets are loaded."""
    with open_store(read_location(new_app.store)) as store:
        load(write_sheets(tmp_path_factory.mktemp("stories") / "sheets", **SHEETS), store)
    return new_app


def save_view(screen: MapScreen, name: str) -> str:
    """Save the view on the page, and return its link."""
    screen.page.get_by_role("button", name="Views").click()
    screen.page.get_by_role("textbox", name="Name of this view").fill(name)
    screen.page.get_by_role("button", name="Save this view").click()
    expect(screen.page.get_by_role("button", name=name, exact=True)).to_be_visible()
    link = screen.page.get_by_test_id("stCode").inner_text().strip()
    screen.page.keyboard.press("Escape")
    return link


def stage(page: Page) -> Locator:
    return page.locator(".stage")


def title(page: Page) -> Locator:
    """The box of the title, as the app says it now: the one before may stay on the page, as stale, until the app has
    said all."""
    return page.locator("[data-stale=false]").get_by_role("textbox", name="Title")


def write_page(page: Page, number: int, heading: str, text: str, view: str) -> None:
    """Add a page to the open story, and write on it."""
    page.get_by_role("button", name="Add a page").click()
    form = page.get_by_test_id("stExpander").nth(number)
    form.get_by_role("textbox", name="Heading").fill(heading)
    form.get_by_role("textbox", name="Text").fill(text)
    form.get_by_role("combobox", name="View").click()
    page.get_by_role("option", name=view, exact=True).click()
    form.get_by_role("button", name="Save this page").click()
    expect(page.get_by_text(f"{number + 1}. {heading}", exact=True)).to_be_visible()


def test_an_empty_store_has_the_doors_of_a_first_visit(page: Page, new_app: App) -> None:
    screen = MapScreen(page, new_app.url)
    screen.go_to(f"{new_app.url}/stories")
    expect(screen.main).to_contain_text("Nothing is loaded yet.", timeout=SLOW)
    expect(page.get_by_role("button", name="Load the demo cluster")).to_be_visible()
    expect(page.get_by_role("textbox", name="New story")).to_have_count(0)


def test_from_a_saved_view_to_a_story_that_is_presented_and_opened_offline(
    page: Page, new_page: Callable[..., Page], own_app: App, tmp_path: Path, chromium: Browser, watch: Watch
) -> None:
    # a view has a name, and a link that opens it exactly in a new visit
    screen = MapScreen(page, own_app.url).open(until="2025-04-17", layout="network", colour="network")
    link = save_view(screen, "Where we began")
    again = MapScreen(new_page(), own_app.url)
    again.go_to(link)
    again.wait_for_map()
    assert again.page.url.partition("?")[2] == page.url.partition("?")[2] != ""
    assert again.view()["ties"] == screen.view()["ties"] == 1
    screen.open()
    save_view(screen, HOSTILE)

    # a story of two views, and of one page without
    page.get_by_role("link", name="Stories").click()
    expect(page.get_by_text("No stories yet.")).to_be_visible()
    page.get_by_role("textbox", name="New story").fill(f"A year of {HOSTILE}")
    page.get_by_role("button", name="Create story").click()
    write_page(page, 0, "First", "We *visited*.\n\n- once\n- <b>twice</b>", "Where we began")
    write_page(page, 1, "Second", f"Then {HOSTILE}", HOSTILE)
    screen.settle()
    expect(stage(page).locator("h2")).to_have_text(f"A year of {HOSTILE}")
    expect(stage(page).locator("li").nth(1)).to_have_text("<b>twice</b>")
    expect(stage(page).locator("article em")).to_have_text("visited")
    expect(stage(page).get_by_text("17 April 2025")).to_be_visible()
    assert faults(page) == []

    # presented on the whole screen, by keys
    stage(page).get_by_role("button", name="Present").click()
    box = page.locator("dialog.screen").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (1440, 900)
    page.keyboard.press("ArrowRight")
    expect(stage(page).locator("article h3")).to_have_text("Second")
    expect(stage(page).locator("header output")).to_have_text("Page 2 of 2")
    page.keyboard.press("ArrowLeft")
    expect(stage(page).locator("article h3")).to_have_text("First")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.screen")).to_be_hidden()

    # downloaded as one file, which opens offline and holds only what it draws
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this story").click()
    file = tmp_path / "story.html"
    download.value.save_as(file)
    assert "co-teaching" not in file.read_text("utf-8"), "What a tie rests on is not drawn, so it is not there."
    with chromium.new_context(offline=True) as elsewhere:  # the app's own pages go on asking their server
        offline = elsewhere.new_page()
        watch.attach(offline)
        offline.goto(file.as_uri())
        expect(stage(offline).locator("article h3")).to_have_text("First")
        expect(offline.locator("canvas").first).to_be_visible()
        stage(offline).focus()
        offline.keyboard.press("ArrowRight")
        expect(stage(offline).locator("article h3")).to_have_text("Second")
        assert offline.locator("img").count() == 0


@pytest.mark.parametrize("page", [NARROW_DARK], indirect=True, ids=str)
def test_two_who_change_one_story_at_once_lose_nothing(page: Page, new_page: Callable[..., Page], own_app: App) -> None:
    page.goto(f"{own_app.url}/stories", timeout=SLOW)
    page.get_by_role("textbox", name="New story").fill("Shared")
    page.get_by_role("button", name="Create story").click()
    expect(page.get_by_text("This story has no pages yet")).to_be_visible()
    page.wait_for_url("**story=*")
    other = new_page()
    other.goto(page.url, timeout=SLOW)
    title(other).fill("Hers")
    title(page).fill("His")
    other.get_by_role("button", name="Save the title").click()
    expect(other.get_by_role("button", name="Undo the last change")).to_be_enabled()
    page.get_by_role("button", name="Save the title").click()
    expect(page.get_by_text("Their version is saved, and yours isn’t lost")).to_be_visible()
    page.get_by_role("button", name="Keep mine as a new story").click()
    expect(title(page)).to_have_value("His (mine)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Delete this story").click()
    page.get_by_role("button", name="Restore ‘His (mine)’").click()
    expect(title(page)).to_have_value("His (mine)")
