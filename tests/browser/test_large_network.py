"""A network too large for a mark per actor: groups that open, someone's surroundings, and everybody at once."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen, faults, take, written_in
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve
from sheet_writing import write_sheets

from graphmap.app.components import fetch_sigma
from graphmap.sample.sheets import SampleSize, write_sample

# Whether the map has paint within a few pixels of each of these actors.
_ALL_ARE_PAINTED = """([map, keys]) => {
  const picture = map.querySelector("canvas.picture");
  const frame = map.getBoundingClientRect();
  const pen = picture.getContext("2d", { willReadFrequently: true });
  const ratio = picture.width / frame.width;
  return keys.every((key) => {
    const { x, y } = map.graphmap.nodeAt(key);
    const { data } = pen.getImageData((x - frame.left - 4) * ratio, (y - frame.top - 4) * ratio, 8 * ratio, 8 * ratio);
    let strongest = 0;
    for (let at = 3; at < data.length; at += 4) strongest = Math.max(strongest, data[at]);
    return strongest > 200;
  });
}"""


@pytest.fixture(scope="module")
def large_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with an invented network of 1,300 people."""
    folder = tmp_path_factory.mktemp("large")
    write_sample(SampleSize(schools=40, people=1_300, interactions=1_600), folder / "sheets")
    with serve(folder / "store", folder / "sheets") as running:
        yield running


def test_groups_open_to_their_members_and_back(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people")
    expect(screen.main.get_by_text("Open a mark to see who is in it")).to_be_visible()
    marks = screen.view()["nodes"]
    assert 3 < marks < 60

    first = screen.main.get_by_role("button", name="Network").first
    first.click()
    expect(screen.main.get_by_text("A group, shown as one mark")).to_be_visible()
    screen.main.get_by_role("button", name="Open", exact=True).click()
    expect(screen.main.get_by_text("and leaves out")).to_be_visible()
    screen.settle()
    assert "open=" in page.url
    expect(screen.legend).to_contain_text("People")
    members = screen.legend_counts()["People"]
    assert members == screen.view()["nodes"]

    page.reload()
    screen.wait_for_map()
    screen.wait_for_view(nodes=members)
    screen.main.get_by_role("button", name="Everything", exact=True).click()
    screen.wait_for_view(nodes=marks)


def test_groups_stand_where_they_are_and_otherwise_by_their_ties(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people", layout="radial")
    expect(screen.main.get_by_text("Groups are placed by their ties")).to_be_visible()
    by_ties = screen.view()
    screen.main.get_by_role("radio", name="Places").click()
    screen.wait_for_view(nodes=by_ties["nodes"])
    expect(screen.main.get_by_text("Groups are placed by their ties")).to_have_count(0)
    screen.settle()
    assert screen.view()["scale"] != by_ties["scale"]


def test_whoever_is_searched_for_is_shown_with_who_is_around(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people", selected="person:p0007")
    expect(screen.heading).to_be_visible()
    assert "focus=person" in page.url
    assert 1 <= screen.view()["nodes"] <= 300


class Everybody:
    """The map of everybody as a person sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.map = page.get_by_role("application", name="Map of everybody")
        self.legend = page.get_by_role("group", name="Legend")

    def wait_for(self, what: str) -> None:
        """Wait until `what`, a function in JavaScript, is true of the map's view."""
        self.page.wait_for_function(
            f"map => ({what})(map.graphmap.view())", arg=self.map.element_handle(), timeout=SLOW
        )

    def choose(self, name: str) -> str:
        """Search for `name`, choose the first who is found, and return what they are called."""
        search = self.map.get_by_role("combobox", name="Search by name")
        search.fill(name)
        found = self.map.get_by_role("option").first.locator("span").inner_text()
        search.press("Enter")
        expect(self.page.locator(".gm-name")).to_have_text(found)
        return found


@pytest.fixture
def everybody(page: Page, large_app: App) -> Everybody:
    """The page with everybody at once on it."""
    if not fetch_sigma.BUNDLE.exists():
        pytest.skip("What draws everybody at once could not be brought.")
    page.goto(f"{large_app.url}/map?view=people", timeout=SLOW)
    page.get_by_text("Everybody at once").click(timeout=SLOW)
    shown = Everybody(page)
    expect(shown.map).to_be_visible(timeout=SLOW)
    if shown.map.get_by_text("it has no WebGL").count():
        pytest.skip("This Chromium has no WebGL.")
    shown.wait_for("view => view.nodes === 1300")
    return shown


def test_everybody_at_once_is_drawn_found_and_chosen(everybody: Everybody) -> None:
    everybody.choose("invented")
    assert "selected=person" in everybody.page.url
    everybody.map.press("Escape")
    expect(everybody.page.locator(".gm-name")).to_have_count(0)


@pytest.fixture
def tieless_app(chromium: Browser, tmp_path: Path) -> Iterator[App]:
    """The app with 1,100 schools of which nothing is recorded."""
    schools = "".join(f"s{number:04},School {number}\n" for number in range(1_100))
    with serve(tmp_path / "store", write_sheets(tmp_path / "sheets", schools=f"id,name\n{schools}")) as running:
        yield running


def test_everybody_at_once_draws_marks_where_there_is_no_tie(tieless_app: App, page: Page) -> None:
    if not fetch_sigma.BUNDLE.exists():
        pytest.skip("What draws everybody at once could not be brought.")
    page.goto(f"{tieless_app.url}/map?extent=all", timeout=SLOW)
    shown = Everybody(page)
    expect(shown.map).to_be_visible(timeout=SLOW)
    if shown.map.get_by_text("it has no WebGL").count():
        pytest.skip("This Chromium has no WebGL.")
    shown.wait_for("view => view.nodes === 1100")
    for key in ("ArrowLeft", "ArrowRight"):  # what moves is also drawn on a canvas that can be read
        shown.map.press(key)
    keys = [f"school:s{number:04}" for number in range(0, 1_100, 50)]
    page.wait_for_function(_ALL_ARE_PAINTED, arg=[shown.map.element_handle(), keys], timeout=SLOW)


def test_a_number_shows_so_many_steps_around_who_is_chosen(everybody: Everybody, large_app: App) -> None:
    everybody.choose("invented")
    everybody.map.press("2")
    expect(everybody.page).to_have_url(re.compile("steps=2"))
    expect(everybody.map).to_have_count(0, timeout=SLOW)
    screen = MapScreen(everybody.page, large_app.url).wait_for_map()
    assert 1 < screen.view()["nodes"] < 1300


def test_the_legend_of_everybody_narrows_what_stands_out_and_recolours(everybody: Everybody) -> None:
    page = everybody.page
    whole = everybody.legend.get_by_role("list", name="Settled depth").get_by_role("listitem")
    joint = everybody.legend.get_by_role("button", name="Joint work")
    assert whole.count() > 2
    joint.click()
    expect(joint).to_have_attribute("aria-pressed", "true")
    everybody.wait_for("view => 0 < view.standing && view.standing < 1300 && view.nodes === 1300")
    expect(page.get_by_text("The rest is faded")).to_be_visible()
    assert "only=depth%3A4" in page.url

    page.get_by_role("button", name="Only ties settled at joint work").click()
    everybody.wait_for("view => view.standing === 1300")

    everybody.legend.get_by_label("Change colour: People").evaluate(
        "input => { input.value = '#aa3377'; input.dispatchEvent(new Event('change')); }"
    )
    everybody.wait_for("view => view.colours.includes('#aa3377')")
    assert "recolour=" in page.url
    everybody.legend.get_by_label("Restore colour: People").click()
    everybody.wait_for("view => !view.colours.includes('#aa3377')")


def test_everybody_at_once_is_taken_away_as_a_picture_and_a_drawing(
    everybody: Everybody, large_app: App, tmp_path: Path
) -> None:
    screen = MapScreen(everybody.page, large_app.url)
    chosen = everybody.choose("invented")
    picture = take(screen, "PNG, double size", tmp_path).read_bytes()
    box = everybody.map.bounding_box()
    assert box
    assert struct.unpack(">I", picture[16:20])[0] > 2 * box["width"]

    texts = written_in(take(screen, "Drawing (SVG)", tmp_path))
    assert {"Who works with whom: people", "People  1,300", chosen} <= set(texts)


def test_everybody_at_once_has_no_serious_fault(everybody: Everybody, large_app: App) -> None:
    everybody.choose("invented")
    screen = MapScreen(everybody.page, large_app.url)
    for look in (NARROW_DARK, WIDE):
        screen.show(look)
        expect(everybody.map).to_be_visible()
        assert faults(everybody.page) == [], str(look)
