"""Requests of the form of a visit, sensible or not: each has an answer, and a page never sees a traceback."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from graphmap.sample.demo import demo_sheets
from graphmap.store.embedded import stop_engine
from graphmap.store.loading import load
from graphmap.store.location import read_location
from graphmap.store.store import open_store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Keep an embedded store with the demo."""
    folder = tmp_path_factory.mktemp("visits") / "store"
    with open_store(read_location(f"embedded:{folder}")) as opened:
        load(demo_sheets(), opened)
    yield f"embedded:{folder}"
    stop_engine(folder)


def asked_for_nonsense() -> None:
    import streamlit as st

    from graphmap.app.visit.answers import answer

    some = [None, "", "x", 3, -1, True, [], {}, ["x"], {"who": 3}, "school:nobody", "\x00", "ā" * 5_000, "=1+1"]
    some += [{"who": ["person:kiri-matene", 3, "x;y", None], "newcomers": [3, {"name": 3}, {"place": "x"}]}]
    asked = {"guess": ("visit", "network"), "list": ("text",), "newcomer": ("name", "place"), "undo": ("seq",)}
    for each in some:
        for what, names in {**asked, "save": ("visit",), "nothing": ("visit",)}.items():
            for name in names:
                answer({"what": what, name: each})
        typed = dict.fromkeys(("when", "practice", "who", "newcomers", "others", "network", "goal", "note"), each)
        answer({"what": "save", "visit": typed})
        answer({"what": each, "visit": typed})
    st.text("whole")


def found_by_the_form() -> None:
    import streamlit as st

    from graphmap.app.visit.answers import answer

    who = ["person:kiri-matene", "person:wiremu-pene"]
    guess = answer({"what": "guess", "visit": {"when": "T2 2026", "practice": "moderation", "who": who}})
    st.json({"when": guess["when"], "network": guess["network"], "last": bool(guess["last"]["who"])})
    missing = answer({"what": "save", "visit": {"when": "today", "practice": "moderation", "who": who[:1]}})
    st.json(missing["problems"])
    new = answer({"what": "newcomer", "name": "Kiri Mattene", "place": "school:tauira-hill", "role": "Teacher"})
    st.json({"near": new["near"], "group": new["group"], "roles": bool(new["roles"])})


def run(script: object, store: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("GRAPHMAP_STORE", store)
    found = AppTest.from_function(script, default_timeout=240).run()  # type: ignore[arg-type]
    assert not found.exception
    return found


def test_requests_that_make_no_sense_write_nothing(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(store) as opened:
        before = opened.seq()
    assert run(asked_for_nonsense, store, monkeypatch).text[0].value == "whole"
    with open_store(store) as opened:
        assert opened.seq() == before


def test_the_form_gets_guesses_and_problems_by_field(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    guess, missing, new = (json.loads(each.value) for each in run(found_by_the_form, store, monkeypatch).json)
    assert guess == {"when": "Term 2 2026", "network": "network:kahui-ako-o-tauira", "last": True}
    assert missing == {"who": "Name two or more: people, schools, iwi or partners."}
    assert new == {"near": ["person:kiri-matene"], "group": "teacher", "roles": True}
