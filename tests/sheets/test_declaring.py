"""Columns that become fields by themselves."""

import pytest
from sheet_writing import raw_sheets

from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.declaring import guessed_type, with_columns_declared
from graphmap.sheets.fields import fields_in, values_in
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.records import Records, read_records
from graphmap.tables import GraphTables


def declared(existing: GraphTables | None = None, **sheets: str) -> Records:
    store = existing or GraphTables.of()
    return read_records(with_columns_declared(raw_sheets(**sheets), store), store, shipped_codebook())


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3", "4.5", ""], ("number", ())),
        (["0123", "0456"], ("text", ())),
        (["2026-03-12", "12 March 2026"], ("date", ())),
        (["yes", "No"], ("yes/no", ())),
        (["state", "State", "private", "private"], ("choice", ["private", "state"])),
        (["one", "two"], ("text", ())),
        ([f"word {n % 9}" for n in range(40)], ("text", ())),
        (["", ""], ("text", ())),
        (["a;b", "a;b"], ("text", ())),
    ],
)
def test_the_type_is_that_of_the_values(texts: list[str], expected: tuple[str, list[str]]) -> None:
    type, choices = guessed_type(texts)
    assert (type, list(choices)) == (expected[0], list(expected[1]))


def test_a_column_that_is_none_of_ours_becomes_a_field_with_its_values() -> None:
    records = declared(people="id,name,Years,trust_score\na,Ana,4.4,high\nb,Bo,,low\n").tables
    assert [(field.name, field.type) for field in fields_in(records, "Person")] == [
        ("trust_score", "text"),
        ("Years", "number"),
    ]
    assert [values_in(extra) for extra in records.kinds["Person"]["extra"]] == [
        {"Years": "4.4", "trust_score": "high"},
        {"trust_score": "low"},
    ]


def test_fields_that_are_declared_already_stay_as_they_are() -> None:
    sheets = {"fields": "kind,name\nperson,Years\n", "people": "id,name,years,trust\na,Ana,4,1\n"}
    records = declared(**sheets)
    assert [(field.name, field.type) for field in fields_in(records.tables)] == [("trust", "number"), ("Years", "text")]
    again = declared(records.tables, people="id,name,years,trust\na,Ana,4,1\n")
    assert fields_in(again.tables) == []


def test_a_slip_in_one_of_our_headings_stays_a_problem() -> None:
    with pytest.raises(BadSheets) as refused:
        declared(schools="id,name,regoin\nt,Tauira,North\n")
    assert [problem.sort for problem in refused.value.problems] == ["unknown heading"]


@pytest.mark.parametrize("heading", ["'=1+1", "source", "x" * 61])
def test_a_heading_that_no_field_can_have_stays_a_problem(heading: str) -> None:
    with pytest.raises(BadSheets):
        declared(interactions=f"date,practice,participants,{heading}\n2026-03-02,school visit,a;b,1\n")
