"""Share on every page: a lead takes the board paper to a meeting, a researcher the table and the graph."""

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen
from playwright.sync_api import Locator, Page, expect
from running_app import App


class SharedPage(MapScreen):
    """A page with Share open."""

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def share(self, page: str) -> "SharedPage":
        self.go_to(f"{self.url}/{page}")
        self.settle()
        self.bar.get_by_role("button", name="Share", exact=True).click(timeout=SLOW)
        expect(self.dialog.get_by_role("heading", name="Board paper")).to_be_visible(timeout=SLOW)
        return self

    def downloaded(self, button: str) -> bytes:
        with self.page.expect_download(timeout=SLOW) as arriving:
            self.dialog.get_by_role("button", name=button, exact=True).first.click()
        return Path(arriving.value.path()).read_bytes()


@pytest.fixture
def shared(page: Page, app: App) -> SharedPage:
    return SharedPage(page, app.url)


def test_a_lead_takes_the_board_paper_from_the_first_page_in_two_actions(shared: SharedPage) -> None:
    assert shared.share("").downloaded("PDF").startswith(b"%PDF")


def test_a_page_offers_its_own_table_the_graph_and_the_picture(shared: SharedPage) -> None:
    shared.share("map?as-at=last")
    expect(shared.dialog.get_by_role("heading", name="Every tie")).to_be_visible()
    ties = pl.read_excel(io.BytesIO(shared.downloaded("Excel")), sheet_name="ties", engine="openpyxl")
    assert len(ties) > 10
    assert b"<graphml" in shared.downloaded("GraphML")
    assert shared.downloaded("Picture (PNG)").startswith(b"\x89PNG")


def test_with_codes_no_name_leaves_and_what_codes_cannot_protect_is_said(shared: SharedPage) -> None:
    shared.share("measures?view=people")
    shared.dialog.get_by_text("Codes", exact=True).click()
    expect(shared.dialog).to_contain_text("Codes hide names, not shape")
    with zipfile.ZipFile(io.BytesIO(shared.downloaded("CSV"))) as archive:
        table = archive.read("metrics.csv").decode()
    assert "Kiri Matene" not in table
    assert "person:" in table


def test_the_link_says_that_it_works_on_this_computer_alone(shared: SharedPage) -> None:
    shared.share("health?network=tauira-rural-schools")
    expect(shared.dialog).to_contain_text("It works only on this computer.")
    expect(shared.dialog.get_by_test_id("stCode")).to_contain_text("/health?network=tauira-rural-schools")


def test_printing_leaves_the_shell_out(shared: SharedPage) -> None:
    shared.go_to(f"{shared.url}/health")
    heading = shared.main.get_by_role("heading", name="Health", level=1)
    expect(heading).to_be_visible(timeout=SLOW)
    for look in (WIDE, NARROW_DARK):
        shared.show(look)
        expect(shared.bar).to_be_visible()
        shared.page.emulate_media(media="print")
        expect(shared.bar).to_be_hidden()
        expect(heading).to_be_visible()
        expect(heading).to_have_css("color", "rgb(27, 37, 48)")  # dark on white, whatever the screen is
        shared.page.emulate_media(media="screen")
