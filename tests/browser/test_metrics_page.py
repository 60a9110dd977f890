"""The Metrics page of the demo cluster: the table, the charts, ranks in two windows, the way to the map, and the files taken away."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import pytest
from conftest import App, Watch, graphmap
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, WIDE_DARK, MapScreen
from playwright.sync_api import Locator, Page, expect

from graphmap.choice import read_choice
from graphmap.location import read_location
from graphmap.measures import MEASURES, metrics
from graphmap.ranks import compare_ranks
from graphmap.snapshot import Snapshot, take_snapshot
from graphmap.store import open_store

_NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
_ROW, _HEADING = 35, 36  # pixels of a row of a table, and of its headings
TERM_3, TERM_4 = ("2025-07-11", "2025-10-02"), ("2025-10-03", "2025-12-31")


class MetricsScreen(MapScreen):
    """The Metrics page."""

    def open_metrics(self, **address: str | list[str]) -> "MetricsScreen":
        self.go_to(f"{self.url}/metrics?{urlencode({name.replace('_', '-'): value for name, value in address.items()}, doseq=True)}")
        expect(self.main.get_by_role("heading", name="Metrics", exact=True)).to_be_visible(timeout=SLOW)
        expect(self.table.locator("canvas").first).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    @property
    def table(self) -> Locator:
        return self.main.get_by_test_id("stDataFrame").first

    def row(self, number: int) -> Locator:
        """A row of the table as screen readers have it; 0 is the first under the headings."""
        return self.table.locator(f"[role=row][aria-rowindex='{number + 2}']")

    def names(self, many: int) -> Sequence[str]:
        """Who is in the first rows of the table."""
        expect(self.row(many - 1).get_by_role("gridcell").first).to_have_text(re.compile("."))
        return [self.row(number).get_by_role("gridcell").first.inner_text() for number in range(many)]

    def select_row(self, number: int) -> None:
        self.table.click(position={"x": 20, "y": _HEADING + _ROW * (number + 0.5)})

    def choose(self, label: str, option: str) -> None:
        box = self.main.get_by_role("combobox", name=label)
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def find(self, text: str) -> None:
        field = self.main.get_by_role("textbox", name="Find")
        field.fill(text)
        field.press("Enter")
        self.settle()

    def take(self, popover: Locator, ending: str, name: str, folder: Path) -> bytes:
        popover.click()
        self.page.get_by_role("radiogroup", name="Format").get_by_text(ending, exact=True).click()
        self.settle()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=f"({name})").click()
        path = folder / "taken"
        download.value.save_as(path)
        self.page.keyboard.press("Escape")
        return path.read_bytes()


@pytest.fixture
def screen(page: Page, app: App, watch: Watch) -> Iterator[MetricsScreen]:
    yield MetricsScreen(page, app.url)
    # Opened below its root, Streamlit first asks for its own addresses in the wrong place, and then in the right one.
    watch.errors[:] = [error for error in watch.errors if error != _NOT_FOUND]


@pytest.fixture(scope="module")
def snapshot(app: App) -> Snapshot:
    with open_store(read_location(app.store)) as store:
        return take_snapshot(store)


@pytest.fixture(scope="module")
def table(snapshot: Snapshot) -> pl.DataFrame:
    return metrics(snapshot, read_choice("people"))


def in_order(table: pl.DataFrame, measure: str, many: int) -> list[str]:
    return table.sort(measure, "name", "id", descending=[True, False, False], nulls_last=True)["name"].head(many).to_list()


def test_the_chosen_measure_orders_the_table_and_a_heading_orders_it_anew(screen: MetricsScreen, table: pl.DataFrame) -> None:
    screen.open_metrics(view="people")
    expect(screen.main).to_contain_text(f"{len(table)} actors, whether tied or not.")
    assert screen.names(5) == in_order(table, "strength", 5)
    screen.choose("Measure", "betweenness")
    expect(screen.page).to_have_url(re.compile("measure=betweenness"))
    expect(screen.row(0)).to_contain_text(in_order(table, "betweenness", 1)[0])
    assert screen.names(5) == in_order(table, "betweenness", 5)

    screen.table.click(position={"x": 90, "y": _HEADING / 2})
    expect(screen.row(0)).to_contain_text(table["name"].sort()[0])


def test_search_passes_over_case_and_macrons(screen: MetricsScreen, table: pl.DataFrame) -> None:
    with_macron = next(name for name in table["name"] if any(letter in name for letter in "āēīōū"))
    screen.open_metrics(view="people")
    bare = with_macron.upper().translate(str.maketrans("ĀĒĪŌŪ", "AEIOU"))
    screen.find(bare)
    expect(screen.main.get_by_text(re.compile(rf"^1 of {len(table)} found"))).to_be_visible()
    assert screen.names(1) == [with_macron]
    screen.find("nobody at all")
    expect(screen.main.get_by_text("Nobody is called so.")).to_be_visible()


def test_every_measure_is_in_the_glossary_with_its_source(screen: MetricsScreen) -> None:
    screen.open_metrics()
    screen.main.get_by_text("What each measure means, and where it comes from").click()
    for measure in MEASURES:
        said = screen.main.locator(f".gm-whole dt:text-is('{measure.name}') + dd")
        expect(said).to_contain_text(measure.meaning)
        expect(said).to_contain_text(measure.source)


def test_a_row_is_marked_in_the_charts_and_seen_on_the_map_under_the_same_choice(screen: MetricsScreen, table: pl.DataFrame) -> None:
    screen.open_metrics(view="people", min_depth="challenge")
    name = screen.names(2)[1]
    screen.select_row(1)
    chosen = screen.main.locator(".st-key-metrics-selected")
    expect(chosen).to_contain_text(name)
    id = table.row(by_predicate=pl.col("name") == name, named=True)["id"]
    expect(screen.page).to_have_url(re.compile(f"selected={id.replace(':', '(:|%3A)')}"))
    chosen.get_by_role("link", name="See it on the map").click()
    screen.wait_for_map()
    expect(screen.heading).to_have_text(name)
    expect(screen.page).to_have_url(re.compile("view=people"))
    expect(screen.page).to_have_url(re.compile("min-depth=challenge"))


def test_a_point_of_the_scatter_can_be_selected(screen: MetricsScreen, snapshot: Snapshot) -> None:
    screen.open_metrics(x="degree", y="strength")
    table = metrics(snapshot, read_choice())
    foremost = table.sort("degree", "strength", descending=True)["name"][0]
    screen.main.locator(f".st-key-metrics-scatter [aria-label='{foremost}']").click()
    expect(screen.main.locator(".st-key-metrics-selected")).to_contain_text(foremost)


def test_ranks_in_two_windows_say_who_moved(screen: MetricsScreen, snapshot: Snapshot) -> None:
    screen.open_metrics(since=TERM_4[0], until=TERM_4[1], measure="degree")
    screen.choose("Compare Term 4 2025 with", "Term 3 2025")
    earlier, later = (metrics(snapshot, read_choice(None, *term)) for term in (TERM_3, TERM_4))
    change = compare_ranks(earlier, later, "degree")
    expect(screen.main).to_contain_text(
        f"By degree, {change.earlier} have a rank in Term 3 2025 and {change.later} in Term 4 2025: {change.agreement.n} in both, "
        f"{len(change.of('came'))} came and {len(change.of('left'))} left."
    )
    expect(screen.main).to_contain_text(f"correlate by {change.agreement.rho:.2f} (Spearman, n = {change.agreement.n})")
    expect(screen.main).to_contain_text(f"{change.of('up')['name'][0]} rose most")
    expect(screen.page).to_have_url(re.compile("with-since=2025-07-11"))
    expect(screen.main.get_by_test_id("stVegaLiteChart").nth(2)).to_be_visible()


def test_the_last_two_terms_are_compared_by_one_button(screen: MetricsScreen) -> None:
    screen.open_metrics()
    screen.main.get_by_role("button", name="Compare the last two terms").click()
    expect(screen.main.get_by_text(re.compile("have a rank in Term"))).to_be_visible()
    expect(screen.page).to_have_url(re.compile("since=.*with-since="))


def test_what_is_taken_away_is_what_the_command_writes(screen: MetricsScreen, app: App, tmp_path: Path) -> None:
    screen.open_metrics(view="people", min_depth="sharing")
    popover = screen.main.get_by_role("button", name="Download").first
    for ending in (".csv", ".parquet", ".xlsx"):
        file = tmp_path / f"metrics{ending}"
        done = graphmap("metrics", "--store", app.store, "--view", "people", "--min-depth", "sharing", "-o", str(file))
        assert done.returncode == 0, done.stderr
        assert screen.take(popover, ending, file.name, tmp_path) == file.read_bytes()
    beside = tmp_path / "metrics.csv.about.json"
    assert screen.take(popover, ".csv", beside.name, tmp_path) == beside.read_bytes()


def test_a_window_without_a_tie_says_so(screen: MetricsScreen) -> None:
    screen.open_metrics(since="2020-01-01", until="2020-12-31", measure="constraint")
    expect(screen.main).to_contain_text("Nobody has a tie under these choices")
    expect(screen.main).to_contain_text("Nobody has a value of it under these choices.")
    expect(screen.main).to_contain_text("for a rank correlation")


@pytest.mark.parametrize("page", [WIDE, WIDE_DARK, NARROW, NARROW_DARK], indirect=True, ids=str)
def test_nothing_is_wider_than_the_window(screen: MetricsScreen) -> None:
    screen.open_metrics(since=TERM_4[0], until=TERM_4[1], with_since=TERM_3[0], with_until=TERM_3[1])
    expect(screen.main.get_by_test_id("stVegaLiteChart").nth(2)).to_be_visible(timeout=SLOW)
    assert screen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert screen.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
