"""What a researcher takes out by the command line: who asks whom, two-mode networks, events, and days to judge from."""

import io
import json
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from exporting import read_graph
from networks import ORGANISATIONS, PEOPLE, demo_snapshot
from polars.testing import assert_frame_equal
from running_shell import Shell, assert_one_sentence, rows

from graphmap.export.graphs import GRAPH_FORMATS
from graphmap.export.tables import TABLE_FORMATS
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs
from graphmap.graph.two_mode import events

READ_BY_NETWORKX = (".graphml", ".gexf", ".json")


def table_in(file: Path) -> pl.DataFrame:
    match file.suffix:
        case ".csv":
            return pl.read_csv(file)
        case ".json":
            return pl.DataFrame(json.loads(file.read_text("utf-8")), infer_schema_length=None)
        case ".parquet":
            return pl.read_parquet(file)
        case _:
            return pl.read_excel(file, engine="openpyxl")


# ------------------------------------------------------------------------------------------ who asks whom


@pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS], ids=["people", "organisations"])
def test_who_asks_whom_is_measured_as_plain_networkx_does(choice: Choice, shell: Shell) -> None:
    table = pl.read_csv(io.StringIO(shell.output("metrics", "--directed", "--view", choice.view)))
    graph = nx.DiGraph()
    graph.add_nodes_from(table["id"])
    graph.add_weighted_edges_from(arcs(demo_snapshot(), choice).select("source", "target", "interactions").iter_rows())
    found = {column: dict(zip(table["id"], table[column], strict=True)) for column in table.columns}
    assert found["in_degree"] == dict(graph.in_degree())
    assert found["out_degree"] == dict(graph.out_degree())
    assert found["asked"] == dict(graph.in_degree(weight="weight"))
    assert found["asks"] == dict(graph.out_degree(weight="weight"))
    assert found["reciprocity"] == pytest.approx(nx.reciprocity(graph, graph.nodes))
    assert found["prestige"] == pytest.approx(nx.in_degree_centrality(graph))
    assert found["proximity_prestige"] == pytest.approx(nx.closeness_centrality(graph))
    assert set(nx.isolates(graph)) == set(table.filter(pl.col("reciprocity").is_null())["id"]) != set()


@pytest.mark.parametrize("ending", TABLE_FORMATS)
def test_who_asks_whom_is_written_in_every_format_with_the_meaning_of_each_column(ending: str, shell: Shell) -> None:
    file = shell.folder / f"directed{ending}"
    shell.output("metrics", "--directed", "-o", file.name)
    assert len(table_in(file)) == len(rows(shell.output("metrics", "--directed")))


# ---------------------------------------------------------------------------------------------- two modes


@pytest.mark.parametrize("ending", GRAPH_FORMATS)
def test_the_two_mode_network_is_written_in_every_format(ending: str, shell: Shell) -> None:
    done = shell.run("graph", "--two-mode", "--view", "people", "-o", f"two{ending}")
    assert done.returncode == 0
    assert "actors and interactions, taking part" in done.stderr


@pytest.mark.parametrize("ending", READ_BY_NETWORKX)
def test_networkx_reads_actors_and_events_back_as_two_sides(ending: str, shell: Shell) -> None:
    shell.output("graph", "--two-mode", "--view", "people", "-o", f"two{ending}")
    graph = read_graph(shell.folder / f"two{ending}")
    sides = {side: {node for node, found in graph.nodes(data="bipartite") if found == side} for side in (0, 1)}
    happened = events(demo_snapshot(), PEOPLE)
    assert nx.bipartite.is_bipartite_node_set(graph, sides[0])
    assert {node.partition(":")[0] for node in sides[0]} == {"person"}
    assert sides[1] == {f"interaction:{id}" for id in happened["id"]}
    assert {f"interaction:{id}": n for id, n in happened.select("id", "actors").iter_rows()} == dict(
        graph.degree(sides[1])
    )


def test_the_two_tables_of_a_two_mode_network_say_which_side_each_node_is_on(shell: Shell) -> None:
    shell.output("graph", "--two-mode", "--view", "people", "-o", "two.csv")
    nodes, edges = (pl.read_csv(shell.folder / f"two.{name}.csv") for name in ("nodes", "edges"))
    side = dict(nodes.select("id", "bipartite").iter_rows())
    assert {side[id] for id in edges["source"]} == {0}
    assert {side[id] for id in edges["target"]} == {1}


def test_pajek_and_ucinet_have_as_many_nodes_and_ties(shell: Shell) -> None:
    for ending in (".graphml", ".net"):
        shell.output("graph", "--two-mode", "--view", "people", "-o", f"same{ending}")
    whole, pajek = read_graph(shell.folder / "same.graphml"), nx.read_pajek(shell.folder / "same.net")
    assert (len(pajek), pajek.number_of_edges()) == (len(whole), whole.number_of_edges())


# ------------------------------------------------------------------------------------------------- events


@pytest.mark.parametrize("ending", TABLE_FORMATS)
def test_the_events_are_written_in_every_format(ending: str, shell: Shell) -> None:
    file = shell.folder / f"events{ending}"
    shell.output("events", "--view", "people", "-o", file.name)
    library = events(demo_snapshot(), PEOPLE).select("id", "practice", "depth", "participants", "actors")
    assert_frame_equal(table_in(file).select(library.columns), library, check_dtypes=False)


# --------------------------------------------------------------------------------------- the day judged from


def judged_until(shell: Shell, *arguments: str) -> str:
    shell.output("weak", "-o", "judged.csv", *arguments)
    about = json.loads((shell.folder / "judged.csv.about.json").read_text("utf-8"))["about"]
    return str(about["until"])


def test_weak_links_are_judged_from_a_day_or_from_the_last_record(shell: Shell) -> None:
    days = demo_snapshot().first_and_last_day
    assert days is not None
    assert judged_until(shell, "--as-at", "20 November 2025") == "2025-11-20"
    assert judged_until(shell, "--as-at", "last") == days[1].isoformat()
    assert judged_until(shell, "--as-at", "LAST") == days[1].isoformat()


@pytest.mark.parametrize("text", ["yesterday", "2026-13", "31/02/2026", "3/4/2026", "2026 T5", ""])
@pytest.mark.parametrize("cards", [[], ["--cards"]], ids=["links", "cards"])
def test_a_day_to_judge_from_that_is_none_is_one_sentence_with_its_fix(
    text: str, cards: list[str], shell: Shell
) -> None:
    done = shell.run("weak", "--as-at", text, *cards)
    assert_one_sentence(done, 2)
    assert f"as-at: ‘{text}’" in done.stderr
    assert "Or write last for the last record." in done.stderr


# ------------------------------------------------------------------------------------- cards and dictionary


@pytest.mark.parametrize(("command", "table"), [("weak --cards", "cards"), ("health", "health"), ("events", "events")])
def test_a_table_comes_with_the_meaning_of_every_column(command: str, table: str, shell: Shell) -> None:
    shell.output(*command.split(), "-o", "told.csv")
    said = json.loads((shell.folder / "told.csv.about.json").read_text("utf-8"))
    columns = next(iter(said["tables"].values()))
    assert said["about"]["table"] == table
    assert [column["name"] for column in columns] == pl.read_csv(shell.folder / "told.csv").columns
    assert all(column["meaning"] for column in columns)


def test_the_meaning_of_a_column_of_health_says_which_condition_it_is_about(shell: Shell) -> None:
    shell.output("health", "-o", "health.csv")
    said = json.loads((shell.folder / "health.csv.about.json").read_text("utf-8"))
    meaning = {column["name"]: column["meaning"] for column in next(iter(said["tables"].values()))}
    assert meaning["density"].endswith("Condition: Cohesion.")
    assert meaning["settled_beyond"].endswith("Condition: Work beyond sharing.")
    assert meaning["roles_vacant"].endswith("Condition: Clear roles.")
    assert meaning["iwi_beyond"].endswith("Condition: Accountability to whānau, iwi and community.")


def test_health_says_which_years_use_fixed_days_for_their_terms(shell: Shell) -> None:
    assert "fixed days" not in shell.run("health").stderr
    earlier = shell.run("health", "--since", "2022-03-01")
    assert "Terms of 2022, 2023 use fixed days. Add their dates to seed/terms.csv to change that." in earlier.stderr
