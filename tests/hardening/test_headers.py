"""Every answer tells the browser to run our scripts alone, to stay out of frames, and to say nothing to other sites."""

import tomllib
from base64 import b64encode
from hashlib import sha256

import pytest
from asking import answer
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from graphmap.app.headers import SafeHeaders, policy_of
from graphmap.project import project_file

POLICY = policy_of("<html><script>mine()</script><script src='./x.js'></script></html>")


def rules(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split("; "))
    return {name: allowed for name, *allowed in parts}


def with_cookie() -> Response:
    response = PlainTextResponse("fine")
    response.set_cookie("_streamlit_user", "x", httponly=True, samesite="lax")
    return response


def test_of_the_scripts_in_a_page_only_its_own_run() -> None:
    digest = b64encode(sha256(b"mine()").digest()).decode()
    assert rules(POLICY)["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_nothing_is_fetched_from_or_sent_to_another_site() -> None:
    assert all(source.startswith(("'", "data:", "blob:")) for allowed in rules(POLICY).values() for source in allowed)
    assert rules(POLICY)["default-src"] == ["'none'"]
    assert "'unsafe-eval'" not in POLICY


def test_no_other_page_can_frame_the_app() -> None:
    _, headers = answer(SafeHeaders(HTMLResponse(""), POLICY))
    assert rules(headers["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_every_answer_has_them(name: str, value: str, status: int) -> None:
    assert answer(SafeHeaders(Response("", status), POLICY))[1][name] == value


def test_the_camera_the_microphone_and_the_place_are_asked_for_by_nothing() -> None:
    policy = answer(SafeHeaders(Response(""), POLICY))[1]["Permissions-Policy"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(policy.split(", "))


def test_over_https_cookies_and_later_visits_stay_with_https() -> None:
    _, headers = answer(SafeHeaders(with_cookie(), POLICY), scheme="https")
    assert "max-age=" in headers["Strict-Transport-Security"]
    assert headers["Set-Cookie"].endswith("; Secure")
    assert "HttpOnly" in headers["Set-Cookie"]


def test_on_this_computer_without_https_the_cookie_works() -> None:
    _, headers = answer(SafeHeaders(with_cookie(), POLICY))
    assert "Strict-Transport-Security" not in headers
    assert "Secure" not in headers["Set-Cookie"]


def test_a_fault_shows_no_one_what_is_inside() -> None:
    configuration = tomllib.loads((project_file(".streamlit") / "config.toml").read_text("utf-8"))
    assert configuration["client"]["showErrorDetails"] == "none"
    assert configuration["client"]["showErrorLinks"] is False
