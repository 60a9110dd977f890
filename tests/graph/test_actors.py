"""Who counts for whom, on which day, and who is there to be counted."""

from datetime import date

import pytest
from networks import NETWORKS, ORGANISATIONS, PEOPLE, STRUCTURE, snapshot_of, working_together

from graphmap.graph.actors import actors, participations, roles_held
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot

PLACES = {
    "people": "id,name\nana,Ana\nbo,Bo\n",
    "schools": "id,name\nhill,Tauira Hill\nflats,Tauira Flats\ncoast,Tauira Coast\n",
    "roles": "id,name,at\nhill-teacher,Teacher,hill\nflats-teacher,Teacher,flats\ncoast-teacher,Teacher,coast\n",
}
BO_AT_COAST = "bo,coast-teacher,,\n"


def visits(roles_held: str, *days: str, **sheets: str) -> Snapshot:
    """Ana and Bo, who visited each other on these days."""
    rows = "".join(f"{day},{day},school visit,ana; bo\n" for day in days)
    held = f"person,role,since,until\n{roles_held}"
    return snapshot_of(**PLACES, **sheets, roles_held=held, interactions=f"id,date,practice,participants\n{rows}")


def counted_for(snapshot: Snapshot, person: str, choice: Choice = ORGANISATIONS) -> dict[str, set[str]]:
    """For whom a person counts in each interaction that they count in at all."""
    found: dict[str, set[str]] = {}
    for interaction, actor, carrier in (
        participations(snapshot, choice).select("interaction", "actor", "carrier").iter_rows()
    ):
        if carrier == f"person:{person}":
            found.setdefault(interaction.removeprefix("interaction:"), set()).add(actor)
    return found


def present(snapshot: Snapshot, choice: Choice) -> list[str]:
    return actors(snapshot, choice)["key"].to_list()


# -------------------------------------------------------------------------------------- organisations


def test_someone_who_moved_schools_counts_for_each_while_they_were_there() -> None:
    moved = "ana,hill-teacher,2024-01-29,2025-12-19\nana,flats-teacher,2026-02-02,\n" + BO_AT_COAST
    snapshot = visits(moved, "2025-06-03", "2026-06-02")
    assert counted_for(snapshot, "ana") == {"2025-06-03": {"school:hill"}, "2026-06-02": {"school:flats"}}


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-02-01", False), ("2026-02-02", True), ("2026-12-18", True), ("2026-12-19", False)],
)
def test_a_role_counts_from_its_first_day_to_its_last_both_included(day: str, counts: bool) -> None:
    snapshot = visits("ana,hill-teacher,2026-02-02,2026-12-18\n" + BO_AT_COAST, day)
    assert (
        "ana" in {carrier.removeprefix("person:") for carrier in participations(snapshot, ORGANISATIONS)["carrier"]}
    ) == counts


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("", "", {"1990-01-01", "2026-03-02", "2049-01-04"}),
        ("2026-03-02", "", {"2026-03-02", "2049-01-04"}),
        ("", "2026-03-02", {"1990-01-01", "2026-03-02"}),
    ],
)
def test_an_empty_since_or_until_leaves_that_end_open(since: str, until: str, days: set[str]) -> None:
    snapshot = visits(f"ana,hill-teacher,{since},{until}\n" + BO_AT_COAST, "1990-01-01", "2026-03-02", "2049-01-04")
    assert set(counted_for(snapshot, "ana")) == days


def test_someone_between_two_spells_of_a_role_counts_for_nobody() -> None:
    spells = "ana,hill-teacher,,2024-12-20\nana,hill-teacher,2026-02-02,\n" + BO_AT_COAST
    assert set(counted_for(visits(spells, "2024-06-04", "2025-06-03", "2026-06-02"), "ana")) == {
        "2024-06-04",
        "2026-06-02",
    }


def test_someone_with_two_hats_counts_for_both() -> None:
    two_hats = "ana,hill-teacher,,\nana,flats-teacher,,\n" + BO_AT_COAST
    assert counted_for(visits(two_hats, "2026-03-02"), "ana") == {"2026-03-02": {"school:hill", "school:flats"}}


def test_two_roles_at_one_school_count_once() -> None:
    roles = PLACES["roles"] + "hill-lead,Lead,hill\n"
    snapshot = snapshot_of(
        **{**PLACES, "roles": roles},
        roles_held="person,role\nana,hill-teacher\nana,hill-lead\nbo,coast-teacher\n",
        interactions="date,practice,participants\n2026-03-02,school visit,ana; bo\n",
    )
    assert participations(snapshot, ORGANISATIONS)["actor"].to_list() == ["school:coast", "school:hill"]


def test_someone_without_a_role_counts_for_themselves_and_for_no_organisation() -> None:
    snapshot = visits(BO_AT_COAST, "2026-03-02")
    assert counted_for(snapshot, "ana") == {}
    assert counted_for(snapshot, "ana", PEOPLE) == {"2026-03-02": {"person:ana"}}


def test_an_organisation_that_takes_part_as_itself_is_its_own_carrier() -> None:
    snapshot = snapshot_of(
        iwi="id,name\nte-iwi,Te Iwi Tauira\n",
        partners="id,name\nlibrary,Tauira Library\n",
        interactions="date,practice,participants\n2026-03-02,joint planning,te-iwi; library\n",
    )
    rows = participations(snapshot, ORGANISATIONS).select("actor", "carrier").rows()
    assert rows == [("iwi:te-iwi", "iwi:te-iwi"), ("partner:library", "partner:library")]


def test_an_organisation_is_no_actor_among_people() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo hill", staff={"ana": "hill"})
    assert participations(snapshot, PEOPLE)["actor"].to_list() == ["person:ana", "person:bo"]


def test_a_role_at_a_network_counts_for_no_organisation() -> None:
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        networks="id,name\nkahui,Kāhui Ako o Tauira\n",
        roles="id,name,at\nlead,Across-school lead,kahui\n",
        roles_held="person,role\nana,lead\n",
        interactions="date,practice,participants\n2026-03-02,school visit,ana; bo\n",
    )
    assert participations(snapshot, ORGANISATIONS).is_empty()
    assert counted_for(snapshot, "ana", NETWORKS) == {snapshot.interactions["id"][0]: {"network:kahui"}}


# ------------------------------------------------------------------------------------------- networks


def test_a_network_takes_part_through_those_who_were_its_members_on_the_day() -> None:
    snapshot = visits(
        "ana,hill-teacher,,\n" + BO_AT_COAST,
        "2025-06-03",
        "2026-06-02",
        networks="id,name\nkahui,Kāhui Ako o Tauira\n",
        memberships="member,network,since,until\nhill,kahui,2026-01-01,\n",
    )
    assert counted_for(snapshot, "ana", NETWORKS) == {"2026-06-02": {"network:kahui"}}


def test_a_school_in_two_networks_takes_part_for_both() -> None:
    snapshot = visits(
        "ana,hill-teacher,,\n" + BO_AT_COAST,
        "2026-06-02",
        networks="id,name\nkahui,Kāhui Ako o Tauira\nrural,Tauira Rural\n",
        memberships="member,network\nhill,kahui\nhill,rural\n",
    )
    assert counted_for(snapshot, "ana", NETWORKS) == {"2026-06-02": {"network:kahui", "network:rural"}}


# ---------------------------------------------------------------------------------- which interactions


def test_only_interactions_within_the_window_and_deep_enough_count() -> None:
    snapshot = working_together(
        "2026-02-01 critical friend: ana bo",
        "2026-02-02 critical friend: ana bo",
        "2026-03-03 school visit: ana bo",
        "2026-12-18 co-teaching: ana bo",
        "2026-12-19 co-teaching: ana bo",
    )
    window = Choice("people", since=date(2026, 2, 2), until=date(2026, 12, 18), min_depth=2)
    assert participations(snapshot, window)["interaction"].unique().sort().to_list() == [
        "interaction:2",
        "interaction:4",
    ]


def test_only_interactions_within_a_chosen_network_count() -> None:
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        networks="id,name\nkahui,Kāhui Ako o Tauira\nrural,Tauira Rural\n",
        interactions="""
            id,date,practice,network,participants
            1,2026-03-02,school visit,kahui,ana; bo
            2,2026-03-02,school visit,rural,ana; bo
            3,2026-03-02,school visit,,ana; bo
            """,
    )
    within = participations(snapshot, Choice("people", networks=("kahui",)))
    assert within["interaction"].unique().to_list() == ["interaction:1"]


def test_the_stored_structure_has_no_participations() -> None:
    assert participations(working_together("2026-03-02 school visit: ana bo"), STRUCTURE).is_empty()


# ------------------------------------------------------------------------------------- who is present


def test_someone_who_left_before_the_window_is_not_there() -> None:
    snapshot = visits("ana,hill-teacher,2020-01-27,2025-12-19\n" + BO_AT_COAST, "2025-06-03")
    assert present(snapshot, Choice("people", since=date(2025, 12, 19))) == ["person:ana", "person:bo"]
    assert present(snapshot, Choice("people", since=date(2025, 12, 20))) == ["person:bo"]


def test_someone_who_comes_after_the_window_is_not_there() -> None:
    snapshot = visits("ana,hill-teacher,2027-02-01,\n" + BO_AT_COAST, "2025-06-03")
    assert present(snapshot, Choice("people", since=date(2026, 1, 1), until=date(2027, 1, 31))) == ["person:bo"]


def test_someone_who_left_but_still_took_part_is_there() -> None:
    snapshot = visits("ana,hill-teacher,2020-01-27,2025-12-19\n" + BO_AT_COAST, "2026-06-02")
    assert present(snapshot, Choice("people", since=date(2026, 1, 1))) == ["person:ana", "person:bo"]


def test_someone_who_never_had_a_role_is_there() -> None:
    assert present(snapshot_of(people="id,name\nana,Ana\n"), Choice("people", since=date(2026, 1, 1))) == ["person:ana"]


def test_every_organisation_is_there_whether_it_did_anything_or_not() -> None:
    assert present(visits(BO_AT_COAST, "2026-03-02"), ORGANISATIONS) == ["school:coast", "school:flats", "school:hill"]


CLUSTER = snapshot_of(
    people="id,name\nana,Ana\nbo,Bo\ncy,Cy\ndee,Dee\n",
    schools="id,name\nhill,Tauira Hill\nflats,Tauira Flats\ncoast,Tauira Coast\n",
    roles="id,name,at\nat-hill,Teacher,hill\nat-flats,Teacher,flats\nat-coast,Teacher,coast\nat-kahui,Lead,kahui\n",
    roles_held="person,role\nana,at-hill\nbo,at-flats\ncy,at-coast\ndee,at-kahui\n",
    networks="id,name\nkahui,Kāhui Ako o Tauira\nrural,Tauira Rural\n",
    memberships="member,network,since,until\nhill,kahui,,\nflats,kahui,,2024-12-20\nflats,rural,,\n",
)
"""Hill belongs to the Kāhui Ako, Flats did until 2024, Coast never; Dee leads it."""


def test_a_chosen_network_has_its_members_of_the_window() -> None:
    assert present(CLUSTER, Choice(networks=("kahui",))) == ["school:flats", "school:hill"]
    assert present(CLUSTER, Choice(networks=("kahui",), since=date(2026, 1, 1))) == ["school:hill"]


def test_a_chosen_network_has_those_with_a_role_at_a_member_or_at_the_network() -> None:
    assert present(CLUSTER, Choice("people", networks=("kahui",), since=date(2026, 1, 1))) == [
        "person:ana",
        "person:dee",
    ]


def test_two_chosen_networks_have_the_members_of_both() -> None:
    both = Choice(networks=("kahui", "rural"), since=date(2026, 1, 1))
    assert present(CLUSTER, both) == ["school:flats", "school:hill"]


def test_of_networks_only_the_chosen_are_there() -> None:
    assert present(CLUSTER, NETWORKS) == ["network:kahui", "network:rural"]
    assert present(CLUSTER, Choice("networks", networks=("rural",))) == ["network:rural"]


def test_the_structure_has_every_kind_of_entity_in_it_but_interactions_and_practices() -> None:
    labels = set(actors(CLUSTER, STRUCTURE)["label"])
    assert labels == {"School", "Person", "Role", "Network"}


def test_roles_held_say_who_held_what_where_and_when() -> None:
    held = roles_held(visits("ana,hill-teacher,2026-02-02,\n", "2026-03-02"))
    assert held.rows() == [("person:ana", "role:hill-teacher", date(2026, 2, 2), None, "school:hill")]
