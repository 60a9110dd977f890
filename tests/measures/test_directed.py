"""Who asks whom: prestige and reciprocity, by hand on small networks."""

import networkx as nx
import pytest
from networks import PEOPLE, working_together

from graphmap.export.dictionary import columns_of
from graphmap.measures.directed import directed_metrics


def measured(*events: str) -> dict[str, dict[str, float]]:
    table = directed_metrics(working_together(*events), PEOPLE)
    return {row["id"].partition(":")[2]: row for row in table.iter_rows(named=True)}


def test_who_is_asked_by_everybody_has_all_the_prestige() -> None:
    found = measured(*(f"2026-03-0{day} advice seeking: {who}! ana" for day, who in ((2, "bo"), (3, "cy"), (4, "dee"))))
    assert (found["ana"]["in_degree"], found["ana"]["prestige"], found["ana"]["proximity_prestige"]) == (3, 1.0, 1.0)
    assert (found["bo"]["out_degree"], found["bo"]["prestige"]) == (1, 0.0)


def test_a_chain_of_asking_gives_prestige_by_distance() -> None:
    found = measured("2026-03-02 advice seeking: cy! bo", "2026-03-03 advice seeking: bo! ana")
    assert found["ana"]["proximity_prestige"] == pytest.approx((2 / 2) / 1.5)
    assert found["bo"]["proximity_prestige"] == pytest.approx((1 / 2) / 1)
    assert found["cy"]["proximity_prestige"] == 0


def test_asking_back_is_reciprocity_and_asking_twice_is_not() -> None:
    found = measured(
        "2026-03-02 advice seeking: ana! bo",
        "2026-03-03 advice seeking: bo! ana",
        "2026-03-04 advice seeking: ana! cy",
        "2026-03-05 advice seeking: ana! cy",
    )
    assert found["ana"]["reciprocity"] == pytest.approx(2 / 3)  # of three arcs, the two between ana and bo
    assert (found["ana"]["out_degree"], found["ana"]["asks"]) == (2, 3)


def test_without_a_direction_reciprocity_is_undefined() -> None:
    assert measured("2026-03-02 school visit: ana bo")["ana"]["reciprocity"] is None


def test_it_is_as_plain_networkx_has_it_with_weights_and_with_somebody_nobody_asks() -> None:
    """Ana asks Bo twice, Bo asks Ana and Cy once each, Cy asks Dee; Eve met others and nobody knows who asked."""
    found = measured(
        *("2026-03-02 advice seeking: ana! bo", "2026-03-03 advice seeking: ana! bo"),
        *("2026-03-04 advice seeking: bo! ana", "2026-03-05 advice seeking: bo! cy"),
        *("2026-03-06 advice seeking: cy! dee", "2026-03-09 school visit: eve ana"),
    )
    graph = nx.DiGraph()
    graph.add_nodes_from(["ana", "bo", "cy", "dee", "eve"])
    graph.add_weighted_edges_from([("ana", "bo", 2), ("bo", "ana", 1), ("bo", "cy", 1), ("cy", "dee", 1)])
    for column, expected in (
        ("in_degree", dict(graph.in_degree())),
        ("out_degree", dict(graph.out_degree())),
        ("asked", dict(graph.in_degree(weight="weight"))),
        ("asks", dict(graph.out_degree(weight="weight"))),
        ("reciprocity", nx.reciprocity(graph, graph.nodes)),
        ("prestige", nx.in_degree_centrality(graph)),
        ("proximity_prestige", nx.closeness_centrality(graph)),
    ):
        assert {name: row[column] for name, row in found.items()} == pytest.approx(expected), column


def test_every_column_has_a_meaning() -> None:
    table = directed_metrics(working_together("2026-03-02 advice seeking: ana! bo"), PEOPLE)
    assert all(column.meaning for column in columns_of("directed", table))
