"""The data package: it validates, says what everything means, and the same input gives the same bytes."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import frictionless
import pytest
from cases import with_codebook
from exporting import WRITTEN
from networks import demo_snapshot

from graphmap.errors import BadData, WrongCommand
from graphmap.export.package import Credit, package_of, write_package
from graphmap.export.provenance import provenance_of, writing_day
from graphmap.graph.choice import Choice


@cache
def package(choice: Choice, draws: int = 0) -> Mapping[str, bytes]:
    snapshot = with_codebook(demo_snapshot())
    about, credit = provenance_of(snapshot, choice, "package", WRITTEN, 1), Credit("A: title", ('"Ana" # Tauira',))
    return package_of(snapshot, choice, about, credit, draws=draws)


@pytest.mark.parametrize("choice", [Choice(), Choice("structure")], ids=["organisations", "structure"])
def test_it_validates(choice: Choice, tmp_path: Path) -> None:
    write_package(package(choice), tmp_path / "out")
    done = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert done.valid, done.flatten(["title", "message"])


@pytest.mark.slow
def test_how_sure_the_measures_are_goes_with_them(tmp_path: Path) -> None:
    write_package(package(Choice("networks"), draws=8), tmp_path / "out")
    done = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert done.valid, done.flatten(["title", "message"])
    columns = (tmp_path / "out" / "data" / "metrics.csv").read_text().partition("\n")[0].split(",")
    assert {"degree_low", "degree_high"} <= set(columns)
    assert "seed 1" in json.loads((tmp_path / "out" / "datapackage.json").read_text())["graphmap"]["robust"]


@pytest.mark.parametrize("draws", [0, pytest.param(8, marks=pytest.mark.slow)])
def test_every_column_has_a_meaning(draws: int) -> None:
    resources = json.loads(package(Choice("networks"), draws)["datapackage.json"])["resources"]
    assert [
        field for each in resources for field in each.get("schema", {}).get("fields", []) if not field["description"]
    ] == []


def test_the_same_input_gives_the_same_bytes() -> None:
    first = dict(package(Choice("networks")))
    package.cache_clear()
    assert package(Choice("networks")) == first


def test_cards_go_with_the_weak_links() -> None:
    files = package(Choice("networks"))
    assert files["data/cards.csv"].startswith(b"rank,card,priority,title,why,step,")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(BadData, match="not empty"):
        write_package({"README.md": b""}, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_the_day_is_the_option_s_then_the_epoch_s_then_today() -> None:
    assert str(writing_day("2026-01-02", "0", WRITTEN)) == "2026-01-02"
    assert str(writing_day(None, "86400", WRITTEN)) == "1970-01-02"
    assert writing_day(None, None, WRITTEN) == WRITTEN
    with pytest.raises(WrongCommand, match="SOURCE_DATE_EPOCH"):
        writing_day(None, "soon", WRITTEN)
