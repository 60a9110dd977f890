"""A visit that somebody typed becomes rows of our sheets, is checked as they are, and becomes an edit."""

from dataclasses import replace
from datetime import date

import pytest
from networks import snapshot_of

from graphmap.records.visit import AlreadyRecorded, Newcomer, Visit, problems_by_field, visit_edit
from graphmap.sheets.problems import BadSheets
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

TODAY = date(2026, 3, 12)
VISIT = Visit(when="yesterday", practice="school visit", who=("person:ana", "school:flat"))


@pytest.fixture(scope="module")
def tables() -> GraphTables:
    return snapshot_of(
        schools="id,name\nhill,Hill\nflat,Flat\n",
        people="id,name\nana,Ana Tauira\nbo,Bo\n",
        roles=[
            {"id": "deputy", "name": "Deputy Principal", "at": "hill", "group": "leader"},
            {"id": "teacher", "name": "Teacher", "at": "flat", "group": "teacher"},
        ],
        networks="id,name\nours,Ours\n",
        goals="id,network,name\nwriting,ours,Writing\n",
        interactions=[{"id": "", "date": "2026-03-10", "practice": "school visit", "participants": "ana;bo"}],
    ).tables


def interaction(edit: Edit) -> dict[str, object]:
    row = edit.created["Interaction"].row(0, named=True)
    return {name: row[name] for name in ("date", "dated", "practice", "depth", "note", "attendance", "source")}


def problems(tables: GraphTables, visit: Visit) -> dict[str, str]:
    """The first problem of each field."""
    with pytest.raises(BadSheets) as found:
        visit_edit(tables, visit, TODAY)
    return {field: each[0].why for field, each in problems_by_field(found.value).items()}


def test_a_visit_is_one_new_interaction_with_everything_that_was_typed(tables: GraphTables) -> None:
    visit = replace(VISIT, others="10", network="network:ours", goal="goal:writing", note=" Room 4\u200b ")
    edit = visit_edit(tables, visit, TODAY)
    assert interaction(edit) == {
        "date": date(2026, 3, 11),
        "dated": None,
        "practice": "school visit",
        "depth": 1,
        "note": "Room 4",
        "attendance": 11,  # Ana and ten others; a school is not a person
        "source": "Add visit",
    }
    assert edit.begun["TOOK_PART"]["start"].to_list() == ["person:ana", "school:flat"]
    assert edit.begun["WITHIN"]["end"].to_list() == ["network:ours"]
    assert edit.begun["TOWARDS"]["end"].to_list() == ["goal:writing"]
    assert edit.rows == 5


def test_a_practice_is_found_without_its_macrons_and_a_term_is_kept_as_a_term(tables: GraphTables) -> None:
    edit = visit_edit(tables, replace(VISIT, when="T1", practice="Powhiri"), TODAY)
    found = interaction(edit)
    assert (found["practice"], found["dated"]) == ("pōwhiri", "2026 T1")


def test_somebody_new_comes_with_the_visit_and_with_a_role_that_is_there(tables: GraphTables) -> None:
    newcomer = Newcomer("Cam", "school:hill", "deputy principal")
    edit = visit_edit(tables, replace(VISIT, newcomers=(newcomer,)), TODAY)
    assert edit.created["Person"].select("id", "name").rows() == [("cam", "Cam")]
    assert edit.begun["HOLDS"].select("start", "end").rows() == [("person:cam", "role:deputy")]
    assert "Role" not in edit.created
    assert "person:cam" in edit.begun["TOOK_PART"]["start"].to_list()


def test_a_new_role_is_made_once_and_has_the_usual_group(tables: GraphTables) -> None:
    newcomers = tuple(Newcomer(name, "school:hill", "Teacher") for name in ("Cam", "Dee"))
    edit = visit_edit(tables, replace(VISIT, newcomers=newcomers), TODAY)
    assert edit.created["Role"].select("id", "name", "group").rows() == [("teacher-at-hill", "Teacher", "teacher")]
    assert edit.begun["AT"].rows() == [("role:teacher-at-hill", "school:hill")]
    assert edit.begun["HOLDS"]["start"].to_list() == ["person:cam", "person:dee"]


def test_somebody_new_with_the_name_of_another_is_somebody_else(tables: GraphTables) -> None:
    edit = visit_edit(tables, replace(VISIT, newcomers=(Newcomer("Ana"), Newcomer("Āna"), Newcomer("Bo"))), TODAY)
    assert edit.created["Person"].select("id", "name").rows() == [("ana-2", "Ana"), ("ana-3", "Āna"), ("bo-2", "Bo")]
    assert "Person" not in {label for label, rows in edit.updated.items() if len(rows)}


@pytest.mark.parametrize("name", ["😀", "<script>alert(1)</script>", "=1+1", "'; DROP", "person:ana", "x" * 5_000])
def test_any_name_is_only_a_name(tables: GraphTables, name: str) -> None:
    edit = visit_edit(tables, replace(VISIT, newcomers=(Newcomer(name),)), TODAY)
    assert edit.created["Person"]["name"].to_list() == [name]


def test_what_is_wrong_is_told_by_field_and_all_at_once(tables: GraphTables) -> None:
    wrong = Visit("soon", "school vist", ("person:ana",), (), "many", note="kept")
    found = problems(tables, wrong)
    assert found["when"] == "is not a date"
    assert found["practice"] == "is not in the codebook"
    assert found["others"] == "is not a whole number"
    assert problems(tables, Visit()) == {
        "when": "The cell is empty",
        "practice": "The cell is empty",
        "who": "The interaction has 0 participants",
    }
    assert problems(tables, replace(VISIT, who=("person:ana",)))["who"] == "The interaction has 1 participant"
    assert problems(tables, replace(VISIT, when="2026-03-13"))["when"] == "is after today (2026-03-12)"
    assert problems(tables, replace(VISIT, who=("person:ana", "person:gone")))["who"].startswith("is not a person")


def test_a_newcomer_needs_a_name_and_a_role_where_they_are(tables: GraphTables) -> None:
    newcomers = (Newcomer(" "), Newcomer("Cam", "school:hill"), Newcomer("Dee", "", "Teacher"))
    found = problems(tables, replace(VISIT, newcomers=newcomers))
    assert found == {"new-0": "The cell is empty", "new-1": "The role is missing", "new-2": "A role needs a place"}


def test_the_same_visit_again_is_asked_about_and_then_a_second_one(tables: GraphTables) -> None:
    same = Visit("2026-03-10", "School Visit", ("person:bo", "person:ana"), note="The afternoon")
    with pytest.raises(AlreadyRecorded) as found:
        visit_edit(tables, same, TODAY)
    assert found.value.key == f"interaction:{tables.kinds['Interaction']['id'][0]}"
    edit = visit_edit(tables, replace(same, again=True), TODAY)
    assert edit.created["Interaction"]["id"].to_list() == [tables.kinds["Interaction"]["id"][0] + "-2"]
    assert not any(len(rows) for rows in edit.updated.values())
