"""What the form of a visit fills in by itself: practices, network, goal, and who was there last time."""

from datetime import date

import pytest
from networks import snapshot_of

from graphmap.records.guessing import (
    goals_on,
    guess_goal,
    guess_network,
    last_time,
    practices,
    roles_at,
    usual_group,
)
from graphmap.tables import GraphTables

DAY = date(2026, 3, 12)
OURS, OTHERS = "network:ours", "network:others"


@pytest.fixture(scope="module")
def tables() -> GraphTables:
    """Two schools, an iwi, and two networks of which Hill left one at the end of 2025."""
    return snapshot_of(
        schools="id,name\nhill,Hill\nflat,Flat\n",
        iwi="id,name\nte-iwi,Te Iwi\n",
        people=[{"id": id, "name": id.capitalize()} for id in ("ana", "bo", "cam", "dee")],
        roles=[
            {"id": "teach-hill", "name": "Teacher, Year 3", "at": "hill", "group": "teacher", "until": ""},
            {"id": "teach-flat", "name": "Teacher, Year 4", "at": "flat", "group": "teacher", "until": ""},
            {"id": "lead", "name": "Convenor", "at": "network:others", "group": "leader", "until": ""},
            {"id": "vacant", "name": "Deputy", "at": "hill", "group": "leader", "until": ""},
            {"id": "closed", "name": "Bursar", "at": "hill", "group": "", "until": "2025-12-31"},
        ],
        roles_held=[
            {"person": "ana", "role": "teach-hill", "since": "", "until": ""},
            {"person": "bo", "role": "teach-flat", "since": "", "until": ""},
            {"person": "cam", "role": "teach-hill", "since": "", "until": "2025-12-31"},
            {"person": "dee", "role": "lead", "since": "", "until": ""},
        ],
        networks="id,name\nours,Ours\nothers,Others\n",
        memberships=[
            {"member": "hill", "network": "ours", "since": "", "until": ""},
            {"member": "flat", "network": "ours", "since": "", "until": ""},
            {"member": "hill", "network": "others", "since": "", "until": "2025-12-31"},
            {"member": "flat", "network": "others", "since": "2026-02-01", "until": ""},
        ],
        goals=[
            {"id": "writing", "network": "ours", "name": "Writing", "since": "", "until": ""},
            {"id": "maths", "network": "ours", "name": "Maths", "since": "", "until": ""},
            {"id": "old", "network": "ours", "name": "Attendance", "since": "", "until": "2025-12-31"},
            {"id": "sport", "network": "others", "name": "Sport", "since": "", "until": ""},
        ],
        interactions="""
            id,date,practice,network,goal,participants
            1,2026-02-10,school visit,others,,bo;dee
            2,2026-02-12,moderation,ours,maths,ana;bo;te-iwi
            3,2026-02-14,school visit,ours,writing,ana;bo
            4,2026-02-16,storytelling,,,ana;dee
            """,
    ).tables


def test_practices_used_most_in_the_network_come_first_and_then_those_used_anywhere(tables: GraphTables) -> None:
    assert practices(tables)["name"].to_list()[:3] == ["school visit", "storytelling", "moderation"]
    assert practices(tables, OURS)["name"].to_list()[:3] == ["school visit", "moderation", "storytelling"]
    first = practices(tables, OURS).row(0, named=True)
    assert (first["depth"], first["here"], first["used"]) == (1, 1, 2)
    assert first["definition"]


def test_the_network_is_that_of_most_who_took_part_by_their_roles_on_that_day(tables: GraphTables) -> None:
    assert guess_network(tables, ["person:ana", "person:bo"], DAY) == OURS
    assert guess_network(tables, ["school:hill"], DAY) == OURS  # the other one it has left
    assert guess_network(tables, ["person:bo", "person:dee"], DAY) == OTHERS  # both of them, and only one of ours
    assert guess_network(tables, ["person:cam"], DAY) is None  # no role any more


def test_of_two_networks_with_as_many_it_is_the_one_they_last_worked_in(tables: GraphTables) -> None:
    assert guess_network(tables, ["person:bo"], DAY) == OURS
    assert guess_network(tables, ["school:flat"], DAY) == OTHERS  # nothing recorded of it as a school: the first by id


def test_nobody_belongs_nowhere(tables: GraphTables) -> None:
    assert guess_network(tables, [], DAY) is None
    assert guess_network(tables, ["iwi:te-iwi"], DAY) is None


def test_the_goal_is_the_only_one_in_force_or_that_of_the_last_time(tables: GraphTables) -> None:
    assert goals_on(tables, OURS, DAY) == ["goal:maths", "goal:writing"]
    assert guess_goal(tables, OTHERS, ["person:bo"], "", DAY) == "goal:sport"
    assert guess_goal(tables, OURS, ["person:ana", "person:bo"], "moderation", DAY) == "goal:maths"
    assert guess_goal(tables, OURS, ["person:ana", "person:bo"], "", DAY) == "goal:writing"
    assert guess_goal(tables, OURS, ["person:cam"], "", DAY) is None
    assert guess_goal(tables, None, ["person:ana"], "", DAY) is None


def test_last_time_is_the_latest_of_the_same_practice_network_and_people(tables: GraphTables) -> None:
    found = last_time(tables, "school visit", OURS)
    assert found is not None
    assert (found.date, found.who) == (date(2026, 2, 14), ("person:ana", "person:bo"))
    mine = last_time(tables, who=["person:ana", "iwi:te-iwi"])
    assert mine is not None
    assert mine.practice == "moderation"
    assert "iwi:te-iwi" in mine.who


def test_last_time_leaves_out_what_has_no_match(tables: GraphTables) -> None:
    other = last_time(tables, "moderation", OTHERS)
    assert other is not None
    assert other.practice == "moderation"
    assert last_time(tables) is None
    assert last_time(tables, "co-teaching") is None


def test_roles_at_a_school_are_those_not_closed_the_vacant_first(tables: GraphTables) -> None:
    assert roles_at(tables, "school:hill", DAY)["name"].to_list() == ["Deputy", "Teacher, Year 3"]


def test_a_new_role_has_the_group_of_roles_that_are_called_like_it(tables: GraphTables) -> None:
    assert usual_group(tables, "teacher, year 3") == "teacher"
    assert usual_group(tables, "Teacher in Room 7") == "teacher"
    assert usual_group(tables, "Wizard") == ""
