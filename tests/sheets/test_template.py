"""Empty sheets to fill in: the right headings, and nothing in them."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from networks import demo_snapshot
from sheet_writing import graph_of

from graphmap import model
from graphmap.errors import BadData
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.fields import fields_in
from graphmap.sheets.records import read_records
from graphmap.sheets.template import template_csv, template_zip, write_template
from graphmap.store.comparison import edit_between
from graphmap.store.loading import find_sheets
from graphmap.tables import GraphTables

DESIGNED_HEADINGS = {
    "schools": "id, name, type, authority, region, latitude, longitude, roll",
    "people": "id, name",
    "roles": "id, name, at, group, purpose, since, until",
    "roles_held": "person, role, since, until",
    "iwi": "id, name, rohe",
    "partners": "id, name, kind",
    "networks": "id, name, kind, origin, since, until",
    "memberships": "member, network, since, until",
    "programmes": "id, name",
    "funding": "network, programme, since, until",
    "goals": "id, network, name, evidence, since, until",
    "interactions": "id, date, practice, network, goal, note, attendance, participants",
    "took_part": "interaction, actor, part",
    "fields": "kind, name, type, meaning, choices, private, safe",
    "codebook": "practice, depth, definition, how to begin, source, suits, builds on, leads to, marks",
    "rights": "person, why, held since, told, told how, answer, answered, keep until",
    "authority": "iwi, holder, uses, exports, agreed, review by",
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_template(tmp_path / "sheets")
    return tmp_path / "sheets"


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_there_is_a_file_for_every_sheet_of_the_design(template: Path) -> None:
    assert {file.stem for file in template.iterdir()} == set(DESIGNED_HEADINGS)


@pytest.mark.parametrize("sheet", DESIGNED_HEADINGS)
def test_the_headings_are_those_of_the_design(sheet: str, template: Path) -> None:
    assert ", ".join(rows(template / f"{sheet}.csv")[0]) == DESIGNED_HEADINGS[sheet]


@pytest.mark.parametrize("sheet", model.SHEETS, ids=lambda sheet: sheet.name)
def test_every_heading_is_explained_and_has_an_example(sheet: model.Sheet, template: Path) -> None:
    headings, meanings, examples = rows(template / f"{sheet.name}.csv")
    assert len(meanings) == len(examples) == len(headings)
    assert all(re.search(r"\.$", meaning) for meaning in meanings)
    assert all(example.strip("# ") for example in examples)


def test_every_choice_is_listed_where_only_some_texts_are_allowed(template: Path) -> None:
    meaning = dict(zip(*rows(template / "took_part.csv")[:2], strict=True))["part"]
    assert meaning.endswith("One of: initiated, hosted, gave, received, took part.")


def test_an_untouched_template_loads_as_nothing(template: Path) -> None:
    raw = find_sheets(template)
    assert raw.problems == []
    records = read_records(raw, GraphTables.of(), shipped_codebook())
    assert records.tables.is_empty
    assert all(table.is_empty() for table in records.tables.relationships.values())


def test_an_untouched_template_changes_nothing_in_a_store(template: Path) -> None:
    stored = demo_snapshot().tables
    assert edit_between(stored, read_records(find_sheets(template), stored, shipped_codebook())).is_nothing


def test_the_example_rows_are_a_cluster_that_loads(template: Path) -> None:
    for file in template.iterdir():
        headings, _, example = rows(file)
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([headings, [cell.removeprefix("# ") for cell in example]])
    people = template / "people.csv"
    people.write_text(people.read_text(encoding="utf-8") + "wiremu-tauira,Wiremu Tauira\n", encoding="utf-8")
    (template / "took_part.csv").write_text("interaction,actor,part\n", encoding="utf-8")
    records = read_records(find_sheets(template), GraphTables.of(), shipped_codebook())
    assert not any(table.is_empty() for table in records.tables.kinds.values())


def test_a_spreadsheet_knows_that_the_template_is_utf_8() -> None:
    assert template_csv(model.SHEET["iwi"]).startswith("\ufeffid,name,rohe".encode())


def test_nothing_is_written_over(template: Path) -> None:
    (template / "people.csv").write_text("id,name\nana,Ana\n")
    (template / "iwi.csv").unlink()
    with pytest.raises(BadData, match=r"people\.csv.*choose an empty folder"):
        write_template(template)
    assert (template / "people.csv").read_text() == "id,name\nana,Ana\n"
    assert not (template / "iwi.csv").exists()


def test_other_files_in_the_folder_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert len(write_template(tmp_path)) == len(model.SHEETS)


def test_a_folder_that_cannot_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadData, match=r"cannot be made \(Not a directory\); choose another\.$"):
        write_template(tmp_path / "file" / "sheets")


def test_all_empty_sheets_come_in_one_archive_too() -> None:
    with zipfile.ZipFile(io.BytesIO(template_zip())) as archive:
        assert archive.namelist() == [f"{sheet.name}.csv" for sheet in model.SHEETS]
        assert archive.read("schools.csv") == template_csv(model.SHEET["schools"])
    assert template_zip() == template_zip()


def test_a_sheet_has_the_columns_of_the_fields_of_its_kind_with_their_meaning(tmp_path: Path) -> None:
    declared = (
        "kind,name,type,meaning,choices\n"
        "school,sector,choice,=Who it teaches.,early years; primary\n"
        "person,years,number,,\n"
    )
    fields = fields_in(graph_of(fields=declared))
    write_template(tmp_path, fields)
    headings, meanings, examples = rows(tmp_path / "schools.csv")
    assert (headings[-2:], examples[-1]) == (["roll", "sector"], "early years")
    assert meanings[-1] == "'=Who it teaches. One of: early years, primary."
    assert rows(tmp_path / "people.csv")[0] == ["id", "name", "years"]
    (tmp_path / "fields.csv").write_text(declared)
    assert find_sheets(tmp_path).problems == []
    assert read_records(find_sheets(tmp_path), GraphTables.of(), shipped_codebook()).tables.kinds["School"].is_empty()
