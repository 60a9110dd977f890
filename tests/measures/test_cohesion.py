"""How a network hangs together, on graphs small enough to count by hand, and against every pair one by one."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.measures.cohesion import Branch, branches, fragmentation, reach, smaller_side


@st.composite
def graphs(draw: st.DrawFn, most: int = 9) -> nx.Graph:
    """Any graph of up to `most` nodes, with any strengths."""
    size = draw(st.integers(0, most))
    graph = nx.empty_graph([f"n{i}" for i in range(size)])
    for pair in combinations(graph, 2):
        if draw(st.booleans()):
            graph.add_edge(*pair, weight=draw(st.integers(1, 9)))
    return graph


def in_parts(*sizes: int) -> nx.Graph:
    return nx.disjoint_union_all([nx.path_graph(size) for size in sizes])


# ------------------------------------------------------------------------------------------ fragmentation


@pytest.mark.parametrize(
    ("graph", "share"),
    [
        (in_parts(4), 0),
        (in_parts(1, 1, 1), 1),
        (in_parts(2, 1), 2 / 3),  # of the pairs ab, ac and bc only ab hang together
        (in_parts(3, 3), 9 / 15),
        (in_parts(5, 2, 1), 17 / 28),
    ],
)
def test_fragmentation_is_the_share_of_pairs_apart(graph: nx.Graph, share: float) -> None:
    assert fragmentation(graph) == pytest.approx(share)
    assert reach(graph) == pytest.approx(1 - share)


@pytest.mark.parametrize("size", [0, 1])
def test_fewer_than_two_have_no_fragmentation(size: int) -> None:
    assert fragmentation(nx.empty_graph(size)) is None
    assert reach(nx.empty_graph(size)) is None


@given(graphs())
def test_fragmentation_is_borgattis_f_over_every_pair(graph: nx.Graph) -> None:
    apart = [not nx.has_path(graph, *pair) for pair in combinations(graph, 2)]
    assert fragmentation(graph) == (pytest.approx(sum(apart) / len(apart)) if apart else None)


# ----------------------------------------------------------------------------------------- what is lost


def sizes_without(graph: nx.Graph) -> dict[int, list[int]]:
    return {cut: [branch.size for branch in around] for cut, around in branches(graph).items()}


def test_without_the_middle_of_a_star_everybody_is_alone() -> None:
    assert branches(nx.star_graph(2)) == {0: [Branch(1, frozenset({1})), Branch(1, frozenset({2}))]}


def test_of_a_path_each_inner_node_leaves_the_branches_on_its_two_sides() -> None:
    assert sizes_without(in_parts(5, 3)) == {1: [3, 1], 2: [2, 2], 3: [3, 1], 6: [1, 1]}


def test_nobody_cuts_where_someone_is_alone_or_in_a_pair() -> None:
    assert branches(in_parts(1, 2)) == {}


@given(graphs())
def test_the_branches_at_a_cut_vertex_are_the_parts_once_it_is_gone(graph: nx.Graph) -> None:
    assert {cut: {(branch.size, branch.ends) for branch in around} for cut, around in branches(graph).items()} == {
        cut: {(len(part), frozenset(part & graph.adj[cut].keys())) for part in parts_left(graph, cut)}
        for cut in nx.articulation_points(graph)
    }


def parts_left(graph: nx.Graph, node: int) -> list[set[int]]:
    return list(nx.connected_components(graph.subgraph(nx.node_connected_component(graph, node) - {node})))


def test_the_smaller_side_of_a_bridge_is_found_from_either_end() -> None:
    path = in_parts(5, 2)
    assert smaller_side(path, 1, 2) == smaller_side(path, 2, 1) == {0, 1}
    assert smaller_side(path, 3, 4) == {4}
    assert smaller_side(path, 6, 5) == {5}  # of equals, the one with the least node
    assert path.has_edge(1, 2)


@given(graphs())
def test_the_smaller_side_is_what_a_bridge_cuts_off(graph: nx.Graph) -> None:
    for source, target in nx.bridges(graph):
        without = nx.restricted_view(graph, [], [(source, target)])
        sides = [nx.node_connected_component(without, end) for end in (source, target)]
        assert smaller_side(graph, source, target) == min(sides, key=lambda side: (len(side), min(side)))
