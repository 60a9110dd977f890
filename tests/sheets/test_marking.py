"""Sheets with what is wrong in them marked where it is."""

from pathlib import Path

import pytest

from graphmap.sheets.marking import MarkedSheet, marked_sheets
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import read_sheets
from graphmap.store.loading import Source, check_source
from graphmap.tables import GraphTables


def marked(folder: Path, most_rows: int = 50, **sheets: str) -> list[MarkedSheet]:
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    raw = read_sheets(folder)
    with pytest.raises(BadSheets) as raised:
        check_source(Source(raw), GraphTables.of())
    return marked_sheets(raw, raised.value.problems, most_rows)


def test_a_wrong_cell_is_marked_in_its_row_and_under_its_heading(tmp_path: Path) -> None:
    (sheet,) = marked(tmp_path, schools="id,name,roll\na,Alpha,many\n")
    (row,) = sheet.rows
    assert (sheet.file, row.number, row.cells) == ("schools.csv", 2, ("a", "Alpha", "many"))
    assert [(heading, problem.value) for heading, found in row.problems.items() for problem in found] == [
        ("roll", "many")
    ]


def test_the_rows_just_before_and_after_are_there_to_find_the_place_by(tmp_path: Path) -> None:
    rows = "".join(f"s{n},School {n},{'many' if n == 5 else n}\n" for n in range(1, 10))
    (sheet,) = marked(tmp_path, schools=f"id,name,roll\n{rows}")
    assert [row.number for row in sheet.rows] == [5, 6, 7]
    assert [bool(row.problems) for row in sheet.rows] == [False, True, False]


def test_a_heading_that_is_not_ours_is_of_the_sheet(tmp_path: Path) -> None:
    (sheet,) = marked(tmp_path, schools="id,name,colour\na,Alpha,red\n")
    assert [problem.value for problem in sheet.of_sheet] == ["colour"]
    assert sheet.rows == []


def test_a_file_that_cannot_be_read_has_its_problem_and_no_rows(tmp_path: Path) -> None:
    (sheet,) = marked(tmp_path, schools="roll\n12\n")
    assert (sheet.headings, sheet.rows) == ((), [])
    assert "name" in sheet.of_sheet[0].why


def test_beyond_the_most_rows_the_wrong_ones_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"s{n},School {n},many\n" for n in range(10))
    (sheet,) = marked(tmp_path, 4, schools=f"id,name,roll\n{rows}")
    assert sum(bool(row.problems) for row in sheet.rows) + sheet.left_out == 10
    assert sheet.left_out == 5  # the fifth is there as the row after the fourth


def test_every_problem_is_somewhere(tmp_path: Path) -> None:
    sheets = marked(
        tmp_path,
        schools="id,name,roll\na,,many\na,Alpha,1\n",
        people="name\n\nNgaio\n",
        memberships="member,network\nb,c\n",
    )
    told = [problem for sheet in sheets for problem in sheet.of_sheet]
    told += [problem for sheet in sheets for row in sheet.rows for found in row.problems.values() for problem in found]
    raw = read_sheets(tmp_path)
    with pytest.raises(BadSheets) as raised:
        check_source(Source(raw), GraphTables.of())
    assert sorted(told) == sorted(raised.value.problems)
