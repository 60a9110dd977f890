"""The OpenID provider that signs people in: whether it answers, and whether what it says of itself makes sense."""

import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.settings import SignIn

_ABOUT = "Sign-in"
_PATIENCE = 8.0
_LARGEST = 1_000_000  # bytes of its metadata
_MOST_APART = 60.0  # seconds; tokens are good for minutes
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class _StaysThere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the metadata has to be where the settings say."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Refuse."""


def sign_in_provider(sign_in: SignIn) -> Iterator[Finding]:
    """Yield how the provider is, and whether its clock and ours agree."""
    url = sign_in.metadata_url
    check = "Check sign_in.provider in the settings: with /.well-known/openid-configuration after it, a browser on "
    check += "this machine must show the provider's metadata."
    try:
        opener = urllib.request.build_opener(_StaysThere)
        with opener.open(url, timeout=_PATIENCE) as answer:  # the settings allow https: and this computer alone
            metadata, date = json.loads(answer.read(_LARGEST)), answer.headers.get("Date")
    except urllib.error.HTTPError as error:
        yield wrong(_ABOUT, f"{url} answers {error.code} instead of the provider's metadata.", check)
        return
    except ValueError:
        yield wrong(_ABOUT, f"{url} isn't the metadata of an OpenID provider.", check)
        return
    except (OSError, http.client.HTTPException) as error:
        yield wrong(_ABOUT, f"The provider doesn't answer at {url} ({_reason(error)}).", check)
        return
    faults = list(_faults(metadata, sign_in))
    yield from faults
    yield from _clocks(date)
    if not faults:
        yield fine(_ABOUT, f"The provider answers at {sign_in.provider}.")


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate isn't good: {cause.verify_message}"
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)


def _faults(metadata: Any, sign_in: SignIn) -> Iterator[Finding]:
    if not isinstance(metadata, Mapping):
        yield wrong(_ABOUT, "The provider's metadata isn't a list of what it can do.", "Check sign_in.provider.")
        return
    issuer = str(metadata.get("issuer", ""))
    if issuer.rstrip("/") != sign_in.provider:
        yield wrong(
            _ABOUT,
            f"The provider calls itself {issuer or 'nothing'}, not {sign_in.provider}, so nobody gets in.",
            f'Write provider = "{issuer.rstrip("/")}" in [sign_in], if that is the provider you mean.',
        )
    for key in _NEEDED:
        where = str(metadata.get(key, ""))
        if urlsplit(where).scheme != urlsplit(sign_in.provider).scheme:
            yield wrong(_ABOUT, f"The provider's {key} is {where or 'missing'}.", "Ask whoever runs the provider.")
    if "code" not in metadata.get("response_types_supported", ["code"]):
        yield wrong(
            _ABOUT, "The provider doesn't offer the authorization code flow.", "Ask whoever runs the provider for it."
        )
    if "email" not in metadata.get("scopes_supported", ["email"]):
        yield look(
            _ABOUT,
            "The provider doesn't say that it gives e-mail addresses, by which graphmap knows people.",
            "Ask whoever runs the provider for the scope email.",
        )


def _clocks(date: str | None) -> Iterator[Finding]:
    try:
        apart = (datetime.now(UTC) - parsedate_to_datetime(date or "")).total_seconds()
    except (ValueError, TypeError):
        return
    if abs(apart) > _MOST_APART:
        word = "ahead of" if apart > 0 else "behind"
        yield wrong(
            "Clock",
            f"This machine's clock is {abs(apart):,.0f} s {word} the provider's, so sign-ins fail.",
            "Set the clock by the network: timedatectl set-ntp true.",
        )
    else:
        yield fine("Clock", "It agrees with the provider's.")
