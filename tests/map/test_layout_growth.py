"""What a map that is open does when records are added: everybody else stays where they were."""

import math
from collections.abc import Iterable

import networkx as nx
import pytest
from networks import ORGANISATIONS, PEOPLE, demo_graph, demo_snapshot

from graphmap.graph.choice import Choice
from graphmap.map.display import LAYOUTS, Display, Layout
from graphmap.map.layout import Arranged, arrange
from graphmap.map.layout.packing import box

_LEAST_APART = 44  # pixels between two marks


def arranged(graph: nx.Graph, choice: Choice, layout: Layout, before: Arranged | None = None) -> Arranged:
    return arrange(demo_snapshot(), choice, graph, Display(layout=layout), before=before)


def largest_move(before: Arranged, after: Arranged, nodes: Iterable[str]) -> float:
    """Return the furthest that one of `nodes` moved, as a share of the map's width."""
    left, _, right, _ = box(before.places)
    return max(math.dist(before.places[node], after.places[node]) for node in nodes) / (right - left)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("choice", [ORGANISATIONS, PEOPLE], ids=lambda choice: choice.view)
def test_newcomers_find_room_and_nobody_else_moves(choice: Choice, layout: Layout) -> None:
    whole = demo_graph(choice)
    newcomers = sorted(whole)[1::7]
    before = arranged(whole.subgraph([node for node in whole if node not in newcomers]), choice, layout)
    # Losing an actor may cut others off: on rings, those who are reached again do change their place.
    stayed = [node for node in before.places if node not in before.aside]
    if layout == "radial":
        centre = str(before.centre)
        steps = nx.single_source_shortest_path_length(whole, centre)
        stayed = [node for node in stayed if _ring(before, node) == steps[node]]
    after = arranged(whole, choice, layout, before)
    assert set(after.places) == set(whole)
    assert largest_move(before, after, stayed) <= 0.02
    places = list(after.places.values())
    assert min(math.dist(a, b) for n, a in enumerate(places) for b in places[:n]) >= _LEAST_APART


def _ring(arranged: Arranged, node: str) -> int:
    away = math.hypot(*arranged.places[node])
    return next((n for n, ring in enumerate(arranged.backdrop.rings, 1) if abs(ring[2] - away) < 1), 0)


@pytest.mark.parametrize("layout", ["force", "network", "places"])
def test_a_new_tie_between_two_who_were_there_moves_nobody(layout: Layout) -> None:
    graph = demo_graph(ORGANISATIONS).copy()
    before = arranged(graph, ORGANISATIONS, layout)
    tied = [node for node in sorted(graph) if graph.degree(node)]
    one, other = next((a, b) for a in tied for b in tied if a < b and not graph.has_edge(a, b))
    graph.add_edge(one, other, weight=1.0, depth=1)
    assert largest_move(before, arranged(graph, ORGANISATIONS, layout, before), graph) == 0


def test_who_had_no_tie_is_placed_beside_their_first_partner() -> None:
    graph = nx.Graph([("school:a", "school:b"), ("school:b", "school:c"), ("school:c", "school:d")])
    graph.add_nodes_from(["school:alone", "school:apart"])
    before = arranged(graph, ORGANISATIONS, "force")
    assert before.aside == ("school:alone", "school:apart")
    graph.add_edge("school:alone", "school:a")
    after = arranged(graph, ORGANISATIONS, "force", before)
    assert math.dist(after.places["school:alone"], after.places["school:a"]) < 100
    assert after.aside == ("school:apart",)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_first_ties_of_all_who_were_there_are_laid_out_anew(layout: Layout) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(["school:tauira-hill", "school:tauira-flats"])
    before = arranged(graph, ORGANISATIONS, layout)
    graph.add_edge("school:tauira-hill", "school:tauira-flats", weight=1.0)
    assert set(arranged(graph, ORGANISATIONS, layout, before).places) == set(graph)


def test_a_map_that_shares_little_with_the_one_before_is_laid_out_anew() -> None:
    small = nx.Graph([("school:a", "school:b")])
    large = nx.path_graph([f"school:{letter}" for letter in "abcdefgh"])
    before = arranged(small, ORGANISATIONS, "force")
    assert arranged(large, ORGANISATIONS, "force", before) == arranged(large, ORGANISATIONS, "force")
