"""Who a cookie says that somebody is, and what the gate makes of it."""

import asyncio
import json
import time
from threading import Thread
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Scope
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from graphmap.app.sign_in.gate import SignInGate
from graphmap.app.sign_in.login import Login, login_in_cookies, streamlit_secrets
from graphmap.app.sign_in.pages import stranger_page
from graphmap.errors import NoStore
from graphmap.language.words import ENGLISH
from graphmap.settings import Settings, SignIn

_SECRET = "c" * 64
SIGN_IN = SignIn("https://id.example", "graphmap", "client-secret", _SECRET)
SETTINGS = Settings(public_url="https://map.example", contact="Hine <hine@example.nz>", sign_in=SIGN_IN)
HANA = {
    "origin": "https://map.example",
    "is_logged_in": True,
    "email": "Hana@School.Example",
    "email_verified": True,
}


def cookies(secret: str = _SECRET, **changed: Any) -> dict[str, str]:
    claims = {key: value for key, value in {**HANA, "iat": time.time(), **changed}.items() if value is not None}
    return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims)).decode()}


def login(**changed: Any) -> Login | None:
    return login_in_cookies(cookies(**changed), SETTINGS)


def test_an_address_counts_in_small_letters() -> None:
    assert login() == Login("hana@school.example", is_verified=True)


@pytest.mark.parametrize("verified", [None, False, "false", "", 0, "yes", []])
def test_an_address_that_the_provider_has_not_checked_is_not_verified(verified: Any) -> None:
    assert login(email_verified=verified) == Login("hana@school.example", is_verified=False)


def test_another_claim_can_say_that_an_address_is_checked() -> None:
    microsoft = Settings(public_url=SETTINGS.public_url, sign_in=SignIn("", "", "", _SECRET, verified_claim="xms_edov"))
    found = login_in_cookies(cookies(email_verified=True), microsoft)
    assert found == Login("hana@school.example", is_verified=False)
    found = login_in_cookies(cookies(email_verified=None, xms_edov="1"), microsoft)
    assert found == Login("hana@school.example", is_verified=True)


@pytest.mark.parametrize("email", [None, "", 1, ["hana@school.example"], "h" * 300])
def test_a_sign_in_without_an_address_is_nobodys(email: Any) -> None:
    assert login(email=email) == Login("", is_verified=False)


@pytest.mark.parametrize(
    "changed",
    [
        {"iat": time.time() - SIGN_IN.hours * 3600 - 1},
        {"iat": time.time() + 3600},
        {"iat": None},
        {"iat": "now"},
        {"is_logged_in": False},
        {"is_logged_in": None},
        {"origin": "https://other.example"},
        {"origin": None},
        {"secret": "d" * 64},
    ],
)
def test_what_is_old_from_elsewhere_or_not_signed_by_us_is_no_sign_in(changed: dict[str, Any]) -> None:
    assert login(**changed) is None


def test_a_cookie_of_another_name_is_no_sign_in() -> None:
    moved = create_signed_value(_SECRET, "_streamlit_xsrf", json.dumps({**HANA, "iat": time.time()})).decode()
    assert login_in_cookies({USER_COOKIE_NAME: moved}, SETTINGS) is None


def test_streamlit_gets_its_secrets_and_where_people_come_back_to() -> None:
    auth = streamlit_secrets(SETTINGS)["auth"]
    assert auth["redirect_uri"] == "https://map.example/oauth2callback"
    assert auth["server_metadata_url"] == "https://id.example/.well-known/openid-configuration"
    assert streamlit_secrets(Settings()) == {}


def test_what_a_provider_says_of_somebody_is_text_on_the_page_and_no_html() -> None:
    page = stranger_page(SETTINGS, ENGLISH, Login("<script>x@y.z", is_verified=True))
    assert "<script>x" not in page
    assert "&lt;script&gt;x@y.z" in page
    assert "Hine &lt;hine@example.nz&gt;" in page


# ----------------------------------------------------------------------------------------- the gate


def _no_store(_email: str) -> bool:
    raise NoStore("The engine is gone.")


def _answer(_request: Request) -> PlainTextResponse:
    answer = PlainTextResponse("inside")
    answer.set_cookie("kept", "x")
    return answer


INSIDE = Starlette(routes=[Route("/{any:path}", _answer, methods=["GET", "PUT"])])


def answer_of(has_account: Any, path: str = "/", **sent: Any) -> tuple[int, str, list[str]]:
    """Return the status, the text and the cookies of an answer."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    headers = [(b"host", b"map.example")]
    headers += [(b"cookie", f"{name}={value}".encode()) for name, value in cookies(**sent).items()]
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "scheme": "https",
        "server": ("map.example", 443),
    }
    gate = SignInGate(INSIDE, SETTINGS, has_account)
    thread = Thread(target=lambda: asyncio.run(gate(scope, receive, send)))  # a browser's loop may run in this one
    thread.start()
    thread.join(timeout=30)
    set_cookies = [value.decode() for name, value in messages[0]["headers"] if name == b"set-cookie"]
    return messages[0]["status"], messages[1]["body"].decode(), set_cookies


def test_somebody_with_an_account_is_let_in_and_cookies_go_by_https_alone() -> None:
    status, text, kept = answer_of(lambda email: email == "hana@school.example", "/media/x.csv")
    assert (status, text) == (200, "inside")
    assert all(cookie.endswith("; Secure") for cookie in kept)
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("path", "status"), [("/", 403), ("/records", 403), ("/media/x.csv", 401), ("/_graphmap/names/x", 401)]
)
def test_somebody_without_an_account_gets_nothing(path: str, status: int) -> None:
    found, text, _kept = answer_of(lambda _email: False, path)
    assert found == status
    assert "inside" not in text


def test_an_address_that_is_not_checked_is_never_looked_up() -> None:
    assert answer_of(_no_store, email_verified=False)[0] == 403


@pytest.mark.parametrize(("path", "status"), [("/", 503), ("/media/x.csv", 401)])
def test_without_the_store_nobody_is_let_in(path: str, status: int) -> None:
    found, text, _kept = answer_of(_no_store, path)
    assert found == status
    assert "engine" not in text
