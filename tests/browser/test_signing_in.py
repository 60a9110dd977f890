"""Signing in through a real OpenID provider: who gets in, who doesn't, and what strangers can reach."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest
from map_screen import SLOW, faults
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running_app import Watch
from signed_in import CONTACT, SignedInApp, claims, fill_provider_form, new_context, opened, serve_signed_in

_ACCOUNTS = {
    "steward": claims("Aroha Stewart", "Aroha@cluster.example"),
    "leaver": claims("Lee Leaver", "lee@cluster.example"),
    "stranger": claims("Sam Stranger", "sam@elsewhere.example"),
    "unchecked": claims("Una Checked", "aroha@cluster.example", email_verified=False),
    "nameless": {"name": "No Address"},
    "many": claims("Manu Many", "manu@cluster.example", groups=[f"group-{number:04}" for number in range(300)]),
}


@pytest.fixture(scope="module")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedInApp]:
    with serve_signed_in(tmp_path_factory.mktemp("signed-in") / "app", _ACCOUNTS, demo=True) as site:
        site.grant("aroha@cluster.example", "steward", "Aroha Stewart")
        site.grant("manu@cluster.example", "viewer", "Manu Many")
        yield site


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = new_context(chromium)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def ask(site: SignedInApp, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    host = urlsplit(site.app.url).netloc
    connection = HTTPConnection(host, timeout=20)
    connection.request(method, path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.getheaders())


def main_text(page: Page) -> str:
    return page.locator("main").inner_text()


# ----------------------------------------------------------------------------------------- who gets in


def test_somebody_with_an_account_signs_in_sees_their_role_and_signs_out(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "steward")
    opened(page)
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.locator(".gm-account")).to_have_text("Aroha Stewart · Steward")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name=re.compile("sign me out", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", name="Sign in to see the network")).to_be_visible()


def test_after_signing_in_the_address_that_was_asked_for_opens(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "steward", "/records?lang=en")
    opened(page)
    assert urlsplit(page.url).path == "/records"


def test_somebody_without_an_account_reads_whom_to_ask_and_as_whom_they_came(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "stranger")
    expect(page.get_by_role("heading", name="You don’t have access yet")).to_be_visible()
    assert "sam@elsewhere.example" in main_text(page)
    assert CONTACT in main_text(page)
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()


def test_an_address_that_the_provider_has_not_checked_opens_nothing(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "unchecked")
    expect(page.get_by_role("heading", name="You don’t have access yet")).to_be_visible()
    assert "hasn’t checked" in main_text(page)


def test_a_sign_in_without_an_address_opens_nothing(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "nameless")
    expect(page.get_by_text("Your sign-in came without an e-mail address.")).to_be_visible()


def test_somebody_in_many_groups_gets_in(site: SignedInApp, page: Page) -> None:
    site.sign_in(page, "many")
    opened(page)


def test_an_account_that_is_taken_away_ends_with_the_next_action(site: SignedInApp, page: Page) -> None:
    site.grant("lee@cluster.example", "coordinator", "Lee")
    site.sign_in(page, "leaver")
    opened(page)
    site.revoke("lee@cluster.example")
    page.get_by_role("link", name="Measures").click()
    expect(page.get_by_role("heading", name="You don’t have access")).to_be_visible()
    expect(page.get_by_role("link", name="Measures")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="You don’t have access yet")).to_be_visible()


def test_what_was_open_when_an_account_was_taken_away_does_nothing_more(site: SignedInApp, page: Page) -> None:
    site.grant("lee@cluster.example", "coordinator", "Lee")
    site.sign_in(page, "leaver")
    opened(page)
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Board paper")).to_be_visible(timeout=SLOW)
    site.revoke("lee@cluster.example")
    dialog.get_by_role("button", name="CSV", exact=True).first.click()
    expect(page.get_by_role("heading", name="You don’t have access")).to_be_visible()
    expect(dialog).to_have_count(0)


def test_the_page_to_sign_in_is_dark_on_a_dark_computer_and_can_be_read(
    site: SignedInApp, page: Page, watch: Watch
) -> None:
    watch.attach(page)
    page.emulate_media(color_scheme="dark")
    page.goto(site.app.url)
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    assert faults(page) == []
    assert all("status of 401" in error for error in watch.errors)
    watch.errors.clear()


# ----------------------------------------------------------------------------------------- cookies


def test_cookies_are_kept_from_scripts_and_other_sites(site: SignedInApp, page: Page, context: BrowserContext) -> None:
    site.sign_in(page, "steward")
    opened(page)
    cookies = {cookie["name"]: cookie for cookie in context.cookies() if cookie["name"].startswith("_streamlit_user")}
    assert "_streamlit_user" in cookies
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies.values())


def test_a_cookie_that_was_tampered_with_leads_to_signing_in(
    site: SignedInApp, page: Page, context: BrowserContext
) -> None:
    site.sign_in(page, "steward")
    opened(page)
    (cookie,) = (cookie for cookie in context.cookies() if cookie["name"] == "_streamlit_user")
    value = cookie["value"]
    for tampered in (value[:-2] + "xx", value[1:], "x", "", "a.b.c", "%00", "W10.x.y"):
        status, text, _headers = ask(site, "/", Cookie=f"_streamlit_user={tampered}")
        assert (status, "Sign in to see the network" in text) == (401, True)
    context.add_cookies([{"name": "_streamlit_user", "value": value[:-2] + "xx", "url": site.app.url}])
    page.reload()
    page.get_by_role("link", name="Sign in").click()
    fill_provider_form(page, "steward")
    opened(page)


# ----------------------------------------------------------------------------------------- strangers


@pytest.mark.parametrize("path", ["/", "/term", "/map?selected=person:1", "/records", "/stories", "/no-such-page"])
def test_a_stranger_gets_the_page_to_sign_in_and_nothing_of_the_app(site: SignedInApp, path: str) -> None:
    status, text, headers = ask(site, path)
    assert status == 401
    assert "Sign in to see the network" in text
    assert "BACKEND_BASE_URL" not in text
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/_graphmap/names/x",
        "/_graphmap/visit/x",
        "/_graphmap/changes/x?after=0",
        "/media/0123456789abcdef.csv",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/bidi-components/graphmap.shell/index.js",
        "/component/x",
        "/app/static/x",
        "/static/../media/x",
        "//media/x",
        "/sign-in/../records",
    ],
)
def test_a_stranger_gets_no_route_and_no_file(site: SignedInApp, path: str) -> None:
    status, text, _headers = ask(site, path)
    assert status in (400, 401, 404)
    assert "graphmap" not in text.casefold()


def test_a_stranger_can_not_upload_and_gets_no_websocket(site: SignedInApp) -> None:
    origin = {"Origin": site.app.url}
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert ask(site, "/_stcore/stream", **upgrade, **origin)[0] in (401, 403)
    assert ask(site, "/_stcore/upload_file/session/file", "PUT", **origin)[0] == 401
    assert ask(site, "/_stcore/agent/interact", "POST")[0] == 401


def test_other_names_and_other_sites_are_refused(site: SignedInApp) -> None:
    for headers in ({"Host": "attacker.example"}, {"Host": "127.0.0.1"}, {"Origin": "http://attacker.example"}):
        status, text, _headers = ask(site, "/", **headers)
        assert status == 403
        assert f"Open it at {site.app.url}." in text


def test_a_watchman_on_this_computer_asks_for_health_without_signing_in(site: SignedInApp) -> None:
    assert ask(site, "/_stcore/health", Host="127.0.0.1:1")[0] == 200
    assert ask(site, "/_stcore/health", Host="attacker.example")[0] == 403


def test_signing_in_leads_to_the_provider_and_never_to_another_site(site: SignedInApp) -> None:
    for to in ("//attacker.example", "https://attacker.example", "/\\attacker.example", "/map\r\nX: y", "/a?\u2028"):
        status, _text, headers = ask(site, f"/sign-in?to={quote(to)}")
        assert status == 302
        assert headers["location"].startswith("/auth/login?provider=")
        assert "set-cookie" not in headers


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied&state=x", "?provider=x"])
def test_what_a_stranger_makes_up_of_a_providers_answer_leads_back(site: SignedInApp, query: str) -> None:
    for path in ("/oauth2callback", "/auth/login", "/auth/logout"):
        status, text, headers = ask(site, path + query)
        assert (status, headers["location"]) == (302, "/")
        assert "Traceback" not in text
