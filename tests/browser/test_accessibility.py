"""Every page but the Map, whose own tests look at it: no serious violation of the axe rules, in each theme and width, in te reo."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import App, Watch
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, WIDE_DARK, MapScreen
from playwright.sync_api import Page, expect

from tools.catalogue import marked

_NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
_PAGES = {
    "weak-links": "Ngā hononga ngoikore",
    "what-if": "Mehemea",
    "health": "Hauora",
    "data": "Raraunga",
}

# Every text on the page that is not marked as English.
_TEXTS = """main => {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('[lang=en]')) found.push(walker.currentNode.data.trim());
  return found;
}"""


@pytest.mark.parametrize("path", _PAGES)
def test_no_page_has_a_serious_fault_or_english_that_is_not_marked(app: App, page: Page, watch: Watch, path: str) -> None:
    screen = MapScreen(page, app.url)
    english = {text for message in marked() for text in ([message] if isinstance(message, str) else message)}
    screen.go_to(f"{app.url}/{path}?lang=mi")
    expect(screen.main.get_by_role("heading", name=_PAGES[path], exact=True)).to_be_visible(timeout=SLOW)
    screen.settle()
    assert {text for place in (screen.main, screen.sidebar) for text in place.evaluate(_TEXTS)} & english == set()
    for look in (WIDE, WIDE_DARK, NARROW_DARK, NARROW):
        page.set_viewport_size({"width": look.width, "height": look.height})
        page.emulate_media(color_scheme=look.scheme)
        screen.settle()
        faults = Axe().run(page).response["violations"]
        assert [(str(look), fault["id"], fault["nodes"][0]["html"]) for fault in faults if fault["impact"] in ("serious", "critical")] == []
    watch.errors[:] = [error for error in watch.errors if error != _NOT_FOUND]
