"""The Health page: a chart for every measure with its meaning, what changed, and networks without records."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve
from sheet_writing import write_sheets

from graphmap.app.health.page import TITLES
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot, take_snapshot
from graphmap.health.changes import what_changed
from graphmap.health.health import health
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.store.location import read_location
from graphmap.store.store import open_store

KAHUI_AKO, RURAL = "kahui-ako-o-tauira", "tauira-rural-schools"
NAMES = {KAHUI_AKO: "Kāhui Ako o Tauira", RURAL: "Tauira Rural Schools Network"}
CHARTS = ("Depth of work", *TITLES.values())


class HealthScreen(MapScreen):
    """The Health page."""

    @property
    def charts(self) -> Locator:
        return self.main.get_by_test_id("stVegaLiteChart")

    def open_health(self, **address: str | list[str]) -> "HealthScreen":
        self.go_to(f"{self.url}/health?{urlencode(address, doseq=True)}")
        expect(self.main.get_by_role("heading", name="Health", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()
        return self


@pytest.fixture
def screen(page: Page, app: App) -> HealthScreen:
    return HealthScreen(page, app.url)


@pytest.fixture(scope="module")
def snapshot(app: App) -> Snapshot:
    with open_store(read_location(app.store)) as store:
        return take_snapshot(store)


def test_every_network_has_a_chart_for_every_measure_and_a_chosen_one_only_its_own(
    screen: HealthScreen, snapshot: Snapshot
) -> None:
    screen.open_health()
    for name in NAMES.values():
        expect(screen.main.get_by_role("heading", name=name)).to_be_visible()
    for title in CHARTS:
        expect(screen.main.get_by_text(title, exact=True)).to_have_count(2)
    expect(screen.charts).to_have_count(2 * len(CHARTS))
    table = health(snapshot, Choice())
    for network in NAMES:
        for sentence in what_changed(table, f"network:{network}"):
            expect(screen.main).to_contain_text(sentence)

    # only what matters for health can be chosen
    expect(screen.sidebar.get_by_role("radiogroup", name="View")).to_have_count(0)
    expect(screen.sidebar.get_by_role("slider", name="Show work at least this deep")).to_have_count(0)
    screen.choose_network(NAMES[RURAL])
    expect(screen.main.get_by_role("heading", name=NAMES[KAHUI_AKO])).to_have_count(0)
    expect(screen.charts).to_have_count(len(CHARTS))
    expect(screen.page).to_have_url(re.compile(f"network={RURAL}"))
    screen.settle()

    # each chart is drawn, and says what it means
    for chart in screen.charts.all():
        drawn = chart.locator("canvas, svg").first
        expect(drawn).to_be_visible(timeout=SLOW)
        box = drawn.bounding_box()
        assert box
        assert box["width"] > 150
        assert box["height"] > 100
    meanings = {TITLES[measure.name]: measure.meaning for measure in HEALTH_MEASURES if measure.name in TITLES}
    for title in ("Ties beyond sharing", "Key people who stopped"):
        screen.main.get_by_test_id("stMarkdown").filter(has_text=title).get_by_test_id("stTooltipHoverTarget").hover()
        expect(screen.page.get_by_test_id("stTooltipContent")).to_contain_text(meanings[title])


def test_a_window_without_anything_says_that_there_is_too_little(screen: HealthScreen) -> None:
    screen.open_health(since="2023-01-01", until="2023-12-31", network=RURAL)
    expect(screen.main).to_contain_text("Too little to compare: no term has 3 interactions or more.")


@pytest.fixture
def silent_app(chromium: Browser, tmp_path: Path) -> Iterator[App]:
    """The app with two networks of which nothing is recorded."""
    sheets = write_sheets(tmp_path / "sheets", networks="id,name\nn,North\ns,South\n")
    with serve(tmp_path / "store", sheets) as running:
        yield running


def test_networks_without_a_record_are_counted_and_the_next_step_named(silent_app: App, page: Page) -> None:
    screen = HealthScreen(page, silent_app.url).open_health()
    expect(screen.main).to_contain_text("2 networks, and nothing recorded for them yet.")
    expect(screen.main).to_contain_text("interactions sheet")


@pytest.mark.parametrize("page", [WIDE, NARROW_DARK], indirect=True, ids=str)
def test_nothing_is_wider_than_the_window(screen: HealthScreen) -> None:
    screen.open_health(network=KAHUI_AKO)
    expect(screen.charts).to_have_count(len(CHARTS))
    expect(screen.charts.last.locator("canvas, svg").first).to_be_visible(timeout=SLOW)
    assert screen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert screen.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
