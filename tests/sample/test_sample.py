"""An invented network of any size: what loading accepts, the same for the same seed, and like a network that people
made."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmap import model
from graphmap.errors import BadData
from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import Records, read_records
from graphmap.tables import GraphTables

SIZE = SampleSize(schools=60, people=900, interactions=3_000)


def read(folder: Path) -> Records:
    return read_records(read_sheets(folder), GraphTables.of(), shipped_codebook())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "sheets"
    write_sample(SIZE, made)
    return made


@pytest.fixture(scope="module")
def graph(folder: Path) -> GraphTables:
    return read(folder).tables


@pytest.mark.parametrize(
    "size", [SampleSize(1, 2, 0), SampleSize(1, 2, 5), SampleSize(3, 2, 40), SampleSize(40, 5, 30)]
)
def test_the_smallest_networks_can_be_loaded(size: SampleSize, tmp_path: Path) -> None:
    write_sample(size, tmp_path / "sheets")
    assert read(tmp_path / "sheets").tables.kinds["Interaction"].height == size.interactions


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    schools=st.integers(1, 60), people=st.integers(2, 200), interactions=st.integers(0, 200), seed=st.integers(0, 2**40)
)
def test_whatever_its_size_it_can_be_loaded(
    schools: int, people: int, interactions: int, seed: int, tmp_path_factory
) -> None:
    made = tmp_path_factory.mktemp("sample") / "sheets"
    write_sample(SampleSize(schools, people, interactions, seed), made)
    kinds = read(made).tables.kinds
    assert [kinds[label].height for label in ("School", "Person", "Interaction")] == [schools, people, interactions]


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_sample(SIZE, tmp_path / "again")
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {
        f.name: f.read_bytes() for f in (tmp_path / "again").iterdir()
    }


def test_another_seed_gives_another_network(folder: Path, tmp_path: Path) -> None:
    write_sample(SampleSize(60, 900, 3_000, seed=2), tmp_path / "other")
    assert (folder / "took_part.csv").read_bytes() != (tmp_path / "other" / "took_part.csv").read_bytes()


def test_every_name_says_that_it_is_invented(graph: GraphTables) -> None:
    for label in ("School", "Person", "Iwi", "CommunityPartner", "Network", "Programme", "Goal"):
        assert graph.kinds[label]["name"].str.ends_with("(invented)").all(), label


def test_the_folder_says_that_it_is_invented(folder: Path) -> None:
    assert "invented" in (folder / "README.md").read_text()
    assert all("# Invented" in file.read_text().splitlines()[1] for file in folder.glob("*.csv"))


def test_a_few_people_do_much_of_it_and_many_little(graph: GraphTables) -> None:
    by_person = (
        graph.relationships["TOOK_PART"]
        .filter(pl.col("start").str.starts_with("person:"))
        .group_by("start")
        .len()["len"]
    )
    busiest = by_person.sort(descending=True).head(len(by_person) // 10)
    assert busiest.sum() > 0.25 * by_person.sum()
    assert by_person.median() < by_person.mean()


def test_it_is_of_every_depth_and_mostly_of_sharing(graph: GraphTables) -> None:
    depths = graph.kinds["Interaction"]["depth"].value_counts().sort("depth")
    assert depths["depth"].to_list() == list(range(len(model.DEPTHS)))
    assert depths["count"].arg_max() == model.DEPTHS.index("sharing")


def test_every_part_is_played(graph: GraphTables) -> None:
    assert set(graph.relationships["TOOK_PART"]["part"]) == set(model.PARTS)


def test_some_people_move_to_another_school(graph: GraphTables) -> None:
    held = graph.relationships["HOLDS"].join(graph.relationships["AT"], left_on="end", right_on="start")
    schools = (
        held.filter(pl.col("end_right").str.starts_with("school:"))
        .group_by("start")
        .agg(pl.col("end_right").n_unique())
    )
    assert 0.05 < (schools["end_right"] > 1).mean() < 0.4


def test_whoever_takes_part_holds_a_role_that_day(graph: GraphTables) -> None:
    days = graph.kinds["Interaction"].select(end=pl.lit("interaction:") + pl.col("id"), date="date")
    took_part = graph.relationships["TOOK_PART"].filter(pl.col("start").str.starts_with("person:")).join(days, on="end")
    held = took_part.join(graph.relationships["HOLDS"].select("start", "since", "until"), on="start").filter(
        (pl.col("since") <= pl.col("date")) & (pl.col("until").is_null() | (pl.col("until") >= pl.col("date")))
    )
    assert took_part.join(held, on=["start", "end"], how="anti").is_empty()


def test_some_roles_are_vacant_and_some_without_a_purpose(graph: GraphTables) -> None:
    held = graph.relationships["HOLDS"].filter(pl.col("until").is_null())["end"].unique()
    assert len(held) < graph.kinds["Role"].height
    assert 0 < graph.kinds["Role"]["purpose"].null_count() < graph.kinds["Role"].height / 4


def test_some_large_events_name_only_some_of_those_who_were_there(graph: GraphTables) -> None:
    took_part = graph.relationships["TOOK_PART"].group_by(id=pl.col("end").str.strip_prefix("interaction:")).len()
    large = graph.kinds["Interaction"].drop_nulls("attendance").join(took_part, on="id")
    assert 0 < len(large) < graph.kinds["Interaction"].height / 10
    assert (large["attendance"] > large["len"]).all()


def test_nothing_in_a_sample_lies_after_the_demo(graph: GraphTables) -> None:
    assert graph.kinds["Interaction"]["date"].max() <= date(2026, 11, 20)


def test_some_roles_were_closed_with_their_last_holder(graph: GraphTables) -> None:
    closed = graph.kinds["Role"].drop_nulls("until").select(end=pl.lit("role:") + pl.col("id"), closed="until")
    held = graph.relationships["HOLDS"].join(closed, on="end")
    assert 0 < len(closed) < graph.kinds["Role"].height / 2
    assert (held["until"] <= held["closed"]).all()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadData, match="not empty"):
        write_sample(SIZE, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadData, match="cannot be written into"):
        write_sample(SIZE, tmp_path / "file" / "sheets")
