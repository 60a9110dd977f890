"""Every request asks for an account, and the store is asked for all of them once in a moment."""

from collections.abc import Iterator

import pytest
from engines import RunningEngine

from graphmap.access.accounts import grant, revoke
from graphmap.app.shell.viewing import account_with
from graphmap.store.store import Store, open_store

HANA, TAMA = "hana@example.school.nz", "tama@example.school.nz"


@pytest.fixture
def store(embedded_engine: RunningEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Open an embedded store with two accounts, which is the app's own."""
    embedded_engine.empty()
    with open_store(embedded_engine.location) as opened:
        grant(opened, HANA, "steward")
        grant(opened, TAMA, "viewer")
        monkeypatch.setenv("GRAPHMAP_STORE", str(embedded_engine.location))
        yield opened


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Hold the clock that says when the store is asked again; a test moves it on."""
    clock = [1000.0]
    monkeypatch.setattr("graphmap.app.shell.viewing.monotonic", lambda: clock[0])
    return clock


def test_an_account_that_is_taken_away_is_gone_within_a_moment(store: Store, now: list[float]) -> None:
    found = account_with(TAMA.upper())
    assert found is not None
    assert found.role == "viewer"
    revoke(store, TAMA)
    now[0] += 0.3
    assert account_with(TAMA) is None
    assert account_with(HANA) is not None


def test_the_store_is_not_asked_again_within_a_moment(store: Store, now: list[float]) -> None:
    now[0] += 1
    assert account_with(HANA) is not None
    grant(store, TAMA, "lead")
    now[0] += 0.05
    found = account_with(TAMA)
    assert found is not None
    assert found.role == "viewer"
