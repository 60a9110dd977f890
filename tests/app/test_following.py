"""What a page hears of the changes that others make, and how a snapshot follows them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from engines import RunningEngine
from streamlit.testing.v1 import AppTest

from graphmap.app.shell.following import ADDRESS, address_of_changes, changes_since
from graphmap.graph.taking import take_snapshot
from graphmap.language.words import ENGLISH
from graphmap.records.visit import Visit, visit_edit
from graphmap.sample.demo import demo_sheets
from graphmap.store.loading import load
from graphmap.store.log import Act
from graphmap.store.store import Store, open_store

TODAY = date(2026, 11, 28)


@pytest.fixture
def store(embedded_engine: RunningEngine) -> Iterator[Store]:
    """Open an embedded store with the demo."""
    embedded_engine.empty()
    with open_store(embedded_engine.location) as opened:
        load(demo_sheets(), opened)
        yield opened


def visit_by(store: Store, name: str, day: str) -> int:
    visit = Visit(day, "school visit", ("person:kiri-matene", "person:wiremu-pene"))
    edit = visit_edit(take_snapshot(store).tables, visit, TODAY)
    return store.write(edit, Act("visit", datetime.now(UTC), name)).seq


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Hold the clock that says when a store is asked again; a test moves it on."""
    clock = [0.0]
    monkeypatch.setattr("graphmap.app.shell.following.monotonic", lambda: clock[0])
    return clock


def test_a_page_hears_how_many_changes_there_are_since_it_was_shown_and_by_whom(store: Store, now: list[float]) -> None:
    token = address_of_changes(store, ENGLISH).removeprefix(ADDRESS)
    shown = store.seq()
    assert changes_since(token, shown) == {"number": 0, "text": ""}
    visit_by(store, "Ana", "2 March 2026")
    assert changes_since(token, shown) == {"number": 0, "text": ""}  # asked a moment ago
    now[0] += 1
    assert changes_since(token, shown) == {"number": 1, "text": "1 change by Ana"}
    latest = [visit_by(store, name, f"{day} March 2026") for day, name in ((3, ""), (4, "Bo"))][-1]
    now[0] += 1
    assert changes_since(token, shown) == {"number": 3, "text": "3 changes by Bo, Ana"}
    assert changes_since(token, latest) == {"number": 0, "text": ""}


def test_a_store_that_nobody_registered_and_one_that_is_gone_tell_nothing(store: Store, now: list[float]) -> None:
    assert changes_since("guessed", 0) is None
    token = address_of_changes(store, ENGLISH).removeprefix(ADDRESS)
    store.close()
    now[0] += 1
    assert changes_since(token, 0) == {"number": 0, "text": ""}


def followed() -> None:
    import streamlit as st

    from graphmap.app.shell.session import current_snapshot

    st.session_state.setdefault("seen", []).append(current_snapshot())


def test_a_snapshot_moves_on_by_what_changed_and_keeps_the_rest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", str(store.location))
    page = AppTest.from_function(followed, default_timeout=120).run()
    page.run()
    seq = visit_by(store, "", "2 March 2026")
    page.run()
    first, same, later = page.session_state["seen"]
    assert same is first
    assert later.seq == seq
    assert len(later.interactions) == len(first.interactions) + 1
    assert later.tables.kinds["School"] is first.tables.kinds["School"]  # not read again
