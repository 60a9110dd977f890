"""Browsers keep the bundled modules, whose names change with what is in them, and nothing else for ever."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.responses import Response

from graphmap.app.server import KeptByBrowsers


def cache_control(path: str, status: int = 200) -> str:
    """What a browser is told about an answer to `path`, which Streamlit calls public."""
    answer = Response("", status, {"Cache-Control": "public"})
    started: list[Any] = []

    async def send(message: Any) -> None:
        started.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    answering = KeptByBrowsers(answer)({"type": "http", "path": path}, receive, send)
    with ThreadPoolExecutor() as threads:  # a browser that other tests use has this thread's loop
        threads.submit(asyncio.run, answering).result()
    return str(dict(started[0]["headers"])[b"cache-control"], "latin-1")


def test_a_bundle_is_kept_for_ever() -> None:
    assert "immutable" in cache_control("/_stcore/bidi-components/graphmap.network_map/built/network_map-0f1e2d3c4b.js")


@pytest.mark.parametrize("path", ["/_stcore/bidi-components/graphmap.shell/shell/bar.js", "/built/x.js", "/map"])
def test_what_changes_without_its_name_is_not(path: str) -> None:
    assert cache_control(path) == "public"


def test_an_error_is_not_kept() -> None:
    assert cache_control("/_stcore/bidi-components/graphmap.network_map/built/gone.js", 404) == "public"
