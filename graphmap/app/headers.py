"""Tells browsers what a page of the app may do: run our scripts alone, talk to this server alone, be in no frame.

Whatever text gets into a page, it can't fetch, send or run anything. Styles are the exception: Streamlit makes them
in the page.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ENCRYPTED_ONLY = "max-age=31536000"
_INLINE = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)


def policy_of(page: str) -> str:
    """Return the content security policy of the HTML `page`: of the scripts in it, only these run."""
    sources = {**_SOURCES, "script-src": " ".join((_SOURCES["script-src"], *_digests(page)))}
    return "; ".join(f"{name} {allowed}" for name, allowed in sources.items())


def _digests(page: str) -> Iterator[str]:
    for found in _INLINE.finditer(page):
        yield f"'sha256-{b64encode(sha256(found['code'].encode()).digest()).decode()}'"


class SafeHeaders:
    """Add the headers that protect a page to every answer; over HTTPS, cookies and later visits stay with HTTPS."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers: Mapping[str, str] = {**_ALWAYS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        is_encrypted = scope["scheme"] in ("https", "wss")

        async def send_safe(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if is_encrypted:
                    headers["Strict-Transport-Security"] = _ENCRYPTED_ONLY
                    message["headers"] = [over_https(*header) for header in message["headers"]]
            await send(message)

        await self._app(scope, receive, send_safe)


def over_https(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return the header; a cookie goes over HTTPS alone."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value
