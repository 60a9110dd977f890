"""Time on the Map page: the school terms played, and two periods side by side, as a person goes through them."""

import pytest
from map_screen import NARROW_DARK, SLOW, MapScreen, faults
from playwright.sync_api import Locator, expect

_MOVED_ALIKE = """([one, other, before]) => {
  const [a, b] = [one, other].map((map) => map.graphmap.view()).map(({ x, y, scale }) => [x, y, scale]);
  return a.some((value, at) => value !== before[at]) && a.every((value, at) => Math.abs(value - b[at]) < 1e-6);
}"""
_COLLEGE = "school:tauira-college"


def player(screen: MapScreen) -> Locator:
    return screen.page.get_by_role("group", name="School terms")


def place(screen: MapScreen, key: str) -> tuple[float, float]:
    """Where a node is within the map's frame, wherever the page is scrolled to."""
    x, y = screen.node(key)
    frame = screen.map.bounding_box()
    assert frame
    return x - frame["x"], y - frame["y"]


def in_view(map: Locator) -> list[float]:
    view = map.evaluate("map => map.graphmap.view()")
    return [view["x"], view["y"], view["scale"]]


def press(screen: MapScreen, name: str) -> None:
    player(screen).get_by_role("button", name=name, exact=True).click()


def test_the_terms_play_in_the_browser_and_where_they_rest_is_the_window(screen: MapScreen) -> None:
    screen.open()
    screen.page.get_by_role("button", name="Time").click()
    screen.page.get_by_text("Each term", exact=True).click()
    screen.page.keyboard.press("Escape")
    told = player(screen).locator("output")
    expect(told).to_contain_text("Term 4 2026:", timeout=SLOW)
    screen.settle()
    where, address = place(screen, _COLLEGE), screen.page.url

    slider = player(screen).get_by_role("slider", name="Term")
    slider.press("Home")
    expect(told).to_contain_text("Term 1")
    screen.page.wait_for_url(lambda url: url != address)
    expect(slider).to_have_attribute("aria-valuetext", told.inner_text().partition(":")[0])
    screen.settle()
    first = screen.page.url

    player(screen).get_by_role("combobox").select_option("0.7")
    press(screen, "Play the terms")
    expect(told).not_to_contain_text("Term 1 ")
    assert screen.page.url == first, "Python is not asked while the terms play."
    press(screen, "Pause")
    name = told.inner_text().partition(":")[0]
    screen.page.wait_for_url(lambda url: url != first)
    screen.settle()
    assert told.inner_text().startswith(f"{name}: {screen.view()['ties']:,} tie")
    assert place(screen, _COLLEGE) == pytest.approx(where, abs=1), "Nobody moves."
    expect(screen.open_facts()).to_contain_text(f" to {name}: ")


def test_the_terms_go_by_keyboard_from_the_map(screen: MapScreen) -> None:
    screen.page.emulate_media(reduced_motion="reduce")
    screen.open(time="so-far", until="2025-10-05")
    told = player(screen).locator("output")
    expect(told).to_contain_text("Term 3 2025")
    screen.map.focus()
    ties = screen.view()["ties"]
    screen.page.keyboard.press(",")
    expect(told).to_contain_text("Term 2 2025")
    assert screen.view()["ties"] < ties, "Without motion a term is there at once."
    screen.page.keyboard.press(".")
    expect(told).to_contain_text("Term 3 2025")
    assert screen.view()["ties"] == ties
    screen.page.keyboard.press(" ")
    expect(player(screen).get_by_role("button", name="Pause")).to_be_visible()
    screen.page.keyboard.press(" ")
    expect(player(screen).get_by_role("button", name="Play the terms")).to_be_visible()
    screen.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("page", [NARROW_DARK], indirect=True, ids=str)
def test_two_periods_side_by_side_have_the_same_places_and_say_what_changed(screen: MapScreen) -> None:
    screen.open(time="two", since="2025-07-14", until="2025-10-05", beside=["2025-04-28", "2025-07-13"])
    screen.page.get_by_role("button", name="Time").click()
    screen.page.get_by_text("Side by side").click()
    expect(screen.map).to_have_count(2, timeout=SLOW)
    screen.page.keyboard.press("Escape")
    screen.settle()
    expect(screen.main.get_by_text("Term 2 2025: ").first).to_be_visible()
    one, other = screen.map.all()
    screen.page.wait_for_function(_MOVED_ALIKE, arg=[one.element_handle(), other.element_handle(), []])
    for map, key in ((one, "PageUp"), (other, "ArrowRight")):
        before = in_view(one)
        map.press(key)
        screen.page.wait_for_function(_MOVED_ALIKE, arg=[one.element_handle(), other.element_handle(), before])
    expect(screen.open_facts()).to_contain_text("Ties from Term 2 2025 to Term 3 2025:")
    screen.page.get_by_text("Deepened: ").click()
    expect(screen.page.get_by_text("contact → sharing").first).to_be_visible()
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(screen.page) == []
