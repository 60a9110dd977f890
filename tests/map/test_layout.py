"""The layouts, each on networks small enough to see what it must do."""

import math
from itertools import combinations

import networkx as nx
import pytest
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, demo_graph, demo_snapshot

from graphmap.graph.affiliations import middle
from graphmap.graph.choice import Choice
from graphmap.map.display import LAYOUTS, Display, Layout
from graphmap.map.layout import Places, arrange, centre_of
from graphmap.map.layout.aotearoa import on_plane, outline
from graphmap.map.layout.groups import by_middles
from graphmap.map.layout.network import by_network
from graphmap.map.layout.packing import box
from graphmap.map.layout.places import by_places
from graphmap.map.layout.radial import around

AUCKLAND, WELLINGTON, BLUFF, WAITANGI = (-36.85, 174.76), (-41.29, 174.78), (-46.6, 168.34), (-43.95, -176.56)


def placed(graph: nx.Graph) -> Places:
    """Some places for the layouts that begin from those by force."""
    return {node: (100.0 * index, 50.0 * (index % 3)) for index, node in enumerate(graph)}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS, NETWORKS, STRUCTURE], ids=lambda choice: choice.view)
def test_every_layout_has_a_place_for_everyone_of_the_demo_and_nobody_covers_another(
    choice: Choice, layout: Layout
) -> None:
    graph = demo_graph(choice)
    arranged = arrange(demo_snapshot(), choice, graph, Display(layout=layout))
    assert set(arranged.places) == set(graph)
    assert set(arranged.aside) <= set(graph)
    assert min(math.dist(a, b) for a, b in combinations(arranged.places.values(), 2)) >= 44
    assert arrange(demo_snapshot(), choice, graph, Display(layout=layout)) == arranged


# ------------------------------------------------------------------------------------------------ rings


def test_on_rings_everyone_is_as_far_from_the_middle_as_they_are_steps_away() -> None:
    graph = nx.relabel_nodes(nx.balanced_tree(2, 3), str)
    arranged = around(graph, "0", placed(graph))
    for away, (_, _, radius) in enumerate(arranged.backdrop.rings, 1):
        on_it = [node for node in graph if nx.shortest_path_length(graph, "0", node) == away]
        assert {round(math.hypot(*arranged.places[node])) for node in on_it} == {round(radius)}
    assert [text for _, _, text in arranged.backdrop.captions] == ["1 step: 2", "2 steps: 4", "3 steps: 8"]


def test_who_cannot_be_reached_stands_aside() -> None:
    graph = nx.Graph([("a", "b")])
    graph.add_node("c")
    assert around(graph, "a", placed(graph)).aside == ("c",)


def test_who_is_in_focus_stands_in_the_middle_and_otherwise_who_has_the_strongest_ties() -> None:
    graph = demo_graph(ORGANISATIONS)
    assert centre_of(graph, Display(focus="school:tauira-forks")) == "school:tauira-forks"
    assert centre_of(graph, Display(focus="school:gone")) == centre_of(graph, Display())
    assert centre_of(nx.Graph(), Display()) is None


# --------------------------------------------------------------------------------------------- networks


def test_networks_stand_apart_and_who_belongs_to_both_between_them() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    graph.add_node("f")
    networks = {"a": ("n:1",), "b": ("n:1",), "c": ("n:1", "n:2"), "d": ("n:2",), "e": ("n:2",)}
    arranged = by_network(graph, networks, {"n:1": "One", "n:2": "Two"}, placed(graph))
    (x1, y1, r1), (x2, y2, r2) = arranged.backdrop.discs
    assert math.dist((x1, y1), (x2, y2)) >= r1 + r2
    assert all(math.dist(arranged.places[node], (x1, y1)) < r1 for node in "ab")
    assert all(math.dist(arranged.places[node], (x2, y2)) < r2 for node in "de")
    assert arranged.places["c"] == pytest.approx(((x1 + x2) / 2, (y1 + y2) / 2), abs=0.2)
    assert arranged.aside == ("f",)
    assert {"One", "Two", "In no network"} == {text for _, _, text in arranged.backdrop.captions}


# ----------------------------------------------------------------------------------------------- places


def test_north_is_up_and_east_is_right() -> None:
    arranged = by_places(
        ["auckland", "wellington", "bluff"], {"auckland": AUCKLAND, "wellington": WELLINGTON, "bluff": BLUFF}
    )
    places = arranged.places
    assert places["auckland"][1] < places["wellington"][1] < places["bluff"][1]
    assert places["bluff"][0] < places["auckland"][0]


def test_distances_on_the_plane_are_those_on_the_ground() -> None:
    auckland, wellington = on_plane(*AUCKLAND), on_plane(*WELLINGTON)
    assert auckland
    assert wellington
    assert math.dist(auckland, wellington) == pytest.approx(494, rel=0.01)  # kilometres


def test_the_chathams_are_drawn_nearer_but_still_east_of_everything_beside_them() -> None:
    chathams, bluff = on_plane(*WAITANGI), on_plane(*BLUFF)
    assert chathams
    assert bluff
    assert bluff[0] < chathams[0] < max(x for x, _ in outline()[0])


@pytest.mark.parametrize(
    "elsewhere", [(0.0, 0.0), (-33.87, 151.2), (36.85, 174.76)], ids=["nowhere", "Sydney", "the wrong half"]
)
def test_who_is_nowhere_in_new_zealand_stands_aside(elsewhere: tuple[float, float]) -> None:
    arranged = by_places(["a", "b", "c"], {"a": AUCKLAND, "b": elsewhere})
    assert arranged.aside == ("b", "c")
    assert min(arranged.places[node][0] for node in "bc") > arranged.places["a"][0]


def test_schools_at_one_spot_are_moved_apart() -> None:
    arranged = by_places([str(number) for number in range(30)], {str(number): AUCKLAND for number in range(30)})
    assert min(math.dist(a, b) for a, b in combinations(arranged.places.values(), 2)) > 40
    left, top, right, bottom = box(arranged.places)
    assert max(right - left, bottom - top) < 600


def test_a_group_stands_in_the_middle_of_its_members_that_have_a_place() -> None:
    coordinates = {"auckland": AUCKLAND, "wellington": WELLINGTON, "bluff": BLUFF}
    arranged = by_middles(
        {"both": ["auckland", "wellington", "nowhere"], "south": ["bluff"], "lost": ["nowhere"]}, coordinates
    )
    assert arranged.aside == ("lost",)
    (_, north), (_, south) = (arranged.places[group] for group in ("both", "south"))
    assert north < south
    assert arranged.backdrop.outlines


def test_the_middle_of_both_sides_of_the_180th_meridian_lies_between_them() -> None:
    assert middle([(-44.0, 179.0), (-44.0, -177.0)]) == pytest.approx((-44.0, -179.0))


def test_every_capital_lies_within_the_outline_that_is_drawn() -> None:
    arranged = by_places(["auckland", "bluff"], {"auckland": AUCKLAND, "bluff": BLUFF})
    across = [x for island in arranged.backdrop.outlines for x, _ in island]
    down = [y for island in arranged.backdrop.outlines for _, y in island]
    for x, y in arranged.places.values():
        assert min(across) < x < max(across)
        assert min(down) < y < max(down)
    assert len(arranged.backdrop.frames) == 1
