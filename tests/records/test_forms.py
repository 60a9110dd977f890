"""A form is a small set of sheets: what is stored as texts, what was typed as an edit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from applying import applied
from networks import demo_snapshot
from sheet_writing import graph_of

from graphmap import model
from graphmap.records.forms import FORM, SAME, Filled, Typed, blank, fill, form_of, stored
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.tables import GraphTables

TABLES = graph_of(
    schools="id,name,region,roll\na,Alpha School,North,100\nb,Beta School,South,\n",
    people="id,name\nana,Ana\nbo,Bo\n",
    roles="id,name,at,group\nt,Teacher,a,teacher\n",
    roles_held="person,role,since,until\nana,t,2024-02-05,\n",
    networks="id,name,kind\nn,The Network,LCN\n",
    memberships="member,network,since,until\na,n,2024-01-01,\nb,n,,\n",
    goals="id,network,name,since,until\ng,n,Writing,2024-01-01,\n",
    interactions="id,date,practice,network,goal,note,participants\ni,2026 T2,school visit,n,g,Room 4,ana;bo\n",
)


def with_cells(typed: Typed, **cells: str) -> Typed:
    return replace(typed, cells={**typed.cells, **cells})


def with_list(typed: Typed, name: str, *rows: Mapping[str, str]) -> Typed:
    return replace(typed, lists={**typed.lists, name: rows})


def of(key: str, tables: GraphTables = TABLES) -> Typed:
    found = stored(tables, key)
    assert found is not None
    return found


def problem(*arguments: object, **named: object) -> Problem:
    with pytest.raises(BadSheets) as error:
        fill(*arguments, **named)  # type: ignore[arg-type]
    assert len(error.value.problems) == 1, error.value.problems
    return error.value.problems[0]


# ------------------------------------------------------------------------------------- what a form has


def test_a_form_has_the_headings_of_its_sheet_and_a_list_for_each_sheet_of_its_relationships() -> None:
    school, goal, visit = form_of("School"), form_of("Goal"), form_of("Interaction")
    assert school.headings == ("name", "type", "authority", "region", "latitude", "longitude", "roll")
    assert [(part.name, part.near, part.far) for part in school.parts] == [("memberships", "member", "network")]
    assert goal.headings == ("network", "name", "evidence", "since", "until")
    assert visit.headings == ("date", "practice", "network", "goal", "note", "attendance")
    assert [(part.name, part.far, part.headings) for part in visit.parts] == [("took_part", "actor", ("part",))]


def test_every_kind_but_practice_has_a_form_with_the_lists_that_it_is_an_end_of() -> None:
    lists = {kind.label: [part.name for part in form_of(kind.label).parts] for kind in model.KINDS}
    assert lists["Person"] == lists["Role"] == ["roles_held"]
    assert lists["Network"] == ["memberships", "funding"]
    assert lists["Programme"] == ["funding"]


def test_what_is_stored_is_shown_as_a_sheet_has_it() -> None:
    assert of("school:a").cells["roll"] == "100"
    assert of("person:ana").lists == {"roles_held": ({"role": "role:t", "since": "2024-02-05", "until": ""},)}
    assert of("goal:g").cells == {
        "network": "network:n",
        "name": "Writing",
        "evidence": "",
        "since": "2024-01-01",
        "until": "",
    }
    assert of("interaction:i").cells["date"] == "2026 T2"
    assert of("interaction:i").cells["goal"] == "goal:g"


def test_something_that_is_not_there_has_no_form() -> None:
    assert stored(TABLES, "school:nowhere") is None
    assert stored(TABLES, "nothing:a") is None


@pytest.mark.parametrize("label", [kind.label for kind in model.KINDS if kind.label not in model.BESIDE])
def test_a_form_that_is_saved_as_it_was_opened_changes_nothing(label: str) -> None:
    tables = demo_snapshot().tables
    for key in tables.keys(label)[:5]:
        typed = of(key, tables)
        assert fill(tables, label, typed, key).edit.is_nothing
        assert fill(tables, label, typed, key, was=blank(label)).edit.is_nothing


# ------------------------------------------------------------------------------------- something new


def test_a_new_school_gets_an_id_from_its_name_and_belongs_to_its_network() -> None:
    typed = with_list(with_cells(blank("School"), name="Kura Ō", roll="50"), "memberships", {"network": "network:n"})
    filled = fill(TABLES, "School", typed)
    assert filled.key == "school:kura-o"
    after = applied(TABLES, filled.edit)
    assert of("school:kura-o", after).cells["roll"] == "50"
    assert [row["network"] for row in of("school:kura-o", after).lists["memberships"]] == ["network:n"]


def test_an_id_that_is_taken_gets_a_number() -> None:
    tables = graph_of(schools="id,name\nalpha,Alpha\n")
    assert fill(tables, "School", with_cells(blank("School"), name="Alpha!"), another=True).key == "school:alpha-2"


def test_a_second_one_of_the_same_name_is_asked_about_and_added_if_meant() -> None:
    typed = with_cells(blank("School"), name="ALPHA  school")
    found = problem(TABLES, "School", typed)
    assert (found.file, found.column, found.sort) == (FORM, "name", SAME)
    assert fill(TABLES, "School", typed, another=True).key == "school:alpha-school"


def test_one_of_nearly_the_same_name_is_asked_about_unless_it_is_in_another_region() -> None:
    tables = graph_of(schools="id,name,region\nhill,Te Puke Hill School,Bay of Plenty\n")
    typed = with_cells(blank("School"), name="Te Puke Hil Sch")
    assert problem(tables, "School", typed).sort == SAME
    assert fill(tables, "School", with_cells(typed, region="Otago")).key == "school:te-puke-hil-sch"


def test_the_same_visit_twice_is_asked_about_and_added_if_meant() -> None:
    visit = with_list(
        with_cells(blank("Interaction"), date="2026-03-02", practice="school visit"),
        "took_part",
        {"actor": "person:ana"},
        {"actor": "person:bo", "part": "initiated"},
    )
    first = fill(TABLES, "Interaction", visit)
    after = applied(TABLES, first.edit)
    parts = {row["actor"]: row["part"] for row in of(first.key, after).lists["took_part"]}
    assert parts == {"person:ana": "took part", "person:bo": "initiated"}
    assert problem(after, "Interaction", visit).sort == SAME
    assert fill(after, "Interaction", visit, another=True).key == f"{first.key}-2"


def test_problems_are_at_the_cell_that_they_are_in() -> None:
    typed = with_cells(blank("School"), name="Gamma", roll="many")
    assert (problem(TABLES, "School", typed).column, problem(TABLES, "School", typed).row) == ("roll", 2)
    rows = ({"network": "network:n", "since": "2024-05-01", "until": "2024-01-01"},)
    found = problem(TABLES, "School", with_list(with_cells(blank("School"), name="Gamma"), "memberships", *rows))
    assert (found.file, found.row, found.column) == ("memberships", 2, "until")


def test_a_problem_in_a_list_has_the_number_of_its_row_there() -> None:
    rows = (*of("school:a").lists["memberships"], {"network": "network:n", "since": "never"})
    tables = graph_of(schools="id,name\na,A\n", networks="id,name\nn,N\nm,M\n", memberships="member,network\na,n\n")
    typed = with_list(
        of("school:a", tables), "memberships", {"network": "network:n"}, {"network": "network:m", "since": "x"}
    )
    assert problem(tables, "School", typed, "school:a").row == 3
    assert problem(TABLES, "School", with_list(of("school:a"), "memberships", *rows), "school:a").row == 3


def test_an_empty_form_asks_for_what_is_needed() -> None:
    assert problem(TABLES, "School", blank("School")).column == "name"
    with pytest.raises(BadSheets) as error:
        fill(TABLES, "Interaction", blank("Interaction"))
    assert {found.column for found in error.value.problems} == {"date", "practice"}


def test_a_visit_after_today_is_refused() -> None:
    visit = with_list(
        with_cells(blank("Interaction"), date="2026-12-24", practice="school visit"),
        "took_part",
        {"actor": "person:ana"},
        {"actor": "person:bo"},
    )
    assert problem(TABLES, "Interaction", visit, today=date(2026, 11, 1)).sort == "future date"


@pytest.mark.parametrize("name", ["=1+1", "<script>alert(1)</script>", "🎉", "'quoted", "a; b"])
def test_any_name_is_kept_as_it_was_typed(name: str) -> None:
    filled = fill(TABLES, "Person", with_cells(blank("Person"), name=name))
    assert of(filled.key, applied(TABLES, filled.edit)).cells["name"] == name


def test_spaces_and_invisible_characters_around_a_name_are_left_out() -> None:
    filled = fill(TABLES, "Person", with_cells(blank("Person"), name="  Cat\u200b "))
    assert of(filled.key, applied(TABLES, filled.edit)).cells["name"] == "Cat"


# ------------------------------------------------------------------------------------- a correction


def corrected(key: str, typed: Typed) -> tuple[Filled, GraphTables]:
    filled = fill(TABLES, model.split_key(key)[0].label, typed, key)
    return filled, applied(TABLES, filled.edit)


def test_a_corrected_name_writes_the_name_alone() -> None:
    filled, after = corrected("school:a", with_cells(of("school:a"), name="Alpha Kura"))
    assert filled.edit.updated["School"].rows(named=True) == [{"id": "a", "name": "Alpha Kura"}]
    assert filled.edit.rows == 1
    assert of("school:a", after).cells["name"] == "Alpha Kura"


def test_only_what_was_changed_on_the_form_is_written() -> None:
    """What somebody else has changed since the form was opened stays."""
    was = of("school:b")
    meanwhile = applied(TABLES, fill(TABLES, "School", with_cells(was, roll="77"), "school:b").edit)
    filled = fill(meanwhile, "School", with_cells(was, name="Beta Kura"), "school:b", was=was)
    # The form's own roll is empty still, but it isn't what was changed.
    assert "roll" not in filled.edit.updated["School"].columns


def test_a_role_that_is_over_gets_its_last_day_and_a_new_one_begins() -> None:
    rows = (
        {"role": "role:t", "since": "2024-02-05", "until": "2026-04-02"},
        {"name": "Principal", "at": "school:b", "group": "leader", "since": "2026-04-20"},
    )
    _, after = corrected("person:ana", with_list(of("person:ana"), "roles_held", *rows))
    held = of("person:ana", after).lists["roles_held"]
    assert {(row["role"], row["until"]) for row in held} == {("role:t", "2026-04-02"), ("role:principal-at-b", "")}
    assert of("role:principal-at-b", after).cells["at"] == "school:b"


def test_a_new_role_that_is_there_already_is_the_same_role() -> None:
    tables = applied(
        TABLES,
        fill(
            TABLES,
            "Person",
            with_list(of("person:ana"), "roles_held", {"name": "Lead", "at": "school:b"}),
            "person:ana",
        ).edit,
    )
    again = with_list(of("person:bo", tables), "roles_held", {"name": "Lead", "at": "school:b"})
    edit = fill(tables, "Person", again, "person:bo").edit
    assert not edit.created
    assert edit.begun["HOLDS"]["end"].to_list() == ["role:lead-at-b"]


def test_a_membership_taken_off_the_list_ends_as_a_mistake() -> None:
    filled, after = corrected("school:a", with_list(of("school:a"), "memberships"))
    assert of("school:a", after).lists["memberships"] == ()
    assert filled.edit.tallies["MEMBER_OF"].removed == 1
    assert len(after.relationships["MEMBER_OF"]) == 1


def test_a_participant_taken_off_and_a_part_changed() -> None:
    typed = with_list(
        of("interaction:i"), "took_part", {"actor": "person:ana", "part": "hosted"}, {"actor": "school:b"}
    )
    _, after = corrected("interaction:i", typed)
    listed = {row["actor"]: row["part"] for row in of("interaction:i", after).lists["took_part"]}
    assert listed == {"person:ana": "hosted", "school:b": "took part"}


def test_an_interaction_keeps_at_least_two_participants() -> None:
    for rows in ([], [{"actor": "person:ana"}]):
        typed = with_list(of("interaction:i"), "took_part", *rows)
        assert problem(TABLES, "Interaction", typed, "interaction:i").sort == "too few participants"


def test_a_goal_moves_to_another_network_and_keeps_its_days() -> None:
    tables = graph_of(
        networks="id,name\nn,One\nm,Two\n", goals="id,network,name,since,until\ng,n,Writing,2024-01-01,\n"
    )
    edit = fill(tables, "Goal", with_cells(of("goal:g", tables), network="network:m"), "goal:g").edit
    after = of("goal:g", applied(tables, edit))
    assert (after.cells["network"], after.cells["since"]) == ("network:m", "2024-01-01")
