"""Every graph format, written and read back by the tools that it is for.

The tests of any format take their list from the registry."""

import csv
import json
import re
from itertools import pairwise
from pathlib import Path

import igraph
import networkx as nx
import openpyxl
import pandas as pd
import polars as pl
import pytest
from engines import RunningEngine
from exporting import demo_export, exported, read_graph
from hypothesis import example, given, settings
from hypothesis import strategies as st
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, demo_graph, graph_with

from graphmap.errors import WrongCommand
from graphmap.export.formats.cypher import write_cypher
from graphmap.export.graphs import GRAPH_FORMATS, graph_format, write_graph
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.graph.choice import Choice
from graphmap.sheets.formulas import neutralised, restored

WHOLE = (".graphml", ".gexf", ".json")
"""The formats that networkx reads back whole."""

NAMES = [
    "Kāhui Ako o Tauira",
    "O’Neill \"Ted\" & 'Sons'",
    "<script>alert(1)</script>",
    "two\nlines",
    "🌿 a|b, c; d\te",
    "=1+1",
]
CHOICES = pytest.mark.parametrize(
    "choice", [PEOPLE, ORGANISATIONS, NETWORKS, STRUCTURE], ids=lambda choice: choice.view
)


def hostile(names: list[str]) -> nx.Graph:
    """A ring of schools whose ids and names are these."""
    graph = nx.Graph(view="organisations")
    keys = [f"school:{name}" for name in names]
    for key, name in zip(keys, names, strict=True):
        graph.add_node(key, name=name, kind="School")
    edge = graph_with("x").edges["school:a", "school:b"]
    graph.add_edges_from((one, other, edge) for one, other in pairwise(keys))
    return graph


def strengths(graph: nx.Graph) -> list[float]:
    return sorted(tie["weight"] for *_, tie in graph.edges(data=True))


# ----------------------------------------------------------------------------- what networkx reads back


@pytest.mark.parametrize("ending", WHOLE)
@CHOICES
def test_a_graph_is_read_back_as_it_was(choice: Choice, ending: str, tmp_path: Path) -> None:
    graph, file = demo_graph(choice), tmp_path / f"graph{ending}"
    write_graph(demo_export(choice), file)
    found = read_graph(file)
    hidden = {"label", "spells", "id"} | ({"start"} if ending == ".gexf" else set())
    assert {
        node: {n: v for n, v in known.items() if n not in hidden} for node, known in found.nodes(data=True)
    } == dict(graph.nodes(data=True))
    assert {
        frozenset(ends): {n: v for n, v in tie.items() if n not in hidden} for *ends, tie in found.edges(data=True)
    } == {frozenset(ends): {n: v for n, v in tie.items() if n not in hidden} for *ends, tie in graph.edges(data=True)}


@pytest.mark.parametrize("ending", [".graphml", ".json"])
def test_a_graph_says_where_it_comes_from(ending: str, tmp_path: Path) -> None:
    write_graph(demo_export(PEOPLE), tmp_path / f"graph{ending}")
    said = read_graph(tmp_path / f"graph{ending}").graph
    assert said.items() >= demo_export(PEOPLE).about.fields.items()
    assert said["view"] == "people"


@pytest.mark.parametrize("ending", WHOLE)
@pytest.mark.parametrize("name", NAMES)
def test_names_survive_in_formats_that_hold_everything(name: str, ending: str, tmp_path: Path) -> None:
    write_graph(exported(graph_with(name)), tmp_path / f"graph{ending}")
    assert read_graph(tmp_path / f"graph{ending}").nodes["school:a"]["name"] == name


def test_a_control_character_that_xml_cannot_hold_becomes_a_mark(tmp_path: Path) -> None:
    graph = graph_with("bell\x07 null\x00 end")
    for ending in (".graphml", ".gexf"):
        write_graph(exported(graph), tmp_path / f"graph{ending}")
        assert read_graph(tmp_path / f"graph{ending}").nodes["school:a"]["name"] == "bell\ufffd null\ufffd end"
    assert graph.nodes["school:a"]["name"] == "bell\x07 null\x00 end"


def test_the_spells_of_a_tie_in_gexf_are_the_days_of_its_interactions(tmp_path: Path) -> None:
    write_graph(demo_export(PEOPLE), tmp_path / "graph.gexf")
    found = nx.read_gexf(tmp_path / "graph.gexf")
    for _, _, tie in found.edges(data=True):
        days = [first for first, last in tie["spells"] if first == last]
        assert (min(days), max(days)) == (tie["first"], tie["last"])
        assert len(days) <= tie["interactions"]


# ------------------------------------------------------------------------------------------ hostile texts


@settings(max_examples=25)
@example(["", " "])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"])),
        min_size=2,
        max_size=4,
        unique_by=lambda text: text.replace("\r", ""),
    )
)
def test_every_tool_reads_its_format_whatever_is_in_ids_and_names(names: list[str]) -> None:
    import tempfile

    graph = exported(hostile(names))
    size = (len(names), len(names) - 1)
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".net", ".dl", ".json", ".csv", ".parquet", ".kumu.json", ".kumu.csv"):
            write_graph(graph, Path(folder) / f"g{ending}")
        pajek, dl = igraph.Graph.Read_Pajek(f"{folder}/g.net"), igraph.Graph.Read_DL(f"{folder}/g.dl", directed=True)
        assert (pajek.vcount(), pajek.ecount(), dl.vcount(), dl.ecount()) == (*size, size[0], 2 * size[1])
        assert len(nx.Graph(nx.read_pajek(f"{folder}/g.net"))) == size[0]
        assert len(set(dl.vs["name"])) == size[0]
        assert list(read_graph(Path(f"{folder}/g.json"))) == list(graph.graph)
        nodes, edges = pl.read_csv(f"{folder}/g.nodes.csv"), pl.read_csv(f"{folder}/g.edges.csv")
        assert [restored(id) for id in nodes["id"]] == list(graph.graph)
        assert set(edges["source"]) | set(edges["target"]) == set(nodes["id"])
        assert pl.read_parquet(f"{folder}/g.nodes.parquet")["label"].to_list() == names
        blueprint = json.loads(Path(f"{folder}/g.kumu.json").read_text("utf-8"))
        assert {tie[end] for tie in blueprint["connections"] for end in ("from", "to")} == {
            one["id"] for one in blueprint["elements"]
        }


@given(st.text())
def test_a_formula_neutralised_is_restored(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t"))


@given(st.lists(st.text(min_size=1), unique=True))
def test_labels_are_fit_short_and_no_two_alike(texts: list[str]) -> None:
    labels = list(labels_of({text: text for text in texts}, r"[,=]", longest=18, ascii_only=True).values())
    assert len({label.lower() for label in labels}) == len(texts)
    assert all(len(label) <= 18 and label.isascii() and " " not in label for label in labels)


# --------------------------------------------------------------------------------------- each tool's own


@pytest.mark.parametrize("ending", [".graphml", ".net", ".dl"])
@CHOICES
def test_igraph_reads_the_same_ties(choice: Choice, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"graph{ending}"
    write_graph(demo_export(choice), file)
    found = igraph.Graph.Read_DL(str(file), directed=True) if ending == ".dl" else igraph.Graph.Read(str(file))
    graph, times = demo_graph(choice), 2 if ending == ".dl" else 1
    assert found.vcount() == len(graph)
    assert sorted(found.es["weight"]) == pytest.approx(sorted(strengths(graph) * times))


def test_the_file_beside_a_short_format_says_what_each_label_is(tmp_path: Path) -> None:
    write_graph(demo_export(PEOPLE), tmp_path / "graph.dl")
    labels = json.loads((tmp_path / "graph.dl.about.json").read_text("utf-8"))["labels"]
    assert set(labels.values()) == set(demo_graph(PEOPLE))
    assert set(igraph.Graph.Read_DL(str(tmp_path / "graph.dl")).vs["name"]) == set(labels)


@CHOICES
def test_igraph_makes_the_graph_from_the_two_tables_by_way_of_pandas(choice: Choice, tmp_path: Path) -> None:
    assert [file.name for file in write_graph(demo_export(choice), tmp_path / "graph.csv")] == [
        "graph.nodes.csv",
        "graph.edges.csv",
    ]
    nodes, edges = pd.read_csv(tmp_path / "graph.nodes.csv"), pd.read_csv(tmp_path / "graph.edges.csv")
    found = igraph.Graph.DataFrame(edges, directed=False, vertices=nodes, use_vids=False)
    assert dict(zip(found.vs["name"], found.degree(), strict=True)) == dict(demo_graph(choice).degree)


@CHOICES
def test_parquet_holds_the_tables_with_where_they_come_from(choice: Choice, tmp_path: Path) -> None:
    write_graph(demo_export(choice), tmp_path / "graph.parquet")
    for name, table in (("nodes", node_table(demo_graph(choice))), ("edges", edge_table(demo_graph(choice)))):
        assert pl.read_parquet(tmp_path / f"graph.{name}.parquet").equals(table)
        said = json.loads(pl.read_parquet_metadata(tmp_path / f"graph.{name}.parquet")["graphmap"])
        assert said["about"] == demo_export(choice).about.fields


def test_kumu_s_workbook_has_two_sheets_and_connects_elements(tmp_path: Path) -> None:
    write_graph(demo_export(ORGANISATIONS), tmp_path / "graph.kumu.xlsx")
    book = openpyxl.load_workbook(tmp_path / "graph.kumu.xlsx")
    assert book.sheetnames == ["Elements", "Connections", "About (ignore)"]
    elements, connections = (
        [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames[:2]
    )
    assert elements[0][:4] == ["ID", "Label", "Type", "Tags"]
    assert connections[0][:5] == ["From", "To", "Direction", "Type", "Tags"]
    assert {cell for row in connections[1:] for cell in row[:2]} <= {row[0] for row in elements[1:]}


def test_kumu_s_csv_and_blueprint_hold_the_same(tmp_path: Path) -> None:
    for ending in (".kumu.csv", ".kumu.json"):
        write_graph(demo_export(PEOPLE), tmp_path / f"graph{ending}")
    with (tmp_path / "graph.connections.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    blueprint = json.loads((tmp_path / "graph.kumu.json").read_text("utf-8"))
    told = [(tie["from"], tie["to"], tie["type"], "|".join(tie["tags"])) for tie in blueprint["connections"]]
    assert told == [(row["From"], row["To"], row["Type"], row["Tags"]) for row in rows]


@pytest.mark.parametrize(
    "names", [["O'Neill", "\\", "\\u0027}) DETACH DELETE n //"], ["\\' OR 1=1 //", "two\nlines;\n", "Kāhui 🌿 ${x}"]]
)
def test_a_cypher_script_makes_the_same_graph_and_changes_nothing_the_second_time(
    names: list[str], engine: RunningEngine
) -> None:
    import io

    from graphmap.store.writes import constraints

    file = io.BytesIO()
    write_cypher(exported(hostile(names)), file)
    statements = [line for line in file.getvalue().decode().split("\n") if line and not line.startswith("//")]
    made = {statement.rstrip(";") for statement in statements if statement.startswith("CREATE")}
    assert made <= set(constraints())
    with engine.session() as session:
        for statement in [*statements, *statements]:
            if not statement.startswith("CREATE"):
                session.run(statement.rstrip(";")).consume()
        found = [record["name"] for record in session.run("MATCH (n:School) RETURN n.name AS name")]
    assert sorted(found) == sorted(names)


# ------------------------------------------------------------------------------------------- any format


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_the_same_view_is_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        write_graph(demo_export(ORGANISATIONS), tmp_path / folder / f"graph{ending}")
    one, other = (
        {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()} for folder in ("one", "other")
    )
    assert one == other


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
@pytest.mark.parametrize("name", [*NAMES, "bell\x07 null\x00 end", "", "\\u0027"])
def test_any_name_can_be_written(name: str, ending: str, tmp_path: Path) -> None:
    assert all(file.stat().st_size for file in write_graph(exported(graph_with(name)), tmp_path / f"graph{ending}"))


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_a_format_says_who_reads_it_and_what_it_holds(ending: str) -> None:
    assert GRAPH_FORMATS[ending].tools
    assert GRAPH_FORMATS[ending].holds


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_an_empty_graph_can_be_written(ending: str, tmp_path: Path) -> None:
    assert all(file.exists() for file in write_graph(exported(nx.Graph(view="people")), tmp_path / f"graph{ending}"))


@pytest.mark.parametrize("ending", [ending for ending, format in GRAPH_FORMATS.items() if not format.holds_about])
def test_a_format_that_cannot_say_where_it_comes_from_gets_a_file_beside_it_that_does(
    ending: str, tmp_path: Path
) -> None:
    write_graph(demo_export(NETWORKS), tmp_path / f"graph{ending}")
    said = json.loads((tmp_path / f"graph{ending}.about.json").read_text("utf-8"))
    assert said["about"] == demo_export(NETWORKS).about.fields
    assert all(column["meaning"] for columns in said.get("tables", {}).values() for column in columns)


@pytest.mark.parametrize("name", ["graph", "graph.txt", ".graphml", "graph.xlsx", "graph.graphml.gz"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(WrongCommand, match=re.escape(", ".join(GRAPH_FORMATS))):
        graph_format(Path(name))


def test_the_longer_of_two_endings_counts() -> None:
    assert graph_format(Path("CLUSTER.KUMU.JSON")).tools == "Kumu"
    assert graph_format(Path("cluster.json")).tools == "networkx, D3"
