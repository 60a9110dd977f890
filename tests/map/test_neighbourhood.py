"""Around somebody in a large network: everybody who stands out, or the nearest of them."""

import networkx as nx

from graphmap.map.display import Display
from graphmap.map.emphasis import Explored, tie_of
from graphmap.map.neighbourhood import surroundings


def star() -> nx.Graph:
    """One in the middle, five around it ever more strongly tied, and one more behind the first of these."""
    graph = nx.Graph(view="people")
    graph.add_weighted_edges_from(
        [*(("person:0", f"person:{n}", float(n)) for n in range(1, 6)), ("person:1", "person:9", 9.0)]
    )
    return graph


def everything(graph: nx.Graph) -> Explored:
    return Explored(graph, frozenset(graph), frozenset(map(tie_of, graph.edges)), ())


def test_all_of_few_are_drawn() -> None:
    graph = star()
    drawn, explored = surroundings(everything(graph), Display(focus="person:0", steps=2), limit=7)
    assert set(drawn) == explored.shown == set(graph)
    assert drawn.number_of_edges() == graph.number_of_edges()


def test_of_too_many_the_nearest_are_drawn_and_of_these_the_strongest() -> None:
    drawn, explored = surroundings(everything(star()), Display(focus="person:0", steps=2), limit=4)
    assert set(drawn) == {"person:0", "person:1", "person:5", "person:4"}
    assert explored.ties == {("person:0", f"person:{n}") for n in (1, 4, 5)}


def test_only_lines_that_stand_out_are_drawn() -> None:
    explored = Explored(star(), frozenset({"person:0", "person:1"}), frozenset(), ())
    drawn, _ = surroundings(explored, Display(path=("person:0", "person:1")))
    assert (len(drawn), drawn.number_of_edges()) == (2, 0)
