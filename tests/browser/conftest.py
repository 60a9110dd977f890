"""Start Chromium, and the real app on stores of its own, for tests that use its pages as a person does.

Every page is watched: a test fails if its page logged an error or a request left the computer. Without Chromium the
tests are skipped, unless ``GRAPHMAP_REQUIRE`` names ``browser``."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from map_screen import Look, MapScreen
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from running_app import App, Watch, serve

_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# ----------------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("GRAPHMAP_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        required = "browser" in os.environ.get("GRAPHMAP_REQUIRE", "")
        (pytest.fail if required else pytest.skip)(
            "There is no Chromium: install it (Debian: apt install chromium), or name one in GRAPHMAP_CHROMIUM."
        )
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*_FLAGS, *(["--no-sandbox"] if as_root else [])]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _contexts(chromium: Browser) -> Iterator[Callable[[Look], BrowserContext]]:
    """Open one context for each look, so that the app's scripts are fetched once. Every page has its own session."""
    contexts: dict[Look, BrowserContext] = {}

    def context(look: Look) -> BrowserContext:
        if look not in contexts:
            contexts[look] = chromium.new_context(
                viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, has_touch=look.touch
            )
        return contexts[look]

    yield context
    for opened in contexts.values():
        opened.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.errors == []
    assert watch.left_the_machine == []


@pytest.fixture
def new_page(_contexts: Callable[[Look], BrowserContext], watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a watched, empty page with a look."""
    pages: list[Page] = []

    def open_page(look: Look | None = None) -> Page:
        page = _contexts(look or Look()).new_page()
        watch.attach(page)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def page(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """Open an empty page: wide and light, or with the `Look` that the test is parametrised with."""
    return new_page(getattr(request, "param", None))


@pytest.fixture(scope="session")
def app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with the demo cluster. Tests only look at it: its store never changes."""
    with serve(tmp_path_factory.mktemp("demo") / "store", demo=True) as running:
        yield running


@pytest.fixture
def screen(page: Page, app: App) -> MapScreen:
    """Return the Map page of the demo cluster, not opened yet."""
    return MapScreen(page, app.url)
