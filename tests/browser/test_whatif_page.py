"""The What if page of the demo cluster: a lead supposes something, sees what would change, and shares it by its
link."""

from urllib.parse import urlencode

import pytest
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, MapScreen
from playwright.sync_api import Locator, Page, expect
from running_app import App

from graphmap.map.drawing.change import GONE

AREA, FORKS, COLLEGE, HILL, FLATS = (
    f"school:tauira-{name}" for name in ("area-school", "forks", "college", "hill", "flats")
)
ALL_DATES = {"since": "2024-01-01", "until": "2026-11-20"}
"""Every record of the demo, judged from the day of the last: what a test sees doesn't depend on the day it runs."""

HOANI = {"without": "person:hoani-walker"}

_MADE_UP: list[tuple[dict[str, str | list[str]], str]] = [
    (
        {"without": "person:<img src=x onerror=alert(1)>"},
        "There is no ‘person:<img src=x onerror=alert(1)>’ here, so it can’t leave.",
    ),
    ({"with": "**x**"}, "‘with=**x**’ is not an edit"),
    ({"without_tie": f"{AREA}~{HILL}"}, "Tauira Area School and Tauira Hill School have no tie to end."),
    ({"without": [f"person:{number}" for number in range(21)]}, "Only the first 20 of 21 changes are tried."),
]


class WhatIfScreen(MapScreen):
    """The What if page."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.told = page.locator(".gm-told")
        self.table = page.locator(".gm-compare")
        self.supposed = page.locator(".st-key-whatif-edits")

    def open_what_if(self, **address: str | list[str]) -> "WhatIfScreen":
        parameters = {name.replace("_", "-"): value for name, value in {**ALL_DATES, **address}.items()}
        self.go_to(f"{self.url}/what-if?{urlencode(parameters, doseq=True)}")
        expect(self.main.get_by_role("heading", name="What if")).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def choose_from(self, label: str, name: str) -> None:
        """Choose from a select by typing a part of the name."""
        box = self.main.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(name)
        self.page.get_by_role("option", name=name).first.click()
        self.settle()

    def suppose(self) -> None:
        self.main.get_by_role("button", name="Try it").click()
        self.settle()

    def row(self, name: str) -> Locator:
        """The cells of a row of the comparison: before, after."""
        return (
            self.table.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=name)).get_by_role("cell")
        )


@pytest.fixture
def screen(page: Page, app: App) -> WhatIfScreen:
    return WhatIfScreen(page, app.url)


def test_the_page_begins_with_three_things_worth_trying_here(screen: WhatIfScreen) -> None:
    screen.open_what_if()
    tries = screen.page.locator("[class*='st-key-whatif-suggestion-']")
    expect(tries).to_have_count(3)
    expect(tries.nth(0)).to_contain_text("What if Hoani Walker left?")
    expect(tries.nth(0)).to_contain_text("A role of Hoani Walker ends on 16 December 2026.")
    expect(tries.nth(1)).to_contain_text("What if the tie between Tauira Area School and Tauira College ended?")
    expect(tries.nth(2)).to_contain_text("What if we did what the first card says?")
    for number, then in enumerate(("are cut off from", "1 tie ends", "begins to go beyond sharing")):
        tries.nth(number).get_by_role("button").click()
        expect(screen.told).to_contain_text(then)
        screen.main.get_by_role("button", name="Start again").click()
        expect(tries).to_have_count(3)


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_a_lead_supposes_that_somebody_leaves_shares_it_by_link_and_takes_it_back(screen: WhatIfScreen) -> None:
    screen.open_what_if()
    expect(screen.main).to_contain_text("Nothing is saved.")
    screen.choose_from("Who leaves, or which role ends", "Hoani Walker")
    screen.suppose()
    expect(screen.told).to_contain_text("Tauira Area School and Tauira Forks School are cut off from 18 others.")
    expect(screen.row("Separate parts")).to_have_text(["1", "2"])
    expect(screen.row("Reach")).to_have_text(["100%", "81%"])
    expect(screen.main).to_contain_text("New weak links: 1")
    screen.wait_for_map().wait_for_view(nodes=20, ties=82)

    screen.page.goto(screen.page.url, timeout=SLOW)
    expect(screen.supposed).to_contain_text("Hoani Walker leaves", timeout=SLOW)
    expect(screen.told).to_contain_text("are cut off from 18 others.")
    screen.settle()

    screen.supposed.get_by_role("button", name="Hoani Walker leaves").click()
    expect(screen.main).to_contain_text("Nothing is saved.")
    expect(screen.map).to_have_count(0)
    assert "without" not in screen.page.url


def test_the_map_draws_the_change(screen: WhatIfScreen) -> None:
    screen.open_what_if(**HOANI).wait_for_map()
    for key in (AREA, FORKS):
        screen.page.mouse.move(*screen.node(key))
        expect(screen.tooltip).to_contain_text("Cut off")
    screen.page.mouse.move(*screen.tie(f"{AREA}~{COLLEGE}"))
    expect(screen.tooltip).to_contain_text("Gone")
    screen.open_what_if(without=HILL).wait_for_map()
    screen.page.mouse.move(*screen.node(HILL))
    expect(screen.tooltip).to_contain_text("Gone")
    assert screen.painted(GONE["light"]) > 20


def test_a_tie_that_ends_and_work_that_deepens(screen: WhatIfScreen) -> None:
    screen.open_what_if()
    screen.main.get_by_text("A tie ends", exact=True).click()
    screen.choose_from("Between", "Tauira Forks School")
    screen.choose_from("And", "Tauira Area School")
    screen.suppose()
    expect(screen.told).to_contain_text("Tauira Forks School is cut off from 19 others.")

    screen.main.get_by_text("They do more", exact=True).click()
    screen.choose_from("Who", "Tauira Hill School")
    screen.choose_from("With", "Tauira Flats School")
    screen.choose_from("Practice", "Observation with feedback")
    expect(screen.main).to_contain_text("Let the person observed set the question")
    screen.suppose()
    expect(screen.supposed).to_contain_text("Tauira Hill School and Tauira Flats School do one more thing together")
    expect(screen.told).to_contain_text("1 tie ends and 1 tie begins to go beyond sharing.")

    screen.main.get_by_role("button", name="Start again").click()
    expect(screen.main).to_contain_text("Nothing is saved.")


def test_another_view_keeps_what_is_supposed(screen: WhatIfScreen) -> None:
    screen.open_what_if(**HOANI)
    screen.choose_view("People")
    expect(screen.told).to_contain_text("Hoani Walker is no longer there.")
    expect(screen.supposed).to_contain_text("Hoani Walker leaves")
    screen.choose_view("Structure")
    expect(screen.main).to_contain_text("The stored structure has no ties to try.")


def test_an_address_that_means_nothing_or_a_window_with_too_little_says_so(screen: WhatIfScreen) -> None:
    for address, why in _MADE_UP:
        screen.open_what_if(**address)
        expect(screen.page.get_by_role("alert").filter(has_text=why).first).to_be_visible()
    screen.open_what_if(since="2030-01-01", until="2030-12-31", without=FLATS)
    expect(screen.main).to_contain_text("Nothing is recorded after 19 November 2026.")


def test_nothing_is_wider_than_the_window(screen: WhatIfScreen) -> None:
    screen.open_what_if(**HOANI, **{"with": f"{HILL}~{FLATS}~observation-with-feedback"}).wait_for_map()
    for look in (WIDE, NARROW_DARK):
        screen.show(look)
        screen.expect_no_sideways_scrolling()
