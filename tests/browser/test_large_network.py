"""A network too large for a mark per actor: groups that open, someone's surroundings, and everybody at once."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen, faults, take, written_in
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve

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

ZUJEL = "Zujel Fladrask (invented)"  # without ties
FLIVAL = "Flival Sasil (invented)"  # with the most


@pytest.fixture(scope="module")
def large_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with an invented network of 1,300 people, and 1,100 schools of which nothing is recorded."""
    folder = tmp_path_factory.mktemp("large")
    write_sample(SampleSize(schools=40, people=1_300, interactions=1_600), folder / "sheets")
    with (folder / "sheets" / "schools.csv").open("a") as sheet:
        sheet.writelines(f"quiet{number},Quiet School {number}\r\n" for number in range(1_100))
    with serve(folder / "store", folder / "sheets") as running:
        yield running


def test_groups_open_to_their_members_and_back(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people")
    expect(screen.open_facts()).to_contain_text("Open a mark to see who is in it")
    screen.page.get_by_role("button", name="Close", exact=True).click()
    marks = screen.view()["nodes"]
    assert 3 < marks < 60

    screen.click_node(next(mark["id"] for mark in screen.boxes("marks") if mark["id"].startswith("network:")))
    expect(screen.main.get_by_text("A group, shown as one mark")).to_be_visible()
    screen.main.get_by_role("button", name="Open", exact=True).click()
    expect(screen.main).to_contain_text("and leaves out")
    screen.settle()
    assert "open=" in page.url
    expect(screen.open_legend()).to_contain_text("People")
    members = screen.legend_counts()["People"]
    assert members == screen.view()["nodes"]

    page.reload()
    screen.wait_for_map()
    screen.wait_for_view(nodes=members)
    screen.main.get_by_role("button", name="Everything", exact=True).click()
    screen.wait_for_view(nodes=marks)


def test_groups_are_placed_by_location_and_otherwise_by_their_ties(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people", layout="radial")
    expect(screen.main).to_contain_text("Groups are placed by their ties")
    by_ties = screen.view()
    screen.main.get_by_role("radio", name="Places").click()
    expect(screen.main).not_to_contain_text("Groups are placed by their ties")
    screen.wait_for_view(nodes=by_ties["nodes"])
    screen.settle()
    assert screen.view()["scale"] != by_ties["scale"]


def test_a_person_searched_for_is_shown_with_those_nearby(page: Page, large_app: App) -> None:
    screen = MapScreen(page, large_app.url).open(view="people")
    screen.search(FLIVAL)
    page.get_by_role("option", name=FLIVAL).click()
    expect(screen.heading).to_have_text(FLIVAL)
    expect(page).to_have_url(re.compile("focus=person"))
    screen.wait_for_view(chosen="person:p0932")
    assert 1 < screen.settle().view()["nodes"] <= 300


class Everybody(MapScreen):
    """The map of everybody as a person sees it."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.map = page.get_by_role("application", name="Map of everybody")

    def wait_for(self, what: str) -> None:
        """Wait until `what`, a function in JavaScript, is true of the map's view."""
        self.page.wait_for_function(
            f"map => ({what})(map.graphmap.view())", arg=self.map.element_handle(), timeout=SLOW
        )

    def expect_drawn(self, what: str) -> None:
        """Wait until `what` is true of the map's view, or skip the test if this computer can't draw it."""
        if not fetch_sigma.BUNDLE.exists():
            pytest.skip("What draws everybody at once could not be brought.")
        expect(self.map).to_be_visible(timeout=SLOW)
        if self.map.get_by_text("it has no WebGL").count():
            pytest.skip("This Chromium has no WebGL.")
        self.wait_for(what)
        self.settle()

    def choose(self, name: str) -> None:
        """Find `name` by the bar's search and choose it."""
        self.search(name)
        self.page.get_by_role("option", name=name).click()
        expect(self.heading).to_have_text(name)


@pytest.fixture
def everybody(page: Page, large_app: App) -> Everybody:
    """The page with everybody at once on it."""
    shown = Everybody(page, large_app.url)
    shown.go_to(f"{large_app.url}/map?view=people")
    page.get_by_text("Everybody at once").click(timeout=SLOW)
    shown.expect_drawn("view => view.nodes === 1300")
    return shown


def test_everybody_at_once_is_drawn_searched_and_taken_away(everybody: Everybody, tmp_path: Path) -> None:
    everybody.choose(ZUJEL)
    everybody.wait_for("view => view.chosen === 'person:p0007'")
    assert "selected=person" in everybody.page.url

    picture = take(everybody, "PNG, double size", tmp_path).read_bytes()
    box = everybody.map.bounding_box()
    assert box
    assert struct.unpack(">I", picture[16:20])[0] > 2 * box["width"]
    texts = written_in(take(everybody, "Drawing (SVG)", tmp_path))
    assert {"Who works with whom: people", "People  1,300", ZUJEL} <= set(texts)

    for look in (NARROW_DARK, WIDE):
        everybody.show(look)
        expect(everybody.map).to_be_visible()
        assert faults(everybody.page) == [], str(look)
    everybody.map.press("Escape")
    expect(everybody.heading).to_have_count(0)


def test_everybody_and_their_names_are_clear_of_the_tools_and_the_edges(everybody: Everybody) -> None:
    places = everybody.map.evaluate(
        "(map, keys) => keys.map(key => map.graphmap.nodeAt(key))",
        [f"person:p{number:04}" for number in range(1, 1_301)],
    )
    frame, tools = everybody.map.bounding_box(), everybody.page.locator(".st-key-over-chips").bounding_box()
    assert frame
    assert tools
    assert min(place["y"] for place in places) > tools["y"] + tools["height"]
    assert max(place["y"] for place in places) < frame["y"] + frame["height"]
    names = everybody.boxes("written")
    assert names
    assert all(name["left"] >= 0 and name["right"] <= frame["width"] for name in names)


def test_the_search_brings_a_person_to_the_middle_of_what_the_panel_leaves(everybody: Everybody) -> None:
    everybody.choose(ZUJEL)
    everybody.wait_for("view => view.chosen === 'person:p0007'")
    everybody.page.wait_for_function(
        """map => {
          const { x, y } = map.graphmap.nodeAt("person:p0007");
          return Math.abs(x - (innerWidth - 360) / 2) < 150 && Math.abs(y - innerHeight / 2) < 150;
        }""",
        arg=everybody.map.element_handle(),
        timeout=SLOW,
    )


def test_a_number_shows_so_many_steps_around_who_is_chosen(everybody: Everybody) -> None:
    everybody.choose(FLIVAL)
    everybody.settle().map.press("2")
    expect(everybody.page).to_have_url(re.compile("steps=2"))
    expect(everybody.map).to_have_count(0, timeout=SLOW)
    screen = MapScreen(everybody.page, everybody.url).wait_for_map()
    assert 1 < screen.view()["nodes"] < 1300


def test_the_legend_of_everybody_narrows_what_stands_out_and_recolours(everybody: Everybody) -> None:
    page, legend = everybody.page, everybody.open_legend()
    joint = legend.get_by_role("button", name="Joint work")
    assert legend.get_by_role("list", name="Settled depth").get_by_role("listitem").count() > 2
    joint.click()
    expect(joint).to_have_attribute("aria-pressed", "true")
    everybody.wait_for("view => 0 < view.standing && view.standing < 1300 && view.nodes === 1300")
    expect(everybody.main).to_contain_text("The rest is faded")
    assert "only=depth%3A4" in page.url

    page.get_by_role("button", name="Remove this filter: Only ties settled at joint work").click()
    everybody.wait_for("view => view.standing === 1300")

    legend.get_by_label("Change colour: People").evaluate(
        "input => { input.value = '#aa3377'; input.dispatchEvent(new Event('change')); }"
    )
    everybody.wait_for("view => view.colours.includes('#aa3377')")
    assert "recolour=" in page.url
    legend.get_by_label("Restore colour: People").click()
    everybody.wait_for("view => !view.colours.includes('#aa3377')")


def test_everybody_at_once_draws_marks_where_there_is_no_tie(page: Page, large_app: App) -> None:
    shown = Everybody(page, large_app.url)
    shown.go_to(f"{large_app.url}/map?extent=all&until=1999-12-31")
    shown.expect_drawn("view => view.nodes > 1140 && view.ties === 0")
    for key in ("ArrowLeft", "ArrowRight"):  # what moves is also drawn on a canvas that can be read
        shown.map.press(key)
    keys = [f"school:quiet{number}" for number in range(0, 1_100, 50)]
    page.wait_for_function(_ALL_ARE_PAINTED, arg=[shown.map.element_handle(), keys], timeout=SLOW)
