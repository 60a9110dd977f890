"""The Ministry's school directory, as published, read as sheets."""

from pathlib import Path

import pytest
from sheet_writing import csv_of

from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.directory import is_directory, read_directory
from graphmap.sheets.records import read_records
from graphmap.store.loading import find_sheets
from graphmap.tables import GraphTables

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "nz-school-directory.csv"
HEADINGS = (
    "School ID,Name,City,School Type,Authority,Regional Council,"
    "Community of Learning: ID,Community of Learning: Name,Longitude,Latitude,Total School Roll"
)


def directory(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    file = folder / "directory.csv"
    file.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
    return file


def graph(file: Path) -> GraphTables:
    return read_records(find_sheets(file), GraphTables.of(), shipped_codebook()).tables


def test_schools_come_with_their_type_place_and_roll(tmp_path: Path) -> None:
    schools = graph(directory(tmp_path, "1,Tauira School,Tauira,Full Primary,State,North,,,172.9,-34.6,34")).kinds[
        "School"
    ]
    assert schools.to_dicts() == [
        {
            "id": "1",
            "name": "Tauira School",
            "type": "Full Primary",
            "authority": "State",
            "region": "North",
            "latitude": -34.6,
            "longitude": 172.9,
            "roll": 34,
            "extra": None,
        }
    ]


def test_a_community_of_learning_is_one_network_and_each_of_its_schools_a_member(tmp_path: Path) -> None:
    tables = graph(
        directory(
            tmp_path,
            "1,Tauira School,,,,,99,Kāhui Ako o Tauira,,,",
            "2,Tauira College,,,,,99,Kāhui Ako o Tauira,,,",
            "3,Tauira Alone,,,,,,,,,",
        )
    )
    assert tables.kinds["Network"].select("id", "name", "kind").rows() == [("99", "Kāhui Ako o Tauira", "kahui ako")]
    assert tables.relationships["MEMBER_OF"].select("start", "end").rows() == [
        ("school:1", "network:99"),
        ("school:2", "network:99"),
    ]


def test_a_school_and_a_network_may_have_the_same_number(tmp_path: Path) -> None:
    tables = graph(directory(tmp_path, "99,Tauira School,,,,,99,Kāhui Ako o Tauira,,,"))
    assert tables.relationships["MEMBER_OF"].select("start", "end").rows() == [("school:99", "network:99")]


def test_the_directory_is_told_apart_from_a_sheet_of_schools(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text(csv_of([{"id": "1", "name": "Tauira School"}]))
    assert is_directory(directory(tmp_path))
    assert not is_directory(tmp_path / "schools.csv")
    assert not is_directory(tmp_path)
    assert not is_directory(tmp_path / "nothing.csv")


def test_a_column_that_the_directory_lost_is_a_problem(tmp_path: Path) -> None:
    found = read_directory(directory(tmp_path, headings=HEADINGS.replace(",Latitude", "")))
    assert [(p.sort, p.why) for p in found.problems] == [
        ("missing heading", "The column ‘Latitude’ of the directory is missing")
    ]
    assert found.sheets == []


def test_a_row_with_another_number_of_cells_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    found = read_directory(directory(tmp_path, "1,Tauira School,too,few", "2,Tauira College,,,,,,,,,"))
    assert [(p.row, p.sort, p.why) for p in found.problems] == [(2, "broken row", "The row has 4 cells and not 11")]
    assert [number for number, _ in found.sheets[0].rows] == [3]


def test_headings_whose_quote_is_never_closed_are_a_problem(tmp_path: Path) -> None:
    found = read_directory(directory(tmp_path, "1,Tauira School", headings=f'{HEADINGS},"Decile'))
    assert [problem.sort for problem in found.problems] == ["broken CSV"]


def test_a_directory_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "directory.csv"
    file.write_bytes(f"{HEADINGS}\n1,École,,,,,,,,,\n".encode("latin-1"))
    assert [problem.sort for problem in find_sheets(file).problems] == ["not UTF-8"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published directory is not at hand")
def test_the_published_directory_is_read_whole() -> None:
    tables = graph(PUBLISHED)
    assert len(tables.kinds["School"]) == 2539
    assert len(tables.kinds["Network"]) == 96
    assert len(tables.relationships["MEMBER_OF"]) == 789
