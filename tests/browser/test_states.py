"""Every page in every state that a store can be in: each says in a sentence what to do, and none breaks.

One app holds one graph after another."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import MapScreen, expect_sentences
from playwright.sync_api import Browser, Page
from running_app import App, serve
from sheet_writing import SheetText, write_sheets

from graphmap.app.pages import PAGES
from graphmap.store.loading import load, unload
from graphmap.store.store import open_store


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app on a store that is empty between tests."""
    with serve(tmp_path_factory.mktemp("states") / "store") as running:
        yield running


@pytest.fixture
def screen(page: Page, own_app: App) -> MapScreen:
    return MapScreen(page, own_app.url)


@contextlib.contextmanager
def holding(app: App, folder: Path, **sheets: SheetText) -> Iterator[None]:
    """Keep these sheets in the store for the block."""
    written = write_sheets(folder / "sheets", **sheets)
    with contextlib.closing(open_store(app.store)) as store:
        load(written, store)
        try:
            yield
        finally:
            unload(written, store)


def test_an_empty_store_has_three_doors_on_every_page(screen: MapScreen) -> None:
    expect_sentences(screen, {page.name: "Nothing is loaded yet. Three ways to start:" for page in PAGES})


NOTHING_RECORDED = {
    "term": "Nothing is recorded yet. Add visits, and this page shows what is worth an hour of your time.",
    "map": "Nothing is recorded yet. Add a visit, and the map shows who works with whom.",
    "records": "Fill in the sheet of visits, a row for each",
    "measures": "No ties with these choices: counts are 0 and most other measures are empty. Add visits",
    "health": "No networks yet. Add them in the networks and memberships sheets",
    "stories": "To start, name a story above. Save the views for it on the Map page, under Views.",
    "what-if": "Too little is recorded to try anything yet. Add visits, or choose a longer period.",
}


@pytest.mark.parametrize("schools", [1, 9], ids=["one school", "no ties and no networks"])
def test_schools_alone_say_on_every_page_what_to_add(
    screen: MapScreen, own_app: App, tmp_path: Path, schools: int
) -> None:
    with holding(own_app, tmp_path, schools=[{"id": f"s{n}", "name": f"School {n}"} for n in range(schools)]):
        expect_sentences(screen, NOTHING_RECORDED)


def test_a_filter_that_leaves_nobody_says_what_to_choose(screen: MapScreen, own_app: App, tmp_path: Path) -> None:
    schools = [{"id": f"s{number}", "name": f"School {number}"} for number in range(9)]
    with holding(own_app, tmp_path, schools=schools):
        nobody = {
            "term": NOTHING_RECORDED["term"],
            "map": "No ties to draw in this period. Choose a longer period or other networks.",
            "measures": "No actors in this view. Choose another view under Filter, or add records.",
        }
        expect_sentences(screen, nobody, query="?view=people")
