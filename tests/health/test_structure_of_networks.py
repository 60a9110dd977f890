"""The shape of a network term by term, against plain networkx and the stars and circles of Freeman's paper."""

import networkx as nx
import polars as pl
import pytest
from networks import snapshot_of

from graphmap.graph.choice import Choice
from graphmap.health.health import health

SCHOOLS = 6
TERMS = {"Term 1 2026": "2026-02-03", "Term 2 2026": "2026-05-04", "Term 3 2026": "2026-08-03"}


def shape(*graphs: nx.Graph) -> list[dict[str, float]]:
    """The health of a network of six schools, term by term; in each, those tied in a graph visit each other."""
    each = range(SCHOOLS)
    visits = [
        {
            "id": f"{day}-{a}-{b}",
            "date": day,
            "practice": "school visit",
            "network": "ours",
            "participants": f"p{a}; p{b}",
        }
        for day, graph in zip(TERMS.values(), graphs, strict=False)
        for a, b in graph.edges
    ]
    table = health(
        snapshot_of(
            schools=[{"id": f"s{n}", "name": f"School {n}"} for n in each],
            people=[{"id": f"p{n}", "name": f"Person {n}"} for n in each],
            roles=[{"id": f"r{n}", "name": "Teacher", "at": f"s{n}"} for n in each],
            roles_held=[{"person": f"p{n}", "role": f"r{n}"} for n in each],
            networks=[{"id": "ours", "name": "Ours"}],
            memberships=[{"member": f"s{n}", "network": "ours"} for n in each],
            interactions=visits,
        ),
        Choice(),
    )
    return table.filter(pl.col("interactions") > 0).rows(named=True)


def test_a_star_is_as_centralised_as_can_be_and_a_circle_not_at_all() -> None:
    star, circle = shape(nx.star_graph(SCHOOLS - 1), nx.cycle_graph(SCHOOLS))
    assert (star["degree_centralisation"], star["betweenness_centralisation"]) == pytest.approx((1, 1))
    assert (circle["degree_centralisation"], circle["betweenness_centralisation"]) == pytest.approx((0, 0))
    assert (star["density"], circle["density"]) == pytest.approx((5 / 15, 6 / 15))
    assert (star["mean_degree"], circle["mean_degree"]) == pytest.approx((10 / 6, 2))
    assert (star["reach"], circle["reach"]) == (1, 1)


@pytest.mark.parametrize("seed", range(5))
def test_each_term_is_measured_as_plain_networkx_does(seed: int) -> None:
    graphs = [nx.gnp_random_graph(SCHOOLS, chance, seed) for chance in (0.3, 0.5, 0.7)]
    graphs = [graph for graph in graphs if graph.edges]
    for found, graph in zip(shape(*graphs), graphs, strict=True):
        degrees, between = dict(graph.degree), nx.betweenness_centrality(graph)
        most, n = max(degrees.values()), SCHOOLS
        assert found["density"] == pytest.approx(nx.density(graph))
        assert found["mean_degree"] == pytest.approx(sum(degrees.values()) / n)
        assert found["degree_centralisation"] == pytest.approx(
            sum(most - degree for degree in degrees.values()) / ((n - 1) * (n - 2))
        )
        assert found["betweenness_centralisation"] == pytest.approx(
            sum(max(between.values()) - each for each in between.values()) / (n - 1)
        )
        assert found["reach"] == pytest.approx(
            sum(len(nx.node_connected_component(graph, node)) - 1 for node in graph) / (n * (n - 1))
        )
