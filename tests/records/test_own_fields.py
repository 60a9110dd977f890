"""Declaring, renaming and removing a field of a cluster's own in a form."""

import pytest
from sheet_writing import graph_of

from graphmap.records.fields import count_values, declaring, find_field, removing, renaming
from graphmap.sheets.fields import Field, fields_in, values_in
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.records import read_records
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

STORE = graph_of(
    fields="kind,name,type,meaning\nschool,decile,number,Old\nschool,sector,text,\n",
    schools="id,name,decile,sector\nhill,Hill,3,state\nflats,Flats,4,\nbush,Bush,,state\n",
)


def field(name: str = "decile") -> Field:
    found = find_field(STORE, f"school-{name}")
    assert found is not None
    return found


def kept(edit: Edit) -> dict[str, dict[str, str]]:
    return {id: values_in(extra) for id, extra in edit.updated["School"].iter_rows()}


def problems(values: dict[str, str]) -> list[tuple[str, str]]:
    try:
        read_records(declaring(values), STORE, GraphTables.of())
    except BadSheets as error:
        return [(problem.column, problem.sort) for problem in error.problems]
    return []


def test_a_form_declares_a_field() -> None:
    typed = {"kind": "person", "name": " years ", "type": "number", "meaning": "How long", "safe": "yes"}
    (found,) = fields_in(read_records(declaring(typed), STORE, GraphTables.of()).tables)
    assert found == Field("Person", "years", "number", "How long", safe=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"kind": "school", "name": "roll"}, [("name", "field name taken")]),
        ({"kind": "school", "name": ""}, [("name", "missing value")]),
        ({"kind": "school", "name": "size", "type": "choice"}, [("choices", "no choices")]),
        ({"kind": "school", "name": "sector", "type": "number"}, [("type", "values that don’t fit")]),
    ],
)
def test_what_is_wrong_is_a_problem_of_its_box(typed: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert problems(typed) == expected


def test_removing_a_field_takes_its_values_and_says_how_many() -> None:
    assert count_values(STORE, field()) == 2
    edit = removing(STORE, field())
    assert edit.deleted == {"Field": ["school-decile"]}
    assert kept(edit) == {"hill": {"sector": "state"}, "flats": {}}
    assert (edit.tallies["Field"].removed, edit.tallies["School"].updated) == (1, 2)


def test_renaming_a_field_takes_its_values_along() -> None:
    edit = renaming(STORE, field(), "EQI band")
    (row,) = edit.created["Field"].to_dicts()
    assert (row["id"], row["name"], row["type"], row["meaning"]) == ("school-eqi-band", "EQI band", "number", "Old")
    assert edit.deleted == {"Field": ["school-decile"]}
    assert kept(edit) == {"hill": {"EQI band": "3", "sector": "state"}, "flats": {"EQI band": "4"}}


def test_another_spelling_keeps_the_field_s_id() -> None:
    edit = renaming(STORE, field(), "Decile")
    assert (edit.created, edit.deleted) == ({}, {})
    assert edit.updated["Field"].select("id", "name").rows() == [("school-decile", "Decile")]
    assert kept(edit)["hill"] == {"Decile": "3", "sector": "state"}


@pytest.mark.parametrize(
    ("name", "sort"), [("Sector", "field twice"), ("roll", "field name taken"), ("", "missing value")]
)
def test_a_name_that_it_cannot_have_is_refused(name: str, sort: str) -> None:
    with pytest.raises(BadSheets) as refused:
        renaming(STORE, field(), name)
    assert [(problem.column, problem.sort) for problem in refused.value.problems] == [("name", sort)]
