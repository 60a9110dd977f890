"""Retiring gives what goes on a last day."""

from datetime import date

from applying import applied
from sheet_writing import graph_of

from graphmap.records.retiring import retire

LAST = date(2026, 4, 2)
TABLES = graph_of(
    schools="id,name\na,Alpha\nb,Beta\n",
    people="id,name\nana,Ana\nbo,Bo\n",
    roles="id,name,at,since,until\nt,Teacher,a,,\nl,Lead,b,,\n",
    roles_held="person,role,since,until\nana,t,2024-02-05,\nbo,t,2020-01-01,2021-01-01\nana,l,2026-05-01,\n",
    networks="id,name\nn,Network\nm,Other\n",
    memberships="member,network,since,until\na,n,2024-01-01,\na,m,,2025-01-01\nb,n,,\n",
    programmes="id,name\np,Fund\n",
    funding="network,programme,since,until\nn,p,2024-01-01,2027-01-01\n",
)


def test_a_person_who_leaves_holds_no_role_after_their_last_day() -> None:
    edit = retire(TABLES, ["person:ana"], LAST)
    held = applied(TABLES, edit).relationships["HOLDS"].filter(start="person:ana")
    assert held.select("end", "until").rows() == [("role:t", LAST)]
    assert (edit.tallies["HOLDS"].updated, edit.tallies["HOLDS"].removed) == (1, 1)
    assert not edit.updated
    assert not edit.deleted


def test_a_school_that_closes_ends_its_memberships_its_roles_and_who_holds_them() -> None:
    after = applied(TABLES, retire(TABLES, ["school:a"], LAST))
    members = after.relationships["MEMBER_OF"].filter(start="school:a").select("end", "until").rows()
    assert members == [("network:m", date(2025, 1, 1)), ("network:n", LAST)]
    assert after.kinds["Role"].filter(id="t")["until"].item() == LAST
    held = after.relationships["HOLDS"].filter(end="role:t").select("start", "until").rows()
    assert held == [("person:ana", LAST), ("person:bo", date(2021, 1, 1))]


def test_a_network_that_ends_ends_its_funding_early() -> None:
    after = applied(TABLES, retire(TABLES, ["network:n"], LAST))
    assert after.kinds["Network"].filter(id="n")["until"].item() == LAST
    assert after.relationships["FUNDED_BY"]["until"].item() == LAST
    assert after.relationships["MEMBER_OF"].filter(end="network:n")["until"].to_list() == [LAST, LAST]


def test_what_is_over_is_left_as_it_is() -> None:
    assert retire(TABLES, ["person:bo"], LAST).is_nothing
