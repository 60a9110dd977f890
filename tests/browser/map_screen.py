"""The Map page as a person sees and uses it."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode
from xml.etree import ElementTree

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

SLOW = 30_000  # milliseconds that opening a page may take on a busy machine
_SOON = 15_000  # and answering to a person
_TRIES = 3  # at opening what a run of the app may close

expect.set_options(timeout=_SOON)

# Where to point at something, once it has been still for some frames.
_SPOT = """async (map, [how, id]) => {
  let [spot, still] = [null, 0];
  for (let frame = 0; frame < 300 && still < 6; frame++) {
    const before = spot;
    spot = map.graphmap[how](id);
    still = spot && before && Math.hypot(spot.x - before.x, spot.y - before.y) < 0.1 ? still + 1 : 0;
    await new Promise(requestAnimationFrame);
  }
  return spot;
}"""

# Wait until nothing changes or fades for some frames: half faded, any text has too little contrast.
_UNTIL_STILL = """async () => {
  const isBusy = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const fades = ({ playState, effect }) => playState === "running" && effect.getTiming().iterations !== Infinity;
    const says = app && app.dataset.testScriptState !== "notRunning";
    return says || document.querySelector("[data-stale=true]") || document.getAnimations().some(fades);
  };
  for (let frame = 0, still = 0; frame < 900 && still < 20; frame++) {
    still = isBusy() ? 0 : still + 1;
    await new Promise(requestAnimationFrame);
  }
}"""

# Count the canvas's points of about this colour.
_PAINTED = """(map, [red, green, blue]) => {
  const canvas = map.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    const off = Math.abs(data[i] - red) + Math.abs(data[i + 1] - green) + Math.abs(data[i + 2] - blue);
    if (data[i + 3] > 250 && off < 6) found++;
  }
  return found;
}"""


@dataclass(frozen=True)
class Look:
    """The screen of a page: its size, theme and touch."""

    width: int = 1440
    height: int = 900
    scheme: Literal["light", "dark"] = "light"
    touch: bool = False

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


WIDE, WIDE_DARK = Look(), Look(scheme="dark")
NARROW, NARROW_DARK = Look(390, 844, touch=True), Look(390, 844, "dark", touch=True)


class MapScreen:
    """A page of the app."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.map = page.get_by_role("application")
        self.legend = page.get_by_role("group", name="Legend")
        self.tooltip = page.get_by_role("tooltip")
        self.bar = page.get_by_role("banner")
        self.main = page.get_by_test_id("stMain")
        self.heading = page.locator(".gm-name")
        self.facts = page.locator(".gm-facts")
        self.interactions = page.locator(".gm-events")

    # ---- opening and reading

    def open(self, **address: str | list[str]) -> "MapScreen":
        """Open the page at an address and wait for its map."""
        parameters = {name.replace("_", "-"): value for name, value in address.items()}
        self.go_to(f"{self.url}/map?{urlencode(parameters, doseq=True)}")
        return self.wait_for_map()

    def go_to(self, url: str) -> None:
        self.page.goto(url, timeout=SLOW)

    def wait_for_map(self) -> "MapScreen":
        expect(self.map.locator("canvas").first).to_be_visible(timeout=SLOW)
        return self.settle()

    def settle(self) -> "MapScreen":
        """Wait until the app has finished its run."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SLOW)
        return self

    def show(self, look: Look) -> None:
        """Change the window to this look."""
        self.page.set_viewport_size({"width": look.width, "height": look.height})
        self.page.emulate_media(color_scheme=look.scheme)
        self.settle()

    def expect_no_sideways_scrolling(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert self.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0

    def view(self) -> dict[str, Any]:
        """Return the map's position and scale, and what is selected and drawn."""
        found: dict[str, Any] = self.map.evaluate("map => map.graphmap.view()")
        return found

    def wait_for_view(self, **wanted: object) -> None:
        """Wait until the map has `chosen`, or so many `nodes` or `ties`."""
        self.page.wait_for_function(
            "([map, wanted]) => Object.entries(wanted).every(([name, value]) => map.graphmap.view()[name] === value)",
            arg=[self.map.element_handle(), wanted],
            timeout=_SOON,
        )

    def fact(self, name: str) -> Locator:
        """The panel's value of this fact."""
        return self.facts.locator(f"dt:text-is('{name}') + dd")

    def open_legend(self) -> Locator:
        """Unfold the legend over the map. Under a map it can't be folded."""
        expect(self.legend).to_be_visible()
        fold = self.legend.locator(".fold")
        if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
            fold.click()
        return self.legend

    def open_facts(self) -> Locator:
        """Open the drawer with the map in words and as a table."""
        self.page.get_by_role("button", name="Table and facts").click()
        drawer = self.page.locator(".st-key-over-facts")
        expect(drawer).to_be_visible()
        return drawer

    def boxes(self, what: Literal["written", "marks", "covered"]) -> list[dict[str, Any]]:
        """Return the boxes of the names, the marks or what covers the map, in pixels of the map."""
        found: list[dict[str, Any]] = self.map.evaluate("(map, what) => map.graphmap[what]()", what)
        return found

    def legend_counts(self) -> Mapping[str, int]:
        """Return the legend's entries and counts."""
        items = self.open_legend().get_by_role("listitem").filter(has=self.page.locator("svg")).all_inner_texts()
        return {" ".join(words[:-1]): int(words[-1].replace(",", "")) for words in map(str.split, items)}

    def painted(self, colour: str) -> int:
        """Count the points of the map with this colour, written #RRGGBB."""
        found: int = self.map.evaluate(_PAINTED, [int(colour[start : start + 2], 16) for start in (1, 3, 5)])
        return found

    # ---- the map

    def node(self, key: str) -> tuple[float, float]:
        """Where a node is in the window."""
        return self._spot("nodeAt", key)

    def tie(self, id: str) -> tuple[float, float]:
        """A point of a tie in the window that nothing else covers."""
        return self._spot("tieAt", id)

    def _spot(self, how: str, id: str) -> tuple[float, float]:
        self.map.scroll_into_view_if_needed()
        spot = self.map.evaluate(_SPOT, [how, id])
        assert spot, f"{id} is not in view."
        return spot["x"], spot["y"]

    def click_node(self, key: str) -> None:
        self.page.mouse.click(*self.node(key))

    def click_tie(self, id: str) -> None:
        self.page.mouse.click(*self.tie(id))

    def drag_node(self, key: str, right: float, down: float) -> None:
        x, y = self.node(key)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right / 2, y + down / 2, steps=5)
        self.page.mouse.move(x + right, y + down, steps=5)
        self.page.mouse.up()

    # ---- the bar

    def choose_in_bar(self, name: str, *options: str) -> None:
        """Click these options in one of the bar's popovers, and close it."""
        self.bar.get_by_role("button", name=name).click()
        box = self.page.locator(".gm-pop:popover-open")
        for option in options:
            box.get_by_role("button", name=option, exact=True).click()
            self.settle()
        if box.is_visible():
            self.page.keyboard.press("Escape")

    def choose_view(self, name: str) -> None:
        self.choose_in_bar("Filter", name)

    def choose_smallest_depth(self, name: str, steps: int = 0) -> None:
        self.choose_in_bar("Filter", name)

    def choose_network(self, name: str) -> None:
        self.choose_in_bar("Filter", name)

    def type_period(self, text: str, label: str = "Type a period") -> None:
        """Type a period, or with a `label` of its own the one to compare with."""
        field = self.page.get_by_role("textbox", name=label, exact=True)
        self._until_open(self.bar.get_by_role("button", name="Period").click, field)
        field.fill(text)
        field.press("Enter")
        self.settle()

    def search(self, text: str) -> None:
        """Search by the keyboard, from anywhere."""
        expect(self.bar).to_be_visible(timeout=SLOW)
        field = self.page.get_by_role("combobox", name="Search")
        self._until_open(lambda: self.page.keyboard.press("/"), field)
        field.fill(text)

    def _until_open(self, act: Callable[[], object], opened: Locator) -> None:
        """Do what opens something, again if a run of the app that ended meanwhile has closed it."""
        self.settle()
        for _ in range(_TRIES):
            if not opened.is_visible():
                act()
            with contextlib.suppress(NotInTime):
                opened.wait_for(timeout=_SOON / _TRIES)
                return
        opened.wait_for(timeout=SLOW)

    def go_to_page(self, name: str) -> None:
        self.bar.get_by_role("link", name=name, exact=True).click()
        self.settle()


def expect_sentences(screen: MapScreen, sentences: Mapping[str, str], query: str = "") -> None:
    """Open each page and expect its sentence, no traceback, and nothing wider than a wide window and a phone."""
    for name, sentence in sentences.items():
        screen.go_to(f"{screen.url}/{name}{query}")
        expect(screen.main, name).to_contain_text(sentence, timeout=SLOW)
        screen.settle()
        expect(screen.page.get_by_test_id("stException"), name).to_have_count(0)
        for look in (NARROW, WIDE):
            screen.show(look)
            screen.expect_no_sideways_scrolling()


def faults(page: Page, within: str | None = None) -> list[tuple[str, str]]:
    """The axe rules that the page, or a part of it, seriously violates once it is still, each with the first place."""
    page.evaluate(_UNTIL_STILL)
    found = Axe().run(page, within).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")]


def take(screen: MapScreen, name: str, folder: Path) -> Path:
    """Download the map by the entry of its menu with this name."""
    screen.page.get_by_role("button", name="Download this map").click()
    with screen.page.expect_download() as download:
        screen.page.get_by_role("button", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def written_in(drawing: Path) -> list[str]:
    """Every text in an SVG drawing."""
    return ["".join(text.itertext()) for text in ElementTree.parse(drawing).iter("{http://www.w3.org/2000/svg}text")]
