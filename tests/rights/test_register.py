"""The register says of everybody what they know; what is due, letters and withdrawing follow from it."""

from datetime import date

import pytest
from applying import applied
from sheet_writing import graph_of

from graphmap.errors import WrongCommand
from graphmap.rights.authority import authority_over, record_authority
from graphmap.rights.due import due
from graphmap.rights.letter import Sender, letter
from graphmap.rights.register import find_person, record, register, rights_of, told
from graphmap.rights.withdrawing import withdraw
from graphmap.sheets.problems import BadSheets

DAY = date(2026, 11, 28)
TABLES = graph_of(
    schools="id,name\na,Alpha School\n",
    people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    roles="id,name,at\nt,Teacher,a\n",
    roles_held="person,role,since\nana,t,2025-01-27\n",
    networks="id,name,until\nn,North,2026-01-28\nm,More,\n",
    interactions="""
        id,date,practice,network,note,participants
        one,2026-03-02,school visit,n,About reading <now>,ana;bo
    """,
    rights="person,why,told,told how,answer,keep until\nana,Planning visits,2026-05-11,letter,agreed,2026-06\n",
)


def test_everybody_is_in_the_register_told_or_not() -> None:
    found = register(TABLES).select("key", "told", "answer").rows()
    assert found == [("person:ana", date(2026, 5, 11), "agreed"), ("person:bo", None, None), ("person:cy", None, None)]


def test_telling_several_records_the_day_and_leaves_the_rest() -> None:
    after = applied(TABLES, told(TABLES, ["person:ana", "person:bo"], DAY, "at a hui"))
    assert rights_of(after, "person:ana")["why"] == "Planning visits"
    assert [rights_of(after, key)["told"] for key in ("person:ana", "person:bo")] == ["2026-11-28"] * 2
    assert len(after.kinds["Rights"]) == 2


def test_what_can_t_be_right_is_refused_as_in_a_sheet() -> None:
    with pytest.raises(BadSheets):
        record(TABLES, ["person:bo"], {"answer": "maybe"}, DAY)


def test_what_is_due_is_who_is_to_be_told_what_was_kept_long_enough_and_what_has_ended() -> None:
    assert due(TABLES, DAY).select("name", "what").rows() == [
        ("Ana", "kept long enough"),
        ("North", "the work has ended"),
        ("Bo", "not told yet"),
        ("Cy", "not told yet"),
    ]


def test_who_withdraws_has_no_role_from_that_day_on_and_is_due_to_be_erased() -> None:
    after = applied(TABLES, withdraw(TABLES, "person:ana", DAY))
    assert after.relationships["HOLDS"]["until"].to_list() == [date(2026, 11, 27)]
    assert rights_of(after, "person:ana")["answer"] == "withdrawn"
    assert ("Ana", "doesn’t agree") in due(after, DAY).select("name", "what").rows()


def test_a_letter_says_what_is_held_where_from_and_what_they_can_do() -> None:
    text = letter(TABLES, "person:ana", DAY, Sender("Wiremu", "the Tauira cluster", "w@example.nz")).as_text()
    for part in (
        "28 November 2026",
        "Kia ora Ana",
        "Teacher at Alpha School",
        "1 time, on 2 March 2026 (school visit)",
        "Planning visits. No law requires it. We keep it until 30 June 2026.",
        "Ask w@example.nz",
        "Privacy Commissioner",
        "Wiremu",
    ):
        assert part in text


def test_a_letter_to_print_has_names_as_text_never_as_markup() -> None:
    tables = graph_of(people=[{"id": "x", "name": "<b>Ana</b>"}])
    page = letter(tables, "person:x", DAY).as_page()
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page
    assert "<b>" not in page


def test_the_authority_over_an_iwi_s_part_is_recorded_and_what_was_agreed_stays() -> None:
    tables = graph_of(iwi="id,name\nours,Te Iwi Tauira\n", authority="iwi,holder\nours,Te Rūnanga\n")
    after = applied(tables, record_authority(tables, "iwi:ours", {"exports": "no"}, DAY))
    assert authority_over(after, "iwi:ours")["holder"] == "Te Rūnanga"
    assert after.kinds["Authority"]["exports"].to_list() == ["no"]
    assert len(after.relationships["AUTHORITY_OVER"]) == 1


def test_a_person_is_found_by_key_id_or_name() -> None:
    assert {find_person(TABLES, text) for text in ("person:bo", "bo", "BO")} == {"person:bo"}
    with pytest.raises(WrongCommand, match="is nobody here"):
        find_person(TABLES, "Dee")
