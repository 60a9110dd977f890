"""The app's server, which serves each page at its own address.

Where nobody signs in, anybody who reaches the server reads and changes the network. So it answers this computer alone:
other computers can't reach it, and pages of other sites can't either, by a name of theirs that leads here (DNS
rebinding). Where people sign in, `graphmap.app.sign_in.gate` stands before it.
"""

import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import App, config
from streamlit.runtime.secrets import secrets_singleton

from graphmap.app import STYLES, THEME, healthz
from graphmap.app.asked_each_second import AskedEachSecond
from graphmap.app.collecting import short_collections
from graphmap.app.components.bundle import BUILT
from graphmap.app.headers import SafeHeaders, policy_of
from graphmap.app.inner_routes import InnerRoutes
from graphmap.app.limits import Limits
from graphmap.app.shell import uploads
from graphmap.app.shell.page import MOVED
from graphmap.app.shell.search import ADDRESS, served
from graphmap.app.shell.viewing import account_with
from graphmap.app.sign_in.gate import SignInGate
from graphmap.app.sign_in.login import installation, streamlit_secrets
from graphmap.app.sign_in.pages import SCRIPT
from graphmap.app.visit import choices
from graphmap.map.display import PARAMETERS
from graphmap.project import project_file
from graphmap.settings import THIS_COMPUTER, Settings, is_this_computer

_FOR_EVER = "private, max-age=31536000, immutable"


def require_this_computer() -> None:
    """End the process, in a sentence, if the server would answer other computers though nobody signs in."""
    if installation().sign_in is None and not is_this_computer(config.get_option("server.address") or ""):
        sys.exit(
            "Nobody has to sign in, so graphmap answers only on this computer. Leave out server.address, or set up "
            "[sign_in] in a settings file and start graphmap app --settings FILE."
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
        return name in THIS_COMPUTER and (origin is None or urlsplit(origin.lower()).netloc == host)
    except ValueError:
        return False


class KeptByBrowsers:
    """Let browsers keep the bundled modules, whose names say what is in them. Streamlit has them fetched each time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and say so in the answer."""

        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = _FOR_EVER
            await send(message)

        await self._app(scope, receive, send_kept if _is_bundle(scope) else send)


def _is_bundle(scope: Scope) -> bool:
    path = scope["path"] if scope["type"] == "http" else ""
    return path.startswith("/_stcore/bidi-components/") and f"/{BUILT}/" in path


def _middleware(settings: Settings) -> list[Middleware]:
    """Return what every request passes before it is answered."""
    gate = (
        Middleware(SignInGate, settings=settings, has_account=_has_account)
        if settings.sign_in
        else Middleware(ThisComputerOnly)
    )
    return [
        Middleware(SafeHeaders, policy_of(_PAGE + SCRIPT)),
        Middleware(Limits),
        gate,
        Middleware(AskedEachSecond),
        Middleware(InnerRoutes),
        Middleware(KeptByBrowsers),
    ]


def _has_account(email: str) -> bool:
    return account_with(email) is not None


async def _page(request: Request) -> Response:
    name = request.path_params.get("name", "")
    if moved := _moved(name, request.query_params):
        query = "&".join(filter(None, (_ALL_CARDS if name == "weak-links" else "", request.url.query)))
        return RedirectResponse(f"/{moved}?{query}" if query else f"/{moved}", 307)
    return HTMLResponse(_PAGE, headers={"Cache-Control": "no-cache"})


def _moved(name: str, parameters: Collection[str]) -> str | None:
    """Return the page that an old address means now, if it isn't `name`. The map was once the page without a name."""
    if not name and _OF_THE_MAP.intersection(parameters) and _OF_THIS_TERM.isdisjoint(parameters):
        return "map"
    return MOVED.get(name)


_ALL_CARDS = "cards=all"
_OF_THE_MAP = frozenset((*PARAMETERS, "selected"))
_OF_THIS_TERM = frozenset(("weak", "card", "cards"))


async def _names(request: Request) -> Response:
    found = served(request.path_params["token"])
    if found is None:
        return PlainTextResponse("These names are no longer kept. Search again.", 404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": _FOR_EVER}
    return Response(found, media_type="application/json", headers=headers)


def _choices(request: Request) -> Response:
    found = choices.served(request.path_params["token"])
    if found is None:
        return PlainTextResponse("These names are no longer kept. Open the form again.", 404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": _FOR_EVER}
    return Response(found, media_type="application/json", headers=headers)


def _written(page: str) -> str:
    """Return Streamlit's `page` with our theme, our styles and where the server is.

    It would look for the server below the page's own address first. The styles come last, over Streamlit's own, and
    so they aren't sent with each run.
    """
    head = f"<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin }};\n{THEME.read_text('utf-8')}</script>"
    style = "\n".join(file.read_text("utf-8") for file in STYLES)
    return page.replace("<head>", f"<head>\n{head}", 1).replace("</body>", f"<style>\n{style}</style>\n</body>", 1)


_PAGE = _written(files("streamlit").joinpath("static", "index.html").read_text("utf-8"))


class _PageName(StringConvertor):
    """The shape of a page's name: ``weak-links``, but not ``favicon.png`` or what is below ``_stcore``."""

    regex = "[a-z]+(?:-[a-z]+)*"


register_url_convertor("page", _PageName())
ROUTES = [
    Route("/", _page),
    Route(healthz.ADDRESS, healthz.healthz),
    Route("/{name:page}", _page),
    Route(ADDRESS + "{token:str}", _names),
    Route(choices.ADDRESS + "{token:str}", _choices),
]


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """Delete the sheets that an app which was killed left behind, and at the end those of this one."""
    uploads.remove_leftovers()
    with short_collections():
        yield
    uploads.remove()


def parts_of(settings: Settings) -> Mapping[str, Any]:
    """Return what Streamlit's `App` is made of in an installation with these settings."""
    secrets = streamlit_secrets(settings)
    if secrets:  # before Streamlit's own middleware is made, which signs with one of them
        secrets_singleton.merge_programmatic_secrets(secrets)
    return {
        "script_path": Path(__file__).parent / "main.py",
        "secrets": secrets or None,
        "routes": ROUTES,
        "middleware": _middleware(settings),
        "lifespan": lifespan,
    }


def run(settings: Settings, port: int) -> None:
    """Serve the app on `port`, until the process is told to end."""
    sys.argv = [str(project_file("streamlit_app.py"))]  # whose folder has the configuration
    options = {"address": settings.address, "port": port, "headless": True, "fileWatcherType": "none"}
    if settings.sign_in:
        options |= {"enableXsrfProtection": True, "trustedUserHeaders": {}, "enableAgentApi": False}
    App(**parts_of(settings)).run(
        config={"logger.hideWelcomeMessage": True, **{f"server.{name}": value for name, value in options.items()}}
    )
