"""The Health page: a verdict for each condition, choosing among networks, two periods, and what has no record yet."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, WIDE_DARK, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve
from sheet_writing import write_sheets

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import take_snapshot
from graphmap.health.comparing import compared
from graphmap.health.health import all_terms, health
from graphmap.health.overview import overview
from graphmap.store.location import read_location
from graphmap.store.store import open_store

KAHUI_AKO, RURAL = "kahui-ako-o-tauira", "tauira-rural-schools"
NAMES = {KAHUI_AKO: "Kāhui Ako o Tauira", RURAL: "Tauira Rural Schools Network"}
WORDS = {"good": "Good", "mixed": "Mixed", "poor": "Poor", "not known": "Not measured yet"}

HOSTILE = "</h2><script>window.hacked=1</script> ![](http://evil.example/x.png)"
LONG = "Te Kāhui o ngā Kura Tuatahi me ngā Kura Tuarua o te Tonga o te Waipounamu " + "x" * 46
MANY = {"a": HOSTILE, "b": LONG, "silent": "Silent", "quiet": "Quiet", **{f"n{n}": f"Network {n}" for n in range(9)}}


_OVERLAPPING = """rows => rows.flatMap(row => {
  const chart = row.lastElementChild.getBoundingClientRect();
  return [...row.querySelectorAll(".gm-said p")].filter(sentence => {
    if (!sentence.checkVisibility({ contentVisibilityAuto: true })) return false; // folded away
    const words = document.createRange();
    words.selectNodeContents(sentence);
    return [...words.getClientRects()].some(line => line.right > innerWidth
      || (line.right > chart.left && line.left < chart.right && line.bottom > chart.top && line.top < chart.bottom));
  }).map(sentence => sentence.textContent);
})"""


class HealthScreen(MapScreen):
    """The Health page."""

    @property
    def rows(self) -> Locator:
        return self.main.locator(".gm-health > li")

    @property
    def charts(self) -> Locator:
        return self.main.locator(".gm-charts figure")

    def overlapping(self) -> list[str]:
        """The sentences that are wider than their column, or run over the chart beside it."""
        found: list[str] = self.rows.evaluate_all(_OVERLAPPING)
        return found

    def row(self, title: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def open_health(self, **address: str | list[str]) -> "HealthScreen":
        parameters = {name.replace("_", "-"): value for name, value in address.items()}
        self.go_to(f"{self.url}/health?{urlencode(parameters, doseq=True)}")
        expect(self.main.get_by_role("heading", name="Health", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def open_all_measures(self) -> None:
        self.main.get_by_text("All measures", exact=True).click()
        expect(self.charts.first).to_be_visible(timeout=SLOW)
        self.settle()


@pytest.fixture
def screen(page: Page, app: App) -> HealthScreen:
    return HealthScreen(page, app.url)


@pytest.fixture(scope="module")
def snapshot(app: App) -> Snapshot:
    with open_store(read_location(app.store)) as store:
        return take_snapshot(store)


def last_day(snapshot: Snapshot) -> date:
    """The day that the address calls ``last``."""
    days = snapshot.first_and_last_day
    assert days
    return days[1]


# -------------------------------------------------------------------------------------------- the demo


def test_each_condition_has_its_verdict_and_sentences_and_another_network_is_one_click_away(
    screen: HealthScreen, snapshot: Snapshot
) -> None:
    screen.open_health(as_at="last")
    table = health(snapshot, all_terms(Choice(as_at=last_day(snapshot))))
    for network, name in NAMES.items():
        screen.main.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
        expect(screen.main.get_by_role("heading", name=name, exact=True)).to_be_visible()
        for shown in overview(table, f"network:{network}"):
            row = screen.row(shown.title)
            expect(row.locator(".gm-verdict b")).to_have_text(WORDS[shown.verdict])
            expect(row).to_contain_text(shown.facts)
            expect(row).to_contain_text(shown.trend)
            expect(row.get_by_role("img")).to_have_count(int(any(each.value is not None for each in shown.series)))
    expect(screen.page).to_have_url(re.compile(f"of={RURAL}"))
    expect(screen.main.locator(".gm-health-summary")).to_contain_text("Poor: Work beyond sharing")


def test_all_measures_are_drawn_once_they_are_asked_for_and_fit_every_look(screen: HealthScreen) -> None:
    screen.open_health(of=RURAL, as_at="last")
    expect(screen.rows).to_have_count(10)
    expect(screen.charts).to_have_count(0)
    screen.open_all_measures()
    plots = screen.charts.get_by_role("img")
    assert plots.count() > 25
    sizes = plots.evaluate_all("plots => plots.map(plot => [plot.complete, plot.getBoundingClientRect().height])")
    assert len({tuple(size) for size in sizes}) == 1
    assert sizes[0][0]
    expect(screen.charts.filter(has_text="Depth of work")).to_contain_text("T1 25")
    screen.charts.filter(has_text="Vacant roles").get_by_text("What it is").click()
    expect(screen.charts.filter(has_text="Vacant roles")).to_contain_text("that nobody held on any day of the term")
    for look in (WIDE, WIDE_DARK, NARROW_DARK, NARROW):
        screen.show(look)
        expect(screen.charts.first).to_be_visible()
        assert faults(screen.page) == [], str(look)
        screen.expect_no_sideways_scrolling()


def test_with_a_second_period_each_row_says_what_changed_between_the_two(
    screen: HealthScreen, snapshot: Snapshot
) -> None:
    periods = [("2026-01-26", last_day(snapshot).isoformat()), ("2024-01-29", "2024-12-20")]
    (since, until), other = periods
    screen.open_health(of=KAHUI_AKO, since=since, until=until, compare_with="..".join(other), as_at="last")
    tables = [health(snapshot, read_choice(None, *period)) for period in periods]
    sentences = compared(tables[0], tables[1], f"network:{KAHUI_AKO}")
    assert len(sentences) == 9
    for sentence in sentences.values():
        expect(screen.main).to_contain_text(sentence)
    expect(screen.row("Relational trust")).not_to_contain_text("Two periods")
    for look in (WIDE, NARROW):
        screen.show(look)
        assert screen.overlapping() == []


def test_a_period_before_the_first_record_says_so_and_one_after_the_last_shows_what_was_known(
    screen: HealthScreen,
) -> None:
    screen.open_health(until="2020-01-01")
    expect(screen.main).to_contain_text("Nothing is recorded up to 1 January 2020.")
    screen.open_health(since="2028-01-01", until="2028-06-01", of=RURAL)
    expect(screen.main).to_contain_text("Nothing is recorded in the period that you chose.")
    expect(screen.rows).to_have_count(10)


# ---------------------------------------------------------------------------------------- many networks


@pytest.fixture(scope="module")
def many_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with many networks: two have names that are hard to show, and two have no record.

    All that is recorded is in one term, and only one network has enough of it to judge.
    """
    folder = tmp_path_factory.mktemp("many")
    busy = [id for id in MANY if id not in ("silent", "quiet")]
    sheets = write_sheets(
        folder / "sheets",
        schools="id,name\none,One\ntwo,Two\n",
        people="id,name\npat,Pat\nkim,Kim\n",
        roles="id,name,at\nr1,Teacher,one\nr2,Teacher,two\n",
        roles_held="person,role\npat,r1\nkim,r2\n",
        networks=[{"id": id, "name": name} for id, name in MANY.items()],
        memberships=[{"member": school, "network": id} for id in MANY for school in ("one", "two")],
        interactions=[
            {
                "id": f"{id}-{n}",
                "date": "2026-03-12",
                "practice": "school visit",
                "network": id,
                "participants": "pat;kim",
            }
            for id in busy
            for n in range(4 if id == "a" else 1)
        ],
    )
    with serve(folder / "store", sheets) as running:
        yield running


@pytest.fixture
def many(page: Page, many_app: App) -> HealthScreen:
    return HealthScreen(page, many_app.url)


def test_many_networks_are_a_list_in_pages_that_leads_to_each_and_back(many: HealthScreen) -> None:
    many.open_health()
    listed = many.main.locator(".st-key-health-networks .gm-health-counts")
    expect(listed).to_have_count(10)
    expect(listed.first).to_contain_text("Not measured yet")
    assert faults(many.page) == []
    many.main.get_by_role("button", name="Page 2").click()
    expect(listed).to_have_count(len(MANY) - 10)
    many.main.get_by_label("Find a network").fill("network 7")
    many.page.keyboard.press("Enter")
    expect(listed).to_have_count(1)
    many.main.get_by_role("button", name="Network 7").click()
    expect(many.main.get_by_role("heading", name="Network 7")).to_be_visible()
    expect(many.main).to_contain_text("Too early to judge: no term has 3 interactions or more yet.")
    expect(many.row("Relational trust")).to_contain_text("Once a year, ask everyone")
    many.main.get_by_role("button", name=f"All {len(MANY)} networks").click()
    expect(listed.first).to_be_visible()


def test_one_term_is_judged_without_a_trend_and_a_hostile_name_is_text(many: HealthScreen) -> None:
    many.open_health(of="a")
    expect(many.main.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(many.row("Cohesion").locator(".gm-verdict")).to_contain_text("Too early for a trend")
    expect(many.row("Cohesion").get_by_role("img")).to_have_count(1)
    assert many.page.evaluate("window.hacked") is None


def test_a_name_of_120_characters_fits_on_a_phone(many: HealthScreen) -> None:
    many.page.set_viewport_size({"width": NARROW.width, "height": NARROW.height})
    many.open_health()
    many.expect_no_sideways_scrolling()
    many.open_health(of="b")
    expect(many.main.get_by_role("heading", name=LONG)).to_be_visible()
    many.expect_no_sideways_scrolling()


def test_networks_without_a_record_are_counted_and_the_next_step_named(many: HealthScreen) -> None:
    many.open_health(network=["silent", "quiet"])
    expect(many.main).to_contain_text("2 networks, and nothing recorded for them yet.")
    expect(many.main).to_contain_text("interactions sheet")
