"""The map is the screen: how much of the page it has, that names keep clear, and what is over it."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from map_screen import NARROW, WIDE, MapScreen
from playwright.sync_api import Browser, Page, expect
from running_app import App, graphmap, serve
from sheet_writing import write_sheets

AREA, COLLEGE, FORKS = (f"school:tauira-{name}" for name in ("area-school", "college", "forks"))
_LEAST_FREE, _LEAST_FREE_WITH_PANEL = 0.9, 0.7
_MOST_MOVED = 0.02  # of the canvas
_SOON = 300  # milliseconds
_TITLES: dict[str, set[str]] = {
    "Ties": set(),
    "Networks": {"Kāhui Ako o Tauira", "Tauira Rural Schools Network"},
    "Rings": {"1 step: 15", "2 steps: 4"},
    "Places": set(),
}
"""What is written on the map in each layout besides names. A phone may have no room for it."""

# The share of the page below the bar that is map with nothing over it, asked of a grid of points.
_FREE = """bar => {
  const map = document.querySelector(".st-key-map-canvas");
  const [across, down] = [120, 80];
  let free = 0;
  for (let x = 0; x < across; x++) for (let y = 0; y < down; y++) {
    const { left } = map.getBoundingClientRect();
    const right = left + ((x + 0.5) * (innerWidth - left)) / across;
    const below = bar + ((y + 0.5) * (innerHeight - bar)) / down;
    let there = document.elementFromPoint(right, below);
    while (there?.shadowRoot) {
      const inner = there.shadowRoot.elementFromPoint(right, below);
      if (!inner || inner === there) break;
      there = inner;
    }
    if (there?.closest(".canvas")) free++;
  }
  return free / (across * down);
}"""

# Whether a mark is elsewhere than it was.
_MOVED = """([map, key, [x, y]]) => {
  const spot = map.graphmap.nodeAt(key);
  return spot && Math.hypot(spot.x - x, spot.y - y) > 3;
}"""

# Make drawing slow, and count the lines drawn, and how often a picture of the map comes or goes.
_SLOW = """
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  Object.assign(window, { strokes: 0, pictures: 0 });
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    window.strokes++;
    for (const until = performance.now() + 1; performance.now() < until;);
    return stroke.apply(this, given);
  };
"""
_COUNT_PICTURES = """map => {
  new MutationObserver(() => window.pictures++).observe(map.querySelector(".canvas"), { childList: true });
  window.strokes = 0;
}"""

_SCROLLED_BY = "pixels => document.querySelector('[data-testid=stMain]').scrollTop >= pixels"

# Milliseconds from a click to the name in the panel.
_UNTIL_NAMED = """name => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    if (document.querySelector(".gm-name")?.textContent === name) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  addEventListener("pointerdown", () => look(), { once: true, capture: true });
})"""


def free_share(screen: MapScreen) -> float:
    bar: float = screen.page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.st-key-map-page')).top) || 48"
    )
    found: float = screen.page.evaluate(_FREE, bar)
    return found


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def collisions(screen: MapScreen) -> list[tuple[str, str]]:
    """Return what a name or a caption on the map collides with: a mark, another, a cover or the edge."""
    written, marks, covers = (screen.boxes(what) for what in ("written", "marks", "covered"))
    size = screen.map.evaluate("map => ({ width: map.clientWidth, height: map.clientHeight })")
    found = [(one["text"], other["text"]) for one, other in combinations(written, 2) if overlap(one, other)]
    for name in written:
        found += [(name["text"], mark["id"]) for mark in marks if overlap(name, mark)]
        found += [(name["text"], "covered") for cover in covers if overlap(name, cover)]
        if name["left"] < 0 or name["top"] < 0 or name["right"] > size["width"] or name["bottom"] > size["height"]:
            found.append((name["text"], "the edge"))
    return found


def wait_until_still(screen: MapScreen) -> None:
    screen.settle()
    screen.node(screen.boxes("marks")[0]["id"])


# ------------------------------------------------------------------------------------------- the canvas


def test_the_map_has_nine_tenths_of_the_page_and_seven_with_a_panel_that_scrolls_by_itself(screen: MapScreen) -> None:
    screen.open()
    assert free_share(screen) >= _LEAST_FREE
    panel = screen.page.locator(".st-key-panel")
    expect(panel).to_have_count(0)
    screen.click_node(COLLEGE)
    expect(screen.heading).to_have_text("Tauira College")
    assert free_share(screen.settle()) >= _LEAST_FREE_WITH_PANEL
    box, before = panel.bounding_box(), screen.map.bounding_box()
    assert box
    assert box["width"] == pytest.approx(360, abs=2)
    assert box["x"] + box["width"] == pytest.approx(1440, abs=2)
    panel.evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
    expect(screen.interactions.last).to_be_in_viewport()
    assert screen.map.bounding_box() == before
    screen.page.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


@pytest.mark.parametrize("page", [WIDE, NARROW], indirect=True, ids=str)
def test_in_every_layout_each_mark_is_named_and_no_name_collides(
    screen: MapScreen, request: pytest.FixtureRequest
) -> None:
    screen.open()
    for name, titles in _TITLES.items():
        if name != "Ties":
            choose_layout(screen, name)
        wait_until_still(screen)
        assert collisions(screen) == [], name
        marks, written = screen.boxes("marks"), screen.boxes("written")
        assert len(marks) >= 12
        assert {mark["id"] for mark in marks} == {each["id"] for each in written if each["id"]}, name
        if request.node.callspec.params["page"] is WIDE:
            assert titles <= {each["text"] for each in written}


def choose_layout(screen: MapScreen, name: str) -> None:
    """Click a layout, and wait until the marks move."""
    before = screen.node(FORKS)
    tools = screen.page.locator(".st-key-over-tools")
    tools.get_by_role("radio", name=name).or_(tools.get_by_role("button", name=name)).first.click()
    screen.page.wait_for_function(_MOVED, arg=[_handle(screen), FORKS, before])


def test_no_name_collides_with_many_people_nor_with_a_panel(screen: MapScreen) -> None:
    screen.open(view="people", selected="person:kiri-matene")
    wait_until_still(screen)
    assert collisions(screen) == []


def test_a_mark_is_shown_in_the_panel_at_once(screen: MapScreen) -> None:
    screen.open(selected=AREA)
    took = []
    for school in ["Bush", "Hill", "Primary", "Bush", "Hill"]:
        spot = screen.node(f"school:tauira-{school.lower()}")
        screen.page.evaluate(f"void (window.named = ({_UNTIL_NAMED})('Tauira {school} School'))")
        screen.page.mouse.click(*spot)
        took.append(screen.page.evaluate("window.named"))
        screen.settle()
    assert min(took) <= _SOON


def test_focus_fits_to_those_around_it_and_fit_shows_everybody_again(screen: MapScreen) -> None:
    screen.open()
    whole = screen.view()["scale"]
    screen.open(focus=AREA)
    wait_until_still(screen)
    assert screen.view()["scale"] > whole
    for key in (AREA, COLLEGE, FORKS):
        screen.node(key)
    screen.page.get_by_role("button", name="Show everything").click()
    wait_until_still(screen)
    assert screen.view()["scale"] == pytest.approx(whole, rel=0.25)  # the bar's chips take some height


# ------------------------------------------------------------------------------------ wheel and fingers


def test_the_wheel_zooms_with_ctrl_or_once_the_map_was_clicked(screen: MapScreen) -> None:
    screen.open()
    before = screen.view()["scale"]
    screen.page.mouse.move(1000, 700)
    screen.page.mouse.wheel(0, -400)
    expect(screen.map.locator(".hint")).to_have_class(re.compile("shown"))
    assert screen.view()["scale"] == before
    screen.page.keyboard.down("Control")
    screen.page.mouse.wheel(0, -100)
    screen.page.keyboard.up("Control")
    screen.page.wait_for_function("([map, was]) => map.graphmap.view().scale > was", arg=[_handle(screen), before])
    zoomed = screen.view()["scale"]
    screen.page.mouse.click(1000, 700)
    screen.page.mouse.wheel(0, -100)
    screen.page.wait_for_function("([map, was]) => map.graphmap.view().scale > was", arg=[_handle(screen), zoomed])


def _handle(screen: MapScreen) -> Any:
    return screen.map.element_handle()


def test_where_drawing_is_slow_a_picture_moves_and_the_map_is_drawn_again_at_rest(screen: MapScreen) -> None:
    screen.page.add_init_script(_SLOW)
    screen.open()
    wait_until_still(screen)
    x, y = screen.node(COLLEGE)
    screen.map.focus()
    screen.map.evaluate(_COUNT_PICTURES)
    for arrow in ("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight"):
        screen.page.keyboard.press(arrow)
    screen.page.wait_for_function("() => window.pictures >= 2")
    assert screen.page.evaluate("window.strokes") < 4 * 82  # ties, which drawing each step would draw
    assert screen.node(COLLEGE) == pytest.approx((x + 2 * 70, y), abs=1)
    assert collisions(screen) == []

    lines = screen.page.evaluate("window.strokes")
    screen.page.keyboard.press("Shift+ArrowDown")  # rings a mark, and draws the ties no more
    expect(screen.tooltip).to_be_visible()
    screen.node(COLLEGE)
    assert screen.page.evaluate("window.strokes") < lines + 82


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_on_a_phone_one_finger_scrolls_the_page_until_a_tap_opens_the_whole_screen(screen: MapScreen) -> None:
    screen.open()
    finger = screen.page.context.new_cdp_session(screen.page)

    def drag(x: float, y: float, to: float) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 21):
            point = {"x": x, "y": y + (to - y) * step / 20}
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    before = screen.view()
    drag(190, 500, to=300)
    screen.page.wait_for_function(_SCROLLED_BY, arg=100)
    drag(190, 250, to=650)
    screen.page.wait_for_function(f"() => !({_SCROLLED_BY})(1)")
    assert screen.view() == before

    box = screen.map.bounding_box()
    assert box
    screen.page.touchscreen.tap(box["x"] + 20, box["y"] + 60)
    leave = screen.page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    whole = screen.map.bounding_box()
    assert whole
    assert (whole["width"], whole["height"]) == (390, 844)
    wait_until_still(screen)
    at_first = screen.view()
    drag(16, 200, to=100)  # where there is no mark
    screen.page.wait_for_function("([map, was]) => map.graphmap.view().y > was", arg=[_handle(screen), at_first["y"]])
    assert not screen.page.evaluate(_SCROLLED_BY, 1)
    leave.click()
    expect(leave).to_have_count(0)

    wait_until_still(screen)
    before = screen.view()
    finger.send("Input.synthesizePinchGesture", {"x": 190, "y": 300, "scaleFactor": 2, "gestureSourceType": "touch"})
    assert screen.view()["scale"] > 1.2 * before["scale"]
    assert not screen.page.evaluate(_SCROLLED_BY, 1)


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_the_panel_is_a_sheet_of_two_heights(screen: MapScreen) -> None:
    screen.open(selected=COLLEGE)
    wait_for_height(screen, 0.4)
    screen.page.get_by_role("button", name="Larger").press("Enter")
    wait_for_height(screen, 0.9)
    screen.page.get_by_role("button", name="Smaller").click()
    wait_for_height(screen, 0.4)


def wait_for_height(screen: MapScreen, share: float) -> None:
    """Wait until the panel has this share of the window's height."""
    screen.page.wait_for_function(
        "share => Math.abs(document.querySelector('.st-key-panel').clientHeight / innerHeight - share) < 0.01",
        arg=share,
    )


# ------------------------------------------------------------------------------------------ comparing


def test_two_periods_are_one_map_or_two_and_what_changed_selects_on_it(screen: MapScreen) -> None:
    screen.open(since="2025-02-01", until="2025-04-17", compare_with="2024-10-14..2024-12-20")
    legend = screen.open_legend()
    for change in ("New", "Gone", "Deeper", "Shallower", "As before"):
        expect(legend.get_by_text(change, exact=True)).to_be_visible()
    expect(legend).to_contain_text("no records in the later period")
    wait_until_still(screen)
    covered = [box for box in screen.boxes("covered") if box["isLasting"]]
    assert covered  # the legend, which explains the colours
    assert not any(overlap(mark, box) for mark in screen.boxes("marks") for box in covered)
    drawer = screen.open_facts()
    drawer.get_by_text(re.compile(r"^Ended: \d")).click()
    first = drawer.locator("[class*='st-key-list-changes'] button:visible").first
    both = first.inner_text().partition(" · ")[0]
    first.click()
    expect(screen.heading).to_have_text(both)

    drawer.get_by_role("button", name="Close").click()
    screen.settle().page.locator(".st-key-over-time").get_by_role("button", name="Time").click()
    screen.page.get_by_text("Side by side", exact=True).click()
    expect(screen.map).to_have_count(2)


# ------------------------------------------------------------------------------------------ new records


@pytest.fixture
def growing_app(chromium: Browser, tmp_path: Path) -> Any:
    """The app with the demo, in a store that a test adds to."""
    with serve(tmp_path / "store", demo=True) as running:
        yield running


def test_new_records_leave_everybody_else_where_they_were(growing_app: App, page: Page, tmp_path: Path) -> None:
    screen = MapScreen(page, growing_app.url).open()
    wait_until_still(screen)
    width = screen.map.bounding_box()["width"]  # type: ignore[index]
    before = {mark["id"]: mark for mark in screen.boxes("marks")}
    sheets = write_sheets(
        tmp_path / "more",
        schools="id,name\nnewcomer,Tauira Newcomer School\n",
        people="id,name\nana-newcomer,Ana Newcomer\n",
        roles="id,name,at,purpose\nnewcomer-principal,Principal,newcomer,Leads the school\n",
        roles_held="person,role,since,until\nana-newcomer,newcomer-principal,2024-01-01,\n",
        interactions="id,date,practice,participants\nvisit-1,2026-03-02,school visit,ana-newcomer;brian-sowerby\n",
    )
    done = graphmap("load", str(sheets), "--store", growing_app.store)
    assert done.returncode == 0, done.stderr + done.stdout
    page.reload()
    screen.wait_for_map()
    screen.wait_for_view(nodes=len(before) + 1)
    wait_until_still(screen)
    after = {mark["id"]: mark for mark in screen.boxes("marks")}
    for key, mark in before.items():
        moved = abs(after[key]["left"] + after[key]["right"] - mark["left"] - mark["right"]) / 2
        assert moved <= _MOST_MOVED * width, key
