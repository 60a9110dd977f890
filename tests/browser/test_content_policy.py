"""Text that gets into a page as HTML runs nothing, fetches nothing and frames nothing. Every other browser test shows
that the app's own scripts do run: it fails if its page logs that something was refused."""

from playwright.sync_api import Browser
from running_app import App

_PUT_IN = """async (url) => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.hacked = 1";
    const picture = document.createElement("div");
    picture.innerHTML = `<img src="${url}/x.png" onerror="window.hacked = 1"><iframe src="${url}"></iframe>`;
    document.body.append(script, picture);
    try { await fetch(url); } catch { /* refused */ }
    try { (0, eval)("window.hacked = 1"); } catch { /* refused */ }
    await new Promise((ready) => setTimeout(ready));
    return [...new Set(refused)].sort();
}"""


def test_what_is_put_into_a_page_runs_nothing_and_asks_no_other_site(app: App, chromium: Browser) -> None:
    page = chromium.new_page()  # unwatched: it logs what it refuses
    page.goto(f"{app.url}/stories")
    refused = page.evaluate(_PUT_IN, "http://192.0.2.1:9")
    assert refused == ["connect-src", "frame-src", "img-src", "script-src", "script-src-attr", "script-src-elem"]
    assert page.evaluate("window.hacked") is None
    page.context.close()
