"""The two-mode network that researchers fit models to, and its events."""

import networkx as nx
from networks import ORGANISATIONS, PEOPLE, demo_snapshot, working_together

from graphmap.graph.two_mode import events, two_mode_graph

A_HUI = working_together("2026-03-02 network meeting: ana bo cy dee", "2026-03-09 critical friend: ana! bo")


def test_a_hui_of_four_is_one_event_and_no_clique() -> None:
    graph = two_mode_graph(A_HUI, PEOPLE)
    assert nx.is_bipartite(graph)
    assert graph.degree("interaction:1") == 4
    assert sum(nx.triangles(graph).values()) == 0


def test_projecting_it_gives_the_one_mode_network() -> None:
    graph = two_mode_graph(A_HUI, PEOPLE)
    people = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    assert nx.bipartite.projected_graph(graph, people).number_of_edges() == 6


def test_an_event_carries_its_day_practice_and_depth_and_nothing_private() -> None:
    assert two_mode_graph(A_HUI, PEOPLE).nodes["interaction:2"] == {
        "name": "critical friend",
        "kind": "Interaction",
        "bipartite": 1,
        "date": "2026-03-09",
        "practice": "critical friend",
        "depth": 2,
    }


def test_an_edge_says_which_part_was_taken() -> None:
    graph = two_mode_graph(A_HUI, PEOPLE)
    assert graph.edges["person:ana", "interaction:2"]["part"] == "initiated"


def test_every_event_of_the_demo_has_one_row_with_its_size() -> None:
    found = events(demo_snapshot(), ORGANISATIONS)
    assert len(found) == len(demo_snapshot().interactions)
    assert found["id"].is_unique().all()
    assert (found["participants"] >= 2).all()
    assert set(found["network"].drop_nulls()) == {"kahui-ako-o-tauira", "tauira-rural-schools"}
