"""Fields of a cluster's own in the app: in the map's colours, legend, filters and panel, and among the measures."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from map_screen import MapScreen
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve
from sheet_writing import write_sheets

SHEETS = {
    "fields": (
        "kind,name,type,private\nschool,Te āhua,text,\nschool,EQI,number,\nschool,joined,date,\n"
        "school,trust,number,yes\n"
    ),
    "schools": (
        "id,name,te āhua,EQI,joined,trust\n"
        "hill,Tauira Hill,kura,438,2024-02-05,3\n"
        'flats,Tauira Flats,"<script>alert(1)</script>",500,,\n'
        "bush,Tauira Bush,,,,\n"
    ),
    "interactions": (
        "date,practice,participants\n2026-03-02,school visit,hill;flats\n2026-03-03,school visit,hill;bush\n"
    ),
}


@pytest.fixture(scope="module")
def own(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("own")
    with serve(folder / "store", write_sheets(folder / "sheets", **SHEETS)) as running:
        yield running


def test_the_map_is_coloured_sized_and_filtered_by_fields_in_words(page: Page, own: App) -> None:
    screen = MapScreen(page, own.url)
    screen.open(colour="field-te-ahua", size="field-eqi")
    legend = screen.open_legend()
    expect(legend).to_contain_text("Colour: Te āhua")
    expect(legend).to_contain_text("No record")
    expect(legend).to_contain_text("Larger: more EQI.")
    legend.get_by_role("button", name=re.compile("kura")).click()
    expect(page).to_have_url(re.compile("only=field-te-ahua"))
    expect(page.get_by_text("Only Te āhua: kura").first).to_be_visible()


def test_the_panel_has_every_field_of_a_school(page: Page, own: App) -> None:
    screen = MapScreen(page, own.url)
    screen.open(selected="school:hill", colour="field-gone")
    panel = page.locator(".gm-facts").first
    for text in ("Te āhua", "kura", "EQI", "438", "joined", "5 February 2024", "trust", "3"):
        expect(panel).to_contain_text(text)


def test_the_search_finds_by_the_text_of_a_field(page: Page, own: App) -> None:
    MapScreen(page, own.url).open().search("KURA")
    expect(page.get_by_role("option", name=re.compile("Tauira Hill.*School · kura"))).to_be_visible(timeout=30_000)


def test_the_table_of_measures_has_a_column_for_each_field(page: Page, own: App) -> None:
    page.goto(f"{own.url}/measures")
    expect(page.get_by_role("heading", name="Measures").first).to_be_visible(timeout=30_000)
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible(timeout=30_000)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_columns_of_ones_own_are_kept_by_a_button(page: Page, own: App, tmp_path: Path) -> None:
    sheets = write_sheets(tmp_path, schools="id,name,wards\nhill,Tauira Hill,2\n")
    page.goto(f"{own.url}/records?tab=upload")
    page.locator('input[type="file"]').first.set_input_files(sheets / "schools.csv")
    keep = page.get_by_role("button", name="Keep columns of your own as fields")
    keep.click(timeout=30_000)
    expect(page.get_by_role("button", name="Load these sheets")).to_be_visible(timeout=30_000)
    expect(keep).to_have_count(0)
