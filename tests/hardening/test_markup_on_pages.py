"""Names, notes and meanings that are HTML and Markdown are text on every page, in every element that reads either."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from google.protobuf.message import Message
from page_visit import visit
from sheet_writing import write_sheets
from streamlit.testing.v1 import AppTest

from graphmap.store.embedded import stop_engine
from graphmap.store.loading import load
from graphmap.store.log import now
from graphmap.store.store import open_store
from graphmap.stories.saving import keep_story, keep_view
from graphmap.stories.stories import Page, SavedView, Story

HTML, MARKDOWN = "<img src=x onerror=alert(1)>", "**bold** [x](http://evil.example) ![](http://evil.example/x.png)"
BAD = f"{HTML} {MARKDOWN}"
PAGES: Mapping[str, Mapping[str, str]] = {
    "map": {"selected": "school:s0", "network": "n"},
    "map of people": {"view": "people", "selected": "person:p0~person:p1"},
    "term": {"cards": "all"},
    "records": {"kind": "School", "of": "school:s0"},
    "records of what happened": {"kind": "Interaction", "of": "interaction:i0"},
    "measures": {"view": "people", "of": "person:p0"},
    "health": {"network": "n"},
    "stories": {"story": "story"},
    "what-if": {"without": "person:p0"},
}
_READS_MARKDOWN = {"Markdown", "Button", "Alert", "Expandable", "Heading", "DownloadButton", "Checkbox", "Metric"}


@pytest.fixture(scope="module")
def store(own_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("markup") / "store"
    each = range(4)
    sheets = write_sheets(
        folder.with_name("sheets"),
        fields=[{"kind": "school", "name": "About", "meaning": BAD}],
        schools=[{"id": f"s{n}", "name": f"{BAD} {n}", "region": BAD, "About": BAD} for n in each],
        people=[{"id": f"p{n}", "name": f"{BAD} {n} person"} for n in each],
        roles=[{"id": f"r{n}", "name": f"{BAD} {n}", "at": f"school:s{n}", "purpose": BAD} for n in each],
        roles_held=[{"person": f"p{n}", "role": f"r{n}"} for n in each],
        networks=[{"id": "n", "name": BAD}],
        goals=[{"id": "g", "network": "n", "name": BAD, "evidence": BAD}],
        memberships=[{"member": f"school:s{n}", "network": "n"} for n in each],
        codebook=[{"practice": BAD, "depth": "3", "definition": BAD}],
        interactions=[
            {
                "id": f"i{n}",
                "date": f"2026-0{n + 2}-12",
                "practice": BAD,
                "network": "n",
                "goal": "g",
                "note": BAD,
                "participants": f"p{n};p{(n + 1) % 4}",
            }
            for n in each
        ],
    )
    with open_store(f"embedded:{folder}") as opened:
        load(sheets, opened, act=now("loaded", BAD, BAD))
        view = keep_view(opened, SavedView("view", BAD, "network=n"))
        keep_story(opened, Story("story", BAD, (Page(BAD, BAD, view.id),)))
    yield f"embedded:{folder}"
    stop_engine(folder)


@pytest.mark.parametrize("page", PAGES)
def test_what_people_wrote_is_text(store: str, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", store)
    test = AppTest.from_function(visit, args=(page.partition(" ")[0],), default_timeout=120)
    for name, value in {"as-at": "last", **PAGES[page]}.items():
        test.query_params[name] = value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shown = test.run()
    assert not shown.exception
    texts = list(_texts(shown._tree))
    assert [text for _, text in texts if "onerror" in text], "the page shows nothing of what people wrote"
    assert not [text for kind, text in texts if kind == "Html" and HTML in text]
    assert not [text for kind, text in texts if kind in _READS_MARKDOWN and _is_markup(text)]


def _is_markup(text: str) -> bool:
    return "[x](" in text or "**bold**" in text or "<img" in text.replace("\\<", "")


def _texts(block: Any) -> Iterator[tuple[str, str]]:
    """Yield every text that a page sends, with the kind of element that it is for."""
    for child in block.children.values():
        if hasattr(child, "children"):
            if isinstance(child.proto, Message):
                yield from _of(child.proto, "")
            yield from _texts(child)
        elif isinstance(child.proto, Message):
            yield from _of(child.proto, type(child.proto).__name__)


def _of(message: Message, kind: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if isinstance(each, Message):
                yield from _of(each, type(each).__name__)
            elif isinstance(each, str):
                yield kind or type(message).__name__, each
