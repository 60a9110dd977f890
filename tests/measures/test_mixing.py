"""The E-I index, assortativity and the mixing matrix: by hand, and against plain networkx."""

import math
from datetime import date

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import PEOPLE, demo_snapshot, snapshot_of

from graphmap.errors import WrongCommand
from graphmap.graph.attributes import attribute_names, attribute_of, grouped, range_starts
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.measures.mixing import assortativity, ei_index, mixing, mixing_of, with_same


def weighted(*edges: tuple[str, str], nodes: str = "") -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges, weight=2.0)
    return graph


# The four of team A are a ring with one chord; B is a pair; one tie joins them, and n is in no team.
TEAMS = {"a": "A", "b": "A", "c": "A", "d": "A", "x": "B", "y": "B"}
GRAPH = weighted("ab", "bc", "cd", "da", "ac", "xy", "ax", "nx", nodes="n")  # type: ignore[arg-type]


def test_the_e_i_index_by_hand() -> None:
    """Four ties outside and six inside: (4 - 6) / (4 + 6), by the formula of Krackhardt & Stern 1988."""
    assert ei_index(4, 6) == pytest.approx(-0.2)
    assert (ei_index(3, 0), ei_index(0, 3), ei_index(0, 0)) == (1.0, -1.0, None)


def test_the_index_of_each_actor_counts_its_own_ties() -> None:
    found = mixing_of(GRAPH, grouped("team", TEAMS)).actors
    assert found.filter(pl.col("id").is_in(["a", "x", "n"])).sort("id").rows() == [
        ("a", "A", 3, 1, pytest.approx(-0.5)),
        ("n", None, None, None, None),
        ("x", "B", 1, 1, 0.0),
    ]


def test_the_index_of_the_whole_counts_each_tie_once_and_not_those_of_nobody_s_group() -> None:
    (row,) = mixing_of(GRAPH, grouped("team", TEAMS)).whole.to_dicts()
    assert (row["by"], row["actors"], row["without"], row["groups"]) == ("team", 6, 1, 2)
    assert (row["ties_same"], row["ties_different"], row["ei"]) == (6, 1, pytest.approx(-5 / 7))
    # 8 of the 15 pairs are of an A and a B, and 6 + 1 are not.
    assert row["ei_expected"] == pytest.approx((8 - 7) / 15)


def test_assortativity_by_hand() -> None:
    """Of 14 ends 11 are A's and 3 are B's; e(A, A) = 10/14, e(B, B) = 2/14 (Newman 2003)."""
    (row,) = mixing_of(GRAPH, grouped("team", TEAMS)).whole.to_dicts()
    a = [11 / 14, 3 / 14]
    by_chance = sum(each**2 for each in a)
    assert row["assortativity"] == pytest.approx((12 / 14 - by_chance) / (1 - by_chance))


def test_the_matrix_has_a_row_for_every_two_groups() -> None:
    assert mixing_of(GRAPH, grouped("team", TEAMS)).matrix.rows() == [
        ("A", "A", 5, 10.0, pytest.approx(5 / 7), pytest.approx(5 / 6)),
        ("A", "B", 1, 2.0, pytest.approx(1 / 7), pytest.approx(1 / 8)),
        ("B", "B", 1, 2.0, pytest.approx(1 / 7), 1.0),
    ]


graphs = st.builds(nx.gnm_random_graph, st.integers(2, 12), st.integers(1, 25), st.integers(0, 10**6))


@given(graph=graphs, data=st.data())
def test_assortativity_by_groups_is_networkx_s(graph: nx.Graph, data: st.DataObject) -> None:
    values = {node: data.draw(st.sampled_from("xyz")) for node in graph}
    nx.set_node_attributes(graph, values, "team")
    with_ties = graph.subgraph([node for node, degree in graph.degree if degree])
    if len({values[node] for node in with_ties}) > 1:
        expected = nx.attribute_assortativity_coefficient(with_ties, "team")
        assert assortativity(graph, grouped("team", values)) == pytest.approx(expected)
    else:
        assert assortativity(graph, grouped("team", values)) is None


@given(graph=graphs, data=st.data())
def test_assortativity_by_amounts_is_the_correlation_of_the_two_ends(graph: nx.Graph, data: st.DataObject) -> None:
    values = {node: data.draw(st.integers(0, 4)) / 2 for node in graph}
    found = assortativity(graph, grouped("years", values))
    ends = [(values[one], values[other]) for edge in graph.edges for one, other in (edge, edge[::-1])]
    mean = sum(one for one, _ in ends) / len(ends)
    spread = sum((one - mean) ** 2 for one, _ in ends)
    if spread < 1e-12:
        assert found is None
    else:
        assert found == pytest.approx(sum((one - mean) * (other - mean) for one, other in ends) / spread, abs=1e-9)


@given(graph=graphs, data=st.data())
def test_the_matrix_is_networkx_s_mixing_dict(graph: nx.Graph, data: st.DataObject) -> None:
    values = {node: data.draw(st.sampled_from("xyz")) for node in graph}
    nx.set_node_attributes(graph, values, "team")
    expected = nx.attribute_mixing_dict(graph, "team")
    for group, other, ties, *_ in mixing_of(graph, grouped("team", values)).matrix.iter_rows():
        ends = expected.get(group, {}).get(other, 0)
        assert ties == (ends / 2 if group == other else ends)


# ------------------------------------------------------------------------------------------ attributes


def test_up_to_five_amounts_are_groups_of_their_own_and_more_are_ranges() -> None:
    assert range_starts([3, 1, 2, 2]) == [1, 2, 3]
    assert range_starts(list(range(10))) == [0, 2, 4, 6, 8]
    years = grouped("years", {str(n): n for n in range(10)})
    assert list(years.order) == ["0 to 1", "2 to 3", "4 to 5", "6 to 7", "8 to 9"]
    assert years.groups["5"] == "4 to 5"


def test_days_are_amounts_and_yes_or_no_are_groups() -> None:
    joined = grouped("joined", {"a": date(2026, 1, 1), "b": date(2026, 1, 2)})
    assert (joined.order, joined.amounts) == (["2026-01-01", "2026-01-02"], {"a": 739617.0, "b": 739618.0})
    full = grouped("full", {"a": True, "b": False, "c": None})
    assert (full.groups, full.amounts) == ({"a": "yes", "b": "no"}, None)


SHEETS = {
    "fields": "kind,name,type\nperson,Years in school,number\nperson,trust,number\n",
    "people": "id,name,years in school\na,A,1\nb,B,1\nc,C,9\nd,D,\n",
    "interactions": (
        "id,date,practice,participants\n"
        "1,2026-03-02,school visit,a;b\n2,2026-03-02,school visit,b;c\n3,2026-03-02,school visit,c;d\n"
    ),
}


def test_a_field_is_found_whatever_its_case_spaces_and_macrons() -> None:
    assert attribute_of(snapshot_of(**SHEETS), PEOPLE, "years-in-SCHŌOL").name == "Years in school"


def test_an_unknown_field_is_refused_with_what_there_is() -> None:
    with pytest.raises(WrongCommand, match=r"have no field ‘yaers in school’\. Did you mean ‘Years in school’\?"):
        attribute_of(snapshot_of(**SHEETS), PEOPLE, "yaers in school")
    with pytest.raises(WrongCommand, match=r"Choose one of: kind, trust, Years in school\."):
        attribute_of(snapshot_of(**SHEETS), PEOPLE, "qqq")


def test_a_private_field_groups_nobody() -> None:
    private = {"fields": "kind,name,private\nperson,trust,yes\n"}
    assert "trust" not in attribute_names(snapshot_of(**private), PEOPLE)


def test_mixing_by_a_field_of_people() -> None:
    found = mixing(snapshot_of(**SHEETS), PEOPLE, "Years in school")
    assert found.whole.select("actors", "without", "ties_same", "ties_different", "ei").row(0) == (3, 1, 1, 1, 0.0)
    assert found.actors["group"].to_list() == ["1", "1", "9", None]


def test_a_field_without_any_value_groups_nobody() -> None:
    found = mixing(snapshot_of(**SHEETS), PEOPLE, "trust")
    assert found.whole.select("actors", "groups", "ei", "assortativity").row(0) == (0, 0, None, None)
    assert found.matrix.is_empty()


def test_ties_say_whether_both_ends_are_alike() -> None:
    table = with_same(snapshot_of(**SHEETS), PEOPLE, "years in school")
    assert table.select("source", "target", "same").rows() == [
        ("person:a", "person:b", "same"),
        ("person:b", "person:c", "different"),
        ("person:c", "person:d", None),
    ]


@pytest.mark.parametrize("by", ["kind", "type", "roll", "authority"])
def test_the_demo_s_organisations_mix_by_kind_and_by_properties(by: str) -> None:
    (row,) = mixing(demo_snapshot(), Choice(), by).whole.to_dicts()
    assert row["by"] == by
    assert row["ties_same"] + row["ties_different"] > 0
    assert -1 <= row["ei"] <= 1


def test_the_demo_by_kind_is_networkx_s() -> None:
    graph = graph_of(demo_snapshot(), Choice())
    (row,) = mixing(demo_snapshot(), Choice(), "kind").whole.to_dicts()
    expected = nx.attribute_assortativity_coefficient(graph, "kind")
    assert math.isclose(row["assortativity"], expected)
