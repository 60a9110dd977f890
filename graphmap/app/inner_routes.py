"""Routes of Streamlit that are for whoever runs the server: they answer this computer alone.

They count sessions and drive the app without its pages. Nobody else gets more than *not found* from them.
"""

from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_INNER = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/script-health-check")


class InnerRoutes:
    """Answer the inner routes to this computer alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say that there is nothing."""
        is_inner = scope["type"] == "http" and scope["path"].startswith(_INNER)
        if is_inner and not _is_here(scope):
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_here(scope: Scope) -> bool:
    try:
        return scope["client"] is not None and ip_address(scope["client"][0]).is_loopback
    except ValueError:
        return False
