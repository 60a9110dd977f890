"""`/healthz` says whether the store answers, in words without secrets, and costs little."""

import json
import socket
from collections.abc import Iterator

import pytest
from engines import RunningEngine
from starlette.requests import Request

from graphmap.app.healthz import StoreHealth, healthz
from graphmap.release import graphmap_version
from graphmap.store.location import ServerLocation


def asked(host: str = "localhost") -> tuple[int, dict[str, object]]:
    headers = [(b"host", f"{host}:8501".encode())]
    answer = healthz(Request({"type": "http", "method": "GET", "path": "/healthz", "headers": headers}))
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def port_of(server: socket.socket) -> int:
    return int(server.getsockname()[1])


def test_a_store_that_answers_is_well(embedded_engine: RunningEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", str(embedded_engine.location))
    assert asked() == (200, {"ok": True, "graphmap": graphmap_version(), "store": "answers"})


def test_this_computer_hears_what_is_wrong_and_others_only_that_it_is(
    silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = port_of(silent)
    silent.close()
    monkeypatch.setenv("GRAPHMAP_STORE", f"bolt://ana:tui-and-kererū@127.0.0.1:{port}")
    status, found = asked()
    assert (status, found["ok"]) == (503, False)
    assert found["store"] == (
        f"No store answers at bolt://127.0.0.1:{port}; check the address, and that the server is running."
    )
    assert asked("map.example.nz")[1]["store"] == "doesn't answer"


def test_a_store_that_is_named_wrongly_is_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", "postgres://host")
    status, found = asked()
    assert status == 503
    assert "isn't named as graphmap expects" in str(found["store"])


def test_nobody_waits_long_for_a_store_that_hangs_and_it_is_asked_once(silent: socket.socket) -> None:
    health = StoreHealth(ServerLocation(f"bolt://127.0.0.1:{port_of(silent)}", "neo4j", "tui"), patience=0.05)
    assert "hasn't answered within 0.05 s" in health.now().why
    assert not health.now().is_ok
    silent.settimeout(0.05)
    silent.accept()[0].close()
    with pytest.raises(TimeoutError):
        silent.accept()
