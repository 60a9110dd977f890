"""Who seeks from whom: worked by hand, and on real advice-seeking as plain networkx has it."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from networks import PEOPLE, demo_snapshot, shuffled, snapshot_of, working_together
from polars.testing import assert_frame_equal

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.direction import arcs, between, directed_graph, reciprocity
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties
from graphmap.measures.measures import metrics

ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice" / "advice.csv"

SCHOOLS = {
    "schools": "id,name\nhill,Hill\nflats,Flats\n",
    "people": "id,name\na,A\nb,B\nc,C\nboth,Both\n",
    "roles": "id,name,at\nr-hill,Teacher,hill\nr-flats,Teacher,flats\n",
    "roles_held": "person,role\na,r-hill\nc,r-hill\nb,r-flats\nboth,r-hill\nboth,r-flats\n",
}


def taking_part(*interactions: str, choice: Choice = PEOPLE) -> dict[tuple[str, str], tuple[int, int]]:
    """The arcs of interactions written ``a initiated, b gave``, by their ends: how many, and how many back."""
    parts = [
        (str(number), *part.split(" ", 1)) for number, told in enumerate(interactions, 1) for part in told.split(", ")
    ]
    snapshot = snapshot_of(
        **SCHOOLS,
        interactions=[
            {"id": str(n), "date": f"2026-03-{n:02}", "practice": "advice seeking"}
            for n in range(1, len(interactions) + 1)
        ],
        took_part=[{"interaction": id, "actor": f"person:{who}", "part": part} for id, who, part in parts],
    )
    rows = arcs(snapshot, choice).iter_rows()
    return {(source.partition(":")[2], target.partition(":")[2]): (count, back) for source, target, count, back in rows}


@pytest.mark.parametrize(("others", "asked"), [(5, 5), (6, 0)])
def test_calling_more_than_six_together_is_not_asking_them(others: int, asked: int) -> None:
    everybody = " ".join(f"p{number}" for number in range(others))
    snapshot = working_together(f"2026-03-02 network meeting: ana! {everybody}")
    assert len(arcs(snapshot, PEOPLE)) == asked


def test_six_who_are_named_of_eighty_are_many() -> None:
    snapshot = snapshot_of(
        people="id,name\na,A\nb,B\n",
        interactions="id,date,practice,attendance\n1,2026-03-02,network meeting,80\n",
        took_part="interaction,actor,part\n1,a,initiated\n1,b,took part\n",
    )
    assert arcs(snapshot, PEOPLE).is_empty()


def test_what_one_received_from_another_counts_however_many_were_there() -> None:
    everybody = " ".join(f"p{number}" for number in range(7))
    snapshot = working_together(f"2026-03-02 network meeting: ana {everybody}")
    parts = snapshot.tables.relationships["TOOK_PART"].with_columns(
        part=pl.when(pl.col("start") == "person:ana").then(pl.lit("gave")).otherwise(pl.lit("received"))
    )
    told = Snapshot(replace(snapshot.tables, relationships={**snapshot.tables.relationships, "TOOK_PART": parts}))
    assert len(arcs(told, PEOPLE)) == 7


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("a initiated, b gave", {"ab"}),
        ("a received, b gave", {"ab"}),
        ("a initiated, b hosted", {"ab"}),
        ("a initiated, b received, c gave", {"ac", "bc"}),
        ("a initiated, b gave, c hosted", {"ab", "ac"}),
        ("a initiated, b gave, c took part", {"ab"}),
        ("a initiated, b took part, c received", {"ab", "ac"}),
        ("a initiated, b initiated", {"ab", "ba"}),
        ("a received, b took part", set()),
        ("a gave, b took part", set()),
        ("a hosted, b gave", set()),
        ("a took part, b took part", set()),
    ],
)
def test_the_parts_tell_who_seeks_from_whom(told: str, expected: set[str]) -> None:
    assert {"".join(arc) for arc in taking_part(told)} == expected


def test_an_arc_counts_its_interactions_and_those_that_go_back() -> None:
    found = taking_part("a initiated, b gave", "a received, b gave", "b initiated, a took part", "a initiated, c gave")
    assert found == {("a", "b"): (2, 1), ("b", "a"): (1, 2), ("a", "c"): (1, 0)}


def test_schools_seek_through_their_people_and_not_from_themselves() -> None:
    found = taking_part(
        "a initiated, c gave", "a initiated, b gave", "a initiated, c initiated, b gave", choice=read_choice()
    )
    assert found == {("hill", "flats"): (2, 0)}


def test_someone_with_roles_at_both_schools_seeks_nothing_between_them_alone() -> None:
    assert taking_part("both initiated, a took part", choice=read_choice()) == {("flats", "hill"): (1, 0)}


def test_reciprocity_is_the_share_of_arcs_that_are_returned() -> None:
    snapshot = advice("1,a,b", "1,b,a", "1,a,c", "1,c,d")
    assert reciprocity(arcs(snapshot, PEOPLE)) == pytest.approx(2 / 4)
    assert directed_graph(arcs(snapshot, PEOPLE)).edges["person:1-a", "person:1-b"]["interactions"] == 1


def test_where_there_is_no_arc_there_is_no_reciprocity() -> None:
    assert reciprocity(arcs(demo_snapshot(), read_choice("structure"))) is None
    assert len(directed_graph(arcs(demo_snapshot(), read_choice("structure")))) == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    assert_frame_equal(arcs(shuffled(demo_snapshot(), seed), PEOPLE), arcs(demo_snapshot(), PEOPLE))


# ---------------------------------------------------------------------------------- real advice-seeking


def advice(*rows: str) -> Snapshot:
    """Rows ``school,sought_by,given_by`` as sheets: each is one interaction of advice seeking."""
    told = [row.split(",")[:3] for row in rows]
    people = sorted({f"{school}-{who}" for school, *both in told for who in both})
    return snapshot_of(
        people=[{"id": id, "name": id} for id in people],
        interactions=[{"id": f"{n}", "date": "2026-03-02", "practice": "advice seeking"} for n in range(len(told))],
        took_part=[
            {"interaction": f"{n}", "actor": f"person:{school}-{who}", "part": part}
            for n, (school, *both) in enumerate(told)
            for who, part in zip(both, ("initiated", "gave"), strict=True)
        ],
    )


@cache
def school_advice() -> tuple[Snapshot, nx.DiGraph]:
    """The published advice-seeking, through sheets and straight from its file."""
    with ADVICE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = nx.DiGraph(
        [tuple(f"person:{row['school']}-{row[end]}" for end in ("sought_by", "given_by")) for row in rows]
    )
    return advice(*(",".join((row["school"], row["sought_by"], row["given_by"])) for row in rows)), plain


needs_advice = pytest.mark.skipif(not ADVICE.exists(), reason="the published advice-seeking is not here")


@needs_advice
def test_the_published_arcs_and_their_reciprocity_are_plain_networkx() -> None:
    snapshot, plain = school_advice()
    found = arcs(snapshot, PEOPLE)
    assert set(directed_graph(found).edges) == set(plain.edges)
    assert reciprocity(found) == nx.overall_reciprocity(plain)
    assert plain.number_of_edges() > 1_000


@needs_advice
def test_the_published_bridges_and_cut_vertices_are_plain_networkx() -> None:
    snapshot, plain = school_advice()
    undirected = plain.to_undirected()
    bridges = {tuple(sorted(bridge)) for bridge in nx.bridges(undirected)}
    assert set(ties(snapshot, PEOPLE).filter("bridge").select("source", "target").iter_rows()) == bridges
    assert set(metrics(snapshot, PEOPLE).filter("cut")["id"]) == set(nx.articulation_points(undirected))
    assert set(graph_of(snapshot, PEOPLE).edges) == {tuple(sorted(edge)) for edge in undirected.edges}
    assert bridges


def test_between_two_actors_each_direction_is_counted_and_none_is_none() -> None:
    found = pl.DataFrame({"source": ["a", "b"], "target": ["b", "a"], "interactions": [3, 1], "returned": [1, 3]})
    assert between(found, "a", "b") == (3, 1)
    assert between(found, "a", "c") == (0, 0)
