"""People's rights on the Records page: what is due, telling, and erasing somebody for good."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from map_screen import SLOW, MapScreen
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with serve(tmp_path_factory.mktemp("rights") / "store", demo=True) as running:
        yield running


class Rights(MapScreen):
    """The parts of the Records page that are about rights."""

    def visit(self, **address: str) -> None:
        self.go_to(f"{self.url}/records?{urlencode(address)}")
        expect(self.main.get_by_role("heading", name="Records", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()

    def open_rights_of(self, key: str) -> None:
        self.visit(edit=key)
        self.page.locator(".st-key-rights summary").click()
        expect(self.page.get_by_role("button", name="Save rights")).to_be_visible(timeout=SLOW)
        self.settle()

    def expect_done(self, text: str) -> None:
        expect(self.page.locator(".st-key-records-done")).to_contain_text(text, timeout=SLOW)
        self.settle()


@pytest.fixture
def rights(page: Page, own_app: App) -> Rights:
    return Rights(page, own_app.url)


def test_who_is_to_be_told_is_listed_and_what_they_answered_is_kept(rights: Rights) -> None:
    rights.visit(tab="rights")
    expect(rights.page.get_by_text("Not told yet")).to_be_visible(timeout=SLOW)
    rights.open_rights_of("person:ngaire-whitcombe")
    rights.page.get_by_role("textbox", name="Told", exact=True).fill("2026-05-11")
    rights.page.get_by_role("textbox", name="Told", exact=True).press("Tab")
    rights.settle()
    rights.page.get_by_role("button", name="Save rights").click()
    rights.expect_done("Saved: Ngaire Whitcombe")


def test_somebody_is_erased_only_after_their_name_is_typed(rights: Rights) -> None:
    rights.open_rights_of("person:priya-raghunathan")
    erase = rights.page.get_by_role("button", name="Erase", exact=True)
    expect(erase).to_be_disabled()
    rights.page.get_by_role("textbox", name="Type the name to erase them").fill("Priya Raghunathan")
    rights.page.get_by_role("textbox", name="Type the name to erase them").press("Tab")
    rights.settle()
    erase.click()
    rights.expect_done("Erased, by change")
    rights.visit(edit="person:priya-raghunathan")
    expect(rights.page.get_by_text("This isn’t here any more")).to_be_visible(timeout=SLOW)
    expect(rights.main).not_to_contain_text("Priya Raghunathan")


def test_who_has_authority_over_the_part_of_an_iwi_is_kept_with_it(rights: Rights) -> None:
    rights.visit(edit="iwi:te-iwi-tauira")
    rights.page.locator(".st-key-authority summary").click()
    holder = rights.page.get_by_role("textbox", name="Holder", exact=True)
    holder.fill("Te Rūnanga")
    holder.press("Tab")
    rights.settle()
    rights.page.get_by_role("button", name="Save authority").click()
    rights.expect_done("Saved: ")
    rights.visit(edit="iwi:te-iwi-tauira")
    rights.page.locator(".st-key-authority summary").click()
    expect(holder).to_have_value("Te Rūnanga")
