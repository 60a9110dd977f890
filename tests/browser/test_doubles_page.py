"""Likely doubles on the Records page: compared, merged and undone by keys, and asked about before a load."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import NARROW, SLOW, MapScreen
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve
from sheet_writing import write_sheets


@pytest.fixture(scope="module")
def doubled_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app on a small cluster with a school and a person who are there twice."""
    folder = tmp_path_factory.mktemp("doubles")
    sheets = write_sheets(
        folder / "sheets",
        schools="id,name,roll\nhill,Te Puke Hill School,80\nhil,Te Puke Hil Sch,\nflats,Flats School,9",
        people="id,name\nw1,Wiremu Pene\nw2,Wirimu Pene\nana,Ana Walker",
        roles="id,name,at\nr1,Principal,hill\nr2,Teacher,hil\nr3,Principal,flats",
        roles_held="person,role\nw1,r1\nana,r3",
        interactions=(
            "id,date,practice,participants\nv1,2026-03-12,school visit,w1;ana\nv2,2026-03-13,co-teaching,hil;flats"
        ),
    )
    with serve(folder / "store", sheets=sheets) as running:
        yield running


class DoublesScreen(MapScreen):
    """The tab of likely doubles."""

    def open_doubles(self, tab: str = "doubles") -> "DoublesScreen":
        self.go_to(f"{self.url}/records?tab={tab}")
        expect(self.main.get_by_role("heading", name="Records", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def pair(self, name: str) -> Locator:
        return self.main.locator('[class*="st-key-double-"]').filter(has_text=name)

    def press(self, button: str) -> None:
        """Press a button with a key, as somebody does who has no mouse."""
        self.main.get_by_role("button", name=button).first.focus()
        self.page.keyboard.press("Enter")
        self.settle()


def test_a_pair_is_compared_merged_and_the_merge_undone_by_keys_alone(doubled_app: App, page: Page) -> None:
    screen = DoublesScreen(page, doubled_app.url).open_doubles()
    expect(screen.pair("Te Puke Hil Sch")).to_contain_text("Spelt almost the same", timeout=SLOW)
    screen.press("Compare")
    beside = screen.pair("Te Puke Hil Sch")
    expect(beside.get_by_role("row", name="Roll")).to_contain_text("80", timeout=SLOW)
    expect(beside.get_by_role("row", name="Last seen")).to_contain_text("13 March 2026")
    expect(beside.get_by_role("radiogroup", name="Roll")).to_be_visible()

    screen.press("Merge")
    expect(screen.main).to_contain_text("Merged: ", timeout=SLOW)
    expect(screen.pair("Te Puke Hil Sch")).to_have_count(0)
    screen.press("Undo")
    expect(screen.main).to_contain_text("Undone.", timeout=SLOW)
    expect(screen.pair("Te Puke Hil Sch")).to_have_count(1)


def test_two_people_are_beside_each_other_on_a_phone(doubled_app: App, page: Page) -> None:
    screen = DoublesScreen(page, doubled_app.url).open_doubles()
    screen.show(NARROW)
    screen.main.get_by_role("radio", name="People 1").click()
    screen.settle()
    expect(screen.pair("Wirimu Pene")).to_be_visible(timeout=SLOW)
    screen.press("Compare")
    expect(screen.main.get_by_role("button", name="Merge")).to_be_visible(timeout=SLOW)
    screen.expect_no_sideways_scrolling()
    screen.press("Not the same")
    expect(screen.pair("Wirimu Pene")).to_have_count(0)
    screen.main.get_by_text("1 pair kept apart").click()
    screen.press("List again")
    screen.main.get_by_role("radio", name="People 1").click()
    expect(screen.pair("Wirimu Pene")).to_be_visible(timeout=SLOW)


def test_a_row_nearly_like_a_stored_one_is_asked_about_before_anything_is_written(
    doubled_app: App, page: Page, tmp_path: Path
) -> None:
    sheets = write_sheets(tmp_path / "more", schools="name,roll\nFlats Shcool,12\nKōwhai Bay School,30")
    screen = DoublesScreen(page, doubled_app.url).open_doubles("upload")
    screen.main.locator("input[type=file]").first.set_input_files(sheets / "schools.csv")
    expect(screen.main).to_contain_text("Is “Flats Shcool” the same as “Flats School”?", timeout=SLOW)
    expect(screen.main.get_by_role("button", name="Load these sheets")).to_have_count(0)
    screen.press("Yes, the same")
    screen.press("Load these sheets")
    expect(screen.main).to_contain_text("2 rows are new or changed", timeout=SLOW)
    screen.open_doubles("school")
    expect(screen.main).to_contain_text("Schools 4", timeout=SLOW)
