"""Fields of a cluster's own in every file: with their meaning, and what an anonymised one leaves out."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pytest
from networks import snapshot_of

from graphmap.export.anonymise import SALT_BYTES, anonymise, small_cells
from graphmap.export.dictionary import columns_of
from graphmap.export.graphs import GRAPH_FORMATS, export_of, two_mode_export_of, write_graph
from graphmap.export.package import Credit, package_of
from graphmap.export.provenance import Provenance, provenance_of
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.two_mode import events
from graphmap.measures.measures import metrics
from graphmap.sheets.fields import fields_in, values_in

SALT = b"0" * SALT_BYTES
SHEETS = {
    "fields": """
        kind,name,type,meaning,choices,private,safe
        school,sector,choice,Whom it teaches,early years; primary,,yes
        school,decile,number,How well off its families are,,no,
        school,joined,date,,,,
        school,full,yes/no,,,,
        school,trust,number,,,yes,
        school,degree,number,A field named as a measure is,,,
        school,<b>tags</b>,text,,,,
        interaction,length,number,Minutes,,,yes
    """,
    "schools": """
        id,name,sector,decile,joined,full,trust,degree,<b>tags</b>
        hill,Hill,primary,3,2026-03-12,no,5,9,"<script>alert(1)</script>"
        flats,Flats,,,,,,,
    """,
    "interactions": "id,date,practice,participants,length\n1,2026-03-02,school visit,hill; flats,45\n",
}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(**SHEETS)


def about(snapshot: Snapshot, table: str = "metrics") -> Provenance:
    return provenance_of(snapshot, Choice(), table, date(2026, 6, 1), 1)


def test_metrics_end_with_the_fields_and_a_taken_name_gets_a_mark(snapshot: Snapshot) -> None:
    table = metrics(snapshot, Choice())
    assert table.columns[-6:] == ["<b>tags</b>", "decile", "degree (field)", "full", "joined", "sector"]
    assert table.filter(pl.col("id") == "school:hill").select("degree", "degree (field)", "joined").row(0) == (
        1,
        9.0,
        date(2026, 3, 12),
    )


def test_every_column_has_its_meaning(snapshot: Snapshot) -> None:
    found = {
        column.name: (column.type, column.meaning)
        for column in columns_of("metrics", metrics(snapshot, Choice()), about(snapshot).own_columns)
    }
    assert found["sector"] == ("text", "Of a school: Whom it teaches.")
    assert found["full"] == ("yes or no", "Of a school: full, a field of your own.")
    assert found["degree (field)"] == ("number", "Of a school: A field named as a measure is.")
    assert all(meaning for _, meaning in found.values())


def test_events_have_the_fields_of_interactions(snapshot: Snapshot) -> None:
    table = events(snapshot, Choice())
    assert table["length"].to_list() == [45.0]
    meanings = {column.name: column.meaning for column in columns_of("events", table, about(snapshot).own_columns)}
    assert meanings["length"] == "Of an interaction: Minutes."


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_every_graph_format_is_written_and_has_no_private_field(
    ending: str, snapshot: Snapshot, tmp_path: Path
) -> None:
    for exported in (
        export_of(snapshot, Choice(), about(snapshot)),
        two_mode_export_of(snapshot, Choice(), about(snapshot)),
    ):
        for file in write_graph(exported, tmp_path / f"graph{ending}"):
            if file.suffix not in (".xlsx", ".parquet"):
                assert "trust" not in file.read_text("utf-8", errors="replace")


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_a_field_may_have_a_name_that_a_format_has_a_use_for(ending: str, tmp_path: Path) -> None:
    names = ["tags", "Description", "type", "viz", "start", "depth", "date", "weight", "From", "Id2", "timestamp"]
    found = snapshot_of(
        fields=[{"kind": "iwi", "name": name} for name in names],
        iwi=[{"id": id, "name": id, **dict.fromkeys(names, "x")} for id in "ab"],
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,a; b\n",
    )
    for export in (export_of, two_mode_export_of):
        assert write_graph(export(found, Choice(), about(found)), tmp_path / f"graph{ending}")


def test_graphml_comes_back_with_typed_fields(snapshot: Snapshot, tmp_path: Path) -> None:
    write_graph(export_of(snapshot, Choice(), about(snapshot)), tmp_path / "g.graphml")
    graph: Any = nx.read_graphml(tmp_path / "g.graphml")
    node = graph.nodes["school:hill"]
    assert (node["decile"], node["full"], node["joined"], node["degree"]) == (3.0, False, "2026-03-12", 9.0)
    assert "decile" not in graph.nodes["school:flats"]


def test_the_nodes_have_typed_columns_of_their_fields(snapshot: Snapshot, tmp_path: Path) -> None:
    write_graph(export_of(snapshot, Choice(), about(snapshot)), tmp_path / "g.nodes.parquet")
    table = pl.read_parquet(tmp_path / "g.nodes.parquet")
    assert "extra" not in table.columns
    types = {name: table.schema[name] for name in ("decile", "full", "joined", "sector")}
    assert types == {"decile": pl.Float64, "full": pl.Boolean, "joined": pl.Date, "sector": pl.String}


def test_the_package_has_the_fields_and_says_what_they_mean(snapshot: Snapshot) -> None:
    files = package_of(snapshot, Choice(), about(snapshot, "package"), Credit())
    rows = csv.DictReader(io.StringIO(files["data/dictionary.csv"].decode()))
    meanings = {(row["table"], row["column"]): row["meaning"] for row in rows}
    assert meanings["nodes", "decile"] == meanings["metrics", "decile"] == "Of a school: How well off its families are."
    assert not any("trust" in column for _, column in meanings)
    assert {"name": "sector", "type": "string", "description": "Of a school: Whom it teaches."} in [
        field
        for resource in json.loads(files["datapackage.json"])["resources"]
        if resource["name"] == "nodes"
        for field in resource["schema"]["fields"]
    ]


# --------------------------------------------------------------------------------------- anonymised


def test_only_safe_fields_leave_an_anonymised_file(snapshot: Snapshot) -> None:
    left = anonymise(snapshot, Choice(), SALT).snapshot.tables
    assert [field.name for field in fields_in(left)] == ["sector", "length"]
    extras = [values_in(extra) for extra in left.kinds["School"]["extra"]]
    assert sorted(extras, key=str) == [{"sector": "primary"}, {}] or extras == [{}, {"sector": "primary"}]
    assert metrics(anonymise(snapshot, Choice(), SALT).snapshot, Choice()).columns[-1] == "sector"


def test_a_private_field_never_leaves_even_where_another_program_calls_it_safe(snapshot: Snapshot) -> None:
    fields = snapshot.tables.kinds["Field"].with_columns(safe=pl.lit("yes"))
    claimed = snapshot_of(**SHEETS)
    claimed.tables.kinds["Field"] = fields  # type: ignore[index]
    left = anonymise(claimed, Choice(), SALT).snapshot.tables
    assert "trust" not in [field.name for field in fields_in(left)]
    assert not any("trust" in (extra or "") for extra in left.kinds["School"]["extra"])


def test_a_safe_field_counts_among_what_looks_alike(snapshot: Snapshot) -> None:
    nameless = anonymise(snapshot, Choice(), SALT).snapshot
    assert [cell.alike for cell in small_cells(nameless, ["School"])] == ["", "sector primary"]
