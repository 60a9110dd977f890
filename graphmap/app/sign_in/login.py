"""Who has signed in, by the cookie that Streamlit keeps in their browser after the provider has sent them back.

The cookie says who somebody is, and never what they may do: that is their account's, in the store.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from os import environ
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from graphmap.settings import VARIABLE, Settings, SignIn, read_settings

_PROVIDER = "default"
_SCOPE = " ".join(("openid", "email", "profile"))
_CLOCKS_DIFFER = 300  # seconds, at most, between the provider's clock and ours
_LONGEST = 254  # characters of an e-mail address


@dataclass(frozen=True)
class Login:
    """What the provider says of somebody: their e-mail address, in small letters, and whether it has checked it."""

    email: str
    is_verified: bool


def installation() -> Settings:
    """Return the settings that this process runs with. They are read once."""
    return _settings_in(environ.get(VARIABLE))


@cache
def _settings_in(file: str | None) -> Settings:
    return read_settings(file)


def streamlit_secrets(settings: Settings) -> dict[str, Any]:
    """Return what Streamlit has to know for people to sign in. It is handed over in memory, and never in a file."""
    sign_in = settings.sign_in
    if sign_in is None:
        return {}
    return {
        "auth": {
            "redirect_uri": settings.redirect_uri,
            "cookie_secret": sign_in.cookie_secret,
            "client_id": sign_in.client_id,
            "client_secret": sign_in.client_secret,
            "server_metadata_url": sign_in.metadata_url,
            "client_kwargs": {"scope": _SCOPE, "prompt": sign_in.prompt},
        }
    }


def login_in_cookies(cookies: Mapping[str, str], settings: Settings) -> Login | None:
    """Return who the cookies of a request say that it comes from; None where they are missing, old or tampered with."""
    sign_in = settings.sign_in
    assert sign_in

    def signed(name: str) -> bytes | None:
        return decode_signed_value(sign_in.cookie_secret, name, cookies.get(name, ""))

    try:
        claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"null")
    except ValueError:
        return None
    if not isinstance(claims, dict) or claims.get("origin") != settings.public_url.lower():
        return None
    return login_in_claims(claims, sign_in)


def login_in_claims(claims: Mapping[str, Any], sign_in: SignIn) -> Login | None:
    """Return who the provider's `claims` are about, unless they signed in too long ago."""
    at, now = claims.get("iat"), time.time()
    if claims.get("is_logged_in") is not True or not isinstance(at, int | float):
        return None
    if not at - _CLOCKS_DIFFER <= now <= at + sign_in.hours * 3600:
        return None
    email, verified = claims.get("email"), claims.get(sign_in.verified_claim)
    if not isinstance(email, str) or not 0 < len(email) <= _LONGEST:
        return Login("", is_verified=False)
    return Login(email.strip().casefold(), is_verified=verified in (True, "true", "1"))  # True is also 1
