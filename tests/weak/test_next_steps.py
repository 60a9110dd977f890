"""What is said that somebody could do: the practice one rung deeper, who could carry it, and the goal it could
serve."""

from collections import Counter
from collections.abc import Mapping

import pytest
from cases import case_in, found, only, people_who, schools_where, with_codebook, within_ours
from networks import PRACTICES, demo_snapshot

from graphmap import model
from graphmap.graph.choice import Choice
from graphmap.sheets.codebook import shipped_codebook
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.rules import RULE
from graphmap.weak.weak_links import findings

HOW: Mapping[str, str] = dict(shipped_codebook().kinds["Practice"].select("name", "how_to_begin").iter_rows())
DEPTH: Mapping[str, int] = dict(shipped_codebook().kinds["Practice"].select("name", "depth").iter_rows())


def step(case: JudgedNetwork, rule: str) -> str:
    """The step for the one thing that a rule finds, with the codebook at hand."""
    known = judged_network(with_codebook(case.snapshot), case.choice, case.thresholds)
    return RULE[rule].next_step(known, found(known, rule)[0], Counter())


@pytest.mark.parametrize("depth", range(5))
def test_the_practice_is_one_rung_deeper_with_how_to_begin_it(depth: int) -> None:
    told = step(people_who(f"2026-03-02 {PRACTICES[depth]}: ana bo", until="2026-06-30"), "single_event")
    deeper = min(depth + 1, 4)
    practice = ("advice seeking", "observation with feedback", "collaborative inquiry", "co-teaching", "co-teaching")[
        depth
    ]
    assert DEPTH[practice] == deeper
    then = " After that, go deeper: critical friend (challenge). Do it at least twice this year."
    assert told == f"Try next: {practice} ({model.DEPTHS[deeper]}). {HOW[practice]}{then if deeper < 2 else ''}"


def test_the_practice_builds_on_what_the_two_have_done() -> None:
    assert step(people_who("2026-03-02 resource sharing: ana bo"), "single_event").startswith("Try next: moderation")
    assert step(people_who("2026-03-02 storytelling: ana bo"), "single_event").startswith("Try next: learning convers")


def test_of_practices_that_fit_equally_the_one_that_people_here_know_comes_first() -> None:
    known = step(
        people_who(
            "2026-03-02 first meeting: ana bo", "2026-03-02 school visit: cy dee eva", "2026-03-03 school visit: cy dee"
        ),
        "single_event",
    )
    assert known.startswith(f"Try next: school visit (sharing). {HOW['school visit']} After that, go deeper: ")


def test_two_with_whom_a_practice_does_not_suit_are_not_told_to_do_it() -> None:
    case = case_in(
        schools="id,name\nhill,Hill\n",
        iwi="id,name\nours,Te Iwi\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,hill;iwi:ours\n",
    )
    assert step(case, "single_event") == f"Try next: community challenge (challenge). {HOW['community challenge']}"


def test_without_a_codebook_only_the_depth_is_named() -> None:
    case = people_who("2026-03-02 school visit: ana bo")
    assert (
        RULE["single_event"].next_step(case, only(case, "single_event"), Counter())
        == "Go one step deeper, to challenge."
    )


def test_somebody_with_roles_at_both_ends_could_carry_it_and_a_goal_of_both_could_be_served() -> None:
    case = case_in(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\nflats,ours\n",
        goals="id,network,name,since\nnew,ours,Maths,2026-01-01\nold,ours,Writing,2025-01-01\n",
        people="id,name\nana,Ana\nbo,Bo\nkim,Kim\n",
        roles="id,name,at\nr-hill,Teacher,hill\nr-flats,Teacher,flats\n",
        roles_held="person,role\nana,r-hill\nbo,r-flats\nkim,r-hill\nkim,r-flats\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,ana;bo\n",
    )
    told = step(case, "single_event")
    assert told.endswith(" Kim has a role at both and could lead it. It could serve a goal that both share: ‘Writing’.")


def test_else_the_partner_that_is_strongest_with_both_could_bring_them_together() -> None:
    weak = ["2026-03-02 school visit: ana bo"]
    weak += ["2026-03-02 school visit: ana cy", "2026-03-02 school visit: bo cy"] * 2
    weak += ["2026-03-02 school visit: ana dee"] * 9 + ["2026-03-02 school visit: bo dee"]
    case = people_who(*weak)
    told = RULE["single_event"].next_step(case, found(case, "single_event")[0], Counter())
    assert told.endswith("cy works with both and could bring them together.")


def test_a_second_carrier_is_somebody_who_does_not_carry_it_yet() -> None:
    two = ["2026-03-02 school visit: ana bo", "2026-03-03 school visit: ana bo"]
    staff = {"ana": "hill", "bo": "flats"}
    assert step(schools_where(staff | {"zed": "hill", "amy": "hill", "ben": "flats"}, *two), "one_pair") == (
        "Bring in a second person from each side: ben and amy could come along next time."
    )
    assert step(schools_where(staff, *two), "one_pair").startswith("Find a second person at ")


def test_an_actor_without_a_tie_beyond_sharing_starts_with_the_strongest() -> None:
    case = people_who(
        *["2026-03-02 school visit: ana bo"] * 3,
        *["2026-03-02 school visit: ana cy"] * 2,
        "2026-03-03 evidence review: bo dee",
        "2026-03-03 evidence review: cy dee",
    )
    told = step(case, "nothing_beyond_sharing")
    assert told.startswith("Start with the strongest tie of ana, the one with bo. Try next: ")


def test_someone_isolated_is_introduced_after_the_records_are_checked() -> None:
    case = schools_where(
        {"ana": "hill", "bo": "flats", "cy": "bush", "di": "bush"},
        "2026-03-02 school visit: ana bo",
        "2026-03-02 school visit: cy di",
    )
    assert (
        step(case, "isolated") == "First check that no record is missing. Then introduce bush to one of: flats, hill."
    )


def test_where_there_is_nobody_else_it_says_so() -> None:
    case = schools_where({"ana": "hill", "bo": "hill"}, "2026-03-02 school visit: ana bo")
    assert (
        step(case, "isolated") == "There is nobody here to introduce them to. Choose a longer period or more networks."
    )


def test_around_a_cut_vertex_somebody_of_each_of_the_two_largest_parts_is_introduced() -> None:
    case = people_who(
        *(f"2026-03-02 school visit: {tie}" for tie in ("a b", "b c", "a c", "a c", "a d", "d e", "a f", "e d"))
    )
    found_a = next(finding for finding in found(case, "cut_vertex") if finding.subject == "person:a")
    assert (
        RULE["cut_vertex"].next_step(case, found_a, Counter()) == "Introduce c and d to each other: both work with a."
    )


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        ("id,network,name\nwriting,ours,Writing\n", "Start the next meeting with the goal ‘Writing’"),
        (
            "id,network,name,until\nwriting,ours,Writing,2025-12-31\n",
            "Agree on one goal for Ours from evidence of what learners need",
        ),
        ("id,network,name\n", "Agree on one goal for Ours from evidence of what learners need"),
    ],
)
def test_work_without_a_goal_begins_from_the_one_there_is(goals: str, told: str) -> None:
    assert step(within_ours(*["school visit: lea tom"] * 5, goals=goals), "no_goal").startswith(told)


def test_challenge_begins_with_what_the_network_knows() -> None:
    told = step(within_ours(*["school visit: lea tom"] * 25, "moderation: lea tom"), "nobody_challenges")
    assert told == (
        f"Try next: moderation (challenge). {HOW['moderation']} Hill could begin, this term and again next term."
    )


def test_every_step_on_the_demo_is_a_sentence_or_a_few_with_names_in_it() -> None:
    case = judged_network(with_codebook(demo_snapshot()), Choice())
    tried: Counter[str] = Counter()
    for rule, finding in findings(case):
        told = rule.next_step(case, finding, tried)
        assert told.endswith((".", "?")), told
        assert "{}" not in told
        assert "  " not in told
        assert ":school:" not in told
        assert "None" not in told


def test_no_practice_that_suits_colleagues_speaks_of_whanau_or_iwi() -> None:
    practices = shipped_codebook().kinds["Practice"].select("name", "suits", "how_to_begin").iter_rows()
    assert [name for name, suits, how in practices if "colleagues" in suits and ("whānau" in how or "iwi" in how)] == []
