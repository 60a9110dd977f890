"""How a network hangs together, on graphs small enough to count by hand, and against every pair one by one."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.cohesion import core_periphery, fragmentation, lost_without, reach, split_by


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


def test_without_the_middle_of_a_star_nobody_reaches_anybody() -> None:
    assert lost_without(nx.star_graph(4), 0) == 1
    assert lost_without(nx.star_graph(4), 1) == 0


def test_what_is_lost_counts_the_pairs_of_the_own_part_only() -> None:
    path = in_parts(5, 3)
    assert lost_without(path, 2) == pytest.approx(4 / 6)  # 0 and 1 from 3 and 4
    assert lost_without(path, 1) == pytest.approx(3 / 6)
    assert lost_without(path, 6) == 1  # the two ends of the other part


def test_nothing_is_lost_without_someone_alone_or_in_a_pair() -> None:
    assert lost_without(in_parts(1, 2), 0) == 0
    assert lost_without(in_parts(1, 2), 1) == 0


@given(graphs())
def test_something_is_lost_only_without_a_cut_vertex(graph: nx.Graph) -> None:
    assert {node for node in graph if lost_without(graph, node) > 0} == set(nx.articulation_points(graph))


def test_a_bridge_splits_its_part_into_two_sides_the_sources_first() -> None:
    path = in_parts(5, 2)
    assert split_by(path, 1, 2) == ({0, 1}, {2, 3, 4})
    assert split_by(path, 2, 1) == ({2, 3, 4}, {0, 1})
    assert path.has_edge(1, 2)


@given(graphs())
def test_the_two_sides_of_every_bridge_are_its_whole_part(graph: nx.Graph) -> None:
    for source, target in nx.bridges(graph):
        one, other = split_by(graph, source, target)
        assert source in one
        assert target in other
        assert not one & other
        assert one | other == nx.node_connected_component(graph, source)


# ----------------------------------------------------------------------------------- core and periphery


def core_of(inside: int, outside: int) -> nx.Graph:
    """Everyone in the core tied to everyone there; each outside to one in the core, and to nobody outside."""
    graph = nx.complete_graph(inside)
    graph.add_edges_from((inside + i, i % inside) for i in range(outside))
    nx.set_edge_attributes(graph, 1.0, "weight")
    return nx.relabel_nodes(graph, {node: f"n{node}" for node in graph})


@pytest.mark.parametrize(("inside", "outside"), [(2, 2), (3, 6), (4, 4)])
def test_an_ideal_core_and_periphery_fits_wholly(inside: int, outside: int) -> None:
    fit, core = core_periphery(core_of(inside, outside))
    assert fit == pytest.approx(1)
    assert core == {f"n{i}" for i in range(inside)}


def test_a_tie_in_the_periphery_fits_less() -> None:
    graph = core_of(3, 4)
    graph.add_edge("n3", "n4", weight=1.0)
    # 3 pairs in the core, all tied; 6 outside, of which one is: Pearson of (1 1 1 1 0 0 0 0 0) and (1 1 1 0 0 0 0 0 0).
    assert core_periphery(graph) == (pytest.approx((9 * 3 - 4 * 3) / ((4 * 5) ** 0.5 * (3 * 6) ** 0.5)), {"n0", "n1", "n2"})


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.path_graph(["a", "b", "c"]), nx.empty_graph(6), nx.complete_graph(5)])
def test_where_no_core_differs_from_the_rest_there_is_none(graph: nx.Graph) -> None:
    assert core_periphery(graph) == (None, frozenset())


@given(graphs())
def test_the_fit_is_a_correlation(graph: nx.Graph) -> None:
    fit, core = core_periphery(graph)
    assert fit is None or -1 - 1e-9 <= fit <= 1 + 1e-9
    assert core <= set(graph)
