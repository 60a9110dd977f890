"""The overview adds up: each part is a node with what is within it, and what is between two parts one line."""

from itertools import combinations

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.map.drawing.overview import draw_overview, overview_legend, told_of_line, told_of_part
from graphmap.map.layout import places_of
from graphmap.map.partition import Part
from graphmap.map.quotient_graph import half_reach, kinds_of, overview, strongest_lines

A = Part("network", ("person:1", "person:2", "person:3"), "network:a")
B = Part("network", ("person:4", "person:5"), "network:b")
C = Part("none", ("person:6",))
NAMES = {"network:a": "Awa", "network:b": "<img src=x onerror=alert(1)>"}


def ties(*rows: tuple[int, int, float, int]) -> pl.DataFrame:
    told = [(f"person:{one}", f"person:{other}", weight, depth) for one, other, weight, depth in rows]
    return pl.DataFrame(told, schema=["source", "target", "weight", "depth"], orient="row")


TIES = ties((1, 2, 1.0, 1), (1, 4, 0.5, 3), (2, 5, 2.0, 4), (3, 4, 1.0, 1), (4, 5, 1.0, 2))


def test_ties_within_and_between_parts_are_counted_by_depth() -> None:
    graph = overview([A, B, C], TIES)
    assert graph.nodes["network:a"]["ties"] == 1
    assert graph.nodes["network:a"]["depths"] == (0, 1, 0, 0, 0)
    line = graph.edges["network:a", "network:b"]
    assert (line["ties"], line["weight"], line["depths"], line["depth"]) == (3, 3.5, (0, 1, 0, 1, 1), 3)


def test_who_has_no_tie_is_counted() -> None:
    graph = overview([A, B, C], TIES)
    assert {key: (about["actors"], about["alone"]) for key, about in graph.nodes(data=True)} == {
        "network:a": (3, 0),
        "network:b": (2, 0),
        "none": (1, 1),
    }


def test_a_tie_within_a_shared_part_is_not_between_others() -> None:
    both = Part("network", ("person:4", "person:1"), "network:c")
    graph = overview([A, both], ties((1, 4, 1.0, 2)))
    assert graph.nodes["network:c"]["ties"] == 1
    assert graph.number_of_edges() == 0


def test_lines_of_the_structure_have_no_depth() -> None:
    lines = pl.DataFrame({"source": ["person:1"], "target": ["person:4"], "relationship": ["AT"]})
    graph = overview([A, B], lines)
    assert graph.edges["network:a", "network:b"] == {"ties": 1, "weight": 1.0, "depths": ()}
    assert told_of_part(graph, "network:a", NAMES) == ["Awa", "3 actors", "0 lines within", "2 without any tie"]


def test_each_part_keeps_its_strongest_lines() -> None:
    graph = nx.Graph(has_depth=True)
    graph.add_weighted_edges_from([("a", "b", 3.0), ("a", "c", 2.0), ("a", "d", 1.0), ("b", "c", 1.0)])
    assert {frozenset(line) for line in strongest_lines(graph, 1).edges} == {
        frozenset(line) for line in ("ab", "ac", "ad")
    }


@pytest.mark.parametrize(
    ("depths", "reached"), [((1, 0, 0, 0, 0), 0), ((1, 1, 0, 0, 0), 1), ((2, 1, 0, 0, 0), 0), ((0, 3, 1, 1, 2), 2)]
)
def test_half_the_ties_reach_a_depth(depths: tuple[int, ...], reached: int) -> None:
    assert half_reach(depths) == reached


@given(
    st.dictionaries(
        st.sampled_from(list(combinations(range(1, 7), 2))), st.tuples(st.floats(0.1, 5), st.integers(0, 4)), min_size=1
    )
)
def test_every_tie_is_counted_once_where_nobody_is_in_two_parts(rows: dict[tuple[int, int], tuple[float, int]]) -> None:
    graph = overview([A, B, C], ties(*((*ends, *tie) for ends, tie in rows.items())))
    within = sum(about["ties"] for _, about in graph.nodes(data=True))
    assert within + sum(line["ties"] for *_, line in graph.edges(data=True)) == len(rows)
    assert sum(sum(about["depths"]) for *_, about in [*graph.nodes(data=True), *graph.edges(data=True)]) == len(rows)


def test_marks_and_lines_say_what_they_stand_for() -> None:
    graph = overview([A, B, C], TIES)
    assert told_of_part(graph, "none", NAMES) == ["In no network", "1 actor", "0 ties within", "1 without any tie"]
    assert told_of_part(graph, "network:a", NAMES) == [
        "Awa",
        "3 actors",
        "1 tie within",
        "0% of them settled beyond sharing: sharing 1",
    ]
    assert told_of_line(graph, "network:a", "network:b", NAMES)[1:] == [
        "3 ties between",
        "Joint work 1, inquiry 1, sharing 1",
    ]


def test_the_drawing_has_every_part_once_and_names_as_they_are() -> None:
    graph = overview([A, B, C], TIES)
    network = draw_overview(graph, places_of(graph), "light", NAMES)
    labels = {node["id"]: node["label"] for node in network.nodes}
    assert labels == {"network:a": "Awa", "network:b": NAMES["network:b"], "none": "In no network"}
    sizes = {node["id"]: node["size"] for node in network.nodes}
    assert sizes["network:a"] > sizes["network:b"] > sizes["none"]


def test_the_legend_counts_every_mark_and_every_line() -> None:
    graph = overview([A, B, C], TIES)
    legend = overview_legend(graph, "dark")
    assert [sum(entry.count for entry in entries) for _, entries in legend.marks] == [3, 3]
    assert {line.label: line.count for _, lines in legend.lines for line in lines} == {"Inquiry": 1}


SETTLED = TIES.with_columns(
    settled=pl.Series([None, 1, 4, None, 1], dtype=pl.Int64),
    standing=pl.Series(["one event", "beginning", "lapsed", "one event", "sharing"]),
)


def test_ties_count_at_the_depth_they_have_settled_at_and_one_event_at_its_own() -> None:
    line = overview([A, B, C], SETTLED).edges["network:a", "network:b"]
    assert line["depths"] == (0, 2, 0, 0, 1)
    assert (line["beginning"], line["lapsed"]) == (1, 1)


def test_a_line_says_how_many_of_its_ties_begin_and_have_lapsed() -> None:
    graph = overview([A, B, C], SETTLED)
    assert told_of_line(graph, "network:a", "network:b", NAMES)[3:] == [
        "1 beginning to go beyond sharing",
        "1 lapsed",
    ]


def test_a_line_of_ties_of_which_half_have_lapsed_has_the_band_and_the_legend_counts_it() -> None:
    graph = overview([A, B, C], SETTLED.with_columns(standing=pl.lit("lapsed")))
    [edge] = draw_overview(graph, places_of(graph), "light", NAMES).edges
    assert "background" in edge
    assert {line.key: line.count for line in overview_legend(graph, "light").lines[1][1]} == {"standing:lapsed": 1}


def test_kinds_are_counted() -> None:
    assert kinds_of(["school:1", "school:2", "iwi:1"]) == {"School": 2, "Iwi": 1}
