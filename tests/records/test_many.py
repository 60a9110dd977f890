"""One change to many rows: all of them or none."""

import pytest
from applying import applied
from sheet_writing import graph_of

from graphmap.records.many import change_all, changeable, join_all
from graphmap.sheets.problems import BadSheets

TABLES = graph_of(
    schools="id,name,region,roll\na,Alpha,North,1\nb,Beta,South,2\nc,Gamma,South,3\n",
    people="id,name\nana,Ana\nbo,Bo\n",
    networks="id,name\nn,Network\n",
    memberships="member,network,since\na,n,2020-01-01\n",
    goals="id,network,name,since\ng,n,Writing,2024-01-01\n",
    interactions="id,date,practice,participants\n1,2026 T2,school visit,ana;bo\n2,2026-03-03,school visit,ana;bo\n",
)


def test_a_field_changes_in_every_chosen_row_and_in_no_other() -> None:
    edit = change_all(TABLES, "School", ["b", "c"], "region", "West")
    assert edit.updated["School"].rows() == [("b", "West"), ("c", "West")]


def test_a_value_that_is_wrong_changes_nothing() -> None:
    with pytest.raises(BadSheets):
        change_all(TABLES, "School", ["a", "b"], "roll", "lots")


def test_a_row_that_is_gone_stops_all() -> None:
    with pytest.raises(BadSheets, match="1 problem"):
        change_all(TABLES, "School", ["a", "nowhere"], "region", "West")


def test_the_practice_of_many_visits_changes_with_its_depth_and_keeps_their_dates_and_source() -> None:
    edit = change_all(TABLES, "Interaction", ["1", "2"], "practice", "co-teaching")
    assert edit.updated["Interaction"].columns == ["id", "practice", "depth"]
    assert not edit.ended


def test_many_visits_move_to_a_network() -> None:
    after = applied(TABLES, change_all(TABLES, "Interaction", ["1", "2"], "network", "network:n"))
    assert after.relationships["WITHIN"]["end"].to_list() == ["network:n", "network:n"]


def test_the_day_of_a_goal_changes_with_the_network_as_it_is() -> None:
    after = applied(TABLES, change_all(TABLES, "Goal", ["g"], "until", "2026-12-18"))
    assert after.relationships["PURSUES"].select("start", "since", "until").rows()[0][0] == "network:n"


def test_schools_join_a_network_and_those_inside_keep_their_days() -> None:
    after = applied(TABLES, join_all(TABLES, ["school:a", "school:b"], "network:n", "2026-02-02"))
    days = after.relationships["MEMBER_OF"].select("start", "since").rows()
    assert [(start, str(since)) for start, since in days] == [("school:a", "2020-01-01"), ("school:b", "2026-02-02")]


def test_names_are_not_changed_for_many() -> None:
    assert "name" not in changeable(TABLES, "School")
