"""Ask a part of the server one question, without a server."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp


def answer(
    app: ASGIApp, path: str = "/", client: str = "192.0.2.1", scheme: str = "http", kind: str = "http"
) -> tuple[int, Headers]:
    """Return the status and the headers of the answer of `app`."""
    started: list[Mapping[str, Any]] = []

    async def send(message: Any) -> None:
        started.append(message)

    async def receive() -> Any:
        return {"type": f"{kind}.request"}

    scope = {"type": kind, "method": "GET", "path": path, "client": (client, 1), "scheme": scheme, "headers": []}
    scope["extensions"] = {"websocket.http.response": {}}
    with ThreadPoolExecutor() as threads:  # a browser that other tests use has this thread's loop
        threads.submit(asyncio.run, app(scope, receive, send)).result()
    return started[0]["status"], Headers(raw=started[0]["headers"])
