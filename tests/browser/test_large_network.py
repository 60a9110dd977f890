"""A network that is too large for a mark an actor: groups that open, somebody's surroundings, and everybody at once."""

from collections.abc import Iterator

import pytest
from conftest import App, serve
from map_screen import SLOW, MapScreen
from playwright.sync_api import Browser, Page, expect

from graphmap.app.large_map import build
from graphmap.sample import SampleSize, write_sample


@pytest.fixture(scope="module")
def large_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with an invented network of 1,300 people."""
    folder = tmp_path_factory.mktemp("large")
    write_sample(SampleSize(schools=40, people=1_300, interactions=1_600), folder / "sheets")
    with serve(folder / "store", folder / "sheets") as running:
        yield running


def test_groups_open_to_their_members_and_back(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people")
    expect(screen.main.get_by_text("each as a mark to open")).to_be_visible()
    marks = screen.view()["nodes"]
    assert 3 < marks < 60

    first = screen.main.get_by_role("button", name="Network").first
    first.click()
    expect(screen.main.get_by_text("A group of actors, as one mark")).to_be_visible()
    screen.main.get_by_role("button", name="Open", exact=True).click()
    expect(screen.main.get_by_text("and leaves out the")).to_be_visible()
    screen.settle()
    assert "open=" in page.url
    members = screen.legend_counts()["People"]
    assert members == screen.view()["nodes"]

    page.reload()
    screen.wait_for_map()
    screen.wait_for_view(nodes=members)
    screen.main.get_by_role("button", name="Everything", exact=True).click()
    screen.wait_for_view(nodes=marks)


def test_whoever_is_searched_for_is_shown_with_who_is_around(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people", selected="person:p0007")
    expect(screen.heading).to_be_visible()
    assert "focus=person" in page.url
    assert 1 <= screen.view()["nodes"] <= 300


@pytest.mark.skipif(not build.BUNDLE.exists(), reason="What draws everybody at once could not be brought.")
def test_everybody_at_once_is_drawn_found_and_chosen(page: Page, large_app: App) -> None:
    page.goto(f"{large_app.url}/?view=people", timeout=SLOW)
    page.get_by_text("Everybody at once").click(timeout=SLOW)
    everybody = page.get_by_role("application", name="Map of everybody")
    expect(everybody).to_be_visible(timeout=SLOW)
    if everybody.get_by_text("it has no WebGL").count():
        pytest.skip("This Chromium has no WebGL.")
    page.wait_for_function("map => map.graphmap.view().nodes === 1300", arg=everybody.element_handle())
    name = page.locator(".gm-name")
    search = everybody.get_by_role("combobox", name="Search by name")
    search.fill("invented")
    option = everybody.get_by_role("option").first
    chosen = option.inner_text()
    search.press("Enter")
    expect(name).to_have_text(chosen)
    assert "selected=person" in page.url
    everybody.press("Escape")
    expect(name).to_have_text("Nothing selected")
