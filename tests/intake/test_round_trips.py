"""What graphmap and networkx write is read back: what comes back is the same, and what is lost is what the docs say."""

import csv
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from engines import RunningEngine
from exporting import about, demo_export
from foreign_files import ADVICE_OF_PEOPLE, tables, who_with_whom
from hypothesis import given
from hypothesis import strategies as st
from networks import ORGANISATIONS, PEOPLE, STRUCTURE, demo_snapshot, snapshot_of
from polars.testing import assert_frame_equal

from graphmap.export.graphs import Exported, export_of, write_graph
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs
from graphmap.graph.network_graph import graph_of, tie_table
from graphmap.graph.structure import STRUCTURAL
from graphmap.graph.taking import take_snapshot
from graphmap.intake.mapping import mapping_of
from graphmap.sheets.formulas import neutralised, restored
from graphmap.store.loading import load_source, open_source
from graphmap.store.store import open_store
from graphmap.tables import GraphTables

ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice"
READ_BACK = (".graphml", ".gexf", ".json", ".kumu.xlsx", ".kumu.json", ".kumu.csv", ".csv", ".parquet")
JOINT = {"always": {"practice": "joint planning"}}
DEPTHS_OF_KUMU = {
    "practices": dict.fromkeys(("contact", "sharing", "challenge", "inquiry", "joint work"), "joint planning")
}
DERIVED = {"Interaction", "Practice"}  # not in the view `structure`


def there_and_back(folder: Path, what: Exported, ending: str, **sections: Mapping[str, str]) -> GraphTables:
    """What is read from the files that `what` is written to, by the first of them or, of two tables, by their
    folder."""
    files = write_graph(what, folder / f"map{ending}")
    return tables(files[0] if ending != ".kumu.csv" else folder, **sections)


def days(table: pl.DataFrame) -> list[tuple[object, ...]]:
    return sorted(table.select("start", "end", "since", "until").rows(), key=str)


@pytest.mark.parametrize("ending", READ_BACK)
def test_the_structure_comes_back_whole_but_for_its_days(tmp_path: Path, ending: str) -> None:
    stored = demo_snapshot().tables
    found = there_and_back(tmp_path, demo_export(STRUCTURE), ending)
    for kind, table in stored.kinds.items():
        if kind not in DERIVED:
            dated = [name for name in ("since", "until") if kind == "Role"]
            assert_frame_equal(found.kinds[kind].drop(dated), table.drop(dated), check_row_order=False)
    for type in STRUCTURAL:
        assert set(found.relationships[type].select("start", "end").rows()) == set(
            stored.relationships[type].select("start", "end").rows()
        )
    if ending != ".gexf":
        assert found.relationships["HOLDS"]["since"].null_count() == len(found.relationships["HOLDS"])


def test_gexf_keeps_the_days_of_the_structure_too(tmp_path: Path) -> None:
    found = there_and_back(tmp_path, demo_export(STRUCTURE), ".gexf")
    for type in ("HOLDS", "MEMBER_OF", "FUNDED_BY", "PURSUES"):
        assert days(found.relationships[type]) == days(demo_snapshot().tables.relationships[type])


@pytest.mark.parametrize("ending", READ_BACK)
def test_a_tie_comes_back_as_an_interaction_on_its_last_day_or_from_gexf_on_each(tmp_path: Path, ending: str) -> None:
    meaning = DEPTHS_OF_KUMU if ".kumu" in ending else JOINT
    found = there_and_back(tmp_path, demo_export(ORGANISATIONS), ending, **meaning)
    ties = tie_table(demo_snapshot(), ORGANISATIONS)
    took = (
        found.relationships["TOOK_PART"]
        .group_by("end")
        .agg(pl.col("start").sort())
        .select(pl.col("start"), id=pl.col("end"))
    )
    dated = took.join(found.kinds["Interaction"].select("date", id="interaction:" + pl.col("id")), on="id")
    last = {tuple(ends): day for ends, day in dated.group_by("start").agg(pl.col("date").max()).iter_rows()}
    assert last == {
        (source, target): day for source, target, day in ties.select("source", "target", "last").iter_rows()
    }
    assert (len(dated) > len(ties)) == (ending == ".gexf")
    assert found.kinds["Person"].is_empty()
    assert set(found.kinds["Interaction"]["practice"]) == {"joint planning"}


FORMULAS = ("=SUM(A1)", "'=twice", "@home", "+64", "-", "\N{FULLWIDTH PLUS SIGN}1", "plain", "'quoted'")


@pytest.mark.parametrize("ending", READ_BACK)
def test_names_that_look_like_formulas_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    snapshot = snapshot_of(
        people=[{"id": str(place), "name": neutralised(name)} for place, name in enumerate(FORMULAS)]
    )
    found = there_and_back(tmp_path, export_of(snapshot, PEOPLE, about(PEOPLE)), ending)
    kept = (
        FORMULAS if ".xlsx" not in ending else tuple(map(restored, FORMULAS))
    )  # a workbook may be a CSV file saved again
    assert tuple(found.kinds["Person"].sort("id")["name"]) == kept


def test_the_structure_loads_into_an_empty_store_and_again_changes_nothing(
    tmp_path: Path, embedded_engine: RunningEngine
) -> None:
    (file,) = write_graph(demo_export(STRUCTURE), tmp_path / "map.gexf")
    embedded_engine.empty()
    with open_store(embedded_engine.location) as store:
        written, _ = load_source(open_source(file), store)
        again, _ = load_source(open_source(file), store)
        assert set(graph_of(take_snapshot(store), STRUCTURE).edges) == set(demo_export(STRUCTURE).graph.edges)
    assert written["Person"].created == len(demo_snapshot().tables.kinds["Person"])
    assert not any(tally.created or tally.updated or tally.removed for tally in again.values())


@given(st.sampled_from([".graphml", ".gexf"]), st.integers(0, 2**6 - 1))
def test_what_networkx_writes_reads_back(tmp_path_factory: pytest.TempPathFactory, ending: str, edges: int) -> None:
    pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    graph = nx.Graph([pair for place, pair in enumerate(pairs) if edges >> place & 1])
    file = tmp_path_factory.mktemp("graphs") / f"graph{ending}"
    nx.write_graphml_xml(graph, file) if ending == ".graphml" else nx.write_gexf(graph, file)
    found = tables(file, always=ADVICE_OF_PEOPLE)
    assert set(found.kinds["Person"]["name"]) == set(graph)
    assert {pair[:2] for pair in who_with_whom(found)} == {tuple(sorted(edge)) for edge in graph.edges}


def test_advice_loaded_through_a_mapping_equals_networkx_from_the_csv(embedded_engine: RunningEngine) -> None:
    file = ADVICE / "advice.csv"
    if not file.exists():
        pytest.skip("The school-advice data are not here.")
    embedded_engine.empty()
    mapping = mapping_of(
        edges={"from": "sought_by", "to": "given_by", "within": "school"},
        always=ADVICE_OF_PEOPLE,
        parts={"from": "received", "to": "gave"},
    )
    with open_store(embedded_engine.location) as store:
        load_source(open_source(file, mapping), store)
        snapshot = take_snapshot(store)
    found = graph_of(snapshot, Choice(view="people"))
    with file.open() as opened:
        rows = list(csv.DictReader(opened))
    pairs = [
        (f"person:{row['school']}-{row['sought_by']}", f"person:{row['school']}-{row['given_by']}") for row in rows
    ]
    plain = nx.Graph(pairs)
    assert dict(found.degree) == dict(plain.degree)
    assert nx.betweenness_centrality(found) == pytest.approx(nx.betweenness_centrality(plain))
    assert set(map(frozenset, nx.connected_components(found))) == set(map(frozenset, nx.connected_components(plain)))
    assert set(arcs(snapshot, Choice(view="people")).select("source", "target").iter_rows()) == set(pairs)
