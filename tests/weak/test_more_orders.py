"""More orders and outcomes that a lead's trust depends on: sizes, attendance, two networks, roles and funding."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from cases import case_in, found, has_rule, people_who, within_ours
from networks import snapshot_of, working_together

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.direction import FEW
from graphmap.weak.cards import Card, cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.weak_links import findings, too_little


def ids(text: str) -> str:
    return "".join(f"{id},{id.capitalize()}\n" for id in text.split())


def highest(judged: JudgedNetwork, rule: str, subject: str | None = None) -> float:
    return max(
        (
            each.priority
            for of, each in findings(judged)
            if of.name == rule and (subject is None or each.subject == subject)
        ),
        default=0.0,
    )


def place_of(made: Sequence[Card], rule: str, actor: str) -> int:
    return next(place for place, card in enumerate(made) if has_rule(card, rule) and actor in card.actors)


# -------------------------------------------------------------------------------------- what holds the network together


def halves_and_a_chain() -> JudgedNetwork:
    """Fifty schools in each of two halves that ``mid`` alone joins, in one network; x, y and z in another."""
    halves = [[f"{side}{number:02}" for number in range(50)] for side in "ab"]
    pairs = [(half[i], half[(i + step) % 50]) for half in halves for i in range(50) for step in (1, 2)]
    pairs += [("mid", who) for half in halves for who in half[:10]]
    chain = [("x", "y"), ("y", "z")]
    everybody = [*halves[0], *halves[1], "mid"]
    return case_in(
        schools="id,name\n" + ids(" ".join([*everybody, "x", "y", "z"])),
        networks="id,name\nours,Ours\ntheirs,Theirs\n",
        memberships="member,network\n"
        + "".join(f"{id},ours\n" for id in everybody)
        + "".join(f"{id},theirs\n" for id in "xyz"),
        interactions="date,practice,participants\n"
        + "".join(
            f"2026-0{month}-02,critical friend,{one}; {other}\n" for month in (3, 4) for one, other in [*pairs, *chain]
        ),
    )


def test_a_cut_vertex_that_parts_halves_comes_before_the_middle_of_a_chain_in_another_network() -> None:
    judged = halves_and_a_chain()
    assert highest(judged, "cut_vertex", "school:mid") > 10 * highest(judged, "cut_vertex", "school:y")
    made = cards(judged)
    assert place_of(made, "cut_vertex", "school:mid") == 0
    assert place_of(made, "cut_vertex", "school:y") > 0


def test_the_only_tie_of_two_halves_comes_before_the_only_tie_of_one_actor() -> None:
    rings = [(f"{side}{i}", f"{side}{(i + 1) % 6}") for side in "ab" for i in range(6)]
    pairs = [*rings, ("a0", "b0"), ("a3", "lone")]
    judged = people_who(*(f"2026-05-01 critical friend: {one} {other}" for one, other in pairs))
    bridges = {frozenset((each.subject, each.other)): each for of, each in findings(judged) if of.name == "bridge"}
    halves, one = (
        bridges[frozenset(map("person:{}".format, ends))].priority for ends in (("a0", "b0"), ("a3", "lone"))
    )
    assert halves > one


@pytest.mark.parametrize("size", range(3, 13))
def test_in_a_clique_of_any_size_and_of_unequal_strengths_nobody_carries_too_much(size: int) -> None:
    people = [f"p{number:02}" for number in range(size)]
    judged = people_who(
        *(
            f"2026-05-{1 + number:02} critical friend: {one} {other}"
            for place, (one, other) in enumerate(combinations(people, 2))
            for number in range(1 + place % 2)
        )
    )
    assert found(judged, "carries_too_much") == []


# ------------------------------------------------------------------------------------------------------- large events


def workshop(*days: str, view: str, named: int = 80, attendance: int = 80) -> JudgedNetwork:
    """A workshop of eighty, on each of these days, of as many schools."""
    people = [f"p{number:02}" for number in range(named)]
    snapshot = snapshot_of(
        schools="id,name\n" + "".join(f"s{number:02},S{number:02}\n" for number in range(named)),
        people="id,name\n" + ids(" ".join(people)),
        roles="id,name,at,purpose\n" + "".join(f"r{number:02},Teacher,s{number:02},It\n" for number in range(named)),
        roles_held="person,role\n" + "".join(f"p{number:02},r{number:02}\n" for number in range(named)),
        interactions="date,practice,attendance,participants\n"
        + "".join(f"{day},shared workshop,{attendance},{'; '.join(people)}\n" for day in days),
    )
    return judged_network(snapshot, read_choice(view), Thresholds({"least_interactions": 1}))


@pytest.mark.parametrize("view", ["people", "organisations"])
@pytest.mark.parametrize("named", [80, 3])
def test_a_workshop_of_eighty_gives_no_card_even_where_three_are_named(view: str, named: int) -> None:
    assert list(cards(workshop("2026-05-01", view=view, named=named))) == []


@pytest.mark.parametrize("view", ["people", "organisations"])
@pytest.mark.parametrize("named", [80, 3])
def test_two_workshops_of_eighty_give_at_most_one_card_that_nobody_needs_to_read(view: str, named: int) -> None:
    made = cards(workshop("2026-05-01", "2026-05-20", view=view, named=named))
    assert len(made) <= 1
    assert all(card.priority < 0.1 for card in made)


def test_a_hui_never_makes_a_tie_one_sided_but_asking_among_six_may() -> None:
    others = [f"p{number}" for number in range(FEW)]
    few, many = (
        [f"2026-0{month}-01 advice seeking: ana! {' '.join(who)}" for month in range(1, 6)]
        for who in (others[1:], others)
    )
    assert len(found(people_who(*few), "one_sided")) == FEW - 1
    assert found(people_who(*many), "one_sided") == []


# --------------------------------------------------------------------------------------------------------- who leaves


def one_against_many(leaver: str) -> JudgedNetwork:
    """Ana of Hill works with four of Flats, each with her alone."""
    four = ("bo", "cy", "dee", "eva")
    held = "".join(f"{who},r-{who},{'2026-07-03' if who == leaver else ''}\n" for who in ("ana", *four))
    return case_in(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        people="id,name\n" + ids("ana bo cy dee eva"),
        roles="id,name,at,purpose\nr-ana,T,hill,It\n" + "".join(f"r-{who},T,flats,It\n" for who in four),
        roles_held="person,role,until\n" + held,
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-{day:02},critical friend,ana; {who}\n" for day in (1, 8, 15) for who in four),
    )


def test_one_who_leaves_and_faces_many_is_urgent() -> None:
    [finding] = found(one_against_many("ana"), "one_pair")
    assert (finding.severity, finding.urgency) == (1.0, 1.0)


def test_one_of_many_who_leaves_changes_nothing() -> None:
    [finding] = found(one_against_many("bo"), "one_pair")
    assert finding.severity < 1
    assert "ends" not in finding.reason
    assert highest(one_against_many("bo"), "one_pair") < highest(one_against_many("ana"), "one_pair")


# ----------------------------------------------------------------------------------------------------------- networks


def two_networks() -> JudgedNetwork:
    """Ours never works with iwi; half of the work of theirs, which does, has no goal. Both are as large."""
    rows = "".join(
        f"2026-03-{day:02},critical friend,{network},{goal},{who}\n"
        for day in range(1, 9)
        for network, goal, who in (
            ("ours", "writing", "hill; flats; library; wai"),
            ("theirs", "reading" if day % 2 else "", "bush; lake; te-iwi; library; moa"),
        )
    )
    return case_in(
        schools="id,name\n" + ids("hill flats bush lake"),
        iwi="id,name\nte-iwi,Te Iwi\n",
        partners="id,name\nlibrary,Library\n",
        people="id,name\nwai,Wai\nmoa,Moa\n",
        roles="id,name,at,group,purpose\nr1,Whānau,hill,whanau,It\nr2,Whānau,bush,whanau,It\n",
        roles_held="person,role\nwai,r1\nmoa,r2\n",
        networks="id,name\nours,Ours\ntheirs,Theirs\n",
        memberships="member,network\nhill,ours\nflats,ours\nbush,theirs\nlake,theirs\n",
        goals="id,network,name\nwriting,ours,Writing\nreading,theirs,Reading\n",
        interactions="date,practice,network,goal,participants\n" + rows,
    )


def test_a_network_without_iwi_comes_before_another_with_half_its_work_without_a_goal() -> None:
    judged = two_networks()
    assert [finding.part for finding in found(judged, "community_absent")] == ["iwi"]
    assert highest(judged, "community_absent", "network:ours") >= highest(judged, "no_goal", "network:theirs") > 0


def test_iwi_absent_is_a_finding_though_the_library_comes_every_time() -> None:
    judged = within_ours(*["critical friend: lea wai library > writing"] * 6)
    assert {finding.part for finding in found(judged, "community_absent")} == {"iwi"}


@pytest.mark.parametrize(("until", "times"), [("2026-06-30", 1), ("2026-01-31", 1), ("2029-12-31", 0), ("", 0)])
def test_funding_that_ends_soon_or_has_ended_is_a_finding_and_far_off_is_not(until: str, times: int) -> None:
    judged = within_ours(
        *["resource sharing: lea tom wai > writing"] * 6,
        programmes="id,name\nfund,Fund\n",
        funding=[{"network": "ours", "programme": "fund", "since": "2024-01-01", "until": until}],
    )
    assert len(found(judged, "funding_ends")) == times


# -------------------------------------------------------------------------------------------------------------- roles


@pytest.mark.parametrize(
    ("since", "until", "held_from", "vacant"),
    [
        ("", "", "2027-02-01", False),  # somebody begins next year
        ("2027-02-01", "", "", False),  # the role begins next year
        ("2024-01-01", "2026-01-31", "", False),  # the role was closed
        ("2024-01-01", "", "", True),
    ],
)
def test_a_role_is_vacant_only_while_it_is_open_and_waits_for_nobody(
    since: str, until: str, held_from: str, vacant: bool
) -> None:
    judged = case_in(
        Choice(until=date(2026, 11, 20)),
        schools="id,name\nhill,Hill\n",
        people="id,name\nana,Ana\n",
        roles=[{"id": "r", "name": "Lead", "at": "hill", "purpose": "It", "since": since, "until": until}],
        roles_held="person,role,since\n" + (f"ana,r,{held_from}\n" if held_from else ""),
    )
    assert bool(found(judged, "vacant")) == vacant


# --------------------------------------------------------------------------------------------------------- no record


def test_a_year_without_a_record_is_one_notice_and_no_stale_ties() -> None:
    snapshot = working_together(*(f"2023-0{month}-01 critical friend: ana bo" for month in range(1, 8)))
    judged = judged_network(snapshot, read_choice("people"), as_at=date(2026, 5, 1))
    assert too_little(judged) == "Nothing is recorded in the year before 1 May 2026, so only roles are judged."
    assert list(cards(judged)) == []


def test_two_schools_of_a_directory_that_are_in_no_network_are_not_counted_among_those_to_introduce() -> None:
    judged = case_in(
        schools="id,name\n" + ids("hill flats bush lake " + " ".join(f"other-{n}" for n in range(30))),
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\nflats,ours\nbush,ours\nlake,ours\n",
        interactions="date,practice,participants\n"
        + "".join(f"2026-05-{day:02},co-teaching,hill; flats; bush\n" for day in range(1, 8)),
    )
    assert {finding.subject for finding in found(judged, "isolated")} == {"school:lake"}
    counted = Counter(actor for card in cards(judged) for actor in card.actors)
    assert not [actor for actor in counted if actor.startswith("school:other")]


def test_one_moderation_does_not_end_a_year_of_swapping_but_a_habit_does() -> None:
    swaps = [f"2026-0{month}-0{day} resource sharing: ana bo" for month in (1, 2, 3, 4) for day in (1, 5, 9)]
    once = people_who(*swaps, "2026-05-01 moderation: ana bo cy dee")
    habit = people_who(*swaps, *(f"2026-05-{day:02} critical friend: ana bo" for day in range(1, 8)))
    assert highest(once, "only_sharing") > 0
    assert highest(habit, "only_sharing") == 0
