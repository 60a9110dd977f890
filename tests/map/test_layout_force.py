"""Where everything goes on the map."""

import math
from functools import cache
from itertools import combinations

import networkx as nx
import pytest
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, demo_graph

from graphmap.map.layout.force import places_of
from graphmap.map.layout.packing import Places
from graphmap.map.visual_language import LARGEST_NODE

A_NODE_AND_ITS_NAME = 2 * LARGEST_NODE + 16  # pixels: the largest node, and a line of text under it


def named(graph: nx.Graph) -> nx.Graph:
    return nx.relabel_nodes(graph, {node: f"person:{node:04}" for node in graph})


SHAPES = {
    "a pair": named(nx.path_graph(2)),
    "a chain": named(nx.path_graph(60)),
    "a star": named(nx.star_graph(120)),
    "all with all": named(nx.complete_graph(40)),
    "a tree": named(nx.balanced_tree(3, 4)),
    "several parts": named(
        nx.disjoint_union_all(
            [nx.cycle_graph(9), nx.path_graph(4), nx.path_graph(2), nx.complete_graph(5), nx.empty_graph(7)]
        )
    ),
    "more than stress can do": named(nx.barabasi_albert_graph(400, 2, seed=3)),
    "nobody tied": named(nx.empty_graph(30)),
    "people of the demo": demo_graph(PEOPLE),
    "organisations of the demo": demo_graph(ORGANISATIONS),
    "networks of the demo": demo_graph(NETWORKS),
    "structure of the demo": demo_graph(STRUCTURE),
}


@cache
def every(shape: str) -> tuple[nx.Graph, Places]:
    return SHAPES[shape], places_of(SHAPES[shape])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_node_has_a_place(shape: str) -> None:
    graph, places = every(shape)
    assert set(places) == set(graph)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


@pytest.mark.parametrize("shape", SHAPES)
def test_no_two_are_so_close_that_a_name_would_be_hidden(shape: str) -> None:
    _, places = every(shape)
    assert min(math.dist(one, other) for one, other in combinations(places.values(), 2)) >= A_NODE_AND_ITS_NAME


@pytest.mark.parametrize("shape", SHAPES)
def test_parts_do_not_overlap(shape: str) -> None:
    graph, places = every(shape)
    parts = [part for part in nx.connected_components(graph) if len(part) > 1]
    boxes = [
        (min(xs), max(xs), min(ys), max(ys))
        for xs, ys in (zip(*(places[node] for node in part), strict=True) for part in parts)
    ]
    for (left, right, top, bottom), (other_left, other_right, other_top, other_bottom) in combinations(boxes, 2):
        assert right < other_left or other_right < left or bottom < other_top or other_bottom < top


@pytest.mark.parametrize("shape", ["several parts", "people of the demo", "organisations of the demo"])
def test_the_same_graph_has_the_same_places_however_it_was_built(shape: str) -> None:
    graph, places = every(shape)
    built_backwards = nx.Graph()
    built_backwards.add_nodes_from(reversed(list(graph)))
    built_backwards.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert places_of(built_backwards) == places


def test_neighbours_are_nearer_than_others() -> None:
    graph, places = every("a tree")
    near = [math.dist(places[a], places[b]) for a, b in graph.edges]
    far = [math.dist(places[a], places[b]) for a, b in nx.non_edges(graph)]
    assert sum(near) / len(near) < sum(far) / len(far) / 2


def test_the_map_is_no_wider_than_a_screen_takes_in() -> None:
    for _, places in map(every, SHAPES):
        xs, ys = zip(*places.values(), strict=True)
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        assert max(width, height) <= 120 * max(9, len(places))


def test_nothing_has_no_places() -> None:
    assert places_of(nx.Graph()) == {}


def test_one_node_alone_has_a_place() -> None:
    assert set(places_of(named(nx.empty_graph(1)))) == {"person:0000"}


def test_part_of_a_map_stays_where_it_is_in_the_whole() -> None:
    graph, places = every("organisations of the demo")
    some = [node for node in graph if node.startswith("school:")]
    assert places_of(graph.subgraph(some), places) == {node: places[node] for node in some}


def test_a_part_that_would_be_scattered_is_drawn_together_and_left_stays_left() -> None:
    graph = named(nx.path_graph(4))
    apart = {node: (5_000.0 * index, 0.0) for index, node in enumerate(graph)}
    places = places_of(graph, apart)
    across = [places[node][0] for node in graph]
    assert across == sorted(across)
    assert across[-1] - across[0] < 1_000


def test_a_newcomer_stands_beside_its_neighbours_and_the_others_stay() -> None:
    graph = named(nx.path_graph(4))
    known = {f"person:000{number}": (100.0 * number, 0.0) for number in range(3)}
    places = places_of(graph, known)
    assert {node: places[node] for node in known} == known
    assert math.dist(places["person:0003"], places["person:0002"]) < 200
