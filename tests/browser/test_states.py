"""Every page in every state that a store can be in: each says in a sentence what to do, and none breaks.

One app holds one graph after another."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import SLOW, MapScreen, expect_sentences
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve
from sheet_writing import SheetText, write_sheets

from graphmap.app.pages import PAGES
from graphmap.store.loading import load, unload
from graphmap.store.store import open_store

LONG = ("Te Kura Kaupapa Māori o Ngā Maunga Teitei me Ngā Awa Roa o te Rohe Whānui (invented) " * 2)[:120]
UNBROKEN = "W" * 120
HOSTILE = "</p><script>window.hacked=1</script> **b** [x](http://evil.example) :red[red] $x^2$ <img src=x>"


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
    "records": "Add a school",
    "measures": "No ties with these choices: counts are 0 and most other measures are empty. Add visits",
    "health": "No networks yet. Add them in the networks and memberships sheets",
    "stories": "To start, name a story above. Save the views for it on the Map page, under Views.",
    "what-if": "Too little is recorded to try anything yet. Add visits, or choose a longer period.",
}


@pytest.mark.parametrize("schools", [1, 9, 2_000], ids=["one school", "no ties and no networks", "thousands"])
def test_schools_alone_say_on_every_page_what_to_add(
    screen: MapScreen, own_app: App, tmp_path: Path, schools: int
) -> None:
    with holding(own_app, tmp_path, schools=[{"id": f"s{n}", "name": f"School {n}"} for n in range(schools)]):
        expect_sentences(screen, NOTHING_RECORDED)


def test_visits_without_networks_say_what_to_add(screen: MapScreen, own_app: App, tmp_path: Path) -> None:
    with holding(
        own_app,
        tmp_path,
        schools=[{"id": f"s{number}", "name": f"School {number}"} for number in range(3)],
        interactions=[
            {
                "id": f"{month}",
                "date": f"2026-{month:02}-12",
                "practice": "school visit",
                "participants": f"school:s{month % 3};school:s{(month + 1) % 3}",
            }
            for month in (3, 5, 8, 10)
        ],
    ):
        without = {
            "term": "No networks yet, so there is nothing to measure over the terms. Add them in the networks and",
            "health": NOTHING_RECORDED["health"],
            "map": "",
            "measures": "3 actors",
        }
        expect_sentences(screen, without)


def test_a_filter_that_leaves_nobody_says_what_to_choose(screen: MapScreen, own_app: App, tmp_path: Path) -> None:
    schools = [{"id": f"s{number}", "name": f"School {number}"} for number in range(9)]
    with holding(own_app, tmp_path, schools=schools):
        nobody = {
            "term": NOTHING_RECORDED["term"],
            "map": "No ties to draw in this period. Choose a longer period or other networks.",
            "measures": "No actors in this view. Choose another view under Filter, or add records.",
        }
        expect_sentences(screen, nobody, query="?view=people")


def test_long_and_hostile_names_fit_and_stay_text_on_every_page(
    screen: MapScreen, own_app: App, tmp_path: Path
) -> None:
    names = dict(enumerate((LONG, UNBROKEN, HOSTILE)))
    with holding(
        own_app,
        tmp_path,
        schools=[{"id": f"s{number}", "name": name} for number, name in names.items()],
        people=[{"id": f"p{number}", "name": name} for number, name in names.items()],
        roles=[{"id": f"r{number}", "name": name, "at": f"school:s{number}"} for number, name in names.items()],
        roles_held=[{"person": f"p{number}", "role": f"r{number}"} for number in names],
        networks=[{"id": f"n{number}", "name": name} for number, name in names.items()],
        memberships=[{"member": f"school:s{number}", "network": f"n{of}"} for number in names for of in names],
        interactions=[
            {
                "id": f"{month}-{number}",
                "date": f"2026-{month:02}-12",
                "practice": "school visit",
                "network": f"n{number}",
                "note": name,
                "participants": f"person:p{number};person:p{(number + 1) % len(names)}",
            }
            for number, name in names.items()
            for month in (3, 5, 8, 10)
        ],
    ):
        expect_sentences(screen, {page.name: "" for page in PAGES})
        with_names = dict.fromkeys(("map", "health", "what-if"), "")
        expect_sentences(screen, with_names, query="?network=n1&network=n2&view=people&selected=person:p1&of=n1")
    assert screen.page.evaluate("window.hacked") is None
    expect(screen.page.locator("a[href*=evil], img[src=x]")).to_have_count(0)


def test_a_period_without_records_says_so_on_every_page(page: Page, app: App) -> None:
    sentences = {
        "term": "Nothing is recorded after 19 November 2026.",
        "map": "No ties with these choices. Choose a longer period or remove a filter.",
        "records": "Add an interaction",
        "measures": "Add visits, choose a longer period or remove a filter.",
        "health": "Nothing is recorded in the period that you chose.",
        "stories": "To start, name a story above.",
        "what-if": "Nothing is recorded after 19 November 2026.",
    }
    query = "?since=2030-01-01&until=2030-12-31&of=kahui-ako-o-tauira"
    expect_sentences(MapScreen(page, app.url), sentences, query)


def test_a_store_that_goes_away_while_a_page_is_open_is_a_sentence_on_every_page(
    screen: MapScreen, own_app: App, tmp_path: Path
) -> None:
    with holding(own_app, tmp_path, schools="id,name\na,Alpha School\n"):
        screen.go_to(f"{screen.url}/measures")
        expect(screen.main).to_contain_text("1 actor", timeout=SLOW)
        moved = own_app.folder.with_name("moved")
        own_app.folder.rename(moved)
        try:
            for page in [page for page in PAGES if page.in_bar]:
                screen.go_to_page(page.title)
                expect(screen.main.get_by_role("alert"), page.name).to_contain_text("store", timeout=SLOW)
                expect(screen.page.get_by_test_id("stException"), page.name).to_have_count(0)
        finally:
            moved.rename(own_app.folder)
        screen.settle()
        screen.go_to_page("Map")
        screen.wait_for_map()
