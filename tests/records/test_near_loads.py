from sheet_writing import graph_of, raw_sheets

from graphmap.records.near_loads import as_stored, near_stored
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import RawSheets
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

STORED = graph_of(
    schools=[{"id": "hill", "name": "Te Puke Hill School"}, {"id": "flats", "name": "Flats School"}],
    people=[{"id": "w1", "name": "Wiremu Pene"}],
    roles=[{"id": "r1", "name": "Teacher", "at": "hill"}],
    roles_held=[{"person": "w1", "role": "r1"}],
)


def _edit(sheets: RawSheets, existing: GraphTables = STORED) -> Edit:
    return edit_between(existing, read_records(sheets, existing, shipped_codebook()))


def test_a_name_that_is_nearly_a_stored_one_is_asked_about() -> None:
    sheets = raw_sheets(people=[{"name": "Wirimu Pene"}, {"name": "Ana Walker"}], schools=[{"name": "Te Puke Hil Sch"}])
    asked = near_stored(_edit(sheets), STORED)
    assert {(each.name, each.stored) for each in asked} == {
        ("Te Puke Hil Sch", "school:hill"),
        ("Wirimu Pene", "person:w1"),
    }
    assert all(each.why.startswith(("spelt almost", "same name")) for each in asked)


def test_nothing_is_asked_of_a_first_load() -> None:
    sheets = raw_sheets(people=[{"name": "Wiremu Pene"}, {"name": "Wirimu Pene"}])
    assert not near_stored(_edit(sheets, GraphTables.of()), GraphTables.of())


def test_a_row_that_is_the_same_takes_the_stored_id_wherever_it_is_named() -> None:
    sheets = raw_sheets(
        schools=[{"name": "Te Puke Hil Sch", "roll": "80"}],
        people=[{"id": "x", "name": "Wirimu Pene"}],
        roles=[{"name": "Principal", "at": "Te Puke Hil Sch"}],
        roles_held=[{"person": "Wirimu Pene", "role": "Principal"}],
        interactions=[
            {"date": "2026-03-02", "practice": "school visit", "participants": "x; Te Puke Hil Sch; Flats School"}
        ],
    )
    schools = near_stored(_edit(sheets), STORED)
    people = near_stored(_edit(as_stored(sheets, schools)), STORED)
    assert [each.stored for each in (*schools, *people)] == ["school:hill", "person:w1"]
    edit = _edit(as_stored(sheets, [*schools, *people]))
    assert not len(edit.created["School"]) + len(edit.created["Person"])
    assert edit.updated["School"].to_dicts() == [{"id": "hill", "name": "Te Puke Hill School", "roll": 80}]
    assert set(edit.begun["TOOK_PART"]["start"]) == {"person:w1", "school:hill", "school:flats"}
    assert edit.begun["HOLDS"]["start"].to_list() == ["person:w1"]


def test_rows_that_are_not_the_same_go_on_as_they_are() -> None:
    sheets = raw_sheets(schools=[{"name": "Te Puke Hil Sch"}])
    assert as_stored(sheets, ()) == sheets
    assert len(_edit(sheets).created["School"]) == 1
