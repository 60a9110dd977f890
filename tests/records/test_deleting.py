"""Deleting says what else goes, and leaves nothing that makes no sense alone."""

from applying import applied
from sheet_writing import graph_of

from graphmap.records.deleting import delete

TABLES = graph_of(
    schools="id,name\na,Alpha\nb,Beta\n",
    people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    roles="id,name,at\nt,Teacher,a\n",
    roles_held="person,role\nana,t\nbo,t\n",
    networks="id,name\nn,Network\n",
    memberships="member,network\na,n\n",
    goals="id,network,name\ng,n,Writing\n",
    interactions="""
        id,date,practice,network,participants
        two,2026-03-02,school visit,n,ana;bo
        three,2026-03-03,school visit,n,ana;bo;cy
    """,
)


def test_a_person_takes_along_the_visits_that_nobody_else_is_left_of() -> None:
    found = delete(TABLES, ["person:ana"])
    assert found.besides == {"Interaction": 1, "HOLDS": 1, "TOOK_PART": 3, "WITHIN": 1}
    after = applied(TABLES, found.edit)
    assert after.kinds["Interaction"]["id"].to_list() == ["three"]
    assert after.relationships["TOOK_PART"]["start"].to_list() == ["person:bo", "person:cy"]


def test_a_school_takes_along_the_roles_at_it() -> None:
    found = delete(TABLES, ["school:a"])
    assert found.edit.deleted == {"School": ["a"], "Role": ["t"]}
    assert found.besides == {"Role": 1, "HOLDS": 2, "AT": 1, "MEMBER_OF": 1}


def test_a_network_takes_along_its_goals_and_leaves_what_happened() -> None:
    after = applied(TABLES, delete(TABLES, ["network:n"]).edit)
    assert after.kinds["Goal"].is_empty()
    assert len(after.kinds["Interaction"]) == 2


def test_several_are_counted_together_and_what_is_not_there_is_left_out() -> None:
    found = delete(TABLES, ["person:ana", "person:bo", "person:nobody"])
    assert found.edit.deleted["Person"] == ["ana", "bo"]
    assert found.edit.tallies["Interaction"].removed == 2


def test_the_rights_of_a_person_go_with_them() -> None:
    tables = graph_of(people="id,name\nana,Ana\n", rights="person,why\nana,Visits\n")
    found = delete(tables, ["person:ana"])
    assert found.besides == {"Rights": 1, "RIGHTS_OF": 1}
    assert applied(tables, found.edit).kinds["Rights"].is_empty()
