"""The map as a picture: names keep clear of marks, of each other and of the edge, and none is markup."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import demo_snapshot, graph_with

from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import LAYOUTS, Display, Layout
from graphmap.map.drawing import draw
from graphmap.map.layout import arrange
from graphmap.map.legend import legend_of
from graphmap.map.picture import ALL_NAMED, Box, Picture, draw_picture

SIZE = (487.0, 250.0)
PAGE = Box(0.0, 0.0, *SIZE)
YEAR = Choice(since=date(2026, 1, 26), until=date(2026, 11, 28))


def widths(texts: Sequence[str]) -> list[float]:
    """Half a letter's height for each letter."""
    return [0.5 * len(text) for text in texts]


def picture_of(snapshot: Snapshot, choice: Choice, layout: Layout = "force", legend_title: str = "Map") -> Picture:
    graph = graph_of(snapshot, choice)
    places = arrange(snapshot, choice, graph, Display(layout=layout)).places
    return draw_picture(draw(graph, places, "light"), legend_of(graph, "light"), (), SIZE, widths, legend_title)


def picture_with(name: str) -> Picture:
    graph = graph_with(name)
    places = {"school:a": (0.0, 0.0), "school:b": (100.0, 0.0)}
    return draw_picture(draw(graph, places, "light"), legend_of(graph, "light"), (), SIZE, widths, name)


def overlap(one: Box, other: Box) -> bool:
    apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
    return not apart


def collisions(picture: Picture) -> list[tuple[Box, Box]]:
    with_marks = [(name, mark) for name in picture.names for mark in picture.marks if overlap(name, mark)]
    return [*with_marks, *((a, b) for a, b in combinations(picture.names, 2) if overlap(a, b))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("view", ["organisations", "people", "networks"])
def test_no_name_of_the_demo_is_on_a_mark_on_another_name_or_over_the_edge(layout: Layout, view: str) -> None:
    choice = Choice(view, since=YEAR.since, until=YEAR.until)  # type: ignore[arg-type]
    picture = picture_of(demo_snapshot(), choice, layout)
    assert collisions(picture) == []
    for box in (*picture.names, *picture.marks):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= SIZE[0]
        assert box.bottom <= SIZE[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everyone_is_named_where_they_are_few(layout: Layout) -> None:
    picture = picture_of(demo_snapshot(), YEAR, layout)
    assert len(picture.marks) <= ALL_NAMED
    assert picture.unnamed == 0


def test_where_names_have_no_room_the_legend_counts_them() -> None:
    picture = picture_of(demo_snapshot(), Choice("people"))
    assert picture.unnamed > 0
    assert f"{picture.unnamed} have" in " ".join(texts_of(picture))


def texts_of(picture: Picture) -> list[str]:
    return [
        "".join(text.itertext())
        for text in ElementTree.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"/><b>&amp;', "Kura Māori o Ōtāhuhu", "]]>"])
def test_a_name_is_a_text_in_the_picture(name: str) -> None:
    picture = picture_with(name)
    root = ElementTree.fromstring(picture.svg)
    assert root.attrib["aria-label"] == name
    assert name.replace(" ", "") in "".join(texts_of(picture)).replace(" ", "")


@given(name=st.text(max_size=60))
def test_any_name_makes_a_picture_that_can_be_read(name: str) -> None:
    picture = picture_with(name)
    ElementTree.fromstring(picture.svg)
    assert collisions(picture) == []


def test_a_very_long_name_takes_two_lines_and_ends_in_dots() -> None:
    picture = picture_with("Wharekahika " * 10)
    assert any(text.endswith("…") for text in texts_of(picture))
    assert picture.unnamed == 0
    assert collisions(picture_with("Q" * 120)) == []


def test_an_empty_graph_is_a_picture_without_marks() -> None:
    graph = nx.Graph(view="organisations")
    picture = draw_picture(draw(graph, {}, "light"), legend_of(graph, "light"), (), SIZE, widths, "Nobody")
    assert (picture.marks, picture.names) == ([], [])


def test_the_same_map_is_the_same_picture() -> None:
    assert picture_of(demo_snapshot(), YEAR).svg == picture_of(demo_snapshot(), YEAR).svg
