"""From sheets to records: whose row is whose, and everything that can be wrong with one."""

import time
from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from sheet_writing import graph_of, problem_of, problems_of, raw_sheets, records_of

from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets, Problem, summary
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables, kind_table

PEOPLE = "name\nAna Tauira\nBo Tauira\nCy Tauira\n"
NETWORK = "name\nKāhui Ako o Tauira\n"


def ids(tables: GraphTables, label: str) -> list[str]:
    return tables.kinds[label]["id"].to_list()


def ends(tables: GraphTables, type: str) -> list[tuple[str, str]]:
    return tables.relationships[type].select("start", "end").rows()


def parts(tables: GraphTables) -> dict[str, str]:
    return dict(tables.relationships["TOOK_PART"].select("start", "part").rows())


# ------------------------------------------------------------------------------------------------- ids


def test_an_id_that_is_given_is_kept() -> None:
    assert ids(graph_of(people="id,name\nP-7,Ana Tauira\n"), "Person") == ["P-7"]


def test_an_id_is_made_from_the_name_where_none_is_given() -> None:
    assert ids(graph_of(people="id,name\n,Āna Tauira\n"), "Person") == ["ana-tauira"]


def test_a_role_s_id_is_made_from_its_name_and_where_it_is() -> None:
    tables = graph_of(
        schools="name\nTauira Hill\nTauira Flats\n", roles="name,at\nPrincipal,Tauira Hill\nPrincipal,Tauira Flats\n"
    )
    assert ids(tables, "Role") == ["principal-at-tauira-flats", "principal-at-tauira-hill"]


def test_a_goal_s_id_is_made_from_its_name_and_its_network() -> None:
    assert ids(graph_of(networks=NETWORK, goals="network,name\nKāhui Ako o Tauira,Writing\n"), "Goal") == [
        "writing-kahui-ako-o-tauira"
    ]


def test_an_interaction_s_id_is_the_same_however_its_participants_are_written() -> None:
    by_name = graph_of(
        people=PEOPLE, interactions="date,practice,participants\n2026-03-12,school visit,Ana Tauira; Bo Tauira\n"
    )
    by_id = graph_of(
        people=PEOPLE,
        interactions="date,practice,participants\n12 March 2026,School Visit,person:bo-tauira;ana-tauira\n",
    )
    assert ids(by_name, "Interaction") == ids(by_id, "Interaction")
    assert ids(by_name, "Interaction")[0].startswith("2026-03-12-school-visit-")


def test_a_row_without_an_id_is_the_one_the_store_knows_by_that_name() -> None:
    existing = graph_of(people="id,name\nP-7,Ana Tauira\n")
    records = records_of(existing, people="name\nANA  Tauira\n")
    assert records.tables.kinds["Person"].select("id", "name").rows() == [("P-7", "ANA  Tauira")]


def test_a_name_that_differs_from_a_stored_one_only_by_macrons_is_asked_about() -> None:
    existing = graph_of(people="id,name\nP-7,Mere Hapi\n")
    problem = problem_of(existing, people="name\nMēre Hapi\n")
    assert (problem.row, problem.column, problem.value, problem.sort) == (2, "name", "Mēre Hapi", "differs by macrons")
    assert problem.why == "differs only by macrons or accents from ‘Mere Hapi’ (id P-7)"
    assert problem.fix == "If they are the same, give the id P-7; if not, give this row an id of its own."


@pytest.mark.parametrize(("id", "ids"), [("P-7", {"P-7"}), ("mere-2", {"P-7", "mere-2"})])
def test_the_id_answers_whether_two_names_that_differ_by_macrons_are_one(id: str, ids: set[str]) -> None:
    existing = graph_of(people="id,name\nP-7,Mere Hapi\n")
    records = records_of(existing, people=f"id,name\n{id},Mēre Hapi\n")
    assert {*records.tables.kinds["Person"]["id"], "P-7"} == ids


def test_where_the_store_knows_both_the_macrons_tell_them_apart() -> None:
    existing = graph_of(people="id,name\np1,Mere Hapi\np2,Mēre Hapi\n")
    assert ids(records_of(existing, people="name\nMĒRE Hapi\n").tables, "Person") == ["p2"]


def test_two_rows_whose_names_differ_only_by_macrons_are_asked_about() -> None:
    problem = problem_of(people="name\nMere Hapi\nMēre Hapi\n")
    assert (problem.row, problem.sort, problem.why) == (
        3,
        "differs by macrons",
        "differs only by macrons or accents from the name in row 2",
    )


INVISIBLE = ["\u200b", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u200d"]


@pytest.mark.parametrize("character", INVISIBLE)
def test_an_invisible_character_is_no_part_of_a_name(character: str) -> None:
    existing = graph_of(people="id,name\nP-7,Ana\n")
    assert ids(graph_of_over(existing, people=f"name\nA{character}na{character}\n"), "Person") == ["P-7"]


@pytest.mark.parametrize("character", INVISIBLE)
def test_a_name_of_nothing_but_invisible_characters_is_empty(character: str) -> None:
    problem = problem_of(people=f"name\nAna\n{character}{character}\n")
    assert (problem.row, problem.column, problem.sort) == (3, "name", "missing value")


def test_a_name_that_two_in_the_store_share_needs_an_id() -> None:
    existing = graph_of(people="id,name\np1,Ana\np2,Ana\n")
    problem = problem_of(existing, people="name\nAna\n")
    assert (problem.sort, problem.column, problem.value, problem.fix) == (
        "ambiguous name",
        "name",
        "Ana",
        "Give its id: p1, p2.",
    )


def test_two_rows_of_one_name_without_ids_cannot_be_told_apart() -> None:
    problem = problem_of(people="name\nAna\nBo\nana\n")
    assert (problem.row, problem.column, problem.sort, problem.why) == (
        4,
        "name",
        "id used twice",
        "cannot be told from row 2",
    )


def test_two_rows_of_one_name_cannot_be_told_apart_either_where_the_store_knows_one() -> None:
    existing = graph_of(people="id,name\nP-7,Ana\n")
    assert problem_of(existing, people="name\nAna\nAna\n").sort == "id used twice"


@pytest.mark.parametrize("people", ["id,name\np1,Ana\n,Ana\n", "id,name\n,Ana\np1,Ana\n"])
def test_one_with_an_id_and_one_without_are_two_people_in_any_order_and_every_time(people: str) -> None:
    once = graph_of(people=people)
    assert ids(once, "Person") == ["ana", "p1"]
    assert records_of(once, people=people).tables.kinds["Person"].equals(once.kinds["Person"])


def test_an_id_used_twice_is_a_problem_that_names_the_first_row() -> None:
    problem = problem_of(people="id,name\np1,Ana\np2,Bo\np1,Cy\n")
    assert (problem.file, problem.row, problem.column, problem.sort, problem.value) == (
        "people.csv",
        4,
        "id",
        "id used twice",
        "p1",
    )
    assert problem.why == "is already in row 2"


def test_two_names_that_would_get_one_id_are_a_problem() -> None:
    problem = problem_of(people="name\nAna-Bo\nAna Bo\n")
    assert (problem.row, problem.value) == (3, "Ana Bo")


def test_a_made_id_never_takes_over_another_s_row_in_the_store() -> None:
    problem = problem_of(graph_of(people="id,name\nana-bo,Somebody Else\n"), people="name\nAna Bo\n")
    assert (problem.sort, problem.why) == ("id taken", "would get the id of ‘Somebody Else’")


def test_an_id_with_a_semicolon_is_refused_because_lists_are_made_with_them() -> None:
    assert problem_of(people="id,name\na;b,Ana\n").sort == "bad id"


def test_one_id_may_name_two_kinds() -> None:
    tables = graph_of(
        schools="id,name\n12,Tauira\n", networks="id,name\n12,Kāhui Ako\n", memberships="member,network\n12,12\n"
    )
    assert ends(tables, "MEMBER_OF") == [("school:12", "network:12")]


# ------------------------------------------------------------------------------------------ references


def test_this_month_s_interactions_alone_are_enough_where_the_store_knows_the_people() -> None:
    existing = graph_of(people=PEOPLE)
    tables = graph_of_over(
        existing, interactions="date,practice,participants\n2026-03-12,school visit,Ana Tauira;Bo Tauira\n"
    )
    assert [start for start, _ in ends(tables, "TOOK_PART")] == ["person:ana-tauira", "person:bo-tauira"]


def graph_of_over(existing: GraphTables, **sheets: str) -> GraphTables:
    return records_of(existing, **sheets).tables


def test_someone_who_took_part_but_exists_nowhere_is_a_problem_in_the_cell() -> None:
    problem = problem_of(
        people=PEOPLE,
        interactions="date,practice,participants\n2026-03-12,school visit,Ana Tauira; Bo Taiura; Cy Tauira\n",
    )
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "interactions.csv",
        2,
        "participants",
        "Bo Taiura",
    )
    assert problem.sort == "unknown reference"
    assert problem.fix == "Did you mean ‘Bo Tauira’?"


def test_a_name_that_a_person_and_a_school_share_is_ambiguous_as_a_participant() -> None:
    problem = problem_of(
        people="name\nTauira\nBo\n",
        schools="name\nTauira\n",
        interactions="date,practice,participants\n2026-03-12,school visit,Tauira;Bo\n",
    )
    assert (problem.sort, problem.value) == ("ambiguous reference", "Tauira")
    assert "person:tauira (Tauira), school:tauira (Tauira)" in problem.fix


def test_a_mistake_in_a_row_is_not_told_again_by_the_rows_that_name_it() -> None:
    problem = problem_of(
        schools="name,roll\nTauira Hill,many\n",
        networks=NETWORK,
        memberships="member,network\nTauira Hill,Kāhui Ako o Tauira\n",
    )
    assert (problem.file, problem.column, problem.value) == ("schools.csv", "roll", "many")


def test_a_reference_that_means_nothing_without_its_value_must_not_be_empty() -> None:
    problem = problem_of(people=PEOPLE, roles="name\nLead\n", roles_held="person,role\nAna Tauira,\n")
    assert (problem.sort, problem.column, problem.fix) == ("missing value", "role", "Name the role.")


# ----------------------------------------------------------------------------------------------- values


def test_an_unknown_kind_gets_the_nearest() -> None:
    problem = problem_of(networks="name,kind\nKāhui Ako o Tauira,kahui aki\n")
    assert (problem.row, problem.column, problem.sort, problem.value) == (2, "kind", "unknown kind", "kahui aki")
    assert problem.fix.startswith("Did you mean ‘kahui ako’? It is one of: kahui ako, LCN")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("sport", "sport"),
        ("Sport : winter tournament", "sport: winter tournament"),
        ("SHARED NEED:", "shared need"),
        ("sporting exchange", "sporting exchange"),
        ("We met at a hui", "We met at a hui"),
        ("sports day", "sports day"),
        ("other: Ana knew Bo", "other: Ana knew Bo"),
    ],
)
def test_what_first_brought_a_network_together_is_a_choice_with_words_or_a_text_as_before(text: str, kept: str) -> None:
    tables = graph_of(networks=f"name,origin\nKāhui Ako o Tauira,{text}\n")
    assert tables.kinds["Network"]["origin"].to_list() == [kept]


def test_words_after_an_origin_that_is_no_choice_are_a_problem() -> None:
    problem = problem_of(networks="name,origin\nKāhui Ako o Tauira,sprot: winter tournament\n")
    assert (problem.row, problem.column, problem.sort, problem.value) == (
        2,
        "origin",
        "unknown origin",
        "sprot: winter tournament",
    )
    assert problem.fix == "Did you mean ‘sport’? It is one of: sport, culture, shared purchase, shared need, other."


@pytest.mark.parametrize("text", ["sprot", "shared nede", "football"])
def test_an_origin_that_is_no_choice_is_a_problem_that_names_the_choices(text: str) -> None:
    problem = problem_of(networks=f"name,origin\nKāhui Ako o Tauira,{text}\n")
    assert (problem.row, problem.column, problem.sort, problem.value) == (2, "origin", "unknown origin", text)
    assert "It is one of: sport, culture, shared purchase, shared need, other." in problem.fix
    assert problem.fix.endswith("Words of your own go after it and a colon, such as sport: winter tournament.")


def test_an_unknown_practice_gets_the_nearest() -> None:
    problem = problem_of(
        people=PEOPLE, interactions="date,practice,participants\n2026-03-12,schol visit,Ana Tauira;Bo Tauira\n"
    )
    assert (problem.column, problem.sort, problem.value) == ("practice", "unknown practice", "schol visit")
    assert problem.fix.startswith("Did you mean ‘school visit’?")


@pytest.mark.parametrize(
    ("text", "why"), [("2026-02-30", "is a day that does not exist"), ("3/4/2026", "could be two different days")]
)
def test_a_bad_date_is_a_problem_in_its_cell(text: str, why: str) -> None:
    problem = problem_of(
        people=PEOPLE, interactions=f"date,practice,participants\n{text},school visit,Ana Tauira;Bo Tauira\n"
    )
    assert (problem.row, problem.column, problem.value, problem.sort, problem.why) == (2, "date", text, "bad date", why)


INTERACTION = "date,practice,participants\n{date},school visit,Ana Tauira;Bo Tauira\n"


@pytest.mark.parametrize(
    ("text", "day", "dated"),
    [
        ("2026-03-12", date(2026, 3, 12), None),
        ("2026-03", date(2026, 3, 16), "2026-03"),
        ("2026 T2", date(2026, 5, 27), "2026 T2"),
        ("Term 2 2026", date(2026, 5, 27), "2026 T2"),
        ("2026", date(2026, 7, 2), "2026"),
    ],
)
def test_an_interaction_is_dated_as_well_as_is_known(text: str, day: date, dated: str | None) -> None:
    tables = graph_of(people=PEOPLE, interactions=INTERACTION.format(date=text))
    assert tables.kinds["Interaction"].select("date", "dated").rows() == [(day, dated)]


def test_a_day_of_a_month_and_the_month_itself_are_two_interactions() -> None:
    rows = INTERACTION.format(date="2026-03") + "2026-03-16,school visit,Ana Tauira;Bo Tauira\n"
    tables = graph_of(people=PEOPLE, interactions=rows)
    assert [id[:10] for id in tables.kinds["Interaction"]["id"]] == ["2026-03-16", "2026-03-sc"]


@pytest.mark.parametrize("text", ["Term 5", "2026-13", "Term 5 2026", "last winter"])
def test_what_is_no_date_at_all_is_a_problem_with_its_fix(text: str) -> None:
    problem = problem_of(people=PEOPLE, interactions=INTERACTION.format(date=text))
    assert (problem.row, problem.column, problem.value, problem.sort) == (2, "date", text, "bad date")
    assert problem.fix


def test_a_network_may_begin_with_a_term() -> None:
    found = graph_of(networks="name,since\nKāhui Ako o Tauira,2026 T2\n")
    assert found.kinds["Network"]["since"].to_list() == [date(2026, 4, 20)]


def read_on(today: str, text: str) -> Sequence[Problem]:
    """The problems in an interaction with this date, read on a day."""
    raw = raw_sheets(people=PEOPLE, interactions=INTERACTION.format(date=text))
    try:
        read_records(raw, GraphTables.of(), shipped_codebook(), today=date.fromisoformat(today))
    except BadSheets as error:
        return error.problems
    return []


@pytest.mark.parametrize("text", ["2026-03-13", "2026-04", "2026 T2", "2027"])
def test_a_date_in_the_future_is_a_problem_with_its_fix(text: str) -> None:
    [problem] = read_on("2026-03-12", text)
    assert str(problem) == (
        f"interactions.csv, row 2, column date: ‘{text}’ is after today (2026-03-12). "
        "Correct the date, or leave the row out until it has happened."
    )


@pytest.mark.parametrize("text", ["2026-03-12", "2026-03", "2026 T1", "2026"])
def test_a_date_that_has_begun_is_not_in_the_future(text: str) -> None:
    assert read_on("2026-03-12", text) == []


@pytest.mark.parametrize(("today", "day"), [("2026-10-20", date(2026, 10, 12)), ("2026-11-28", date(2026, 11, 14))])
def test_what_happened_in_a_term_that_goes_on_counts_on_no_day_to_come(today: str, day: date) -> None:
    raw = raw_sheets(people=PEOPLE, interactions=INTERACTION.format(date="2026 T4"))
    tables = read_records(raw, GraphTables.of(), shipped_codebook(), today=date.fromisoformat(today)).tables
    assert tables.kinds["Interaction"]["date"].to_list() == [day]


def test_until_before_since_is_a_problem() -> None:
    problem = problem_of(networks="name,since,until\nKāhui Ako o Tauira,2026-02-05,2024-12-18\n")
    assert (problem.column, problem.value, problem.why) == ("until", "2024-12-18", "is before since (2026-02-05)")


def test_an_interaction_gets_the_practice_as_the_codebook_writes_it_and_its_depth() -> None:
    tables = graph_of(
        people=PEOPLE, interactions="date,practice,participants\n2026-03-12,Co-Teaching,Ana Tauira;Bo Tauira\n"
    )
    assert tables.kinds["Interaction"].select("date", "practice", "depth", "source").rows() == [
        (date(2026, 3, 12), "co-teaching", 4, "interactions.csv")
    ]


ODD_NAMES = [
    "Ngā Kāhui Ōtara Ūawa",
    'The "Other" Tauira',
    "O'Tauira & Sons",
    "<script>alert('tauira')</script>",
    "Tauira\non two lines",
    "Tauira 🌱👩‍🏫",
    "=1+1",
    "$name {x}",
    "tauira; drop",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_is_kept_unchanged(name: str) -> None:
    assert graph_of(people=[{"id": "p1", "name": name}]).kinds["Person"].select("id", "name").rows() == [("p1", name)]


# ---------------------------------------------------------------------------------- spells and doubles


def test_a_second_spell_is_a_second_row() -> None:
    tables = graph_of(
        schools="name\nTauira\n",
        networks="name\nLCN\n",
        memberships="member,network,since,until\nTauira,LCN,2020-02-03,2021-12-17\nTauira,LCN,2024-02-05,\n",
    )
    assert len(tables.relationships["MEMBER_OF"]) == 2


@pytest.mark.parametrize(
    "spells",
    [
        ["2020-02-03,2024-02-05", "2024-02-05,"],
        ["2020-02-03,", "2024-02-05,"],
        [",2021-01-01", ",2022-01-01"],
        ["2024-02-05,", "2024-02-05,"],
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_spells_that_overlap_are_a_problem_in_any_order(spells: list[str], turned: bool) -> None:
    rows = [f"Tauira,LCN,{spell}" for spell in (spells[::-1] if turned else spells)]
    problem = problem_of(
        schools="name\nTauira\n", networks="name\nLCN\n", memberships="\n".join(["member,network,since,until", *rows])
    )
    assert (problem.file, problem.sort) == ("memberships.csv", "said twice")
    assert "for the same days" in problem.why


# -------------------------------------------------------------------------------------- who took part


THREE = "name\nAna Tauira\nBo Tauira\nCy Tauira\n"


def test_attendance_is_read_as_a_number() -> None:
    tables = graph_of(
        people=PEOPLE,
        interactions="date,practice,attendance,participants\n2026-03-12,school visit,80,Ana Tauira;Bo Tauira\n",
    )
    assert tables.kinds["Interaction"]["attendance"].to_list() == [80]


def test_attendance_below_the_number_of_people_named_is_a_problem() -> None:
    problem = problem_of(
        people=THREE,
        interactions="date,practice,attendance,participants\n"
        "2026-03-12,school visit,2,Ana Tauira;Bo Tauira;Cy Tauira\n",
    )
    assert str(problem) == (
        "interactions.csv, row 2, column attendance: ‘2’ is fewer than the 3 people named. "
        "Count everybody who was there, or leave the cell empty if all are named."
    )


def test_people_named_in_took_part_count_as_attending_too() -> None:
    problem = problem_of(
        people=THREE,
        interactions="id,date,practice,attendance,participants\nvisit,2026-03-12,school visit,2,Ana Tauira;Bo Tauira\n",
        took_part="interaction,actor\nvisit,Cy Tauira\n",
    )
    assert (problem.column, problem.why) == ("attendance", "is fewer than the 3 people named")


def test_a_school_that_takes_part_as_itself_is_nobody_to_count() -> None:
    tables = graph_of(
        people=PEOPLE,
        schools="name\nTauira Hill\n",
        interactions="date,practice,attendance,participants\n"
        "2026-03-12,school visit,2,Ana Tauira;Bo Tauira;Tauira Hill\n",
    )
    assert len(tables.relationships["TOOK_PART"]) == 3


@pytest.mark.parametrize(
    ("cell", "why"),
    [("", "The interaction has 0 participants"), ("Ana Tauira; ana tauira", "The interaction has 1 participant")],
)
def test_an_interaction_needs_two(cell: str, why: str) -> None:
    problem = problem_of(people=PEOPLE, interactions=f"date,practice,participants\n2026-03-12,school visit,{cell}\n")
    assert (problem.sort, problem.column, problem.why) == ("too few participants", "participants", why)


def test_the_two_may_come_from_the_cell_and_from_took_part_together() -> None:
    tables = graph_of(
        people=PEOPLE,
        interactions="id,date,practice,participants\nv1,2026-03-12,school visit,Ana Tauira\n",
        took_part="interaction,actor,part\nv1,Bo Tauira,hosted\n",
    )
    assert parts(tables) == {"person:ana-tauira": "took part", "person:bo-tauira": "hosted"}


def test_what_took_part_says_takes_the_place_of_a_mention_in_the_cell() -> None:
    tables = graph_of(
        people=PEOPLE,
        interactions="id,date,practice,participants\nv1,2026-03-12,school visit,Ana Tauira;Bo Tauira\n",
        took_part="interaction,actor,part\nv1,Ana Tauira,initiated\n",
    )
    assert parts(tables) == {"person:ana-tauira": "initiated", "person:bo-tauira": "took part"}


def test_the_same_actor_twice_in_took_part_is_a_problem() -> None:
    problem = problem_of(
        people=PEOPLE,
        interactions="id,date,practice,participants\nv1,2026-03-12,school visit,Ana Tauira;Bo Tauira\n",
        took_part="interaction,actor,part\nv1,Ana Tauira,initiated\nv1,Ana Tauira,hosted\n",
    )
    assert (problem.file, problem.row, problem.sort) == ("took_part.csv", 3, "said twice")


def test_the_two_may_already_be_in_the_store() -> None:
    existing = graph_of(
        people=PEOPLE, interactions="id,date,practice,participants\nv1,2026-03-12,school visit,Ana Tauira;Bo Tauira\n"
    )
    assert problems_of(existing, interactions="id,date,practice\nv1,2026-03-13,school visit\n") == []


def test_a_part_that_the_store_knows_outlives_a_cell_that_only_lists_who_was_there() -> None:
    sheets = {
        "people": PEOPLE,
        "interactions": "id,date,practice,participants\nv1,2026-03-12,school visit,Ana Tauira;Bo Tauira\n",
    }
    existing = graph_of(**sheets, took_part="interaction,actor,part\nv1,Ana Tauira,initiated\n")
    again = graph_of_over(existing, **sheets)
    assert parts(again) == {"person:ana-tauira": "initiated", "person:bo-tauira": "took part"}


# ------------------------------------------------------------------------------------------- codebooks


def test_a_codebook_of_one_s_own_takes_the_place_of_ours() -> None:
    sheets = {
        "people": PEOPLE,
        "codebook": "practice,depth\nhui,3\n",
        "interactions": "date,practice,participants\n2026-03-12,Hui,Ana Tauira;Bo Tauira\n",
    }
    tables = graph_of(**sheets)
    assert tables.kinds["Practice"].select("id", "name", "depth").rows() == [("hui", "hui", 3)]
    assert tables.kinds["Interaction"]["depth"].to_list() == [3]
    sheets["interactions"] = sheets["interactions"].replace("Hui", "school visit")
    assert problem_of(**sheets).sort == "unknown practice"


def test_the_store_s_codebook_is_used_where_the_sheets_bring_none() -> None:
    existing = graph_of(codebook="practice,depth\nhui,3\n")
    tables = graph_of_over(
        existing, people=PEOPLE, interactions="date,practice,participants\n2026-03-12,hui,Ana Tauira;Bo Tauira\n"
    )
    assert tables.kinds["Interaction"]["depth"].to_list() == [3]


@pytest.mark.parametrize("depth", ["5", "deep", "", "-1"])
def test_a_depth_that_cannot_be_is_one_problem_and_not_one_more_at_every_interaction(depth: str) -> None:
    problem = problem_of(
        people=PEOPLE,
        codebook=f"practice,depth\nhui,{depth}\n",
        interactions="date,practice,participants\n2026-03-12,hui,Ana Tauira;Bo Tauira\n",
    )
    assert (problem.file, problem.column, problem.value) == ("codebook.csv", "depth", depth)


def test_a_depth_may_be_written_as_a_spreadsheet_writes_numbers() -> None:
    tables = graph_of(
        people=PEOPLE,
        codebook="practice,depth\nhui,3.0\n",
        interactions="date,practice,participants\n2026-03-12,hui,Ana Tauira;Bo Tauira\n",
    )
    assert tables.kinds["Interaction"]["depth"].to_list() == [3]


# ------------------------------------------------------------------------------- problems, all of them


def test_all_problems_of_all_sheets_are_told_at_once_each_with_its_place_and_its_fix() -> None:
    problems = problems_of(
        people="id,name\np1,Ana\np1,Bo\n",
        schools="name,roll,latitude\nTauira Hill,many,-35\nTauira Flats,10,-100\n",
        networks="name,kind,since,until\nLCN,LNC,2026-01-01,2025-01-01\n",
        memberships="member,network\nTauira Hil,LCN\n",
        interactions="date,practice,participants\n2026-02-30,schol visit,Ana;Nobody\n",
    )
    assert {problem.sort for problem in problems} == {
        "id used twice",
        "bad number",
        "number out of range",
        "unknown kind",
        "until before since",
        "unknown reference",
        "bad date",
        "unknown practice",
    }
    for problem in problems:
        assert all([problem.file, problem.row, problem.column, problem.value, problem.why, problem.fix]), problem
    assert list(problems) == sorted(problems)


def test_problems_in_finding_the_sheets_and_in_reading_them_come_together() -> None:
    problems = problems_of(people="id,nane\np1,Ana\n", schools="name,roll\nTauira,many\n")
    assert {problem.sort for problem in problems} == {"unknown heading", "missing heading", "bad number"}


def test_a_problem_reads_as_one_line_with_control_characters_made_visible() -> None:
    problem = problem_of(schools=[{"name": "Tauira", "roll": "1\n2\x1b[31m" + "9" * 100}])
    line = str(problem)
    assert line.startswith("schools.csv, row 2, column roll: ‘1␤2�[31m")
    assert line.endswith("…’ is not a whole number. Write it in digits, such as 212.")
    assert line.isprintable()


def test_ten_thousand_problems_are_told_as_the_first_of_each_sort_and_counts() -> None:
    rows = "".join(f"Nobody {n},Nowhere {n}\n" for n in range(5_000))
    schools = "".join(f"School {n},x\n" for n in range(5_000))
    with pytest.raises(BadSheets) as refused:
        records_of(schools=f"name,roll\n{schools}", memberships=f"member,network\n{rows}")
    assert str(refused.value) == "15,000 problems in the sheets; nothing was written."
    lines = summary(refused.value.problems)
    assert lines[0].startswith("schools.csv, row 2, column roll: ‘x’ is not a whole number")
    assert lines[5] == "… and 4,995 more of this sort (bad number)."
    assert lines[6].startswith("memberships.csv, row 2, column member: ‘Nobody 0’")
    assert lines[-1] == "… and 9,995 more of this sort (unknown reference)."
    assert len(lines) == 12


@pytest.mark.slow
def test_ten_thousand_slips_in_a_national_sheet_are_told_within_seconds() -> None:
    schools = kind_table("School", [{"id": str(n), "name": f"Te Kura o Tauira {n}"} for n in range(2_500)])
    existing = GraphTables.of({"School": schools})
    raw = raw_sheets(
        networks="name\nLCN\n",
        memberships="member,network\n" + "".join(f"Te Kuraa o Tauira {n},LCN\n" for n in range(10_000)),
    )
    started = time.monotonic()
    with pytest.raises(BadSheets) as refused:
        read_records(raw, existing, shipped_codebook())
    assert len(refused.value.problems) == 10_000
    assert "Did you mean" in refused.value.problems[0].fix
    assert time.monotonic() - started < 10


# ------------------------------------------------------------------------------------ what is spoken of


def test_records_tell_which_columns_the_sheets_speak_of() -> None:
    records = records_of(schools="id,name,roll\nt1,Tauira,\n")
    assert records.columns["School"] == ("name", "roll")


def test_the_order_of_the_sheets_does_not_matter() -> None:
    sheets = {"schools": "name\nTauira\n", "networks": "name\nLCN\n", "memberships": "member,network\nTauira,LCN\n"}
    turned = dict(reversed(sheets.items()))
    assert (
        ends(graph_of(**sheets), "MEMBER_OF")
        == ends(graph_of(**turned), "MEMBER_OF")
        == [("school:tauira", "network:lcn")]
    )


def test_an_undefined_value_is_null_and_never_0_or_an_empty_text() -> None:
    school = graph_of(schools="name,type,roll\nTauira,,\n").kinds["School"]
    assert school.select(pl.exclude("id", "name")).null_count().sum_horizontal().item() == school.width - 2
