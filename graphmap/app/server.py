"""The app's server: it answers this computer alone, and serves each page at its own address.

graphmap has no sign-in, so whoever reaches the server reads and changes the network. Other computers can't reach it,
and pages of other sites can't either, by a name of theirs that leads here (DNS rebinding).
"""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import App, config

from graphmap.app.shell import uploads
from graphmap.project import project_file

_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


def require_this_computer() -> None:
    """End the process, in a sentence, if the server would answer other computers."""
    if config.get_option("server.address") not in _THIS_COMPUTER:
        sys.exit(
            "graphmap has no sign-in, so it answers only on this computer. "
            "Leave out server.address, or set it to localhost."
        )


class ThisComputerOnly:
    """Refuse requests, uploads and websockets by any name but this computer's own, or from any other site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] in ("http", "websocket") and not _is_own(Headers(scope=scope)):
            refusal = PlainTextResponse("graphmap answers only on this computer. Open it at localhost.", 403)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    host = headers.get("host", "").lower()
    origin = headers.get("origin")
    try:
        name = urlsplit(f"//{host}").hostname
        return name in _THIS_COMPUTER and (origin is None or urlsplit(origin.lower()).netloc == host)
    except ValueError:
        return False


MIDDLEWARE = [Middleware(ThisComputerOnly)]


async def _page(_request: Request) -> HTMLResponse:
    return HTMLResponse(_PAGE, headers={"Cache-Control": "no-cache"})


_PAGE = (
    files("streamlit")
    .joinpath("static", "index.html")
    .read_text("utf-8")
    .replace("<head>", "<head>\n<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>", 1)
)
"""Streamlit's page, which says where the server is: it would look for it below the page's own address first."""


class _PageName(StringConvertor):
    """The shape of a page's name: ``weak-links``, but not ``favicon.png`` or what is below ``_stcore``."""

    regex = "[a-z]+(?:-[a-z]+)*"


register_url_convertor("page", _PageName())
ROUTES = [Route("/{name:page}", _page)]


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """Delete the sheets that an app which was killed left behind, and at the end those of this one."""
    uploads.remove_leftovers()
    yield
    uploads.remove()


SETTINGS: Mapping[str, Any] = {
    "script_path": Path(__file__).parent / "main.py",
    "routes": ROUTES,
    "middleware": MIDDLEWARE,
    "lifespan": lifespan,
}
"""What Streamlit's `App` is made of."""


def run(port: int) -> None:
    """Serve the app on `port` of this computer, until the process is told to end."""
    sys.argv = [str(project_file("streamlit_app.py"))]  # whose folder has the configuration
    options = {"address": "localhost", "port": port, "headless": True, "fileWatcherType": "none"}
    App(**SETTINGS).run(
        config={"logger.hideWelcomeMessage": True, **{f"server.{name}": value for name, value in options.items()}}
    )
