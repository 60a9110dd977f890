"""The networkx graph of a view: what its nodes and ties carry."""

from datetime import date

import networkx as nx
import pytest
from networks import (
    NETWORKS,
    ORGANISATIONS,
    PEOPLE,
    STRUCTURE,
    demo_graph,
    demo_snapshot,
    snapshot_of,
    working_together,
)

from graphmap.graph.choice import VIEWS, Choice, View
from graphmap.graph.network_graph import graph_of, tie_table
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.structure import lines
from graphmap.graph.ties import TIE_MEANINGS, ties
from graphmap.tables import GraphTables


def test_a_node_carries_what_is_known_of_the_entity() -> None:
    snapshot = snapshot_of(schools="id,name,region,latitude,roll\nhill,Tauira Hill,Tauira,-35.5,212\n")
    assert graph_of(snapshot, ORGANISATIONS).nodes["school:hill"] == {
        "name": "Tauira Hill",
        "kind": "School",
        "region": "Tauira",
        "latitude": -35.5,
        "roll": 212,
    }


def test_what_is_not_known_of_an_entity_is_left_out() -> None:
    assert set(graph_of(snapshot_of(schools="name\nTauira Hill\n"), ORGANISATIONS).nodes["school:tauira-hill"]) == {
        "name",
        "kind",
    }


def test_an_entity_s_own_kind_does_not_hide_the_kind_of_entity_that_it_is() -> None:
    snapshot = snapshot_of(
        partners="id,name,kind\nlibrary,Tauira Library,library\n",
        networks="id,name,kind,since\nkahui,Kāhui,LCN,2026-02-03\n",
    )
    partner = graph_of(snapshot, ORGANISATIONS).nodes["partner:library"]
    network = graph_of(snapshot, NETWORKS).nodes["network:kahui"]
    assert (partner["kind"], partner["partner_kind"]) == ("CommunityPartner", "library")
    assert (network["kind"], network["network_kind"], network["since"]) == ("Network", "LCN", "2026-02-03")


@pytest.mark.parametrize("view", VIEWS)
def test_no_attribute_is_ever_nothing(view: View) -> None:
    graph = demo_graph(Choice(view))
    everything = [*graph.nodes.values(), *graph.edges.values(), graph.graph]
    assert all(value is not None for attributes in everything for value in attributes.values())


@pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS, NETWORKS])
def test_the_edges_are_the_ties_with_all_that_is_known_of_them(choice: Choice) -> None:
    graph, table = demo_graph(choice), ties(demo_snapshot(), choice)
    assert graph.number_of_edges() == len(table) > 0
    for tie in table.iter_rows(named=True):
        edge = graph.edges[tie["source"], tie["target"]]
        told = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in tie.items()
            if value is not None
        }
        assert {"source": tie["source"], "target": tie["target"], **edge} == {**told, "distance": edge["distance"]}


@pytest.mark.parametrize("view", VIEWS)
def test_distance_is_one_over_weight(view: View) -> None:
    edges = demo_graph(Choice(view)).edges.values()
    assert [edge["distance"] for edge in edges] == pytest.approx([1 / edge["weight"] for edge in edges])


def test_an_actor_without_a_tie_is_a_node() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo", staff={"ana": "hill", "bo": "flats", "cy": "coast"})
    graph = graph_of(snapshot, ORGANISATIONS)
    assert list(nx.isolates(graph)) == ["school:coast"]


def test_someone_who_left_before_the_window_is_no_node() -> None:
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        schools="id,name\nhill,Hill\n",
        roles="id,name,at\nteacher,Teacher,hill\n",
        roles_held="person,role,until\nana,teacher,2025-12-19\n",
    )
    assert set(graph_of(snapshot, PEOPLE)) == {"person:ana", "person:bo"}
    assert set(graph_of(snapshot, Choice("people", since=date(2026, 1, 1)))) == {"person:bo"}


def test_the_graph_says_what_was_chosen() -> None:
    choice = Choice("people", date(2026, 2, 3), date(2026, 12, 18), ("kahui", "rural"), 2)
    described = {
        "view": "people",
        "since": "2026-02-03",
        "until": "2026-12-18",
        "network": "kahui rural",
        "min-depth": "challenge",
    }
    assert graph_of(Snapshot(GraphTables.of()), choice).graph.items() >= described.items()


def test_the_nodes_are_in_the_order_of_their_keys() -> None:
    assert list(demo_graph(PEOPLE)) == sorted(demo_graph(PEOPLE))


def test_an_edge_of_the_structure_says_what_it_is_and_which_way_it_goes() -> None:
    snapshot = snapshot_of(
        schools="id,name\nhill,Hill\n", networks="id,name\nkahui,Kāhui\n", memberships="member,network\nhill,kahui\n"
    )
    assert graph_of(snapshot, STRUCTURE).edges["network:kahui", "school:hill"] == {
        "relationship": "MEMBER_OF",
        "start": "school:hill",
        "weight": 1.0,
        "distance": 1.0,
    }


@pytest.mark.parametrize("view", VIEWS)
def test_the_graph_of_nothing_is_empty(view: View) -> None:
    assert len(graph_of(Snapshot(GraphTables.of()), Choice(view))) == 0


def test_the_table_of_ties_is_of_ties_or_in_the_structure_of_lines() -> None:
    assert tie_table(demo_snapshot(), PEOPLE).columns == list(TIE_MEANINGS)
    assert tie_table(demo_snapshot(), STRUCTURE).equals(lines(demo_snapshot(), STRUCTURE))
