"""The two-mode network that researchers fit models to, and its events."""

from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from exporting import about
from networks import ORGANISATIONS, PEOPLE, demo_snapshot, snapshot_of, working_together

from graphmap.export.anonymise import anonymise
from graphmap.export.dictionary import columns_of
from graphmap.export.graphs import GRAPH_FORMATS, two_mode_export_of, write_graph
from graphmap.graph.choice import Choice
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


def test_events_keep_how_many_were_there_and_what_is_known_of_their_day() -> None:
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions="id,date,practice,attendance,participants\nhui,2026 T2,network meeting,80,ana; bo\n",
    )
    [event] = events(snapshot, PEOPLE).iter_rows(named=True)
    assert (event["dated"], event["participants"], event["attendance"]) == ("2026 T2", 2, 80)
    assert two_mode_graph(snapshot, PEOPLE).nodes["interaction:hui"]["dated"] == "2026 T2"


def test_every_column_of_the_events_has_a_meaning() -> None:
    assert all(column.meaning for column in columns_of("events", events(A_HUI, PEOPLE)))


def test_anonymised_events_have_codes_and_terms() -> None:
    nameless = anonymise(demo_snapshot(), Choice(), b"0" * 32)
    found = events(nameless.snapshot, nameless.choice)
    assert len(found) == len(demo_snapshot().interactions)
    assert not set(found["id"]) & set(demo_snapshot().interactions["id"])
    assert found["dated"].null_count() == len(found)


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_the_two_mode_network_can_be_written_in_every_format(ending: str, tmp_path: Path) -> None:
    export = two_mode_export_of(demo_snapshot(), ORGANISATIONS, about(ORGANISATIONS))
    assert all(file.stat().st_size for file in write_graph(export, tmp_path / f"demo{ending}"))


def test_a_table_of_its_edges_goes_from_actors_to_events(tmp_path: Path) -> None:
    write_graph(two_mode_export_of(A_HUI, PEOPLE, about(PEOPLE)), tmp_path / "hui.edges.csv")
    edges = pl.read_csv(tmp_path / "hui.edges.csv")
    assert edges.columns == ["source", "target", "type", "part", "weight", "distance"]
    assert edges["source"].str.starts_with("person:").all()
    assert edges["target"].str.starts_with("interaction:").all()
