"""The pages in a browser beside an empty page of the same app: the map, a filter's change, panning, a panel, This term.

There is no GPU, as on a small office machine, so the processor draws what WebGL asks for.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from benchmarks.running_app import app_on
from benchmarks.timing import OURS, Result
from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

_ACTORS = (50, 500, 1_000, 5_000)
_NATIONAL = 70_000
_PATIENCE = 240_000  # milliseconds
_TIMES = 5
"""How often each measure is repeated, beside an empty page each time. The least of each counts, as other work adds."""
_EMPTY = "an empty page"
_DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
_COUNT_FRAMES = """() => {
  Object.assign(window, { frames: 0, counting: true, began: performance.now() });
  const tick = () => { window.frames++; if (window.counting) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SECONDS_A_FRAME = (
    "() => { window.counting = false; return (performance.now() - window.began) / 1000 / window.frames; }"
)


def screen_results(national: bool) -> Iterator[Result]:
    """Measure at 50, 500, 1,000 and 5,000 actors, and at 70,000 if `national`; nothing if there is no Chromium."""
    chromium = os.environ.get("GRAPHMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu", "--no-sandbox"])
        for actors in (*_ACTORS, *([_NATIONAL] if national else [])):
            with tempfile.TemporaryDirectory() as folder, _app(Path(folder), actors) as url:
                yield from _at(browser.new_page(viewport={"width": 1440, "height": 900}), url, f"{actors:,}")
        browser.close()


def _at(page: Page, url: str, size: str) -> Iterator[Result]:
    page.set_default_timeout(_PATIENCE)
    _empty_page(page, url)  # the very first visit loads the scripts

    def beside_empty(what: str, visit: Callable[[], float], times: int = _TIMES) -> Result:
        both = [(visit(), _empty_page(page, url)) for _ in range(times)]
        ours, empty = zip(*both, strict=True)
        return Result(what, size, {OURS: min(ours), _EMPTY: min(empty)})

    for extent in ("", "&extent=all"):
        what = "everybody at once" if extent else "the map"
        if extent and int(size.replace(",", "")) <= 1_000:
            continue  # everybody is on the map
        yield beside_empty(f"{what}, first", lambda extent=extent: _map(page, url, extent), 1)
        yield beside_empty(f"{what}, again", lambda extent=extent: _map(page, url, extent))
        empty_frame = _panning(page, page.get_by_test_id("stMain"))
        _map(page, url, extent)
        drawn = page.get_by_role("application").last
        _panning(page, drawn, 1.0)  # what is drawn for the first time while it moves comes once
        yield Result(f"{what}, one frame while panning", size, {OURS: _panning(page, drawn), _EMPTY: empty_frame})
        if extent:
            yield beside_empty(f"{what}, a filter of the legend", lambda drawn=drawn: _only_joint_work(page, drawn), 1)
    yield beside_empty("a filter's change, first", lambda: _filter(page, url), 1)
    yield beside_empty("a filter's change, again", lambda: _filter(page, url))
    _map(page, url, "")
    yield Result("a mark chosen, until its panel is there", size, {OURS: min(_panel(page) for _ in range(_TIMES))})
    yield beside_empty("This term of the organisations, first", lambda: _this_term(page, url), 1)
    yield beside_empty("This term of the organisations, again", lambda: _this_term(page, url))


def _map(page: Page, url: str, extent: str) -> float:
    """The seconds until the map is drawn."""
    began = time.perf_counter()
    page.goto(f"{url}/map?view=people{extent}")
    drawn = page.get_by_role("application").last
    page.wait_for_function("map => map.graphmap?.view().nodes > 0", arg=drawn.element_handle())
    page.evaluate(_PAINTED)
    return time.perf_counter() - began


def _filter(page: Page, url: str) -> float:
    """The seconds from the choice of a smallest depth to a page that is done."""
    _map(page, url, "")
    page.locator(_DONE).wait_for()
    page.get_by_role("banner").get_by_role("button", name="Filter").click()
    began = time.perf_counter()
    page.locator(".gm-pop:popover-open").get_by_role("button", name="Challenge", exact=True).click()
    page.wait_for_url("**min-depth**")
    page.locator(_DONE).wait_for()
    page.evaluate(_PAINTED)
    return time.perf_counter() - began


def _this_term(page: Page, url: str) -> float:
    """The seconds until This term of the organisations is done."""
    began = time.perf_counter()
    page.goto(f"{url}/term?view=organisations")
    page.get_by_test_id("stMain").get_by_role("heading", name="This term", exact=True).wait_for()
    page.locator(_DONE).wait_for()
    return time.perf_counter() - began


def _panel(page: Page) -> float:
    """The seconds from choosing the next mark with the keyboard to its panel."""
    drawn = page.get_by_role("application")
    page.keyboard.press("Escape")
    page.locator(".st-key-panel .gm-name").wait_for(state="detached")
    page.locator(_DONE).wait_for()
    drawn.focus()
    page.keyboard.press("Shift+ArrowRight")
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(".st-key-panel .gm-name").wait_for()
    return time.perf_counter() - began


def _only_joint_work(page: Page, drawn: Locator) -> float:
    """The seconds until only joint work stands out on the map of everybody."""
    began = time.perf_counter()
    page.get_by_role("group", name="Legend").get_by_role("button", name="Joint work").click()
    page.wait_for_function(
        "map => { const { standing, nodes } = map.graphmap.view(); return standing < nodes; }",
        arg=drawn.element_handle(),
    )
    page.evaluate(_PAINTED)
    return time.perf_counter() - began


def _empty_page(page: Page, url: str) -> float:
    began = time.perf_counter()
    page.goto(f"{url}/records")
    page.get_by_test_id("stMain").get_by_role("heading").first.wait_for()
    page.locator(_DONE).wait_for()
    return time.perf_counter() - began


def _panning(page: Page, drawn: Locator, seconds: float = 3.0) -> float:
    """The seconds per frame while the middle of `drawn` is dragged to and fro."""
    box = drawn.bounding_box() or {"x": 0, "y": 0, "width": 800, "height": 600}
    x, y = box["x"] + box["width"] / 2 + 140, box["y"] + min(box["height"], 800) / 2 + 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT_FRAMES)
    until, step = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        step += 1
        page.mouse.move(x + 60 * (step // 10 % 2) + step % 10, y - 20 + step % 10)
    found: float = page.evaluate(_SECONDS_A_FRAME)
    page.mouse.up()
    return found


@contextlib.contextmanager
def _app(folder: Path, actors: int) -> Iterator[str]:
    """Run the app on an invented network of this many people."""
    write_sample(SampleSize(max(4, actors // 28), actors, actors * 3), folder / "sheets")
    with open_store(EmbeddedLocation(folder / "store")) as store:
        load(folder / "sheets", store)
    with app_on(folder / "store") as (url, _):
        yield url
