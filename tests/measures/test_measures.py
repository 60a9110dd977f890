"""Measures against what is known of small networks, and against plain networkx."""

import csv
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest
from exporting import WRITTEN, demo_export, read_graph
from networks import (
    NETWORKS,
    ORGANISATIONS,
    PEOPLE,
    STRUCTURE,
    between_pairs,
    demo_snapshot,
    snapshot_of,
    working_together,
)
from plain_networkx import PLAIN, assert_plain

from graphmap.export.graphs import export_of, write_graph
from graphmap.export.provenance import provenance_of
from graphmap.graph.choice import VIEWS, Choice, View
from graphmap.graph.direction import arcs, reciprocity
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties
from graphmap.measures.measures import MEASURES, constraint, effective_size, measured, metrics, values_of
from graphmap.tables import GraphTables

DESIGNED_COLUMNS = [
    "id",
    "name",
    "kind",
    "degree",
    "strength",
    "betweenness",
    "closeness",
    "harmonic",
    "eigenvector",
    "pagerank",
    "clustering",
    "core",
    "constraint",
    "effective_size",
    "component",
    "community",
    "isolated",
    "cut",
    "ties_sharing",
    "ties_beyond",
    "deepest",
]

SCHOOL_ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice"


def column(table: pl.DataFrame, name: str) -> dict[str, object]:
    """One measure by the end of the actor's key."""
    return {id.partition(":")[2]: value for id, value in table["id", name].rows()}


def test_the_columns_are_those_of_the_design() -> None:
    assert metrics(demo_snapshot(), PEOPLE).columns == DESIGNED_COLUMNS


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_means_and_where_it_comes_from(measure) -> None:
    assert measure.meaning.endswith(".")
    assert "\n" not in measure.meaning
    assert measure.source[-4:].isdigit()


# --------------------------------------------------------------------------------- Krackhardt's kite

KITE = metrics(between_pairs(nx.krackhardt_kite_graph()), PEOPLE)
"""Ten people in a kite with a tail: the centre by degree, by closeness and by betweenness are not the same."""


def test_the_most_ties_in_the_kite_are_at_its_middle() -> None:
    assert list(column(KITE, "degree").values()) == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]


def test_most_paths_in_the_kite_go_through_where_the_tail_begins() -> None:
    betweenness = column(KITE, "betweenness")
    assert max(betweenness, key=betweenness.__getitem__) == "p07"
    assert betweenness["p07"] == pytest.approx(14 / 36)


def test_the_nearest_to_all_in_the_kite_are_the_two_before_the_tail() -> None:
    closeness = column(KITE, "closeness")
    assert {name for name, value in closeness.items() if value == max(closeness.values())} == {"p05", "p06"}
    assert closeness["p05"] == pytest.approx(9 / 14)


def test_the_kite_falls_apart_without_those_on_its_tail() -> None:
    assert {name for name, cut in column(KITE, "cut").items() if cut} == {"p07", "p08"}


def test_the_tail_of_the_kite_is_outside_its_core() -> None:
    assert list(column(KITE, "core").values()) == [3, 3, 3, 3, 3, 3, 3, 2, 1, 1]


# ------------------------------------------------------------------------------------ a chain by hand

CHAIN = metrics(
    working_together(
        "2026-03-02 school visit: ana bo",
        "2026-03-03 school visit: ana bo",
        "2026-03-04 critical friend: bo cy",
        "2026-03-05 school visit: dee eru",
        staff={"fay": "hill"},
    ),
    PEOPLE,
)
"""Ana and Bo twice, Bo and Cy once and deeper; Dee and Eru by themselves; Fay alone."""


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("degree", {"ana": 1, "bo": 2, "cy": 1, "dee": 1, "eru": 1, "fay": 0}),
        ("strength", {"ana": 2, "bo": 3, "cy": 1, "dee": 1, "eru": 1, "fay": 0}),
        ("betweenness", {"ana": 0, "bo": 1 / 10, "cy": 0, "dee": 0, "eru": 0, "fay": 0}),
        ("harmonic", {"ana": 2 + 1 / 1.5, "bo": 3, "cy": 1 + 1 / 1.5, "dee": 1, "eru": 1, "fay": 0}),
        ("component", {"ana": 1, "bo": 1, "cy": 1, "dee": 2, "eru": 2, "fay": 3}),
        ("community", {"ana": 1, "bo": 1, "cy": 1, "dee": 2, "eru": 2, "fay": 3}),
        ("constraint", {"ana": 1, "bo": (2 / 3) ** 2 + (1 / 3) ** 2, "cy": 1, "dee": 1, "eru": 1, "fay": None}),
        ("effective_size", {"ana": 1, "bo": 2, "cy": 1, "dee": 1, "eru": 1, "fay": None}),
        ("isolated", {"ana": False, "bo": False, "cy": False, "dee": False, "eru": False, "fay": True}),
        ("cut", {"ana": False, "bo": True, "cy": False, "dee": False, "eru": False, "fay": False}),
        ("ties_sharing", {"ana": 1, "bo": 1, "cy": 0, "dee": 1, "eru": 1, "fay": 0}),
        ("ties_beyond", {"ana": 0, "bo": 1, "cy": 1, "dee": 0, "eru": 0, "fay": 0}),
        ("deepest", {"ana": 1, "bo": 2, "cy": 2, "dee": 1, "eru": 1, "fay": None}),
    ],
)
def test_a_chain_worked_out_by_hand(measure: str, expected: dict[str, float | None]) -> None:
    assert column(CHAIN, measure) == pytest.approx(expected)


def test_ties_beyond_sharing_go_by_the_depth_they_settled_at_and_not_by_one_moderation() -> None:
    """Ana and Bo swapped for months and moderated once, as everybody there; Cy and Dee moderate again and again."""
    found = metrics(
        working_together(
            *(f"2026-03-{day:02} resource sharing: ana bo" for day in range(1, 21)),
            "2026-04-01 moderation: ana bo cy dee eva fay gus hua",
            "2026-04-02 moderation: cy dee",
            "2026-04-03 moderation: cy dee",
        ),
        PEOPLE,
    )
    assert column(found, "deepest")["ana"] == column(found, "deepest")["cy"] == 2
    assert column(found, "ties_sharing") == dict.fromkeys(["cy", "dee", "eva", "fay", "gus", "hua"], 0) | dict.fromkeys(
        ["ana", "bo"], 1
    )
    assert column(found, "ties_beyond")["ana"] == 6  # one event of challenge with each of the others
    assert column(found, "ties_beyond")["cy"] == 7


def test_effective_size_goes_by_strength_and_without_it_by_ties_alone() -> None:
    # i is tied to j by 3 and to k by 1, and j to k by 1: 2 - (3/4 x 1/1 + 1/4 x 1/3).
    graph = nx.Graph()
    graph.add_weighted_edges_from([("i", "j", 3.0), ("i", "k", 1.0), ("j", "k", 1.0)])
    assert effective_size(graph)["i"] == pytest.approx(2 - (3 / 4 + 1 / 12))
    assert effective_size(graph, weight=None)["i"] == pytest.approx(2 - 2 * 1 / 2)
    assert constraint(graph, weight=None)["i"] == pytest.approx(2 * (1 / 2 + 1 / 4) ** 2)


def test_outside_the_component_with_the_strongest_ties_eigenvector_is_next_to_nothing() -> None:
    found = column(CHAIN, "eigenvector")
    assert min(found["ana"], found["bo"], found["cy"]) > 0.1
    assert max(found["dee"], found["eru"], found["fay"]) < 1e-3


def test_of_two_components_of_one_size_the_one_whose_first_key_comes_first_is_first() -> None:
    found = metrics(working_together("2026-03-02 school visit: eru ana", "2026-03-02 school visit: bo cy"), PEOPLE)
    assert column(found, "component") == {"ana": 1, "eru": 1, "bo": 2, "cy": 2}


def test_communities_are_numbered_by_size() -> None:
    two_cliques = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(5))
    found = column(metrics(between_pairs(two_cliques), PEOPLE), "community")
    assert found == {**{f"p{i:02}": 2 for i in range(3)}, **{f"p{i:02}": 1 for i in range(3, 8)}}


# -------------------------------------------------------------------------------------- edges of the map


@pytest.mark.parametrize("view", VIEWS)
def test_the_measures_of_nobody_have_all_columns_and_no_rows(view: View) -> None:
    nothing = metrics(Snapshot(GraphTables.of()), Choice(view))
    assert (len(nothing), nothing.schema) == (0, metrics(demo_snapshot(), Choice(view)).schema)


def test_with_nobody_tied_what_needs_a_tie_is_undefined() -> None:
    alone = metrics(snapshot_of(people="id,name\nana,Ana\nbo,Bo\n"), PEOPLE)
    undefined = [name for name in DESIGNED_COLUMNS if alone[name].is_null().all()]
    assert undefined == ["constraint", "effective_size", "deepest"]
    assert alone["isolated"].all()


def test_one_actor_alone_can_be_measured() -> None:
    assert metrics(snapshot_of(people="id,name\nana,Ana\n"), PEOPLE)["component"].to_list() == [1]


def test_no_measure_is_ever_not_a_number() -> None:
    for view in VIEWS:
        floats = metrics(demo_snapshot(), Choice(view)).select(pl.col(pl.Float64).is_nan().any())
        assert not any(floats.row(0))


@pytest.mark.parametrize("actors", [50, 1_500])
def test_pagerank_is_the_solution_of_its_equations_at_every_size(actors: int) -> None:
    graph = nx.barabasi_albert_graph(actors, 2, seed=1)
    nx.set_edge_attributes(graph, {edge: 1 + number % 5 for number, edge in enumerate(graph.edges)}, "weight")
    graph.add_node("alone")
    strengths = nx.to_numpy_array(graph, weight="weight")
    totals = strengths.sum(axis=0)
    steps = np.divide(strengths, totals, out=np.full_like(strengths, 1 / len(graph)), where=totals > 0)
    solution = np.linalg.solve(np.eye(len(graph)) - 0.85 * steps, np.full(len(graph), 0.15 / len(graph)))
    found = values_of(graph, "pagerank")
    assert sum(abs(found[node] - share) for node, share in zip(graph, solution, strict=True)) < 1e-9


def test_progress_is_told_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    metrics(demo_snapshot(), NETWORKS, lambda _, done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (len(MEASURES), len(MEASURES))


# -------------------------------------------------------------------------------------- plain networkx


def test_every_measure_has_its_plain_counterpart_here() -> None:
    assert list(PLAIN) == [measure.name for measure in MEASURES]


def test_the_measures_of_the_kite_are_plain_networkx_s() -> None:
    assert_plain(KITE, graph_of(between_pairs(nx.krackhardt_kite_graph()), PEOPLE))


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(PEOPLE, marks=pytest.mark.slow),  # networkx's own effective size of 67 people takes 18 s
        ORGANISATIONS,
        NETWORKS,
        Choice(min_depth=3),
    ],
    ids=lambda choice: f"{choice.view}-{choice.min_depth}",
)
def test_the_measures_of_the_demo_are_plain_networkx_s_on_the_graph_as_it_is_written(
    choice: Choice, tmp_path: Path
) -> None:
    graphs = []
    for ending in ("graphml", "json"):
        file = tmp_path / f"graph.{ending}"
        write_graph(demo_export(choice), file)
        graphs.append(read_graph(file))
    one, other = ({frozenset(tie[:2]): tie[2] for tie in graph.edges(data=True)} for graph in graphs)
    assert all(tie.items() <= other[pair].items() for pair, tie in one.items())
    assert one.keys() == other.keys()
    assert_plain(metrics(demo_snapshot(), choice), graphs[0])


def test_the_measures_of_the_structure_that_need_no_depth_are_plain_networkx_s(tmp_path: Path) -> None:
    file = tmp_path / "graph.graphml"
    write_graph(demo_export(STRUCTURE), file)
    assert_plain(
        metrics(demo_snapshot(), STRUCTURE),
        read_graph(file),
        [name for name in PLAIN if name not in DESIGNED_COLUMNS[-3:]],
    )


# --------------------------------------------------------------------------------------- school advice


@pytest.fixture(scope="module")
def advice() -> list[tuple[str, str]]:
    """Who sought advice from whom, in nine schools."""
    if not SCHOOL_ADVICE.exists():
        pytest.skip("the school-advice data lies outside the project, and is not there")
    with (SCHOOL_ADVICE / "advice.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(f"{row['school']}-{row['sought_by']}", f"{row['school']}-{row['given_by']}") for row in rows]


@pytest.fixture(scope="module")
def sheets_of_advice(advice: list[tuple[str, str]]) -> Snapshot:
    """The same, as the sheets that a cluster would keep."""
    with (SCHOOL_ADVICE / "teachers.csv").open(encoding="utf-8") as file:
        teachers = [f"{row['school']}-{row['teacher']}" for row in csv.DictReader(file)]
    return snapshot_of(
        people=[{"id": teacher, "name": f"Teacher {teacher}"} for teacher in teachers],
        interactions=[{"id": str(n), "date": "2006-05-01", "practice": "advice seeking"} for n in range(len(advice))],
        took_part=[
            {"interaction": str(n), "actor": f"person:{who}", "part": part}
            for n, (seeker, giver) in enumerate(advice)
            for who, part in ((seeker, "initiated"), (giver, "gave"))
        ],
    )


@pytest.fixture(scope="module")
def plain_advice(advice: list[tuple[str, str]]) -> nx.Graph:
    """The same, straight from the file into networkx."""
    graph = nx.Graph()
    graph.add_edges_from((f"person:{seeker}", f"person:{giver}") for seeker, giver in advice)
    return graph


def test_there_is_a_tie_for_every_two_who_advised_one_another(
    sheets_of_advice: Snapshot, plain_advice: nx.Graph
) -> None:
    found = ties(sheets_of_advice, PEOPLE)
    assert set(map(frozenset, found["source", "target"].rows())) == set(map(frozenset, plain_advice.edges))
    assert found["only_sharing"].all()


def test_the_bridges_among_teachers_are_plain_networkx_s(sheets_of_advice: Snapshot, plain_advice: nx.Graph) -> None:
    found = ties(sheets_of_advice, PEOPLE).filter("bridge")
    assert set(map(frozenset, found["source", "target"].rows())) == set(map(frozenset, nx.bridges(plain_advice)))
    assert len(found) > 0


def test_who_started_each_tie_among_teachers_is_who_sought_the_advice(
    sheets_of_advice: Snapshot, advice: list[tuple[str, str]]
) -> None:
    sought = {(f"person:{seeker}", f"person:{giver}") for seeker, giver in advice}
    for source, target, share in ties(sheets_of_advice, PEOPLE)["source", "target", "started_by_source"].iter_rows():
        asked, was_asked = (source, target) in sought, (target, source) in sought
        assert share == asked / (asked + was_asked)


@pytest.mark.parametrize("measure", ["degree", "component", "clustering", "core", "isolated", "cut"])
def test_the_measures_of_teachers_that_need_no_strength_are_plain_networkx_s(
    sheets_of_advice: Snapshot, plain_advice: nx.Graph, measure: str
) -> None:
    found = graph_of(sheets_of_advice, PEOPLE)
    with_everyone = plain_advice.copy()
    with_everyone.add_nodes_from(found)
    assert_plain(measured(found), with_everyone, [measure])


def test_igraph_finds_in_the_file_what_it_finds_in_the_csv_itself(
    advice: list[tuple[str, str]], sheets_of_advice: Snapshot, tmp_path: Path
) -> None:
    import igraph

    about = provenance_of(sheets_of_advice, Choice("people"), "graph", WRITTEN, 1)
    write_graph(export_of(sheets_of_advice, Choice("people"), about), tmp_path / "advice.graphml")
    written = igraph.Graph.Read(str(tmp_path / "advice.graphml"))
    direct = igraph.Graph.TupleList(set(advice), directed=True)
    told = arcs(sheets_of_advice, Choice("people"))
    assert reciprocity(told) == pytest.approx(direct.reciprocity())
    plain = direct.as_undirected()
    for measure in ("degree", "betweenness"):
        ours = dict(zip(written.vs["id"], getattr(written, measure)(), strict=True))
        theirs = dict(zip(plain.vs["name"], getattr(plain, measure)(), strict=True))
        assert {key: value for key, value in ours.items() if key.removeprefix("person:") in theirs} == pytest.approx(
            {f"person:{key}": value for key, value in theirs.items()}
        )
    alone = written.vcount() - plain.vcount()
    assert len(written.connected_components()) == len(plain.connected_components()) + alone
