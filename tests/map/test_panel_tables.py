"""What the panel says of an actor or a tie."""

from datetime import date

from networks import ORGANISATIONS, PEOPLE, snapshot_of, working_together

from graphmap.graph.choice import Choice
from graphmap.graph.standing_in_words import Event
from graphmap.graph.ties import ties
from graphmap.map.panel_tables import interactions_behind, interactions_of, roles_of, telling_event, ties_of

CLUSTER = snapshot_of(
    people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    schools="id,name\nhill,Hill\nflats,Flats\n",
    roles="id,name,at,group,purpose\nlead,Lead,hill,leader,Leads "
    "writing\nteacher,Teacher,hill,teacher,\nflats-teacher,Teacher,flats,,\n",
    roles_held="person,role,since,until\nana,lead,2026-02-02,\nana,teacher,2020-01-27,2025-12-19\nbo,flats-teacher,,\n",
    networks="id,name\nkahui,Kāhui\n",
    goals="id,network,name\nwriting,kahui,Writing\n",
    interactions="""
        id,date,practice,network,goal,note,participants
        1,2026-03-02,school visit,kahui,writing,"Room 4, again",ana; bo
        2,2026-05-04,critical friend,,,,ana; bo; cy
        3,2026-06-02,school visit,,,,bo; cy
        """,
)


def test_the_ties_of_an_actor_are_its_own_deepest_and_strongest_first() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana bo",
        "2026-03-03 co-teaching: ana cy",
        "2026-03-04 school visit: ana dee",
        "2026-03-05 school visit: ana dee",
        "2026-03-06 school visit: bo cy",
    )
    mine = ties_of(ties(snapshot, PEOPLE), "person:ana")
    assert mine["other"].to_list() == ["person:cy", "person:dee", "person:bo"]


def test_the_other_end_is_the_other_whichever_side_one_is_on() -> None:
    found = ties(working_together("2026-03-02 school visit: ana bo", "2026-03-02 school visit: bo cy"), PEOPLE)
    assert set(ties_of(found, "person:bo")["other"]) == {"person:ana", "person:cy"}


def test_someone_without_a_tie_has_none() -> None:
    assert ties_of(ties(CLUSTER, PEOPLE), "person:nobody").is_empty()


def test_the_interactions_behind_a_tie_are_told_in_full_the_latest_first() -> None:
    latest, first = interactions_behind(CLUSTER, PEOPLE, "person:ana", "person:bo").iter_rows(named=True)
    assert first == {
        "interaction": "interaction:1",
        "date": date(2026, 3, 2),
        "dated": None,
        "practice": "school visit",
        "depth": 1,
        "note": "Room 4, again",
        "network": "Kāhui",
        "goal": "Writing",
        "participants": ["Ana", "Bo"],
    }
    assert (latest["interaction"], latest["network"], latest["participants"]) == (
        "interaction:2",
        None,
        ["Ana", "Bo", "Cy"],
    )


def test_the_telling_event_is_the_latest_beyond_sharing() -> None:
    behind = interactions_behind(CLUSTER, PEOPLE, "person:ana", "person:bo")
    assert telling_event(CLUSTER, behind) == Event("critical friend", "4 May 2026", 3)


def test_the_telling_event_of_a_tie_that_only_shares_is_its_only_one_or_none() -> None:
    once, twice = (
        working_together(*(f"2026-0{month}-02 school visit: ana bo" for month in months)) for months in ((3,), (3, 4))
    )
    behind = [interactions_behind(each, PEOPLE, "person:ana", "person:bo") for each in (once, twice)]
    assert telling_event(once, behind[0]) == Event("school visit", "2 March 2026", 2)
    assert telling_event(twice, behind[1]) is None


def test_the_telling_event_counts_those_who_were_there_unnamed_and_keeps_its_date_as_recorded() -> None:
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions="id,date,practice,attendance,participants\n1,2026 T2,co-teaching,80,ana; bo\n",
    )
    behind = interactions_behind(snapshot, PEOPLE, "person:ana", "person:bo")
    assert telling_event(snapshot, behind) == Event("co-teaching", "Term 2 2026", 80)


def test_a_tie_rests_on_the_same_interactions_from_either_end() -> None:
    there = interactions_behind(CLUSTER, ORGANISATIONS, "school:hill", "school:flats")
    back = interactions_behind(CLUSTER, ORGANISATIONS, "school:flats", "school:hill")
    assert there.equals(back)
    assert there["interaction"].to_list() == ["interaction:2", "interaction:1"]


def test_as_many_interactions_are_behind_a_tie_as_it_says() -> None:
    for source, target, interactions in ties(CLUSTER, PEOPLE)["source", "target", "interactions"].iter_rows():
        assert len(interactions_behind(CLUSTER, PEOPLE, source, target)) == interactions


def test_the_interactions_of_an_actor_are_those_in_the_window() -> None:
    assert interactions_of(CLUSTER, PEOPLE, "person:cy")["interaction"].to_list() == ["interaction:3", "interaction:2"]
    assert interactions_of(CLUSTER, Choice("people", since=date(2026, 6, 1)), "person:cy")["interaction"].to_list() == [
        "interaction:3"
    ]


def test_a_person_s_roles_are_those_of_the_window() -> None:
    everything = roles_of(CLUSTER, PEOPLE, "person:ana").select("role", "place", "group", "since").rows()
    assert everything == [
        ("Lead", "Hill", "leader", date(2026, 2, 2)),
        ("Teacher", "Hill", "teacher", date(2020, 1, 27)),
    ]
    assert roles_of(CLUSTER, Choice("people", since=date(2026, 1, 1)), "person:ana")["role"].to_list() == ["Lead"]


def test_a_role_that_nobody_holds_in_the_window_is_shown_as_vacant() -> None:
    now = roles_of(CLUSTER, Choice(since=date(2026, 1, 1)), "school:hill").select("role", "person", "purpose").rows()
    assert now == [("Lead", "Ana", "Leads writing"), ("Teacher", None, None)]


def test_someone_without_a_role_has_none() -> None:
    assert roles_of(CLUSTER, PEOPLE, "person:cy").is_empty()
