"""The demo cluster: sheets without a mistake, as large as they say, and plainly invented."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from graphmap import model
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables


@pytest.fixture(scope="module")
def cluster(demo: Path) -> GraphTables:
    """What the demo's sheets say; reading them raises where there is a problem."""
    return read_records(read_sheets(demo), GraphTables.of(), shipped_codebook()).tables


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("School", 12),
        ("Person", 67),
        ("Role", 79),
        ("Iwi", 2),
        ("CommunityPartner", 6),
        ("Network", 2),
        ("Programme", 2),
        ("Goal", 3),
        ("Interaction", 288),
    ],
)
def test_the_cluster_is_as_large_as_its_story_says(cluster: GraphTables, label: str, number: int) -> None:
    assert len(cluster.kinds[label]) == number


def test_every_sheet_of_the_network_is_there(demo: Path) -> None:
    beside = {"codebook", "fields", "rights", "authority"}
    assert {file.stem for file in demo.glob("*.csv")} == {sheet.name for sheet in model.SHEETS} - beside


@pytest.mark.parametrize("label", [*model.ORGANISATIONS, "Network", "Programme"])
def test_every_organisation_is_named_so_that_nobody_takes_it_for_real(cluster: GraphTables, label: str) -> None:
    assert cluster.kinds[label]["name"].str.contains("Tauira").all()


def test_places_are_marked_as_invented(cluster: GraphTables) -> None:
    assert cluster.kinds["School"]["region"].str.contains("(invented)", literal=True).all()
    assert cluster.kinds["Iwi"]["rohe"].str.contains("(invented)", literal=True).all()


def test_three_years_are_told_and_every_depth_in_them(cluster: GraphTables) -> None:
    interactions = cluster.kinds["Interaction"]
    assert interactions["date"].dt.year().unique().sort().to_list() == [2024, 2025, 2026]
    assert interactions["date"].max() <= date(2026, 11, 20)
    assert interactions["depth"].unique().sort().to_list() == list(range(len(model.DEPTHS)))


def test_every_practice_of_the_codebook_is_shown_in_use(cluster: GraphTables) -> None:
    unused = set(shipped_codebook().kinds["Practice"]["name"]) - set(cluster.kinds["Interaction"]["practice"])
    assert unused == set()


def test_every_interaction_has_at_least_two_who_took_part(cluster: GraphTables) -> None:
    sizes = cluster.relationships["TOOK_PART"].group_by("end").len()
    assert len(sizes) == len(cluster.kinds["Interaction"])
    assert sizes["len"].min() >= 2


def test_everybody_who_took_part_held_a_role_on_that_day(cluster: GraphTables) -> None:
    dates = cluster.kinds["Interaction"].select(end=pl.concat_str(pl.lit("interaction:"), "id"), date="date")
    took_part = (
        cluster.relationships["TOOK_PART"].filter(pl.col("start").str.starts_with("person:")).join(dates, on="end")
    )
    holds = cluster.relationships["HOLDS"].select("start", "since", "until")
    on_that_day = took_part.join(holds, on="start").filter(
        (pl.col("since").is_null() | (pl.col("since") <= pl.col("date")))
        & (pl.col("until").is_null() | (pl.col("until") >= pl.col("date")))
    )
    without = took_part.join(on_that_day, on=["start", "end"], how="anti")
    assert without.select("start", "end").rows() == []


def test_there_are_vacant_roles_and_roles_without_a_purpose_to_find(cluster: GraphTables) -> None:
    held = cluster.relationships["HOLDS"]["end"]
    assert cluster.kinds["Role"].filter(~(pl.lit("role:") + pl.col("id")).is_in(held.implode())).height >= 3
    assert cluster.kinds["Role"]["purpose"].null_count() == 6
