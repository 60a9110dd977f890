"""What people take away from the app: the same files as the command line writes, with names or with codes."""

import io
import zipfile

import polars as pl
import pytest
from networks import demo_snapshot

from graphmap.app.share.taken_away import TABLES, TakenAway, graph_file, package_file, table_file, with_codes
from graphmap.export.dictionary import TableName
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import tie_table

SALT = b"s" * 32


@pytest.fixture(scope="module")
def taken() -> TakenAway:
    return TakenAway(demo_snapshot(), Choice())


def test_a_table_comes_with_what_its_columns_mean(taken: TakenAway) -> None:
    with zipfile.ZipFile(io.BytesIO(table_file(taken, "ties", ".csv"))) as archive:
        assert archive.namelist() == ["ties.csv", "ties.csv.about.json"]
        found = pl.read_csv(archive.read("ties.csv"))
    assert len(found) == len(tie_table(taken.snapshot, taken.choice))


def test_a_graph_of_two_files_is_one_archive(taken: TakenAway) -> None:
    assert graph_file(taken, ".graphml").startswith(b"<?xml")
    with zipfile.ZipFile(io.BytesIO(graph_file(taken, ".csv"))) as archive:
        assert {"graph.nodes.csv", "graph.edges.csv"} <= set(archive.namelist())


def test_the_package_is_the_same_bytes_each_time(taken: TakenAway) -> None:
    assert package_file(taken) == package_file(taken)


@pytest.mark.parametrize("name", TABLES)
def test_with_codes_no_name_is_in_a_table(taken: TakenAway, name: TableName) -> None:
    found = table_file(with_codes(taken, SALT), name, ".csv")
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        text = archive.read(f"{name}.csv").decode()
    assert text.strip()
    assert not [each for each in taken.snapshot.tables.kinds["Person"]["name"] if each in text]
    assert "Tauira" not in text


def test_the_same_secret_gives_the_same_codes(taken: TakenAway) -> None:
    assert with_codes(taken, SALT).snapshot.names == with_codes(taken, SALT).snapshot.names
    assert with_codes(taken, SALT).snapshot.names != with_codes(taken, b"t" * 32).snapshot.names
