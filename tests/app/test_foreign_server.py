"""A visit connected to a server whose graph can't be used is told why on every page, and can always go back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import RunningEngine
from streamlit.testing.v1 import AppTest


def connected_visit(url: str, user: str, password: str) -> None:
    import streamlit as st

    from graphmap.app.records import page
    from graphmap.app.shell.frame import open_page
    from graphmap.app.shell.stores import connect, is_connected
    from graphmap.store.location import ServerLocation

    if "was here" not in st.session_state:
        st.session_state["was here"] = True
        connect(ServerLocation(url, user, password))
    if is_connected():
        open_page("Map")
        page.show()


@pytest.fixture
def visit(neo4j_engine: RunningEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    """A visit to a server with a network without a name, whose id is markup."""
    monkeypatch.setenv("GRAPHMAP_STORE", f"embedded:{tmp_path / 'store'}")
    neo4j_engine.empty()
    with neo4j_engine.session() as session:
        session.run("CREATE (:Network {id: '![x](http://tauira.example)'})").consume()
    server = neo4j_engine.server
    values = {"url": server.url, "user": server.user, "password": server.password}
    yield AppTest.from_function(connected_visit, kwargs=values, default_timeout=60).run()
    neo4j_engine.empty()


def test_every_page_says_what_is_wrong_and_the_data_page_leads_back(visit: AppTest) -> None:
    assert not visit.exception
    assert len(visit.error) == 2
    for error in visit.error:
        assert "has no name" in error.value
        assert "![x]" not in error.value, "what another program wrote is never taken for markup"
    back = next(button for button in visit.button if "back" in button.label)
    assert not back.click().run().exception
    assert not visit.error
