"""The look of the map: its legend, its modes, and its downloads."""

import json
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from map_screen import NARROW_DARK, MapScreen, take, written_in
from playwright.sync_api import Page, expect
from running_app import Watch

from graphmap.map import visual_language

COLLEGE, AREA = "school:tauira-college", "school:tauira-area-school"


def test_an_entry_shows_only_what_has_it_and_its_swatch_recolours_and_gives_the_colour_back(screen: MapScreen) -> None:
    screen.open()
    iwi = screen.open_legend().get_by_role("button", name="Iwi 2")
    iwi.click()
    expect(screen.page).to_have_url(re.compile("only=kind%3AIwi"))
    expect(iwi).to_have_attribute("aria-pressed", "true")
    expect(screen.page.locator(".st-key-over-status")).to_contain_text("Shown: 2 of 20")
    iwi.click()
    expect(screen.page).not_to_have_url(re.compile("only="))

    screen.settle().legend.get_by_label("Change colour: Schools").evaluate(
        "input => { input.value = '#7a1f5c'; input.dispatchEvent(new Event('change')); }"
    )
    expect(screen.page).to_have_url(re.compile("recolour=kind%3ASchool%3D%237a1f5c"))
    back = screen.legend.get_by_label("Restore colour: Schools")
    expect(back).to_be_visible()
    screen.settle()
    assert screen.painted("#7A1F5C") > 500
    back.click()
    expect(back).to_have_count(0)
    expect(screen.page).not_to_have_url(re.compile("recolour="))


def test_arrows_go_both_ways_where_each_seeks_from_the_other_and_are_one_tie(screen: MapScreen) -> None:
    screen.open(direction="on")
    expect(screen.legend).to_contain_text("Arrow: from the one who seeks")
    screen.wait_for_view(ties=82)
    screen.click_tie(f"{AREA}~{COLLEGE}")
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College")

    x, y = screen.settle().node(COLLEGE)
    screen.page.mouse.move(x, y)
    expect(screen.tooltip).to_be_visible()
    screen.page.mouse.click(x, y)
    screen.page.mouse.move(x + 1, y)
    expect(screen.heading).to_have_text("Tauira College")
    expect(screen.tooltip).to_be_hidden()  # after a click it would be in the way


@pytest.mark.parametrize("page", [NARROW_DARK], indirect=True, ids=str)
def test_for_paper_the_map_is_dark_on_white_in_the_dark_as_well(screen: MapScreen) -> None:
    screen.open(mode="print")
    assert screen.map.evaluate("map => getComputedStyle(map).backgroundColor") == "rgb(255, 255, 255)"
    assert screen.painted(visual_language.DEPTHS[4].colours["light"]) > 100


def test_a_printed_map_has_its_legend_under_it(screen: MapScreen) -> None:
    screen.open()
    expect(screen.legend.get_by_role("listitem").first).to_be_hidden()  # folded
    screen.page.emulate_media(media="print")
    expect(screen.legend.get_by_role("listitem").first).to_be_visible()
    drawn, legend = screen.map.bounding_box(), screen.legend.bounding_box()
    assert drawn
    assert legend
    assert legend["y"] >= drawn["y"] + drawn["height"]


def test_pictures_hold_the_map_its_title_window_and_legend(screen: MapScreen, tmp_path: Path) -> None:
    screen.open(view="networks")
    box = screen.map.bounding_box()
    assert box
    picture = take(screen, "PNG, double size", tmp_path).read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 2 * box["width"]
    assert height > 2 * box["height"]

    texts = written_in(take(screen, "Drawing (SVG)", tmp_path))
    assert "Who works with whom: networks" in texts
    assert "9 February 2024 to 19 November 2026" in " ".join(texts)
    assert any(text.startswith("Data up to") for text in texts)
    assert {"Kāhui Ako o Tauira", "Networks 2"} <= {" ".join(text.split()) for text in texts}


def test_the_page_explores_offline_and_holds_nothing_more_than_the_map(
    screen: MapScreen, tmp_path: Path, new_page: Callable[..., Page], watch: Watch
) -> None:
    screen.open(network="tauira-rural-schools", view="organisations")
    screen.page.get_by_role("button", name="Zoom in").click()
    screen.settle()
    drawn = screen.view()["nodes"]
    file = take(screen, "Web page", tmp_path)
    data = json.loads(file.read_text("utf-8").partition('id="data">')[2].partition("</script>")[0])
    assert len(data["nodes"]) == drawn
    assert data["findable"]["others"] == []

    screen.page.close()  # it goes on asking what has changed
    opened = MapScreen(new_page(), "")
    before = len(watch.requests)
    opened.go_to(file.as_uri())
    expect(opened.map.locator("canvas").first).to_be_visible()
    assert opened.view()["nodes"] == drawn
    opened.page.mouse.move(*opened.node(data["nodes"][0]["id"]))
    expect(opened.tooltip).to_contain_text(data["nodes"][0]["label"])
    assert opened.legend_counts()
    assert [url for url in watch.requests[before:] if not url.startswith(("file:", "blob:", "data:"))] == []
    watch.requests[:] = [url for url in watch.requests if not url.startswith("file:")]
