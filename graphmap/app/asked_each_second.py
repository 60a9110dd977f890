"""Answers what every open page asks each second: what others have changed.

With fifty pages open this was a sixth of all that the server did, so it is answered before what other requests pass:
sessions, compression and routes. It waits for the store in a thread, and only if nobody has asked it a moment ago.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graphmap.app.shell import following

_NEVER_KEPT = {"Cache-Control": "no-store"}


class AskedEachSecond:
    """Answer pages that ask what others have changed. It stands after what decides who is answered at all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let others do so."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(following.ADDRESS):
            answer = await _changes(scope["path"].removeprefix(following.ADDRESS), Request(scope))
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _changes(token: str, request: Request) -> Response:
    after = request.query_params.get("after", "")
    if not (after.isascii() and after.isdecimal()):
        return PlainTextResponse("Say after which change.", 400)
    seq = int(after[:18])
    if following.has_to_ask(token):
        found = await run_in_threadpool(following.changes_since, token, seq)
    else:
        found = following.changes_since(token, seq)
    return JSONResponse(found or {"number": 0, "text": ""}, headers=_NEVER_KEPT)
