"""The orders and outcomes that a lead's trust depends on, each on a network small enough to draw."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

import pytest
from cases import case_in, found, has_rule, people_who, schools_where, with_codebook, within_ours
from networks import working_together

from graphmap.graph.choice import Choice, read_choice
from graphmap.weak.cards import Card, cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.rules import RULE
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.weak_links import findings

SIX = ("ana", "bo", "cy", "dee", "eva", "fay")
"""Six people, each at a school of their own."""


def priorities(judged: JudgedNetwork, rule: str) -> list[float]:
    return [finding.priority for each, finding in findings(judged) if each.name == rule]


def about(card: Card) -> set[str]:
    return {actor.partition(":")[2] for actor in card.actors}


def weekly(practice: str, who: str, times: int, month: int = 3) -> list[str]:
    return [f"2026-{month:02}-{day:02} {practice}: {who}" for day in range(1, 1 + 7 * min(times, 4), 7)][:times]


def at(*schools: str) -> dict[str, str]:
    """Two people at each school: hill-1 and hill-2 at hill."""
    return {f"{school}-{number}": school for school in schools for number in (1, 2)}


# -------------------------------------------------------------------------------------------- what comes first


def leaving_carrier() -> JudgedNetwork:
    """Hill and Flats are tied by Ana and Bo alone, and Ana leaves this term; Flats and Bush met once; Bush and Lake
    work together with no partner in common."""
    return case_in(
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\nlake,Lake\n",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy\ndee,Dee\ncat,Cat\n",
        roles="id,name,at,purpose\nr1,Teacher,hill,It\nr2,Teacher,flats,It\nr3,Teacher,bush,It\nr4,Teacher,lake,It\n",
        roles_held="person,role,until\nana,r1,2026-07-03\nbo,r2,\ncat,r2,\ncy,r3,\ndee,r4,\n",
        interactions="date,practice,participants\n"
        "2026-05-01,critical friend,ana; bo\n2026-05-08,critical friend,ana; bo\n2026-05-15,critical friend,ana; bo\n"
        "2026-05-20,school visit,cat; cy\n"
        "2026-05-21,co-teaching,cy; dee\n2026-05-28,co-teaching,cy; dee\n2026-06-04,co-teaching,cy; dee\n",
    )


def test_a_leaver_who_alone_carries_a_tie_comes_before_any_single_event() -> None:
    judged = leaving_carrier()
    assert max(priorities(judged, "one_pair")) > max(priorities(judged, "single_event"))


def test_a_single_event_comes_before_a_pair_without_a_common_partner() -> None:
    judged = leaving_carrier()
    assert min(priorities(judged, "single_event")) > max(priorities(judged, "no_third_partner"))


def test_a_cut_vertex_that_parts_fifty_from_fifty_comes_before_the_middle_of_a_chain_of_three() -> None:
    halves = [[f"{side}{number:02}" for number in range(50)] for side in "ab"]
    events = [
        f"2026-05-0{1 + number % 9} critical friend: mid {who}" for half in halves for number, who in enumerate(half)
    ]
    events += [f"2026-05-11 critical friend: {half[i]} {half[i + 1]}" for half in halves for i in range(49)]
    events += ["2026-05-12 critical friend: x y", "2026-05-12 critical friend: y z"]
    ranked = {
        finding.subject: finding.priority
        for rule, finding in findings(people_who(*events))
        if rule.name == "cut_vertex"
    }
    assert ranked["person:mid"] > ranked["person:y"]


@pytest.mark.parametrize("untied", [3, 6])
def test_a_network_without_iwi_comes_before_the_same_network_with_half_its_work_without_a_goal(untied: int) -> None:
    goals = [" > writing"] * (6 - untied) + [""] * untied
    judged = within_ours(*(f"critical friend: lea tom una wai pat{goal}" for goal in goals))
    assert max(priorities(judged, "community_absent")) >= max(priorities(judged, "no_goal"), default=0)


# ------------------------------------------------------------------------------------------------ one cause, one card


def sharing_ring() -> JudgedNetwork:
    """Six schools, fourteen of whose fifteen pairs swap resources and no more."""
    schools = ("hill", "flats", "bush", "lake", "bay", "plain")
    pairs = list(combinations(schools, 2))[:14]
    events = [
        f"2026-0{month}-{1 + number:02} resource sharing: {one}-{1 + month % 2} {other}-{1 + month % 2}"
        for month in (3, 4, 5)
        for number, (one, other) in enumerate(pairs)
    ]
    return schools_where(at(*schools), *events)


def test_six_schools_whose_fourteen_ties_all_stop_at_sharing_are_one_card() -> None:
    sharing = [card for card in cards(sharing_ring()) if has_rule(card, "only_sharing")]
    assert len(sharing) == 1
    assert about(sharing[0]) == {"hill", "flats", "bush", "lake", "bay", "plain"}


def test_that_card_comes_above_any_one_of_its_ties() -> None:
    judged = sharing_ring()
    card = next(card for card in cards(judged) if has_rule(card, "only_sharing"))
    assert card.priority > max(priorities(judged, "only_sharing"))


def test_that_card_speaks_of_all_of_them() -> None:
    card = next(card for card in cards(sharing_ring()) if has_rule(card, "only_sharing"))
    assert card.title == "Only sharing: 6 schools (bay, bush, flats and 3 more)"
    assert card.why.startswith("14 ties among 6 schools stop at sharing. ")


@pytest.mark.parametrize("size", [10, 80])
def test_one_workshop_gives_no_card_about_anybody_in_it(size: int) -> None:
    everybody = [f"p{number:02}" for number in range(size)]
    judged = judged_network(
        working_together(f"2026-05-01 shared workshop: {' '.join(everybody)}"),
        read_choice("people"),
        Thresholds({"least_interactions": 1}),
    )
    assert list(cards(judged)) == []


def test_all_that_is_said_of_a_pair_is_one_card() -> None:
    judged = leaving_carrier()
    pair = [card for card in cards(judged) if about(card) == {"bush", "lake"}]
    assert len(pair) <= 1


def test_several_ties_that_one_leaver_carries_are_one_card() -> None:
    judged = case_in(
        schools="id,name\nhill,Hill\nflats,Flats\nbush,Bush\n",
        people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
        roles="id,name,at,purpose\nr1,Teacher,hill,It\nr2,Teacher,flats,It\nr3,Teacher,bush,It\n",
        roles_held="person,role,until\nana,r1,2026-07-03\nbo,r2,\ncy,r3,\n",
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-{day:02},critical friend,ana; {who}\n" for day in (1, 8, 15) for who in ("bo", "cy")),
    )
    leaving = [card for card in cards(judged) if has_rule(card, "one_pair")]
    assert len(leaving) == 1
    assert about(leaving[0]) == {"hill", "flats", "bush"}


def all_cards() -> Sequence[tuple[JudgedNetwork, Sequence[Card]]]:
    return [(judged, cards(judged)) for judged in (leaving_carrier(), sharing_ring())]


def test_no_finding_is_on_two_cards_and_none_is_lost() -> None:
    for judged, made in all_cards():
        on_cards = [id(finding) for card in made for _, finding in card.findings]
        assert len(on_cards) == len(set(on_cards)) == len(findings(judged))


def test_cards_come_in_the_order_of_their_priority_but_for_repeats_among_the_first_five() -> None:
    for _, made in all_cards():
        rest = [card.priority for card in made[5:]]
        assert rest == sorted(rest, reverse=True)


def test_every_priority_lies_between_0_and_1() -> None:
    for judged, made in all_cards():
        assert all(0 <= finding.priority <= 1 for _, finding in findings(judged))
        assert all(0 <= card.priority <= 1 for card in made)


# ----------------------------------------------------------------------------------------------------- no false alarm


@pytest.mark.parametrize("size", [5, 6, 9])
@pytest.mark.parametrize("practice", ["critical friend", "evidence review", "co-teaching"])
def test_in_a_clique_where_all_do_the_same_nobody_carries_too_much(size: int, practice: str) -> None:
    people = [f"p{number}" for number in range(size)]
    judged = people_who(*(f"2026-05-01 {practice}: {one} {other}" for one, other in combinations(people, 2)))
    assert found(judged, "carries_too_much") == []


def test_the_middle_of_a_star_carries_too_much() -> None:
    judged = people_who(*(f"2026-05-01 critical friend: mid {who}" for who in SIX))
    assert [finding.subject for finding in found(judged, "carries_too_much")] == ["person:mid"]


def test_four_hui_called_by_one_coordinator_say_nothing_about_one_sidedness() -> None:
    hui = [f"2026-0{month}-01 network meeting: ana! bo cy dee eva fay gus hua" for month in (2, 3, 4, 5)]
    assert found(people_who(*hui), "one_sided") == []


def test_asking_one_colleague_again_and_again_is_one_sided() -> None:
    asked = [f"2026-0{month}-01 advice seeking: ana! bo" for month in (1, 2, 3, 4, 5)]
    assert len(found(people_who(*asked), "one_sided")) == 1


def test_a_moderation_with_everybody_there_does_not_end_only_sharing() -> None:
    swaps = [f"2026-0{month}-{day:02} resource sharing: ana bo" for month in (2, 3, 4, 5) for day in (1, 8, 15, 22)]
    judged = people_who(*swaps, "2026-05-30 moderation: ana bo cy dee eva fay gus hua")
    assert ("person:ana", "person:bo") in {(each.subject, each.other) for each in found(judged, "only_sharing")}


def test_seventy_nine_partners_from_one_workshop_are_no_alarm() -> None:
    judged = people_who(f"2026-05-01 shared workshop: {' '.join(f'p{number:02}' for number in range(80))}")
    assert found(judged, "nothing_beyond_sharing") == []


def test_two_networks_that_share_a_school_are_not_tied_by_its_own_work() -> None:
    judged = case_in(
        read_choice("networks"),
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\ntheirs,Theirs\n",
        memberships="member,network\nhill,ours\nhill,theirs\nflats,ours\n",
        interactions="date,practice,participants\n2026-05-01,co-teaching,hill; "
        "flats\n2026-05-08,co-teaching,hill; flats\n",
    )
    assert judged.ties.is_empty()


def test_two_networks_are_tied_by_work_between_members_of_only_one_each() -> None:
    judged = case_in(
        read_choice("networks"),
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\ntheirs,Theirs\n",
        memberships="member,network\nhill,ours\nflats,theirs\n",
        interactions="date,practice,participants\n2026-05-01,co-teaching,hill; flats\n",
    )
    assert len(judged.ties) == 1


def test_schools_of_a_directory_that_belong_to_no_network_are_not_findings() -> None:
    judged = case_in(
        schools="id,name\n" + "".join(f"s{number},School {number}\n" for number in range(50)),
        networks="id,name\nours,Ours\n",
        memberships="member,network\ns1,ours\ns2,ours\ns3,ours\n",
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-0{day},co-teaching,s1; s2\n" for day in range(1, 7)),
    )
    assert {finding.subject for finding in found(judged, "isolated")} == {"school:s3"}


# ------------------------------------------------------------------------------------------ the step treats the finding


def test_a_deeper_interaction_lowers_the_priority_of_only_sharing() -> None:
    swaps = [f"2026-0{month}-01 resource sharing: ana bo" for month in (1, 2, 3, 4, 5)]
    before, after = people_who(*swaps), people_who(*swaps, "2026-05-01 critical friend: ana bo")
    assert max(priorities(after, "only_sharing")) < max(priorities(before, "only_sharing"))


def test_introductions_are_spread_so_that_not_everyone_is_sent_to_the_same_few() -> None:
    alone = [f"alone-{number}" for number in range(6)]
    tied = [f"tied-{number:02}" for number in range(9)]
    judged = case_in(
        schools="id,name\n" + "".join(f"{id},{id}\n" for id in alone + tied),
        networks="id,name\nours,Ours\n",
        memberships="member,network\n" + "".join(f"{id},ours\n" for id in alone + tied),
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-01,co-teaching,{one};{other}\n" for one, other in pairwise(tied)),
    )
    tried: Counter[str] = Counter()
    steps = [RULE["isolated"].next_step(judged, finding, tried) for finding in found(judged, "isolated")]
    assert len(steps) == 6
    assert max(sum(id in step for step in steps) for id in tied) <= 3


def test_past_partners_come_first_with_the_reason() -> None:
    judged = case_in(
        Choice(since=date(2026, 1, 1)),
        schools="id,name\n" + "".join(f"{id},{id.capitalize()}\n" for id in ("hill", "flats", "bush", "lake")),
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\nflats,ours\nbush,ours\nlake,ours\n",
        interactions="date,practice,participants\n2025-05-01,co-teaching,hill;lake\n2026-05-01,co-teaching,flats;bush\n"
        "2026-05-01,co-teaching,lake;bush\n",
    )
    [alone] = found(judged, "isolated")
    step = RULE["isolated"].next_step(judged, alone, Counter())
    assert "introduce Hill to one of: Lake (they last worked together on 1 May 2025" in step


def test_two_colleagues_are_never_told_to_ask_the_iwi_where_to_meet() -> None:
    swaps = [f"2026-0{month}-01 advice seeking: ana! bo" for month in (1, 2, 3, 4, 5)]
    judged = judged_network(with_codebook(working_together(*swaps)), read_choice("people"))
    steps = [card.step for card in cards(judged)]
    assert steps
    assert not [step for step in steps if "iwi" in step or "whānau" in step]


def test_among_twenty_steps_no_practice_comes_more_than_five_times() -> None:
    pairs = [(f"a{number:02}", f"b{number:02}") for number in range(20)]
    events = [f"2026-0{month}-01 resource sharing: {one} {other}" for month in (2, 3, 4) for one, other in pairs]
    judged = judged_network(with_codebook(working_together(*events)), read_choice("people"))
    steps = [card.step for card in cards(judged) if has_rule(card, "only_sharing")][:20]
    practices = [name for name in judged.snapshot.tables.kinds["Practice"]["name"] for step in steps if name in step]
    assert len(steps) == 20
    assert max(practices.count(name) for name in set(practices)) <= 5
