"""From the graph to the map: everything is on it, and looks like what it is."""

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, demo_graph, graph_with, working_together

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.network_graph import graph_of
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.display import Display
from graphmap.map.drawing import draw, find_tie, tie_id
from graphmap.map.drawing.context import step_back
from graphmap.map.emphasis import explore
from graphmap.map.layout import Places

CHOICES = [PEOPLE, ORGANISATIONS, NETWORKS, STRUCTURE]
by_view = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.view)


def in_a_row(graph: nx.Graph) -> Places:
    return {node: (100.0 * index, 7.0) for index, node in enumerate(graph)}


def drawn(
    graph: nx.Graph, theme: visual_language.Theme = "light"
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """What the map is given: its nodes and its ties, by id."""
    network = draw(graph, in_a_row(graph), theme)
    return {node["id"]: node for node in network.nodes}, {edge["id"]: edge for edge in network.edges}


@by_view
def test_every_node_and_every_tie_is_on_the_map(choice: Choice) -> None:
    graph = demo_graph(choice)
    nodes, ties = drawn(graph)
    assert set(nodes) == set(graph)
    assert {frozenset((tie["from"], tie["to"])) for tie in ties.values()} == set(map(frozenset, graph.edges))


@by_view
def test_every_node_has_the_colour_and_the_shape_of_its_kind(choice: Choice) -> None:
    graph = demo_graph(choice)
    nodes, _ = drawn(graph)
    tied = {key: node for key, node in nodes.items() if graph.degree(key)}
    assert {key: (node["color"]["background"], node["shape"]) for key, node in tied.items()} == {
        key: (visual_language.KINDS[kind].colour, visual_language.KINDS[kind].shape)
        for key, kind in graph.nodes(data="kind")
        if graph.degree(key)
    }


def test_an_actor_without_a_tie_is_hollow_with_a_rim_in_the_colour_of_its_kind() -> None:
    nodes, _ = drawn(demo_graph(PEOPLE))
    alone = nodes["person:sandra-hoani"]
    assert alone["color"] == {
        "background": visual_language.BACKGROUNDS["light"],
        "border": visual_language.KINDS["Person"].colour,
    }
    assert alone["borderWidth"] > 0


def test_every_node_is_at_its_place_under_its_name() -> None:
    graph = demo_graph(PEOPLE)
    nodes, _ = drawn(graph)
    assert {key: (node["x"], node["y"]) for key, node in nodes.items()} == in_a_row(graph)
    assert {key: node["label"] for key, node in nodes.items()} == dict(graph.nodes(data="name"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ties_that_only_share_are_dashed_and_the_deepest_are_solid(theme: visual_language.Theme) -> None:
    graph = demo_graph(PEOPLE)
    _, ties = drawn(graph, theme)
    dashes: dict[int, set[object]] = {}
    for a, b, tie in graph.edges(data=True):
        if tie["standing"] not in ("one event", "lapsed"):
            dashes.setdefault(tie["settled"], set()).add(str(ties[tie_id(a, b)]["dashes"]))
    assert all(len(kinds) == 1 for kinds in dashes.values())
    assert "False" not in dashes[0] | dashes[1]
    assert dashes[3] == dashes[4] == {"False"}
    assert not (dashes[0] | dashes[1]) & (dashes[2] | dashes[3])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_tie_has_the_colour_of_its_settled_depth_on_the_page_s_theme(theme: visual_language.Theme) -> None:
    graph = demo_graph(ORGANISATIONS)
    _, ties = drawn(graph, theme)
    assert all(
        ties[tie_id(a, b)]["color"] == visual_language.DEPTHS[tie.get("settled", tie["depth"])].colours[theme]
        for a, b, tie in graph.edges(data=True)
    )


def tie_after(*events: str, until: str = "2026-11-01") -> dict[str, Any]:
    """The line of ana and bo who did these things, in a period that ends on a day."""
    choice = read_choice("people", until=until)
    _, ties = drawn(graph_of(working_together(*(f"{event}: ana bo" for event in events)), choice))
    return ties["person:ana~person:bo"]


VISITS = ["2026-03-02 school visit"] * 9
INQUIRIES = ["2025-03-02 evidence review"] * 3


def test_one_moderation_after_many_visits_is_drawn_as_sharing_with_a_diamond_on_it() -> None:
    tie, visits = tie_after(*VISITS, "2026-05-04 critical friend"), tie_after(*VISITS)
    assert (tie["color"], tie["dashes"]) == (visits["color"], visits["dashes"])
    assert tie["arrows"]["middle"]["type"] == "diamond"
    assert visits["arrows"] == ""


def test_a_lapsed_tie_is_a_thin_line_within_a_pale_band_that_shows_its_strength() -> None:
    lapsed, live = tie_after(*INQUIRIES), tie_after(*INQUIRIES, until="2025-11-01")
    assert lapsed["color"] == live["color"]
    assert lapsed["background"]["size"] > live["width"] > lapsed["width"]
    assert lapsed["background"]["color"] == visual_language.paler(lapsed["color"], "light")
    assert "background" not in live


def test_one_event_is_thin_and_dotted_however_strong_in_the_colour_of_its_depth() -> None:
    once, often = tie_after("2026-03-02 co-teaching"), tie_after(*["2026-03-02 co-teaching"] * 2)
    assert once["color"] == often["color"]
    assert (once["dashes"], often["dashes"]) == ([1, 5], False)
    assert once["width"] < often["width"] / 2


def test_with_arrows_a_beginning_tie_keeps_its_diamond() -> None:
    graph = graph_of(
        working_together(*(f"{event}: ana bo" for event in [*VISITS, "2026-05-04 critical friend"])), PEOPLE
    )
    known = ActorFacts(sought={("person:ana", "person:bo"): 1})
    [tie] = draw(graph, in_a_row(graph), "light", Display(direction=True), known).edges
    assert set(tie["arrows"]) == {"to", "middle"}


def test_what_is_only_context_has_no_band() -> None:
    choice = read_choice("people", until="2026-11-01")
    snapshot = working_together(*(f"{event}: ana bo" for event in INQUIRIES), "2026-03-02 school visit: cy di")
    graph = graph_of(snapshot, choice)
    explored = explore(snapshot, choice, graph, Display(focus="person:cy"))
    network = step_back(draw(graph, in_a_row(graph), "light"), explored)
    assert all("background" not in edge for edge in network.edges)


def test_of_two_ties_of_one_depth_the_stronger_is_wider() -> None:
    graph = graph_of(
        working_together(
            "2026-03-02 school visit: ana bo", "2026-03-03 school visit: ana bo", "2026-03-03 school visit: bo cy"
        ),
        PEOPLE,
    )
    _, ties = drawn(graph)
    assert ties[tie_id("person:ana", "person:bo")]["width"] > ties[tie_id("person:bo", "person:cy")]["width"]


def test_of_two_nodes_the_stronger_is_larger() -> None:
    graph = graph_of(working_together("2026-03-02 school visit: ana bo", "2026-03-03 school visit: bo cy"), PEOPLE)
    nodes, _ = drawn(graph)
    assert nodes["person:bo"]["size"] > nodes["person:ana"]["size"]


def test_a_node_explains_itself() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo", staff={"ana": "hill", "bo": "flats", "cy": "coast"})
    nodes, _ = drawn(graph_of(snapshot, ORGANISATIONS))
    assert nodes["school:hill"]["tooltip"] == ["hill", "School", "1 tie, strength 1.0"]
    assert nodes["school:coast"]["tooltip"] == ["coast", "School", "No tie in this period"]


def test_a_tie_explains_itself() -> None:
    _, ties = drawn(
        graph_of(working_together("2026-03-02 school visit: ana bo", "2026-05-04 critical friend: ana bo"), PEOPLE)
    )
    assert ties["person:ana~person:bo"]["tooltip"] == [
        "ana – bo",
        "2 interactions since March 2026; one is the first beyond sharing: challenge, 4 May 2026",
        "2 interactions, strength 2.0",
        "2 March 2026 to 4 May 2026",
        "A bridge: without it the network falls apart here",
    ]


def test_a_line_of_the_structure_explains_which_way_it_goes() -> None:
    _, ties = drawn(graph_of(working_together(staff={"ana": "hill"}), STRUCTURE))
    assert ties[tie_id("person:ana", "role:at-hill")]["tooltip"] == ["ana holds Teacher"]
    assert ties[tie_id("school:hill", "role:at-hill")]["tooltip"] == ["Teacher is at hill"]


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "a & b", 'quo"te', "two\nlines"]
)
def test_a_name_that_looks_like_markup_stays_plain_data(name: str) -> None:
    nodes, ties = drawn(graph_with(name))
    assert nodes["school:a"]["label"] == name
    assert nodes["school:a"]["tooltip"][0] == name
    assert ties["school:a~school:b"]["tooltip"][0] == f"{name} – Tauira Flats"
    assert not {"title"} & (
        set(nodes["school:a"]) | set(ties["school:a~school:b"])
    )  # vis-network would show a title as HTML


@by_view
def test_every_tie_on_the_map_is_found_by_its_id(choice: Choice) -> None:
    graph = demo_graph(choice)
    _, ties = drawn(graph)
    assert len(ties) == graph.number_of_edges()
    for id, tie in ties.items():
        found = find_tie(graph, id)
        assert found is not None
        assert set(found) == {tie["from"], tie["to"]}


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_tie_s_id_is_the_same_whichever_way_round(one: str, other: str) -> None:
    assert tie_id(one, other) == tie_id(other, one)


@pytest.mark.parametrize(
    "ends", [("person:a~b", "person:c"), ("person:a", "person:b~person:c"), ("person:~", "person:~~")]
)
def test_a_tie_is_found_though_an_id_has_the_sign_between_in_it(ends: tuple[str, str]) -> None:
    graph = nx.Graph([ends, ("person:x", "person:y")])
    assert set(find_tie(graph, tie_id(*ends)) or ()) == set(ends)


@pytest.mark.parametrize("id", ["", "person:ana", "person:ana~person:nobody", "~", "person:bo~person:ana"])
def test_an_id_that_names_no_tie_finds_nothing(id: str) -> None:
    assert find_tie(nx.Graph([("person:ana", "person:bo")]), id) is None


def test_nothing_can_be_drawn() -> None:
    assert drawn(nx.Graph()) == ({}, {})
