"""Make pictures of every page: `make screenshots`, or `python -m tools.screenshots [nothing|demo|directory|national]…`.

Each page is taken at 1440 and 390 pixels, light and dark, into build/pictures. Pictures of the demo that the docs show
are also copied, with fewer colours, into docs/pictures. Needs Chromium, or its path in GRAPHMAP_CHROMIUM."""

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from graphmap.app.pages import PAGES
from graphmap.sample.sheets import SampleSize, write_sample

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))  # as the tests start the app and wait for its map

from map_screen import NARROW, NARROW_DARK, WIDE, WIDE_DARK, Look, MapScreen  # noqa: E402
from running_app import App, serve  # noqa: E402

_BUILT = ROOT / "build" / "pictures"
_DOCS = ROOT / "docs" / "pictures"
_DIRECTORY = ROOT.parent / "shared" / "data" / "nz-school-directory.csv"
_NATION = SampleSize(schools=2_500, people=70_000, interactions=200_000)
_STATES = ("nothing", "demo", "directory", "national")
_LOOKS = (WIDE, WIDE_DARK, NARROW, NARROW_DARK)

_ADDRESSES: Mapping[str, str] = {
    **{page.name: page.name for page in PAGES},
    "map-panel": "map?selected=school:tauira-hill",
    "map-betweenness": "map?colour=betweenness&size=betweenness&direction=on",
    "add-visit": "map?selected=school:tauira-college~school:tauira-hill",
    "map-compared": "map?since=2026-07-20&until=2026-10-11&compare-with=2026-04-20..2026-07-19",
}
"""What is pictured, and its address."""

_OPENED: Mapping[str, str] = {"add-visit": ".gm-add-from-panel"}
"""What is clicked before a picture is taken."""

_IN_DOCS = (
    "add-visit-390-light",
    "map-1440-light",
    "map-panel-390-light",
    "map-betweenness-1440-dark",
    "map-compared-1440-light",
    "term-1440-light",
    "term-390-light",
    "health-1440-light",
    "measures-1440-light",
)
_COLOURS = 256
_STILL = 1_000  # milliseconds: charts and the map's camera move for less


def take(browser: Browser, app: App, look: Look, folder: Path) -> None:
    """Picture every address with one look."""
    page = browser.new_page(
        viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, has_touch=look.touch
    )
    screen = MapScreen(page, app.url)
    for name, address in _ADDRESSES.items():
        screen.go_to(f"{app.url}/{address}")
        page.get_by_role("banner").wait_for(timeout=120_000)
        page.wait_for_timeout(_STILL)
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=120_000)
        if name in _OPENED:
            page.locator(_OPENED[name]).click()
        page.wait_for_timeout(_STILL)
        page.screenshot(path=folder / f"{name}-{look}.png")
    page.close()


@contextlib.contextmanager
def app_in(state: str) -> Iterator[App]:
    """Run the app with nothing, the demo, the Ministry's directory of schools or 70,000 people."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, sheets = Path(temporary), None
        if state == "directory":
            sheets = _DIRECTORY
        elif state == "national":
            sheets = folder / "sheets"
            write_sample(_NATION, sheets)
        with serve(folder / "store", sheets=sheets, demo=state == "demo") as app:
            yield app


def keep_for_docs(folder: Path) -> None:
    """Copy the pictures that the docs show, each a third of its size."""
    _DOCS.mkdir(exist_ok=True)
    for name in _IN_DOCS:
        with Image.open(folder / f"{name}.png") as picture:
            few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(_DOCS / f"{name}.png", optimize=True)


def main() -> None:
    """Make the pictures of each state that is named, or of the demo."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("states", nargs="*", choices=_STATES, default="demo", help="what the store holds")
    named: str | list[str] = parser.parse_args().states
    states = [named] if isinstance(named, str) else named
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("GRAPHMAP_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        sys.exit("There is no Chromium: install it (Debian: apt install chromium), or name one in GRAPHMAP_CHROMIUM.")
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for state in states:
            folder = _BUILT / state
            folder.mkdir(parents=True, exist_ok=True)
            with app_in(state) as app:
                for look in _LOOKS:
                    take(browser, app, look, folder)
            if state == "demo":
                keep_for_docs(folder)
        browser.close()


if __name__ == "__main__":
    main()
