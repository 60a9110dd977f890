"""Reading sheets from CSV files and workbooks, and every way in which a file can be wrong."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from sheet_writing import csv_of, problem_of, raw_sheets

from graphmap.errors import BadData
from graphmap.sheets.formulas import FORMULA_STARTS
from graphmap.sheets.problems import Problem
from graphmap.sheets.reading import RawSheet, RawSheets, read_sheets

PEOPLE = "id,name\nana,Ana Tauira\n"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_problem(found: RawSheets) -> Problem:
    assert len(found.problems) == 1, [str(problem) for problem in found.problems]
    return found.problems[0]


def only_sheet(found: RawSheets) -> RawSheet:
    assert found.problems == []
    assert len(found.sheets) == 1
    return found.sheets[0]


def workbook(path: Path, worksheets: Mapping[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy", "strings_to_formulas": False}) as book:
        for title, rows in worksheets.items():
            worksheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                worksheet.write_row(number, 0, row)
    return path


def with_part_changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of the files inside it rewritten."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


# ------------------------------------------------------------------------------------- what is read


def test_a_folder_is_read_sheet_by_sheet_and_rows_are_numbered_as_a_spreadsheet_does(
    sheets: Callable[..., Path],
) -> None:
    found = read_sheets(sheets(people="id,name\nana,Ana\n\nbo,Bo\n", iwi="name\nTe Iwi Tauira\n"))
    assert found.problems == []
    assert {sheet.name: list(sheet.rows) for sheet in found.sheets} == {
        "iwi": [(2, ("Te Iwi Tauira",))],
        "people": [(2, ("ana", "Ana")), (4, ("bo", "Bo"))],
    }


def test_one_csv_file_is_the_sheet_that_its_name_says(tmp_path: Path) -> None:
    assert only_sheet(read_sheets(write(tmp_path / "Roles Held.csv", "Person,Role\nana,r1\n"))).name == "roles_held"


def test_headings_match_without_regard_to_case_spaces_macrons_or_order() -> None:
    sheet = only_sheet(raw_sheets(codebook=" How_To  Begin,DĒPTH,Practice\nAsk,2,visit\n"))
    assert sheet.headings == ("how to begin", "depth", "practice")
    assert list(sheet.rows) == [(2, ("Ask", "2", "visit"))]


def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    assert only_sheet(read_sheets(write(tmp_path / "people.csv", b"\xef\xbb\xbf" + PEOPLE.encode()))).headings == (
        "id",
        "name",
    )


def test_windows_line_ends_and_newlines_in_quotes_keep_their_rows(tmp_path: Path) -> None:
    sheet = only_sheet(read_sheets(write(tmp_path / "people.csv", 'id,name\r\na,"Ana\nTauira"\r\nb,Bo\r\n')))
    assert list(sheet.rows) == [(2, ("a", "Ana\nTauira")), (3, ("b", "Bo"))]


def test_rows_of_explanation_are_passed_over() -> None:
    sheet = only_sheet(raw_sheets(people="id,name\n# A short code.,What people call them.\nana,Ana\n"))
    assert list(sheet.rows) == [(3, ("ana", "Ana"))]


def test_files_marked_with_a_hash_or_hidden_are_left_out(sheets: Callable[..., Path]) -> None:
    folder = sheets(people=PEOPLE)
    write(folder / "#notes.csv", "anything")
    write(folder / ".~lock.people.csv", "anything")
    write(folder / "readme.txt", "anything")
    (folder / "old.csv").mkdir()
    assert only_sheet(read_sheets(folder)).name == "people"


def test_a_row_shorter_than_the_headings_is_filled_with_nothing() -> None:
    assert list(only_sheet(raw_sheets(schools="id,name,region\nt1,Tauira\n")).rows) == [(2, ("t1", "Tauira", ""))]


def test_spare_empty_cells_at_the_end_of_a_row_do_no_harm() -> None:
    assert list(only_sheet(raw_sheets(people="id,name\nana,Ana,,\n")).rows) == [(2, ("ana", "Ana"))]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_quote_that_keeps_a_cell_from_being_a_formula_is_taken_off(start: str) -> None:
    found = raw_sheets(people=[{"id": "a", "name": f"'{start}SUM(1)"}])
    assert only_sheet(found).rows[0][1] == ("a", f"{start}SUM(1)".strip())


def test_a_quote_that_belongs_to_a_name_stays() -> None:
    assert only_sheet(raw_sheets(people="id,name\na,'Ana\n")).rows[0][1] == ("a", "'Ana")


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="\u034f")).map(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_any_cells_written_as_csv_are_read_back_unchanged(rows: list[tuple[str, str]]) -> None:
    rows = [(f"i{id}", f"n{name}") for id, name in rows]
    sheet = only_sheet(raw_sheets(people=[{"id": id, "name": name} for id, name in rows]))
    assert [cells for _, cells in sheet.rows] == rows


# ---------------------------------------------------------------------------------- what is refused


def test_where_there_is_nothing_says_so_with_the_path(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"There is nothing at .*nowhere; check the spelling"):
        read_sheets(tmp_path / "nowhere")


def test_a_folder_without_csv_files_is_refused_with_a_way_to_begin(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"no \.csv file in it; graphmap template DIR writes sheets"):
        read_sheets(tmp_path)


def test_a_file_with_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"people\.ods is not a folder"):
        read_sheets(write(tmp_path / "people.ods", "x"))


@pytest.mark.parametrize("content", [b"", b" \r\n\n"])
def test_an_empty_file_is_a_problem(tmp_path: Path, content: bytes) -> None:
    problem = only_problem(read_sheets(write(tmp_path / "people.csv", content)))
    assert (problem.file, problem.sort) == ("people.csv", "empty file")


def test_a_file_whose_first_row_is_blank_is_told_the_headings() -> None:
    problem = only_problem(raw_sheets(people=",\nana,Ana\n"))
    assert problem.sort == "empty file"
    assert "id, name" in problem.fix


def test_text_that_is_not_utf_8_is_a_problem_in_its_row(tmp_path: Path) -> None:
    problem = only_problem(read_sheets(write(tmp_path / "people.csv", "id,name\na,Ana\nb,Hēmi\n".encode("utf-16-le"))))
    assert problem.sort == "not a CSV file"
    problem = only_problem(read_sheets(write(tmp_path / "people.csv", "id,name\na,Ana\nb,Renée\n".encode("latin-1"))))
    assert (problem.sort, problem.row) == ("not UTF-8", 3)
    assert "Renée" in problem.value
    assert "CSV UTF-8" in problem.fix


def test_a_workbook_called_csv_is_told_its_right_ending(tmp_path: Path) -> None:
    book = workbook(tmp_path / "people.xlsx", {"people": [["id", "name"]]})
    problem = only_problem(read_sheets(book.rename(tmp_path / "people.csv")))
    assert problem.sort == "not a CSV file"
    assert ".xlsx" in problem.fix


def test_a_csv_text_called_xlsx_is_a_problem(tmp_path: Path) -> None:
    problem = only_problem(read_sheets(write(tmp_path / "cluster.xlsx", PEOPLE)))
    assert (problem.file, problem.sort) == ("cluster.xlsx", "not a workbook")


def test_a_zip_that_is_no_workbook_is_a_problem(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cluster.xlsx", "w") as file:
        file.writestr("people.csv", PEOPLE)
    assert only_problem(read_sheets(tmp_path / "cluster.xlsx")).sort == "not a workbook"


def test_a_workbook_with_a_password_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    compound_file = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)  # what Excel wraps an encrypted workbook in
    problem = only_problem(read_sheets(write(tmp_path / "cluster.xlsx", compound_file)))
    assert problem.sort == "locked workbook"
    assert "without a password" in problem.fix


def test_a_misspelt_sheet_gets_the_nearest_name(tmp_path: Path) -> None:
    problem = only_problem(read_sheets(write(tmp_path / "poeple.csv", PEOPLE)))
    assert (problem.sort, problem.value) == ("unknown sheet", "poeple")
    assert problem.fix.startswith("Did you mean people?")


def test_a_misspelt_heading_gets_the_nearest_heading() -> None:
    problem = problem_of(schools="id,name,regoin\nt1,Tauira,North\n")
    assert (problem.row, problem.sort, problem.value) == (1, "unknown heading", "regoin")
    assert problem.fix == "Did you mean ‘region’?"


def test_a_heading_near_none_of_ours_is_told_all_there_are() -> None:
    problem = problem_of(people="id,name,shoe size\nana,Ana,39\n")
    assert problem.fix.startswith("Headings here are: id, name. Take the column away, or keep it as a field: ")


def test_a_missing_heading_is_a_problem_and_the_sheet_is_not_read() -> None:
    found = raw_sheets(memberships="member,since\nt1,2024-02-05\n")
    problem = only_problem(found)
    assert (problem.sort, problem.why) == ("missing heading", "The column ‘network’ is missing")
    assert found.sheets == []


def test_the_same_heading_twice_is_a_problem() -> None:
    problem = only_problem(raw_sheets(people="id,name,Name\nana,Ana,Anna\n"))
    assert (problem.sort, problem.value) == ("heading twice", "Name")


def test_the_same_sheet_twice_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "roles held.csv", "person,role\nana,r1\n")
    write(tmp_path / "roles_held.csv", "person,role\nana,r1\n")
    problem = only_problem(read_sheets(tmp_path))
    assert (problem.file, problem.sort) == ("roles_held.csv", "sheet twice")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_columns_separated_by_something_else_are_recognised(mark: str) -> None:
    found = raw_sheets(people=PEOPLE.replace(",", mark))
    unknown = next(problem for problem in found.problems if problem.sort == "unknown heading")
    assert "separated by something other than commas" in unknown.fix


def test_a_quote_that_is_never_closed_is_a_problem_in_the_row_where_it_opens() -> None:
    problem = only_problem(raw_sheets(people='id,name\na,Ana\nb,"Bo\nc,Cy\n'))
    assert (problem.sort, problem.row) == ("broken CSV", 3)
    assert "quote" in problem.fix


def test_a_row_with_more_cells_than_headings_is_a_problem_that_shows_them() -> None:
    problem = only_problem(raw_sheets(people="id,name\nana,Tauira, Ana\n"))
    assert (problem.row, problem.sort, problem.value) == (2, "too many cells", "Ana")


# ------------------------------------------------------------------------------------------ workbooks


def test_a_workbook_is_read_worksheet_by_worksheet(tmp_path: Path) -> None:
    found = read_sheets(
        workbook(
            tmp_path / "cluster.xlsx",
            {
                "People": [["id", "name"], ["ana", "Ana"]],
                "#notes": [["anything"]],
                "iwi": [["name"], ["Te Iwi Tauira"]],
                "partners": [],
            },
        )
    )
    assert found.problems == []
    assert [(sheet.name, sheet.file, list(sheet.rows)) for sheet in found.sheets] == [
        ("people", "cluster.xlsx[People]", [(2, ("ana", "Ana"))]),
        ("iwi", "cluster.xlsx[iwi]", [(2, ("Te Iwi Tauira",))]),
    ]


def test_dates_and_numbers_in_a_workbook_read_as_a_csv_file_would_have_them(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "cluster.xlsx",
        {
            "memberships": [
                ["member", "network", "since", "until"],
                [12, 99.0, date(2024, 2, 5), datetime(2026, 12, 18)],
            ],
            "schools": [["id", "name", "latitude", "roll"], ["012", "Tauira", -35.31, 212.0]],
        },
    )
    found = read_sheets(book)
    assert [sheet.rows[0][1] for sheet in found.sheets] == [
        ("12", "99", "2024-02-05", "2026-12-18"),
        ("012", "Tauira", "-35.31", "212"),
    ]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_a_formula_that_failed_is_a_problem_in_its_row(tmp_path: Path, error: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "cluster.xlsx") as book:
        worksheet = book.add_worksheet("people")
        worksheet.write_row("A1", ["id", "name"])
        worksheet.write_row("A2", ["ana"])
        worksheet.write_formula("B2", "=1/0", value=error)
    problem = only_problem(read_sheets(tmp_path / "cluster.xlsx"))
    assert (problem.file, problem.row, problem.sort, problem.value) == (
        "cluster.xlsx[people]",
        2,
        "failed formula",
        error,
    )


def test_a_workbook_that_understates_its_own_size_is_read_whole(tmp_path: Path) -> None:
    book = workbook(tmp_path / "cluster.xlsx", {"people": [["id", "name"], ["ana", "Ana"], ["bo", "Bo"]]})
    with_part_changed(book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('ref="A1:B3"', 'ref="A1"'))
    assert list(only_sheet(read_sheets(book)).rows) == [(2, ("ana", "Ana")), (3, ("bo", "Bo"))]


XML_PARTS = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"]


def with_entity(xml: str, declaration: str) -> str:
    body = xml.partition("?>")[2] if xml.startswith("<?xml") else xml
    return f'<?xml version="1.0"?><!DOCTYPE x [{declaration}]>{body}'


@pytest.mark.parametrize("part", XML_PARTS)
def test_an_xml_bomb_in_a_workbook_is_refused(tmp_path: Path, part: str) -> None:
    book = workbook(tmp_path / "cluster.xlsx", {"people": [["id", "name"], ["ana", "Ana"]]})
    tiers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!ENTITY e0 "ha">{tiers}'
    with_part_changed(book, part, lambda xml: with_entity(xml, bomb).replace("Ana", "&e11;"))
    assert only_problem(read_sheets(book)).sort == "not a workbook"


@pytest.mark.parametrize("part", XML_PARTS)
def test_an_entity_that_names_another_file_is_refused_and_nothing_of_that_file_is_told(
    tmp_path: Path, part: str
) -> None:
    secret = write(tmp_path / "secret.txt", "nobody may read this")
    book = workbook(tmp_path / "cluster.xlsx", {"people": [["id", "name"], ["ana", "Ana"]]})
    with_part_changed(
        book,
        part,
        lambda xml: with_entity(xml, f'<!ENTITY other SYSTEM "{secret.as_uri()}">').replace("Ana", "&other;"),
    )
    problem = only_problem(read_sheets(book))
    assert problem.sort == "not a workbook"
    assert "nobody" not in str(problem)


@pytest.mark.slow
def test_a_damaged_workbook_is_a_problem_wherever_the_damage_is(tmp_path: Path) -> None:
    whole = workbook(
        tmp_path / "whole.xlsx", {"people": [["id", "name"], *([f"p{n}", f"Person {n}"] for n in range(50))]}
    ).read_bytes()
    random = Random(4)
    for _ in range(150):
        at = random.randrange(len(whole))
        damaged = whole[:at] + random.randbytes(8) + whole[at + 8 :] if random.random() < 0.7 else whole[:at]
        found = read_sheets(write(tmp_path / "damaged.xlsx", damaged))
        assert found.problems or found.sheets


def test_a_workbook_without_any_worksheet_of_ours_is_a_problem(tmp_path: Path) -> None:
    problem = only_problem(
        read_sheets(workbook(tmp_path / "cluster.xlsx", {"Sheet1": [["id", "name"], ["ana", "Ana"]]}))
    )
    assert (problem.file, problem.sort) == ("cluster.xlsx[Sheet1]", "unknown sheet")


def test_an_empty_workbook_is_a_problem(tmp_path: Path) -> None:
    assert only_problem(read_sheets(workbook(tmp_path / "cluster.xlsx", {"people": []}))).sort == "empty file"


def test_a_workbook_and_a_folder_with_the_same_cells_say_the_same(tmp_path: Path, sheets: Callable[..., Path]) -> None:
    rows = [["id", "name"], ["ana", "Ana Tauira"], ["q", 'Quote " and ; and\nnewline']]
    in_csv = io.StringIO(csv_of([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))
    book = read_sheets(workbook(tmp_path / "cluster.xlsx", {"people": [list(row) for row in rows]}))
    folder = read_sheets(sheets(people=in_csv.getvalue()))
    assert only_sheet(book).rows == only_sheet(folder).rows
