"""The commonest tasks on the demo, each in as few actions as promised.

An action is a click, or one line typed into a field, with Enter if that sends it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from map_screen import SLOW, MapScreen
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve

from graphmap.language.periods import preset


class Counted(MapScreen):
    """The app's first page, with the actions since it opened counted."""

    actions = 0

    @property
    def search_field(self) -> Locator:
        return self.page.get_by_role("combobox", name="Search")

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()
        self.settle()

    def type(self, field: Locator, line: str, enter: bool = True) -> None:
        self.actions += 1
        field.fill(line)
        if enter:
            field.press("Enter")
        self.settle()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with the demo for this file, which saves a view."""
    with serve(tmp_path_factory.mktemp("tasks") / "store", demo=True) as running:
        yield running


@pytest.fixture
def lead(own_app: App, page: Page) -> Counted:
    """Somebody who has just opened the app."""
    screen = Counted(page, own_app.url)
    screen.go_to(screen.url)
    expect(screen.main.get_by_role("heading", name="This term", exact=True)).to_be_visible(timeout=SLOW)
    screen.settle()
    return screen


def test_my_school_is_found_in_two_actions(lead: Counted) -> None:
    lead.click(lead.bar.get_by_role("button", name="Search"))
    lead.type(lead.search_field, "tauira hill")
    expect(lead.heading).to_have_text("Tauira Hill School", timeout=SLOW)
    assert lead.actions <= 2


def test_the_evidence_of_a_tie_is_shown_in_three_actions(lead: Counted) -> None:
    lead.click(lead.bar.get_by_role("button", name="Search"))
    lead.type(lead.search_field, "tauira area")
    expect(lead.heading).to_have_text("Tauira Area School", timeout=SLOW)
    lead.click(lead.page.get_by_role("button", name="Tauira College · challenge"))
    expect(lead.heading).to_have_text("Tauira Area School – Tauira College")
    expect(lead.interactions.get_by_role("listitem").first).to_contain_text("observation with feedback")
    assert lead.actions <= 3


def test_this_year_is_shown_in_two_actions(lead: Counted) -> None:
    lead.click(lead.bar.get_by_role("button", name="Period"))
    lead.click(lead.page.get_by_role("button", name="This year"))
    expect(lead.page).to_have_url(re.compile(f"since={preset('this-year', date.today()).since}"))
    assert lead.actions <= 2


def test_a_view_is_saved_and_its_link_shown_in_three_actions(lead: Counted) -> None:
    lead.open(layout="network")
    lead.click(lead.page.get_by_role("button", name="Views"))
    lead.type(lead.page.get_by_role("textbox", name="Name of this view"), "For the hui", enter=False)
    lead.click(lead.button("Save this view"))
    expect(lead.button("For the hui")).to_be_visible(timeout=SLOW)
    expect(lead.page.get_by_test_id("stCode")).to_contain_text("layout=network")
    assert lead.actions <= 3


def test_the_board_paper_is_taken_in_three_actions(lead: Counted) -> None:
    lead.click(lead.button("Share"))
    pdf = lead.page.get_by_role("dialog").get_by_role("button", name="PDF", exact=True)
    expect(pdf).to_be_visible(timeout=SLOW)
    with lead.page.expect_download(timeout=SLOW) as arriving:
        lead.click(pdf)
    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF")
    assert lead.actions <= 3
