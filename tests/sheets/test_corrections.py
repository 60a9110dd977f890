"""A wrong cell is corrected where it is, without the file."""

import pytest
from sheet_writing import problem_of, raw_sheets

from graphmap.sheets.corrections import Correction, corrected

RAW = raw_sheets(
    people="id,name\na,Ana\nb,Bo\n",
    interactions="date,practice,participants\n2026-03-02,schol visit,a; boo\n2026-03-03,schol visit,a;b\n",
)


def rows(*corrections: Correction) -> list[tuple[str, ...]]:
    sheet = next(sheet for sheet in corrected(RAW, corrections).sheets if sheet.name == "interactions")
    return [cells for _, cells in sheet.rows]


def test_a_value_is_corrected_wherever_its_column_has_it() -> None:
    correction = Correction("interactions.csv", "practice", "schol visit", "school visit")
    assert [cells[1] for cells in rows(correction)] == ["school visit", "school visit"]


def test_one_row_is_corrected_by_its_number() -> None:
    correction = Correction("interactions.csv", "practice", "schol visit", "co-teaching", row=3)
    assert [cells[1] for cells in rows(correction)] == ["schol visit", "co-teaching"]


def test_one_of_a_list_is_corrected() -> None:
    assert rows(Correction("interactions.csv", "participants", "boo", "b"))[0][2] == "a; b"


def test_corrections_come_one_after_another_and_the_sheets_read_stay_as_they_were() -> None:
    first = Correction("interactions.csv", "practice", "schol visit", "visit")
    second = Correction("interactions.csv", "practice", "visit", "school visit")
    assert rows(first, second)[0][1] == "school visit"
    assert rows()[0][1] == "schol visit"


@pytest.mark.parametrize("file", ["other.csv", "interactions.csv"])
def test_what_is_not_there_is_left(file: str) -> None:
    assert rows(Correction(file, "nothing", "x", "y")) == rows()
    assert rows(Correction(file, "practice", "x", "y")) == rows()


@pytest.mark.parametrize(
    ("sheets", "instead"),
    [
        ({"networks": "name,kind\nN,kahui akoo\n"}, "kahui ako"),
        ({"people": "id,name\na,Ana\n", "roles_held": "person,role\nAnna,r\n", "roles": "id,name\nr,R\n"}, "Ana"),
        ({"people": "id,name\na,Ana\n", "roles_held": "person,role\nZachariah,r\n", "roles": "id,name\nr,R\n"}, ""),
    ],
)
def test_a_problem_has_what_was_most_likely_meant(sheets: dict[str, str], instead: str) -> None:
    assert problem_of(**sheets).instead == instead
