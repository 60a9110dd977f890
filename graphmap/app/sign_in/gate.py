"""The gate before the whole server where people sign in: nothing is answered to strangers but what lets them sign in.

Everything is closed that isn't named here, so that a route that is new is closed too: pages, files, uploads,
components, and the websocket by which the app runs.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.user_info import generate_login_redirect_url

from graphmap.app.headers import over_https
from graphmap.app.sign_in.login import Login, login_in_cookies
from graphmap.app.sign_in.pages import SIGN_IN, SIGN_OUT, sign_in_page, stranger_page, trouble_page, words_asked
from graphmap.errors import GraphmapError
from graphmap.settings import THIS_COMPUTER, Settings

HEALTH = ("/healthz", "/_stcore/health")
"""What a watchman on this computer may ask without signing in, under any name of this computer."""

_OPEN = (*HEALTH, SIGN_OUT, "/auth/login", "/oauth2callback", "/favicon.png")
_OPEN_BELOW = "/static/"  # Streamlit's own scripts and fonts
_PAGE = re.compile(r"/(?:[a-z]+(?:-[a-z]+)*)?")
_TO, _TO_SECONDS = "graphmap_to", 600
_LONGEST_TO = 1000
_NEVER_KEPT = {"Cache-Control": "no-store"}
_RUN_ANEW = BackMsg(rerun_script=ClientState()).SerializeToString()
_CLOSED = PlainTextResponse("Sign in first.", 401)


class SignInGate:
    """Let in those whom `has_account` knows by their e-mail address. It is asked about each request."""

    def __init__(self, app: ASGIApp, settings: Settings, has_account: Callable[[str], bool]) -> None:
        self._app = app
        self._settings = settings
        self._has_account = has_account

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        send = self._securely(send) if scope["type"] == "http" and self._settings.is_secure else send
        refusal = await self._refusal(scope)
        if scope["type"] == "websocket":
            receive = self._while_let_in(HTTPConnection(scope), receive)
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if not self._is_asked_by_its_own_pages(Headers(scope=scope), path):
            text = f"This isn't where the network is. Open it at {self._settings.public_url}."
            return PlainTextResponse(text, 403)
        if path == SIGN_IN and scope["type"] == "http":
            return self._to_provider(Request(scope))
        if path in _OPEN or path.startswith(_OPEN_BELOW):
            return None
        request = HTTPConnection(scope)
        is_page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and bool(_PAGE.fullmatch(path))
        login = login_in_cookies(request.cookies, self._settings)
        try:
            if await self._is_let_in(login):
                return _led_on(request) if is_page else None
        except GraphmapError:
            page = trouble_page(self._settings, words_asked(request.query_params))
            return HTMLResponse(page, 503, _NEVER_KEPT) if is_page else _CLOSED
        return self._to_stranger(request, login) if is_page else _CLOSED

    async def _is_let_in(self, login: Login | None) -> bool:
        return bool(login and login.is_verified and await run_in_threadpool(self._has_account, login.email))

    def _while_let_in(self, request: HTTPConnection, receive: Receive) -> Receive:
        """Take messages from a page only while its viewer is let in. Any other runs the page anew, which says why.

        So a part of a page, a button or a file that was there before does nothing any more.
        """

        async def receive_checked() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            try:
                is_let_in = await self._is_let_in(login_in_cookies(request.cookies, self._settings))
            except GraphmapError:
                is_let_in = False
            return message if is_let_in else {"type": "websocket.receive", "bytes": _RUN_ANEW}

        return receive_checked

    def _to_stranger(self, request: HTTPConnection, login: Login | None) -> Response:
        words = words_asked(request.query_params)
        if login:
            return HTMLResponse(stranger_page(self._settings, words, login), 403, _NEVER_KEPT)
        return HTMLResponse(sign_in_page(self._settings, words, _address(request)), 401, _NEVER_KEPT)

    def _is_asked_by_its_own_pages(self, headers: Headers, path: str) -> bool:
        host, origin = headers.get("host", "").lower(), headers.get("origin")
        if host != self._settings.host and not (path in HEALTH and _is_this_computer(host)):
            return False
        return origin is None or origin.lower() == self._settings.public_url.lower()

    def _to_provider(self, request: Request) -> Response:
        answer = RedirectResponse(generate_login_redirect_url("default"), 302, headers=_NEVER_KEPT)
        to = request.query_params.get("to", "")
        if _is_ours(to):
            answer.set_cookie(_TO, to.encode().hex(), max_age=_TO_SECONDS, httponly=True, samesite="lax")
        return answer

    @staticmethod
    def _securely(send: Send) -> Send:
        """Make every cookie one that browsers send by HTTPS alone. Streamlit leaves that out."""

        async def send_secure(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [over_https(*header) for header in message.get("headers", ())]
            await send(message)

        return send_secure


def _is_this_computer(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in THIS_COMPUTER
    except ValueError:
        return False


def _address(request: HTTPConnection) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _is_ours(to: str) -> bool:
    """Return whether an address is one of our pages, so that nobody is sent on to another site."""
    path, _, query = to.partition("?")
    return len(to) <= _LONGEST_TO and bool(_PAGE.fullmatch(path)) and query.isascii() and query.isprintable()


def _led_on(request: HTTPConnection) -> Response | None:
    """Return an answer that leads on to the page somebody asked for before they signed in, once."""
    if _TO not in request.cookies:
        return None
    try:
        to = bytes.fromhex(request.cookies[_TO]).decode()
    except ValueError:
        to = ""
    answer = RedirectResponse(to if _is_ours(to) else "/", 302, headers=_NEVER_KEPT)
    answer.delete_cookie(_TO, httponly=True, samesite="lax")
    return answer
