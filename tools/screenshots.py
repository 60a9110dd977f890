"""Make the pictures in the docs from the demo cluster: `make screenshots`.

Needs Chromium, or its path in GRAPHMAP_CHROMIUM."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))  # as the tests start the app and wait for its map

from map_screen import MapScreen  # noqa: E402
from running_app import serve  # noqa: E402

_SIZE = {"width": 1440, "height": 1100}
_PICTURES = {
    "map.png": ("light", {}),
    "map-dark.png": ("dark", {"colour": "betweenness", "size": "betweenness", "direction": "on"}),
}
"""Each picture with its theme and address."""


def picture(browser: Browser, url: str, name: str) -> None:
    """Save one picture in the docs."""
    scheme, address = _PICTURES[name]
    page = browser.new_page(viewport=_SIZE, color_scheme=scheme)
    screen = MapScreen(page, url).open(**address)
    screen.node("school:tauira-college")  # waits until the map is still
    page.mouse.move(0, 0)
    page.screenshot(path=ROOT / "docs" / name)
    page.close()


def main() -> None:
    """Make every picture."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("GRAPHMAP_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        sys.exit("There is no Chromium: install it (Debian: apt install chromium), or name one in GRAPHMAP_CHROMIUM.")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "store", demo=True) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=path, args=["--disable-gpu", "--no-sandbox"] if os.geteuid() == 0 else []
        )
        for name in _PICTURES:
            picture(browser, app.url, name)
        browser.close()


if __name__ == "__main__":
    main()
