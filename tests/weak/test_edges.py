"""The edges of what is judged: a fifth of the strength, a year ago to the day, two roles, a role filled next term."""

from datetime import date, timedelta

import pytest
from cases import case_in, found, has_rule, people_who
from networks import working_together

from graphmap.graph.choice import Choice, Weighting, read_choice
from graphmap.graph.ties import ties
from graphmap.weak.cards import cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.weak_links import findings

AS_AT = date(2026, 6, 1)


def tie_of(*events: str, weighting: Weighting = "newman", as_at: date = AS_AT) -> dict[str, object]:
    """The tie of ana and bo."""
    table = ties(working_together(*events), Choice("people", weighting=weighting), as_at)
    [tie] = table.filter(source="person:ana", target="person:bo").to_dicts()
    return tie


def swaps(number: int) -> list[str]:
    return [f"2026-04-{day:02} resource sharing: ana bo" for day in range(1, number + 1)]


DEEP = [f"2026-05-0{day} critical friend: ana bo" for day in (1, 2)]


@pytest.mark.parametrize(("shallow", "settled"), [(8, 2), (9, 1)])
@pytest.mark.parametrize("weighting", ["newman", "count"])
def test_two_of_ten_are_a_fifth_and_two_of_eleven_are_not(shallow: int, settled: int, weighting: Weighting) -> None:
    assert tie_of(*swaps(shallow), *DEEP, weighting=weighting)["settled"] == settled


def test_by_count_two_large_moderations_of_ten_events_are_a_habit_and_by_strength_they_are_not() -> None:
    large = [f"2026-05-0{day} moderation: ana bo cy dee eva fay" for day in (1, 2)]
    assert tie_of(*swaps(8), *large, weighting="count")["settled"] == 2
    assert tie_of(*swaps(8), *large)["settled"] == 1


def test_under_decay_what_is_deep_and_lately_weighs_more() -> None:
    old = [f"2022-04-{day:02} resource sharing: ana bo" for day in range(1, 21)]
    assert tie_of(*old, *DEEP)["settled"] == 1
    assert tie_of(*old, *DEEP, weighting="decay")["settled"] == 2


@pytest.mark.parametrize(("days", "standing"), [(365, "beyond"), (366, "lapsed")])
def test_a_tie_lapses_after_the_stale_limit_and_not_on_it(days: int, standing: str) -> None:
    events = [f"{AS_AT - timedelta(days=days + ago)} critical friend: ana bo" for ago in (0, 10)]
    assert tie_of(*events)["standing"] == standing


@pytest.mark.parametrize(("dated", "standing"), [("2025-06", "beyond"), ("2025-05", "lapsed"), ("2025", "beyond")])
def test_a_month_at_the_limit_has_the_benefit_of_the_doubt(dated: str, standing: str) -> None:
    judged = case_in(
        Choice("people"),
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions=f"date,practice,participants\n2024-03-01,critical friend,ana;bo\n{dated},critical friend,ana;bo\n",
    )
    [tie] = ties(judged.snapshot, Choice("people"), AS_AT).to_dicts()
    assert tie["standing"] == standing


def three_schools(roles_held: str, *events: str) -> JudgedNetwork:
    return case_in(
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\n",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
        roles="id,name,at,purpose\nr1,Teacher,hill,It\nr2,Teacher,flats,It\nr3,Teacher,bush,It\nr4,Lead,hill,It\n",
        roles_held="person,role,since,until\n" + roles_held,
        interactions="date,practice,participants\n" + "".join(f"{event}\n" for event in events),
    )


def test_somebody_with_two_roles_at_a_school_and_one_at_another_is_counted_once() -> None:
    both = "ana,r1,,\nana,r4,,\nana,r2,,\nbo,r3,,\n"
    judged = three_schools(both, "2026-05-01,critical friend,ana;bo")
    assert {(tie["source"], tie["target"]): tie["weight"] for tie in judged.rows} == {
        ("school:bush", "school:hill"): 1.0,
        ("school:bush", "school:flats"): 1.0,
    }


def test_a_day_outside_every_role_makes_no_tie() -> None:
    judged = three_schools("ana,r1,2026-02-01,2026-04-30\nbo,r2,,\n", "2026-05-01,critical friend,ana;bo")
    assert judged.rows == []


def test_a_role_that_is_filled_next_term_says_from_when() -> None:
    judged = case_in(
        Choice(until=date(2026, 12, 1)),
        schools="id,name\nhill,Hill\n",
        people="id,name\nana,Ana\nbo,Bo\n",
        roles="id,name,at,purpose\nr1,Principal,hill,It\n",
        roles_held="person,role,since,until\nana,r1,2020-01-01,2026-09-30\nbo,r1,2027-02-01,\n",
    )
    [vacant] = found(judged, "vacant")
    assert vacant.reason.endswith("It is filled from 1 February 2027.")
    assert vacant.severity == 0.2


@pytest.mark.parametrize("practice", ["critical friend", "co-teaching", "resource sharing"])
def test_two_alone_have_no_third_that_was_possible(practice: str) -> None:
    events = [f"2026-05-0{day} {practice}: ana bo" for day in range(1, 8)]
    assert found(people_who(*events), "no_third_partner") == []


def test_hosting_a_visit_is_being_asked() -> None:
    visits = "".join(f"{n},2026-05-0{n},school visit\n" for n in range(1, 7))
    took = "".join(f"{n},ana,hosted\n{n},bo,took part\n" for n in range(1, 7))
    judged = case_in(
        Choice("people"),
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions="id,date,practice\n" + visits,
        took_part="interaction,actor,part\n" + took,
    )
    assert all(finding.reason.startswith("Bo started all") for finding in found(judged, "one_sided"))


def test_a_workshop_of_eighty_hides_no_real_problem_beside_it() -> None:
    crowd = " ".join(f"p{number:02}" for number in range(80))
    asked = [f"2026-0{month}-01 resource sharing: p00 p01" for month in (2, 3, 4, 5, 6)]
    judged = people_who(f"2026-05-01 shared workshop: {crowd}", *asked)
    made = cards(judged)
    assert [card.actors for card in made[:1]] == [("person:p00", "person:p01")]
    assert not [card for card in made if len(card.actors) > 10]


@pytest.mark.parametrize("view", ["people", "organisations", "networks", "structure"])
def test_no_record_and_one_school_give_no_card_about_ties(view: str) -> None:
    judged = case_in(read_choice(view), schools="id,name\nhill,Hill\n")
    assert list(cards(judged)) == []


def test_words_are_about_links_and_never_about_a_persons_worth() -> None:
    judged = people_who(*swaps(9), "2026-05-01 school visit: cy dee", "2026-05-02 co-teaching: ana cy")
    for card in cards(judged):
        for word in ("isolated", "drifted", "fail", "poor", "weak "):
            assert word not in f"{card.title} {card.why} {card.step}".lower()


def test_an_origin_in_transport_is_not_sport() -> None:
    rows = "".join(f"2026-05-0{day},sports exchange,ours,hill;flats\n" for day in range(1, 8))
    judged = case_in(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name,origin\nours,Ours,other: transport\n",
        memberships="member,network\nhill,ours\nflats,ours\n",
        interactions="date,practice,network,participants\n" + rows,
    )
    assert found(judged, "still_what_it_began") == []


def test_a_goal_of_another_network_or_out_of_force_is_no_goal() -> None:
    rows = "".join(
        f"2026-05-0{day},co-teaching,ours,{'theirs' if day % 2 else 'old'},hill;flats\n" for day in range(1, 9)
    )
    judged = case_in(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\nothers,Others\n",
        memberships="member,network\nhill,ours\nflats,ours\n",
        goals="id,network,name,since,until\ntheirs,others,Theirs,,\nold,ours,Old,2020-01-01,2024-12-31\n",
        interactions="date,practice,network,goal,participants\n" + rows,
    )
    [finding] = found(judged, "no_goal")
    assert finding.severity == 1.0


def test_one_who_leaves_and_carries_several_ties_is_one_card_and_no_finding_is_lost() -> None:
    held = "ana,r1,,2026-07-03\nbo,r2,,\ncy,r3,,\n"
    days = [f"2026-05-{day:02},critical friend,ana;{who}" for day in (1, 8, 15) for who in ("bo", "cy")]
    judged = three_schools(held, *days)
    made = cards(judged)
    assert len([card for card in made if has_rule(card, "one_pair")]) == 1
    assert sum(len(card.findings) for card in made) == len(findings(judged))


def test_a_silent_year_is_judged_as_no_tie() -> None:
    snapshot = working_together(*(f"2024-0{month}-01 critical friend: ana bo" for month in range(1, 8)))
    assert list(cards(judged_network(snapshot, read_choice("people"), as_at=AS_AT))) == []
