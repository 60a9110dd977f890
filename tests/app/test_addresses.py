"""Addresses and requests that make no sense are sentences, or change nothing, and never a traceback."""

import warnings
from collections.abc import Iterator

import pytest
from page_visit import visit
from streamlit.testing.v1 import AppTest

from graphmap.app.shell.page import MOVED
from graphmap.map.display import PARAMETERS
from graphmap.sample.demo import demo_sheets
from graphmap.store.embedded import stop_engine
from graphmap.store.loading import load
from graphmap.store.location import read_location
from graphmap.store.store import open_store

pytestmark = pytest.mark.slow

_FRAME = ("view", "since", "until", "network", "min-depth", "weighting", "compare-with", "beside", "as-at")
_OF_PAGES = (
    "weak",
    "card",
    "cards",
    "of",
    "measure",
    "x",
    "chart",
    "with-since",
    "story",
    "without",
    "more",
    "selected",
    "lang",
)
_PAGES = ("map", "term", "measures", "health", "stories", "records", "what-if")
NONSENSE = (
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "nan",
    "2026-13-40",
    "0001-01-01",
    "9999-12-31",
    "2026-01-01..",
    "..",
    "last",
    "school:",
    ":",
    "school:nobody",
    "kind:Nothing",
    "depth:99",
    "=#12",
    "'}) DETACH DELETE n //",
    "{0}{name}%s%(a)s",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE",
    "ā" * 300,
    "\u202e\u0000\ud7ff",
    "🧑‍🏫",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Keep an embedded store with the demo."""
    folder = tmp_path_factory.mktemp("addresses") / "store"
    opened = open_store(read_location(f"embedded:{folder}"))
    load(demo_sheets(), opened)
    opened.close()
    yield f"embedded:{folder}"
    stop_engine(folder)


def opened(store: str, monkeypatch: pytest.MonkeyPatch, name: str, **parameters: str | list[str]) -> AppTest:
    monkeypatch.setenv("GRAPHMAP_STORE", store)
    test = AppTest.from_function(visit, args=(name,), default_timeout=120)
    for parameter, value in parameters.items():
        test.query_params[parameter] = value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return test.run()


def read_nonsense(of_frame: list[str], of_display: list[str], nonsense: list[str]) -> None:
    """Read each value of each parameter as a page does."""
    import streamlit as st

    from graphmap.app.shell.address import display_in_address
    from graphmap.app.shell.filters import chips_of_display
    from graphmap.app.shell.frame import open_store

    frame = open_store().frame
    assert frame
    for value in nonsense:
        for parameter in of_frame:
            st.query_params.from_dict({parameter: [value, value] if parameter == "beside" else value})
            assert open_store().frame, (parameter, value)
        for parameter in of_display:
            st.query_params.from_dict({parameter: [value, value] if parameter in ("path", "beside") else value})
            display, _mistake = display_in_address()
            assert all(isinstance(chip.text, str) for chip in chips_of_display(frame.snapshot.names, display))
    st.text("whole")


def test_every_value_of_every_parameter_is_read_or_is_a_sentence(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", store)
    given = (list(_FRAME), list(PARAMETERS), list(NONSENSE))
    found = AppTest.from_function(read_nonsense, args=given, default_timeout=240).run()
    assert not found.exception
    assert found.text[0].value == "whole"


def some_nonsense(turn: int) -> dict[str, str]:
    """Return an address with a value for each page's own parameters, another one at each turn.

    It has one parameter of the frame and one of the display: of these a page reads no further than the first that
    makes no sense.
    """
    names = (*_OF_PAGES, _FRAME[turn % len(_FRAME)], PARAMETERS[turn % len(PARAMETERS)])
    return {name: NONSENSE[(turn + 5 * place) % len(NONSENSE)] for place, name in enumerate(names)}


@pytest.mark.parametrize(("place", "name"), list(enumerate(_PAGES)))
def test_no_nonsense_is_a_traceback_on_any_page(
    store: str, monkeypatch: pytest.MonkeyPatch, place: int, name: str
) -> None:
    for turn in (place, place + len(_PAGES), place + 2 * len(_PAGES)):
        some = some_nonsense(turn)
        found = opened(store, monkeypatch, name, **some)
        assert not found.exception, (some, found.exception)


TOO_MUCH: dict[str, str | list[str]] = {
    **{name: ["2026-01-01", "2026-02-31", "x" * 9_000] for name in (*_FRAME, *_OF_PAGES)},
    "selected": "school:" + "9" * 50_000,
    "network": ["'}) DETACH DELETE n //"] * 300,
    "focus": ["school:tauira-primary"] * 300,
    "nobody-knows-this": "x" * 50_000,
}


@pytest.mark.parametrize("name", _PAGES)
def test_parameters_without_end_and_given_often_are_no_traceback(
    store: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = opened(store, monkeypatch, name, **TOO_MUCH)
    assert not found.exception, found.exception


def test_a_period_without_records_and_a_filter_that_leaves_nobody_have_a_page(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("map", "term", "measures", "health", "what-if"):
        nothing = opened(store, monkeypatch, name, since="1990-01-01", until="1990-12-31", network="kahui-ako-o-tauira")
        assert not nothing.exception, name
    assert not opened(store, monkeypatch, "map", view="people", only=["kind:School"]).exception


def asked_for_nonsense() -> None:
    import streamlit as st

    from graphmap.app.pages import PAGES
    from graphmap.app.shell.bar import Answers
    from graphmap.app.shell.frame import open_store
    from graphmap.map.display import Display

    frame = open_store().frame
    names = ["page", "add", "language", "tour", "find", "preset", "period", "compare", "comparePeriod", "remove"]
    names += ["clear", "view", "network", "depth", "kind", "weighting"]
    for page in PAGES[:2]:
        for what in (*names, "nothing", None, 3, ["find"]):
            for name in (None, "", "-1", "²", "99", "school:nobody", "network:", "practice:none", "9999-99", ["x"], {}):
                Answers(page, frame, Display(), []).answer({"what": what, "name": name})
    Answers(PAGES[0], None, None, []).answer({"what": "find", "name": "school:tauira-hill"})
    st.text("whole")


def test_a_request_of_the_bar_that_makes_no_sense_changes_nothing(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", store)
    found = AppTest.from_function(asked_for_nonsense, default_timeout=120).run()
    assert not found.exception
    assert found.text[0].value == "whole"


def test_no_old_name_is_a_page_of_today() -> None:
    from graphmap.app.pages import PAGES

    assert MOVED.keys().isdisjoint(page.name for page in PAGES)
    assert set(MOVED.values()) <= {page.name for page in PAGES}
