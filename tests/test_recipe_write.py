"""CONTRIBUTING's recipe for a write from the app, followed: the form and this test of it."""

from pathlib import Path

import pytest
from engines import RunningEngine
from package_copy import PackageCopy

from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

_FORM = '''"""A form that adds a school."""

import csv
from pathlib import Path

import streamlit as st

from graphmap.app.shell.acting import store_for
from graphmap.app.shell.language import _
from graphmap.app.shell.store_errors import store_errors
from graphmap.app.shell.uploads import upload_folder
from graphmap.store.loading import load


def show() -> None:
    """Ask for a school, and add it to the store."""
    with st.form("school"):
        id, name = st.text_input(_("Id")), st.text_input(_("Name"))
        adds = st.form_submit_button(_("Add"))
    if adds:
        with store_errors():
            _add(id, name)
            st.success(_("Added."))


def _add(id: str, name: str) -> None:
    with upload_folder() as folder:
        with (Path(folder) / "schools.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["id", "name"], [id, name]])
        load(Path(folder), store_for("record", everywhere=True))
'''

_SCRIPT = """
from streamlit.testing.v1 import AppTest

page = AppTest.from_string("from graphmap.app import school_form\\nschool_form.show()", default_timeout=60).run()
page.text_input[0].input("tauira")
page.text_input[1].input("Tauira School")
page.button[0].click().run()
assert not page.exception
print([message.value for message in page.success] or page.error[0].value)
"""


@pytest.fixture
def copy(tmp_path: Path) -> PackageCopy:
    copy = PackageCopy(tmp_path / "copy")
    (copy.package / "app" / "school_form.py").write_text(_FORM, "utf-8")
    return copy


def test_what_a_form_writes_is_in_the_store(copy: PackageCopy, embedded_engine: RunningEngine) -> None:
    embedded_engine.empty()
    assert isinstance(embedded_engine.location, EmbeddedLocation)
    store = f"embedded:{embedded_engine.location.folder}"
    assert copy.run(_SCRIPT, {"GRAPHMAP_STORE": store}) == "['Added.']\n"
    with open_store(embedded_engine.location) as opened:
        assert opened.read()[1].kinds["School"]["name"].to_list() == ["Tauira School"]


def test_a_store_that_is_away_is_one_sentence_on_the_page(copy: PackageCopy) -> None:
    shown = copy.run(_SCRIPT, {"GRAPHMAP_STORE": "neo4j://127.0.0.1:1"})
    assert shown.startswith("No store answers at neo4j")
