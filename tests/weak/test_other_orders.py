"""Orders and outcomes on the edges: a directory beside a cluster, roles that close, chains of schools."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from cases import case_in, found, people_who, schools_where, within_ours

from graphmap.graph.choice import Choice
from graphmap.weak.cards import Card, cards, without_repeats_at_first
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.priority import ROUTINE
from graphmap.weak.rules import RULE
from graphmap.weak.weak_links import findings

# ------------------------------------------------------------------------------------------------------- a directory


def cluster(listed_besides: int) -> JudgedNetwork:
    """Seven of the eight schools of a network swap resources; so many other schools are only listed."""
    members = [f"s{number}" for number in range(8)]
    others = [f"other-{number}" for number in range(listed_besides)]
    swaps = [f"2026-05-0{day},resource sharing,ours,{one}; {other}\n" for day in (1, 8) for one, other in pairs(7)]
    return case_in(
        schools="id,name\n" + "".join(f"{id},{id}\n" for id in [*members, *others]),
        networks="id,name\nours,Ours\n",
        memberships="member,network\n" + "".join(f"{id},ours\n" for id in members),
        interactions="date,practice,network,participants\n" + "".join(swaps),
    )


def pairs(number: int) -> list[tuple[str, str]]:
    return [(f"s{one}", f"s{other}") for one, other in combinations(range(number), 2)]


def test_schools_that_are_only_listed_in_a_directory_make_no_card_less_urgent() -> None:
    alone, beside_a_directory = ([(card.title, card.priority) for card in cards(cluster(n))] for n in (0, 300))
    assert alone == beside_a_directory


# ------------------------------------------------------------------------------------------------------- who leaves


def chain_with_a_leaver(held_until: str = "", closed_on: str = "", and_bo: str = "") -> JudgedNetwork:
    """Hill, Flats, Bush and Lake in a chain; Ana alone carries the tie of Hill and Flats; Flats and Bush met once."""
    return case_in(
        Choice(until=date(2026, 6, 10)),
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\nlake,Lake\n",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy\ndee,Dee\ncat,Cat\n",
        roles="id,name,at,group,purpose,until\n"
        f"r1,Lead,hill,leader,It,{closed_on}\nr2,Teacher,flats,teacher,It,\nr3,Teacher,bush,teacher,It,\n"
        "r4,Teacher,lake,teacher,It,\n",
        roles_held=f"person,role,until\nana,r1,{held_until}\nbo,r2,{and_bo}\ncat,r2,\ncy,r3,\ndee,r4,\n",
        interactions="date,practice,participants\n"
        "2026-05-01,critical friend,ana; bo\n2026-05-08,critical friend,ana; bo\n2026-05-15,critical friend,ana; bo\n"
        "2026-05-20,school visit,cat; cy\n"
        "2026-05-21,co-teaching,cy; dee\n2026-05-28,co-teaching,cy; dee\n2026-06-04,co-teaching,cy; dee\n",
    )


def test_the_card_of_a_leaver_comes_before_the_single_events_of_a_chain() -> None:
    first, *_ = cards(chain_with_a_leaver(held_until="2026-07-03"))
    assert "Ana’s role there ends on 3 July 2026" in first.why


def test_somebody_whose_role_is_closed_leaves_too() -> None:
    [leaving] = [each for each in found(chain_with_a_leaver(closed_on="2026-07-03"), "one_pair") if each.cause]
    assert (leaving.severity, leaving.urgency) == (1.0, 1.0)
    assert "ends on 3 July 2026" in leaving.reason


def test_one_who_leaves_is_not_asked_to_take_their_own_card() -> None:
    [card] = [card for card in cards(chain_with_a_leaver(held_until="2026-07-03")) if "leaves" in card_causes(card)]
    assert "person:ana" not in card.takers
    assert card.takers


def test_of_two_who_both_leave_neither_is_asked() -> None:
    judged = chain_with_a_leaver(held_until="2026-07-03", and_bo="2026-07-03")
    [card] = [card for card in cards(judged) if "leaves" in card_causes(card)]
    assert card.takers == ("person:cat",)


def card_causes(card: Card) -> str:
    return " ".join(finding.cause for _, finding in card.findings)


# ----------------------------------------------------------------------------------------------- what ends, and when


def facilitated(until: str) -> JudgedNetwork:
    """Fay, a facilitator until that day, leads all that Ours inquires into."""
    return case_in(
        Choice(since=date(2025, 7, 1), until=date(2026, 6, 10)),
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\nflats,ours\n",
        people="id,name\nfay,Fay\nana,Ana\nbo,Bo\n",
        roles="id,name,at,group,purpose\nrf,Facilitator,ours,facilitator,It\nra,T,hill,teacher,It\nrb,T,flats,teacher,It\n",
        roles_held=f"person,role,until\nfay,rf,{until}\nana,ra,\nbo,rb,\n",
        interactions="date,practice,network,participants\n"
        + "".join(f"2026-05-{day:02},collaborative inquiry,ours,fay; ana; bo\n" for day in range(1, 7)),
    )


@pytest.mark.parametrize(
    ("until", "urgency"), [("2026-12-31", 1.0), ("2026-05-31", 1.0), ("2030-12-31", ROUTINE), ("", ROUTINE)]
)
def test_a_contract_is_urgent_where_its_end_is_near(until: str, urgency: float) -> None:
    [finding] = found(facilitated(until), "leans_on_facilitators")
    assert finding.urgency == urgency


@pytest.mark.parametrize(("until", "urgency"), [("2026-12-31", 1.0), ("2026-01-31", 1.0), ("2022-12-31", ROUTINE)])
def test_funding_is_urgent_where_its_end_is_near(until: str, urgency: float) -> None:
    judged = within_ours(
        *["resource sharing: lea tom wai > writing"] * 6,
        programmes="id,name\nfund,Fund\n",
        funding=[{"network": "ours", "programme": "fund", "since": "2020-01-01", "until": until}],
    )
    [finding] = found(judged, "funding_ends")
    assert finding.urgency == urgency


@pytest.mark.parametrize(
    ("since", "until", "times"), [("", "", 1), ("2027-01-01", "", 1), ("2024-01-01", "2026-04-01", 0)]
)
def test_nobody_is_asked_for_the_purpose_of_a_role_that_was_closed(since: str, until: str, times: int) -> None:
    judged = case_in(
        Choice(until=date(2026, 6, 10)),
        schools="id,name\nhill,Hill\n",
        roles=[{"id": "r", "name": "Lead", "at": "hill", "since": since, "until": until}],
    )
    assert len(found(judged, "without_purpose")) == times


# ------------------------------------------------------------------------------------------------------- what is said


@pytest.mark.parametrize(("practice", "others", "times"), [("network meeting", 5, 0), ("advice seeking", 5, 5)])
def test_a_hui_of_six_that_one_called_is_still_a_hui_and_asking_six_is_asking(
    practice: str, others: int, times: int
) -> None:
    everybody = " ".join(f"p{number}" for number in range(others))
    judged = people_who(*(f"2026-0{month}-01 {practice}: ana! {everybody}" for month in (1, 2, 3, 4, 5)))
    assert len(found(judged, "one_sided")) == times


def test_a_step_names_the_places_where_a_second_person_is_wanted() -> None:
    judged = schools_where(
        {"ana": "hill", "bo": "flats", "cy": "flats"}, *(f"2026-05-0{day} school visit: ana bo cy" for day in (1, 2, 3))
    )
    [finding] = found(judged, "one_pair")
    assert RULE["one_pair"].next_step(judged, finding, Counter()).startswith("Find a second person at hill who")


def test_something_beyond_sharing_is_never_0_percent() -> None:
    swaps = [f"2026-0{month}-{day:02} resource sharing: ana bo" for month in range(1, 6) for day in range(1, 11)]
    judged = people_who(*swaps, "2026-05-30 moderation: ana bo cy dee eva fay gus hua")
    [finding] = found(judged, "only_sharing")
    assert "Less than 1% of the strength went beyond sharing" in finding.reason


def test_an_empty_role_at_a_network_comes_before_one_at_a_school() -> None:
    judged = case_in(
        Choice(until=date(2026, 6, 10)),
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\n",
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\nflats,ours\nbush,ours\n",
        roles="id,name,at,purpose\na,Teacher,hill,It\nb,Across-school lead,ours,It\n",
        interactions="date,practice,participants\n2026-05-01,co-teaching,hill; flats; bush\n",
    )
    first, second = [each for rule, each in findings(judged) if rule.name == "vacant"]
    assert (first.subject, second.subject) == ("role:b", "role:a")
    assert first.priority > second.priority


def test_where_a_card_is_closed_the_next_repeats_no_rule_of_the_same_network_either() -> None:
    judged = within_ours(*["school visit: lea tom"] * 8)
    made = cards(judged)
    twice = [*made, replace(made[0], id="another", priority=made[0].priority - 0.01)]
    first = without_repeats_at_first(judged, twice)
    assert [card.id for card in first[: len(made)]] == [card.id for card in made]
    assert first[-1].id == "another"
