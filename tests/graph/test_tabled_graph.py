"""A graph as tables is the networkx graph of the same choice, as far as it is read without one."""

import networkx as nx
import pytest
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, demo_graph, demo_snapshot

from graphmap.backend.arrays import GraphArrays
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import tie_table
from graphmap.graph.tabled_graph import TabledGraph

EVERY_VIEW = pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS, NETWORKS, STRUCTURE], ids=lambda each: each.view)


def tabled(choice: Choice) -> TabledGraph:
    return TabledGraph.of(demo_snapshot(), choice, tie_table(demo_snapshot(), choice))


@EVERY_VIEW
def test_it_has_the_same_actors_and_as_many_ties(choice: Choice) -> None:
    found, graph = tabled(choice), demo_graph(choice)
    assert dict(found.nodes) == dict(graph.nodes(data=True))
    assert list(found) == list(graph)
    assert (len(found), found.number_of_edges(), found.graph) == (len(graph), graph.number_of_edges(), graph.graph)


@EVERY_VIEW
def test_its_arrays_are_those_of_the_networkx_graph_in_the_same_order(choice: Choice) -> None:
    found, expected = tabled(choice).arrays, GraphArrays.of(demo_graph(choice), "weight")
    assert list(found.nodes) == list(expected.nodes)
    assert found.weights is not None
    assert expected.weights is not None
    assert list(zip(found.sources, found.targets, found.weights, strict=True)) == list(
        zip(expected.sources, expected.targets, expected.weights, strict=True)
    )


@EVERY_VIEW
def test_degrees_and_strengths_are_the_same(choice: Choice) -> None:
    found, graph = tabled(choice), demo_graph(choice)
    assert dict(found.degree()) == dict(graph.degree())
    assert dict(found.degree(weight="weight")) == pytest.approx(dict(graph.degree(weight="weight")))


@EVERY_VIEW
def test_a_part_of_it_has_the_ties_within(choice: Choice) -> None:
    graph = demo_graph(choice)
    some = sorted(graph)[::2]
    assert nx.utils.graphs_equal(tabled(choice).subgraph(some).to_networkx(), graph.subgraph(some))


@EVERY_VIEW
def test_a_star_has_all_ties_of_its_actors_and_no_other(choice: Choice) -> None:
    graph = demo_graph(choice)
    middle = max(graph, key=graph.degree)
    star = tabled(choice).star([middle])
    assert dict(star.adj[middle]) == dict(graph.adj[middle])
    assert dict(star.nodes(data=True)) == {key: graph.nodes[key] for key in (middle, *graph.adj[middle])}
    assert star.number_of_edges() == graph.degree(middle)
