"""Search, focus, compare, hide and undo on the Map page of the demo, by mouse and keyboard."""

import re

import pytest
from map_screen import MapScreen
from playwright.sync_api import Locator, expect

COLLEGE, AREA, FORKS = (f"school:tauira-{name}" for name in ("college", "area-school", "forks"))


def button(screen: MapScreen, name: str) -> Locator:
    return screen.main.get_by_role("button", name=name, exact=True)


def test_search_finds_without_case_or_macrons_and_goes_there_in_another_view_if_need_be(screen: MapScreen) -> None:
    screen.open(view="structure")
    screen.map.focus()
    screen.search("KAHUI")
    expect(screen.page.get_by_role("option").first).to_contain_text("Kāhui Ako o Tauira")
    screen.page.keyboard.press("Enter")
    expect(screen.heading).to_have_text("Kāhui Ako o Tauira")
    what_if = screen.page.locator(".st-key-panel-bar").get_by_role("link", name="What if")
    expect(what_if).to_have_attribute("href", re.compile("view=networks"))  # the structure has no ties to try

    screen.choose_view("Organisations")
    expect(screen.page).not_to_have_url(re.compile("view="))
    screen.wait_for_map().search("kiri mat")
    screen.page.get_by_role("option", name="Kiri Matene").click()
    expect(screen.heading).to_have_text("Kiri Matene")
    expect(screen.page).to_have_url(re.compile("view=people"))
    screen.wait_for_view(chosen="person:kiri-matene")


def test_hiding_adds_a_filter_that_undo_redo_and_a_click_remove(screen: MapScreen) -> None:
    screen.open(selected=FORKS)
    button(screen, "Hide").click()
    screen.wait_for_view(nodes=19)
    button(screen, "Undo").click()
    screen.wait_for_view(nodes=20)
    button(screen, "Redo").click()
    screen.wait_for_view(nodes=19)
    screen.page.get_by_role("button", name="Remove this filter: Hidden: Tauira Forks School").click()
    screen.wait_for_view(nodes=20)


def test_the_focus_is_set_widened_and_let_go_by_keyboard(screen: MapScreen) -> None:
    screen.open(selected=FORKS)
    screen.map.focus()
    screen.page.keyboard.press("1")
    expect(screen.main).to_contain_text("Shown: 2 of 20, with 1 tie of 82")
    screen.page.keyboard.press("+")
    expect(screen.main).to_contain_text("Shown: 3 of 20")
    expect(screen.page).to_have_url(re.compile("focus=school%3Atauira-forks&steps=2"))
    screen.wait_for_view(nodes=20)
    screen.page.keyboard.press("-")
    expect(screen.main).to_contain_text("Shown: 2 of 20")
    screen.page.keyboard.press("Escape")
    expect(screen.main).not_to_contain_text("Shown:")
    expect(screen.heading).to_have_count(0)


def test_a_path_is_picked_on_the_map_and_says_what_each_step_rests_on(screen: MapScreen) -> None:
    screen.open(selected=FORKS)
    button(screen, "Path to…").click()
    expect(screen.main).to_contain_text("choose the other end")
    screen.settle().click_node(COLLEGE)
    expect(screen.heading).to_have_text("Tauira Forks School – Tauira College")
    step = "1. Tauira Forks School – Tauira Area School: Settled at sharing: 6 interactions since August 2024"
    expect(screen.page.get_by_role("button", name=step)).to_be_visible()
    screen.main.get_by_text("Interactions behind step 2").click()
    expect(screen.interactions.last).to_contain_text("observation with feedback")
    expect(screen.page).to_have_url(re.compile("path=school%3Atauira-forks&path=school%3Atauira-college"))


def test_two_are_compared_side_by_side(screen: MapScreen) -> None:
    screen.open(compare=[AREA, COLLEGE])
    table = screen.page.get_by_role("table")
    expect(table.get_by_role("row", name="Degree")).to_contain_text("2")
    expect(table.get_by_role("columnheader")).to_contain_text(["Tauira Area School", "Tauira College"])
    screen.main.get_by_text("Tied only to Tauira Area School (1)").click()
    expect(button(screen, "Tauira Forks School")).to_be_visible()


def test_places_change_with_the_layout_or_by_dragging_until_they_are_let_go(screen: MapScreen) -> None:
    screen.open()
    before = screen.node(FORKS)
    screen.page.get_by_role("radio", name="Rings").or_(button(screen, "Rings")).first.click()
    expect(screen.main).to_contain_text("Rings centre on Tauira College")
    assert screen.node(FORKS) != pytest.approx(before, abs=2)
    screen.page.get_by_role("radio", name="Places").or_(button(screen, "Places")).first.click()
    expect(screen.main).to_contain_text("8 have no location; shown at the side")
    button(screen, "Reset the map").click()
    expect(screen.main).not_to_contain_text("have no location")
    assert screen.node(FORKS) == pytest.approx(before, abs=1)

    screen.drag_node(FORKS, right=-60, down=40)
    screen.page.reload()
    screen.wait_for_map()
    let_go = screen.page.get_by_role("button", name="Release dragged marks")
    let_go.click()
    screen.page.get_by_role("button", name="Show everything").click()
    assert screen.node(FORKS) == pytest.approx(before, abs=2)
    expect(let_go).to_be_hidden()


def test_lists_and_marks_light_each_other_up(screen: MapScreen) -> None:
    screen.open(selected=AREA)
    row = screen.page.get_by_role("button", name="Tauira Forks School · sharing")
    screen.page.mouse.move(*screen.tie(f"{AREA}~{FORKS}"))
    expect(screen.page.locator(".gm-lit")).to_contain_text("Tauira Forks School")
    row.hover()
    screen.page.wait_for_function(
        "([map, id]) => map.graphmap.lit() === id", arg=[screen.map.element_handle(), f"{AREA}~{FORKS}"]
    )


def test_the_table_has_every_actor_and_tie_in_the_order_asked_for(screen: MapScreen) -> None:
    screen.open()
    screen.open_facts()
    table = screen.page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(21)
    expect(table.get_by_role("row").nth(1)).to_contain_text("Tauira Area School")
    screen.main.get_by_text("Largest first").click()
    expect(table.get_by_role("row").nth(1)).to_contain_text("Te Iwi Tauira ki Uta")
    screen.main.get_by_role("radio", name="Ties").or_(button(screen, "Ties")).last.click()
    expect(table.get_by_role("row")).to_have_count(83)
