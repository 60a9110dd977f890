"""Our backend of networkx against networkx itself, call for call."""

import inspect
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmap.backend.arrays import GraphArrays
from graphmap.backend.info import COVERED
from graphmap.backend.interface import FUNCTIONS
from graphmap.measures.exact_distances import lengths

Call = Callable[..., Any]


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Small graphs: none, one or some nodes, either direction, in parts, with self-loops, and whole weights that some
    edges lack."""
    graph = draw(st.sampled_from([nx.Graph, nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(f"n{number}" for number in draw(st.permutations(range(draw(st.integers(0, 8))))))
    if len(graph):
        ends = st.sampled_from(list(graph))
        for source, target, weight in draw(st.lists(st.tuples(ends, ends, st.integers(0, 4)), max_size=24)):
            graph.add_edge(source, target, **({"weight": weight} if weight else {}))
    return graph


pytestmark = pytest.mark.filterwarnings("ignore:Note. conversions to backend graphs:UserWarning")

CALLS: dict[str, Call] = {
    "articulation points": lambda graph, **how: set(nx.articulation_points(graph, **how)),
    "betweenness": nx.betweenness_centrality,
    "betweenness by weight": lambda graph, **how: nx.betweenness_centrality(graph, weight="weight", **how),
    "betweenness, raw": lambda graph, **how: nx.betweenness_centrality(graph, weight="weight", normalized=False, **how),
    "betweenness with endpoints": lambda graph, **how: nx.betweenness_centrality(graph, endpoints=True, **how),
    "betweenness, raw with endpoints": lambda graph, **how: nx.betweenness_centrality(
        graph, endpoints=True, normalized=False, **how
    ),
    "betweenness of a sample": lambda graph, **how: nx.betweenness_centrality(
        graph, k=min(2, len(graph)), seed=7, **how
    ),
    "betweenness of a sample, raw": lambda graph, **how: nx.betweenness_centrality(
        graph, k=len(graph), normalized=False, seed=7, **how
    ),
    "betweenness of a sample with endpoints": lambda graph, **how: nx.betweenness_centrality(
        graph, k=min(2, len(graph)), endpoints=True, seed=7, **how
    ),
    "bridges": lambda graph, **how: list(nx.bridges(graph, **how)),
    "closeness": nx.closeness_centrality,
    "closeness by distance": lambda graph, **how: nx.closeness_centrality(graph, distance="weight", **how),
    "closeness, not improved": lambda graph, **how: nx.closeness_centrality(graph, wf_improved=False, **how),
    "closeness of one": lambda graph, **how: nx.closeness_centrality(graph, u="n0", distance="weight", **how),
    "clustering": nx.clustering,
    "clustering of some": lambda graph, **how: nx.clustering(graph, list(graph)[:2], **how),
    "components": lambda graph, **how: list(nx.connected_components(graph, **how)),
    "constraint": nx.constraint,
    "constraint by weight": lambda graph, **how: nx.constraint(graph, weight="weight", **how),
    "core number": nx.core_number,
    "edge betweenness": nx.edge_betweenness_centrality,
    "edge betweenness by weight": lambda graph, **how: nx.edge_betweenness_centrality(graph, weight="weight", **how),
    "edge betweenness of a sample, raw": lambda graph, **how: nx.edge_betweenness_centrality(
        graph, k=min(3, len(graph)), normalized=False, seed=7, **how
    ),
    "effective size": lambda graph, **how: nx.effective_size(graph.to_undirected(), **how),
    "eigenvector": lambda graph, **how: nx.eigenvector_centrality(graph, max_iter=300, **how),
    "eigenvector by weight": lambda graph, **how: nx.eigenvector_centrality(
        graph, max_iter=300, weight="weight", **how
    ),
    "global efficiency": nx.global_efficiency,
    "harmonic": nx.harmonic_centrality,
    "harmonic by distance": lambda graph, **how: nx.harmonic_centrality(graph, distance="weight", **how),
    "harmonic of some from some": lambda graph, **how: nx.harmonic_centrality(
        graph, nbunch=list(graph)[:3], sources=list(graph)[1:], distance="weight", **how
    ),
    "local efficiency": nx.local_efficiency,
    "pagerank": nx.pagerank,
    "pagerank by hops": lambda graph, **how: nx.pagerank(graph, weight=None, **how),
    "pagerank to some": lambda graph, **how: nx.pagerank(
        graph, personalization={"n1": 3, "n0": 1}, dangling={"n0": 1}, **how
    ),
}


def outcome(call: Call, graph: nx.Graph, backend: str) -> Any:
    """What a call gives: a value, or the kind of exception."""
    try:
        return call(graph, backend=backend)
    except (nx.NetworkXException, ZeroDivisionError, KeyError, ValueError) as error:
        return type(error)


def assert_same(ours: Any, theirs: Any) -> None:
    assert type(ours) is type(theirs)
    if isinstance(ours, dict):
        assert list(ours) == list(theirs) or isinstance(next(iter(theirs.values())), int | float)
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12, nan_ok=True)
        assert all(type(value) in {int, float} for value in ours.values())
    else:
        assert ours == (pytest.approx(theirs, rel=1e-9) if isinstance(theirs, float) else theirs)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_every_call_gives_what_networkx_gives(call: Call, graph: nx.Graph) -> None:
    try:
        ours = outcome(call, graph, "graphmap")
    except NotImplementedError:  # clustering, of which the backend has that of undirected graphs
        assert graph.is_directed()
        return
    assert_same(ours, outcome(call, graph, "networkx"))


# ------------------------------------------------------------------------------- where networkx is not the oracle


@settings(max_examples=60, deadline=None)
@given(graph=graphs(), weight=st.sampled_from([None, "weight"]))
def test_effective_size_by_weight_is_burt_s(graph: nx.Graph, weight: str | None) -> None:
    """networkx 3.6.1 divides by the strongest tie of the wrong end when it does all nodes at once."""
    if not len(graph):
        return
    matrix = nx.to_numpy_array(graph, weight=weight)
    mutual = matrix + matrix.T
    found = nx.effective_size(graph, weight=weight, backend="graphmap")
    for node, row in zip(graph, mutual, strict=True):
        tied = np.flatnonzero(row)
        if not row.sum() - row[list(graph).index(node)]:
            assert math.isnan(found[node])
            continue
        expected = sum(1 - sum(row[w] / row.sum() * mutual[v, w] / mutual[v].max() for w in tied) for v in tied)
        assert found[node] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("find", [nx.community.louvain_communities, nx.community.leiden_communities])
@settings(max_examples=40, deadline=None)
@given(graph=graphs(), seed=st.integers(0, 3))
def test_communities_are_a_partition_and_the_same_for_the_same_seed(find: Call, graph: nx.Graph, seed: int) -> None:
    graph = graph.to_undirected()
    found = find(graph, seed=seed, backend="graphmap")
    assert nx.community.is_partition(graph, found)
    assert found == find(graph, seed=seed, backend="graphmap")


@pytest.mark.parametrize("find", [nx.community.louvain_communities, nx.community.leiden_communities])
def test_communities_are_as_good_as_networkx_s(find: Call) -> None:
    graph = nx.les_miserables_graph()
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1, backend="networkx"))
    assert nx.community.modularity(graph, find(graph, seed=1, backend="graphmap")) >= theirs - 0.01


@pytest.mark.parametrize("find", [nx.community.louvain_communities, nx.community.leiden_communities])
def test_no_level_is_no_number_of_levels(find: Call) -> None:
    with pytest.raises(ValueError, match="max_level"):
        find(nx.path_graph(3), max_level=0, backend="graphmap")


def exact_betweenness(graph: nx.Graph) -> dict[Any, Fraction]:
    """Betweenness of unordered pairs by weight, with fractions for lengths, and every shortest path of every pair."""
    found = dict.fromkeys(graph, Fraction(0))
    for source, target in combinations(graph, 2):
        paths = list(nx.all_simple_paths(graph, source, target))
        lengths = [sum((graph.edges[edge]["exact"] for edge in pairwise(path)), Fraction(0)) for path in paths]
        shortest = [path for path, length in zip(paths, lengths, strict=True) if length == min(lengths)]
        for node in chain.from_iterable(path[1:-1] for path in shortest):
            found[node] += Fraction(1, len(shortest))
    return found


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 10, 12, 24]), min_size=1, max_size=2), min_size=10, max_size=10
    )
)
def test_betweenness_by_length_is_that_of_exact_fractions(parts: list[list[int]]) -> None:
    graph = nx.complete_graph(5)
    for (source, target), own in zip(graph.edges, parts, strict=True):
        strength = sum(1 / part for part in own)
        graph.add_edge(
            source, target, exact=1 / sum(Fraction(1, part) for part in own), length=float(lengths([strength])[0])
        )
    exact = exact_betweenness(graph)
    for backend in ("graphmap", "networkx"):
        found = nx.betweenness_centrality(graph, weight="length", normalized=False, backend=backend)
        assert found == pytest.approx({node: float(value) for node, value in exact.items()}, abs=1e-12)


# --------------------------------------------------------------------------------------- what is left to networkx


@pytest.mark.parametrize(
    "call",
    [
        lambda **how: nx.core_number(nx.MultiDiGraph([(1, 2)]), **how),
        lambda **how: nx.betweenness_centrality(nx.MultiGraph([(1, 2)]), **how),
        lambda **how: nx.clustering(nx.path_graph(3), weight="weight", **how),
        lambda **how: nx.clustering(nx.DiGraph([(1, 2)]), **how),
        lambda **how: nx.constraint(nx.path_graph(3), nodes=[1], **how),
        lambda **how: nx.bridges(nx.path_graph(3), root=1, **how),
        lambda **how: nx.community.louvain_communities(nx.path_graph(3), threshold=0.1, **how),
        lambda **how: nx.betweenness_centrality(nx.path_graph(3), weight=lambda *_: 2, **how),
        *(
            lambda bad=bad, **how: nx.betweenness_centrality(
                nx.Graph([(1, 2, {"weight": bad})]), weight="weight", **how
            )
            for bad in (0, -1, math.nan, math.inf, "3", None)
        ),
    ],
)
def test_what_cannot_be_honoured_is_not_done_here(call: Call) -> None:
    with pytest.raises((NotImplementedError, nx.NetworkXNotImplemented)):
        call(backend="graphmap")


def test_networkx_goes_on_where_the_backend_cannot() -> None:
    graph = nx.Graph([(1, 2, {"weight": 0}), (2, 3, {"weight": 1})])
    with nx.config(backend_priority=["graphmap"]):
        found = nx.betweenness_centrality(graph, weight="weight")
    assert found == nx.betweenness_centrality(graph, weight="weight")


# ------------------------------------------------------------------------------------- conversion and its cache


def test_a_graph_is_converted_once_for_each_weight() -> None:
    graph = nx.path_graph(4)
    with nx.config(warnings_to_ignore={"cache"}):
        nx.betweenness_centrality(graph, weight="weight", backend="graphmap")
        (kept,) = graph.__networkx_cache__["backends"]["graphmap"].values()
        nx.closeness_centrality(graph, distance="weight", backend="graphmap")
        nx.core_number(graph, backend="graphmap")
        assert list(graph.__networkx_cache__["backends"]["graphmap"].values()) == [kept]


def test_weights_that_were_kept_do_not_count_where_none_are_asked_for() -> None:
    graph = nx.Graph([(1, 2, {"weight": 1}), (2, 3, {"weight": 1}), (1, 3, {"weight": 5})])
    with nx.config(warnings_to_ignore={"cache"}):
        assert nx.closeness_centrality(graph, distance="weight", backend="graphmap")[3] < 1
        assert nx.closeness_centrality(graph, backend="graphmap")[3] == 1


def test_a_graph_that_is_changed_is_converted_anew() -> None:
    graph = nx.path_graph(3)
    assert set(nx.articulation_points(graph, backend="graphmap")) == {1}
    graph.add_edge(0, 2)
    assert set(nx.articulation_points(graph, backend="graphmap")) == set()


def test_arrays_can_be_handed_in_as_the_graph() -> None:
    graph = nx.les_miserables_graph()
    assert nx.pagerank(GraphArrays.of(graph, "weight")) == pytest.approx(nx.pagerank(graph))
    assert nx.density(GraphArrays.of(graph).to_networkx()) == nx.density(graph)


def test_what_networkx_is_told_and_what_there_is_are_the_same() -> None:
    assert list(COVERED) == sorted(FUNCTIONS)
    assert set(FUNCTIONS) <= set(nx.utils.backends._registered_algorithms)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_the_parameters_of_networkx(name: str) -> None:
    theirs = inspect.signature(nx.utils.backends._registered_algorithms[name].orig_func)
    ours = inspect.signature(FUNCTIONS[name].run)
    assert [(p.name, p.default) for p in ours.parameters.values()] == [
        (p.name, p.default) for p in theirs.parameters.values()
    ]
