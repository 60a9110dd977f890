"""The Measures page of the demo cluster: the table, the charts, ranks in two windows, the way to the map, and the files
taken away."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen, faults
from playwright.sync_api import Locator, Page, expect
from running_app import App, graphmap

from graphmap.app.measures.words import heading
from graphmap.graph.choice import read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import take_snapshot
from graphmap.measures.measures import MEASURES, metrics
from graphmap.measures.ranks import compare_ranks
from graphmap.store.location import read_location
from graphmap.store.store import open_store

_HEADING, _ROW = 36, 35  # pixels of the table's headings, and of a row
TERM_3, TERM_4 = ("2025-07-14", "2025-10-05"), ("2025-10-06", "2026-01-25")


class MeasuresScreen(MapScreen):
    """The Measures page."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.table = self.main.get_by_test_id("stDataFrame").first
        self.chosen = self.main.locator(".st-key-metrics-selected")
        self.charts = self.main.get_by_test_id("stVegaLiteChart")
        self.points = self.main.locator(".st-key-metrics-scatter")

    def open_measures(self, **address: str) -> "MeasuresScreen":
        self.go_to(
            f"{self.url}/measures?{urlencode({name.replace('_', '-'): value for name, value in address.items()})}"
        )
        expect(self.main.get_by_role("heading", name="Measures", exact=True)).to_be_visible(timeout=SLOW)
        expect(self.table.locator("canvas").first).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def name(self, number: int) -> Locator:
        """Who is in a row of the table, as those hear it who hear the page; 0 is the first under the headings."""
        return self.table.locator(f"[aria-rowindex='{number + 2}'] [aria-colindex='1']")

    def expect_first(self, names: Sequence[str]) -> None:
        for number, name in enumerate(names):
            expect(self.name(number)).to_have_text(name)

    def choose(self, label: str, option: str) -> None:
        box = self.main.get_by_role("combobox", name=label)
        box.click()
        box.fill(option)  # a long list has only what is in sight on the page
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def find(self, text: str) -> None:
        field = self.main.get_by_role("textbox", name="Find")
        field.fill(text)
        field.press("Enter")
        self.settle()

    def take(self, ending: str, name: str, folder: Path) -> bytes:
        """What is downloaded under a name, once the popover is open and another format is chosen if need be."""
        self.page.get_by_role("radiogroup", name="Format").get_by_text(ending, exact=True).click()
        self.settle()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=f"({name})").click()
        download.value.save_as(folder / "taken")
        return (folder / "taken").read_bytes()


@pytest.fixture
def screen(page: Page, app: App) -> MeasuresScreen:
    return MeasuresScreen(page, app.url)


@pytest.fixture(scope="module")
def snapshot(app: App) -> Snapshot:
    with open_store(read_location(app.store)) as store:
        return take_snapshot(store)


def in_order(table: pl.DataFrame, measure: str, many: int) -> list[str]:
    return (
        table.sort(measure, "name", "id", descending=[True, False, False], nulls_last=True)["name"].head(many).to_list()
    )


def test_a_researcher_orders_the_table_finds_somebody_and_sees_them_on_the_map(
    screen: MeasuresScreen, snapshot: Snapshot
) -> None:
    table = metrics(snapshot, read_choice("people", min_depth="sharing"))
    screen.open_measures(view="people", min_depth="sharing")
    expect(screen.main).to_contain_text(f"{len(table)} actors, with or without ties.")
    screen.expect_first(in_order(table, "strength", 5))
    screen.choose("Measure", "Betweenness")
    expect(screen.table.locator("[aria-rowindex='1'] [aria-colindex='2']")).to_have_text("Betweenness")
    expect(screen.page).to_have_url(re.compile("measure=betweenness"))
    screen.expect_first(in_order(table, "betweenness", 5))
    screen.table.click(position={"x": 90, "y": _HEADING / 2})
    screen.expect_first(table["name"].sort().head(2).to_list())

    # neither case nor macrons matter
    sought = next(name for name in table["name"] if set(name) & set("āēīōū"))
    screen.find("nobody at all")
    expect(screen.main.get_by_text("No matching names.")).to_be_visible()
    screen.find(sought.upper().translate(str.maketrans("ĀĒĪŌŪ", "AEIOU")))
    expect(screen.main.get_by_text(f"1 of {len(table)} found.")).to_be_visible()
    screen.expect_first([sought])

    # from the row to the map, under the same choice
    screen.table.click(position={"x": 16, "y": _HEADING + _ROW / 2})
    expect(screen.chosen).to_contain_text(sought)
    screen.chosen.get_by_role("link", name="See it on the map").click()
    screen.wait_for_map()
    expect(screen.heading).to_have_text(sought)
    expect(screen.page).to_have_url(re.compile("(?=.*view=people)(?=.*min-depth=sharing)"))


def test_a_measures_spread_two_against_each_other_and_what_each_means(
    screen: MeasuresScreen, snapshot: Snapshot
) -> None:
    table = metrics(snapshot, read_choice())
    screen.open_measures(x="degree", y="strength")
    expect(screen.charts).to_have_count(2)
    expect(screen.main).to_contain_text(f"The median is {table['strength'].median():.4g}.")
    screen.main.get_by_role("radio", name="Share at or below each value").click()
    expect(screen.page).to_have_url(re.compile("chart=cumulative"))
    expect(screen.main).to_contain_text(re.compile(rf"Rank correlation: 0\.\d\d \(Spearman, n = {len(table)}\)"))
    screen.settle()
    foremost = in_order(table, "degree", 1)[0]
    screen.points.locator(f"[aria-label='{foremost}']").click()
    expect(screen.chosen).to_contain_text(foremost)
    screen.chosen.get_by_role("button", name="Clear selection").click()
    expect(screen.chosen).to_have_count(0)

    screen.main.get_by_text("What each measure means, and where it comes from").click()
    for measure in MEASURES:
        said = screen.main.locator(f".gm-whole dt:text-is('{heading(measure.name)}') + dd")
        expect(said).to_contain_text(measure.meaning)
        expect(said).to_contain_text(measure.source)


def test_ranks_in_two_windows_say_who_moved_and_how_sure_they_are(screen: MeasuresScreen, snapshot: Snapshot) -> None:
    screen.open_measures(since=TERM_4[0], until=TERM_4[1], measure="degree")
    screen.choose("Compare Term 4 2025 with", "Term 3 2025")
    earlier, later = (metrics(snapshot, read_choice(None, *term)) for term in (TERM_3, TERM_4))
    change = compare_ranks(earlier, later, "degree")
    expect(screen.main).to_contain_text(
        f"By degree, {change.earlier} are ranked in Term 3 2025 and {change.later} in Term 4 2025: "
        f"{change.agreement.n} in both, "
        f"{len(change.of('came'))} came and {len(change.of('left'))} left."
    )
    expect(screen.main).to_contain_text(
        f"Rank correlation for those in both: {change.agreement.rho:.2f} (Spearman, n = {change.agreement.n})"
    )
    expect(screen.main).to_contain_text(f"{change.of('up')['name'][0]} rose most")
    expect(screen.page).to_have_url(re.compile("with-since=2025-07-14"))
    expect(screen.charts).to_have_count(3)

    # how sure those ranks are
    screen.main.get_by_role("radiogroup", name="How many draws").get_by_text("50", exact=True).click()
    expect(screen.page).to_have_url(re.compile("draws=50"))
    screen.main.get_by_role("button", name="Draw 50 times").click()
    expect(screen.charts).to_have_count(5, timeout=3 * SLOW)  # fifty draws take a minute on a busy machine
    screen.settle()
    expect(screen.main).to_contain_text(re.compile(r"Based on 50 draws of \d+ interactions with replacement"))
    foremost = change.table.sort("rank_later", "name", nulls_last=True).row(0, named=True)
    intervals, stays = screen.charts.nth(3), screen.charts.nth(4)
    expect(intervals).to_have_attribute("aria-label", re.compile("^Each rank with its interval"))
    expect(stays).to_have_attribute("aria-label", re.compile("^Rank correlation with"))
    expect(
        intervals.locator(f"[aria-label^='{foremost['name']}: rank {foremost['rank_later']:g}, between ']")
    ).to_be_visible()
    expect(stays.locator("[aria-label^='With 5% left out: rank correlation ']")).to_be_visible()
    for look in (NARROW_DARK, WIDE):
        screen.show(look)
        expect(intervals).to_be_visible()
        screen.expect_no_sideways_scrolling()
        assert faults(screen.page) == []


def test_what_is_taken_away_is_what_the_command_writes(screen: MeasuresScreen, app: App, tmp_path: Path) -> None:
    screen.open_measures(view="people", min_depth="sharing")
    screen.main.get_by_role("button", name="Download").first.click()
    for ending in (".csv", ".xlsx"):
        file = tmp_path / f"metrics{ending}"
        done = graphmap("metrics", "--store", app.store, "--view", "people", "--min-depth", "sharing", "-o", str(file))
        assert done.returncode == 0, done.stderr
        assert screen.take(ending, file.name, tmp_path) == file.read_bytes()
    beside = tmp_path / "metrics.csv.about.json"
    assert screen.take(".csv", beside.name, tmp_path) == beside.read_bytes()


def test_the_last_two_terms_fit_the_window_and_one_without_a_tie_says_so(screen: MeasuresScreen) -> None:
    screen.open_measures()
    screen.main.get_by_role("button", name="Compare the last two terms").click()
    expect(screen.main.get_by_text(re.compile("are ranked in Term"))).to_be_visible()
    expect(screen.page).to_have_url(re.compile("(?=.*[?&]since=)(?=.*with-since=)"))
    expect(screen.charts).to_have_count(3)
    for look in (WIDE, NARROW_DARK):
        screen.show(look)
        screen.expect_no_sideways_scrolling()

    screen.open_measures(since="2020-01-01", until="2020-12-31", measure="constraint", with_since="")
    expect(screen.main).to_contain_text("No ties with these choices")
    expect(screen.main).to_contain_text("No values with these choices.")
    expect(screen.main).to_contain_text("No rank correlation")
