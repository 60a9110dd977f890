"""Columns of actors in another tool's file that become fields: made-up ones, and those of real advice."""

from pathlib import Path

import polars as pl
import pytest

from graphmap.graph.choice import Choice
from graphmap.graph.fields import field_columns
from graphmap.graph.snapshot import Snapshot
from graphmap.intake.mapping_file import mapping_from
from graphmap.measures.mixing import mixing
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.records import read_records
from graphmap.store.loading import open_source
from graphmap.tables import GraphTables

ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice"

ALWAYS = '[always]\nkind = "person"\ndate = "2026-05-01"\npractice = "advice seeking"\n'


def tables_of(path: Path, mapping: str, declaring: bool = True, existing: GraphTables | None = None) -> GraphTables:
    store = existing or GraphTables.of()
    source = open_source(path, mapping_from(mapping, "mapping.toml"), declaring)
    return read_records(source.sheets(store).raw, store, shipped_codebook()).tables


@pytest.fixture
def gephi(tmp_path: Path) -> Path:
    (tmp_path / "nodes.csv").write_text("Id,Label,Years,Trust\na,Ana,4.4,high\nb,Bo,,low\n")
    (tmp_path / "edges.csv").write_text("Source,Target\na,b\n")
    return tmp_path


def test_a_mapped_column_becomes_a_field_where_that_is_asked_for(gephi: Path) -> None:
    tables = tables_of(gephi, ALWAYS + '[fields]\n"years taught" = "Years"\n')
    assert field_columns(tables, "Person").select("years taught").to_series().to_list() == [4.4, None]


def test_a_mapped_field_that_is_not_declared_is_refused_under_the_file_s_own_name(gephi: Path) -> None:
    with pytest.raises(BadSheets) as refused:
        tables_of(gephi, ALWAYS + '[fields]\n"years taught" = "Years"\n', declaring=False)
    assert [(problem.sort, problem.value) for problem in refused.value.problems] == [
        ("unknown heading", "years taught")
    ]


def test_a_column_with_the_name_of_a_declared_field_needs_no_mapping(gephi: Path) -> None:
    store = tables_of(gephi, ALWAYS + '[fields]\n"trust" = "Trust"\n')
    tables = tables_of(gephi, ALWAYS, declaring=False, existing=store)
    assert field_columns(GraphTables({**tables.kinds, "Field": store.kinds["Field"]}, {}), "Person")[
        "trust"
    ].to_list() == ["high", "low"]


def test_a_mapping_that_names_no_column_is_a_problem_of_the_mapping(gephi: Path) -> None:
    source = open_source(gephi, mapping_from(ALWAYS + '[fields]\ntrust = "Trusst"\n', "mapping.toml"))
    (problem,) = source.sheets(GraphTables.of()).raw.problems
    assert (problem.file, problem.column, problem.value) == ("mapping.toml", "[fields] trust", "Trusst")


@pytest.mark.skipif(not ADVICE.exists(), reason="The school-advice data are not here.")
def test_real_advice_comes_with_years_and_trust() -> None:
    mapping = (
        '[file]\nnodes = "teachers.csv"\n[edges]\nfrom = "sought_by"\nto = "given_by"\nwithin = "school"\n'
        f'[nodes]\nid = "teacher"\nwithin = "school"\n{ALWAYS}[parts]\nfrom = "received"\nto = "gave"\n'
        '[fields]\n"years in school" = "years_in_school"\ntrust = "trust"\n'
    )
    tables = tables_of(ADVICE / "advice.csv", mapping)
    found = field_columns(tables, "Person")
    assert len(found) == 321
    assert found.schema == {"id": pl.String, "trust": pl.Float64, "years in school": pl.Float64}
    assert found.row(by_predicate=pl.col("id") == "1-1", named=True) == {
        "id": "1-1",
        "trust": 3.3405,
        "years in school": 4.429,
    }
    (row,) = mixing(Snapshot(tables), Choice("people"), "years in school").whole.to_dicts()
    assert row["actors"] + row["without"] == 321
    assert -1 < row["assortativity"] < 1
