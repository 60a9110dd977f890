"""Sheets that cannot be right: each mistake has its place, value, reason and fix, in CSV and in a workbook."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from running_shell import Shell
from sheet_writing import csv_of, write_sheets

PEOPLE = "id,name\nana,Ana\nbo,Bo\ncy,Cy\n"
ROLE = "id,name\nlead,Lead\n"


def met(date: str = "2026-03-12", attendance: str = "") -> Mapping[str, str]:
    """Sheets in which three people met."""
    meeting = f"date,practice,attendance,participants\n{date},school visit,{attendance},ana; bo; cy\n"
    return {"people": PEOPLE, "interactions": meeting}


DATE = "interactions, row 2, column date: "
MISTAKES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "a term that is none": (
        met("Term 5"),
        DATE + "‘Term 5’ is a term that does not exist. A year has Terms 1 to 4. Write one such as 2026 T2.",
    ),
    "a term without its year": (
        met("Term 2"),
        DATE + "‘Term 2’ is a term without its year. Write the year too, such as 2026 T2.",
    ),
    "a month that is none": (
        met("2026-13"),
        DATE + "‘2026-13’ is a month that does not exist. Write a month from 01 to 12, such as 2026-03.",
    ),
    "a day that is none": (
        met("31/02/2026"),
        DATE + "‘31/02/2026’ is a day that does not exist. Write a real date as year-month-day, such as 2026-03-12.",
    ),
    "words for a date": (
        met("last winter"),
        DATE + "‘last winter’ is not a date. Write a day such as 2026-03-12, or as much as is known: 2026-03, 2026 T2 "
        "(Terms 1 to 4) or 2026.",
    ),
    "a day to come": (met("2049-03-12"), DATE + "‘2049-03-12’ is after today ("),
    "a term to come": (met("Term 2 2049"), DATE + "‘Term 2 2049’ is after today ("),
    "attendance below those named": (
        met(attendance="2"),
        "interactions, row 2, column attendance: ‘2’ is fewer than the 3 people named. Count everybody who was there, "
        "or leave the cell empty if all are named.",
    ),
    "attendance that is no number": (
        met(attendance="most"),
        "interactions, row 2, column attendance: ‘most’ is not a whole number. Write it in digits, such as 80.",
    ),
    "a role that ends before it begins": (
        {"roles": "id,name,since,until\nlead,Lead,2026-02-01,2025-12-19\n"},
        "roles, row 2, column until: ‘2025-12-19’ is before since (2026-02-01). Check which of the two dates is wrong.",
    ),
    "a role left before it was taken": (
        {
            "people": PEOPLE,
            "roles": ROLE,
            "roles_held": "person,role,since,until\nana,lead,2026-02-01,2025-12-19\n",
        },
        "roles_held, row 2, column until: ‘2025-12-19’ is before since (2026-02-01). Check which of the two dates is",
    ),
    "an origin that is misspelt": (
        {"networks": "id,name,origin\nours,Ours,sprot\n"},
        "networks, row 2, column origin: ‘sprot’ is not an origin that graphmap knows. Did you mean ‘sport’? It is one "
        "of: sport, culture, shared purchase, shared need, other. Words of your own go after it and a colon, such as",
    ),
    "an origin that is misspelt before its words": (
        {"networks": "id,name,origin\nours,Ours,sprot: netball\n"},
        "networks, row 2, column origin: ‘sprot: netball’ is not an origin that graphmap knows. Did you mean ‘sport’?",
    ),
    "an origin that is no choice": (
        {"networks": "id,name,origin\nours,Ours,football\n"},
        "networks, row 2, column origin: ‘football’ is not an origin that graphmap knows. It is one of: sport, ",
    ),
}


def as_folder(folder: Path, sheets: Mapping[str, str]) -> tuple[Path, Callable[[str], str]]:
    """A folder of CSV files, and how problems name one of its sheets."""
    return write_sheets(folder / "sheets", **sheets), lambda sheet: f"{sheet}.csv"


def as_workbook(folder: Path, sheets: Mapping[str, str]) -> tuple[Path, Callable[[str], str]]:
    """A workbook, and how problems name one of its worksheets."""
    path = folder / "cluster.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": True}) as book:
        for name, sheet in sheets.items():
            worksheet = book.add_worksheet(name)
            for number, row in enumerate(csv.reader(io.StringIO(csv_of(sheet)))):
                worksheet.write_row(number, 0, row)
    return path, lambda sheet: f"cluster.xlsx[{sheet}]"


@pytest.mark.parametrize("written", [as_folder, as_workbook])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_its_place_value_reason_and_fix(
    mistake: str, written: Callable[..., tuple[Path, Callable[[str], str]]], tmp_path: Path
) -> None:
    sheets, problem = MISTAKES[mistake]
    path, called = written(tmp_path, sheets)
    done = Shell(tmp_path).run("check", path)
    sheet, colon, rest = problem.partition(", row")
    assert done.returncode == 1
    assert done.stdout.startswith(called(sheet) + colon + rest)
    assert done.stdout.count("\n") == 1
    assert done.stderr == "1 problem in the sheets; nothing was written.\n"


ALL_AT_ONCE = {
    "people": PEOPLE,
    "networks": "id,name,origin\nours,Ours,sprot\n",
    "roles": "id,name,since,until\nlead,Lead,2026-02-01,2025-12-19\n",
    "interactions": "date,practice,attendance,participants\n"
    "2026-03-12,school visit,,ana; bo\nTerm 5,school visit,,ana; bo\n2049-01-01,school visit,,ana; bo\n"
    "2026-03-13,school visit,2,ana; bo; cy\n",
}


@pytest.mark.parametrize("written", [as_folder, as_workbook])
def test_a_load_lists_every_mistake_and_leaves_the_good_rows_out_too(
    written: Callable[..., tuple[Path, Callable[[str], str]]], other: Shell, tmp_path: Path
) -> None:
    path, _ = written(tmp_path, ALL_AT_ONCE)
    before = other.output("db", "status")
    done = other.run("load", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("5 problems in the sheets; nothing was written.\n")
    assert other.output("db", "status") == before
