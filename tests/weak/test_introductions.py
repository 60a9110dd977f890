"""Whom to introduce to whom: the ranking and the reasons, on networks drawn by hand."""

import pytest
from cases import case_in, people_who
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmap.measures.cohesion import fragmentation
from graphmap.weak.introductions import introductions
from graphmap.weak.judged_network import JudgedNetwork


def ranked(case: JudgedNetwork, actor: str, **most: int) -> list[tuple[str, float]]:
    return [(each.actor.partition(":")[2], pytest.approx(each.score)) for each in introductions(case, actor, **most)]


def visits(*ties: str) -> list[str]:
    return [f"2026-03-02 school visit: {tie}" for tie in ties]


def test_the_larger_part_takes_more_fragmentation_away() -> None:
    case = people_who(*visits("a b", "c d", "d e", "c e"))
    assert fragmentation(case.graph) == pytest.approx(6 / 10)
    assert ranked(case, "person:a") == [
        ("c", 0.6),
        ("d", 0.6),
        ("e", 0.6),
    ]  # a and b with c, d and e: everybody together
    assert ranked(case, "person:c") == [("a", 0.6), ("b", 0.6)]


def test_a_partner_in_common_counts_a_quarter() -> None:
    case = people_who(*visits("a b", "b c", "c d", "d e"))
    best = introductions(case, "person:a")
    assert [(each.actor, each.score, each.why) for each in best] == [
        ("person:c", 0.25, ("b works with both",)),
        ("person:e", 0, ()),
        ("person:d", 0, ()),
    ]
    assert {each.fragmentation_less for each in best} == {0}


def test_nobody_is_introduced_to_themselves_or_to_whom_they_know() -> None:
    case = people_who(*visits("a b", "a c"))
    assert [each.actor for each in introductions(case, "person:b")] == ["person:c"]
    assert introductions(case, "person:a") == []
    assert len(introductions(people_who(*visits("a b", "c d", "e f")), "person:a", most=2)) == 2


def schools(goal_until: str = "") -> JudgedNetwork:
    """Four schools without a tie: Near is 5 km from Here, Far 20, and Beyond 200; Far and Here belong to Ours, which
    has a goal."""
    return case_in(
        schools="""
            id,name,latitude,longitude
            here,Here,-41.0,175.0
            near,Near,-41.045,175.0
            far,Far,-41.18,175.0
            beyond,Beyond,-42.8,175.0
            nowhere,Nowhere,,
        """,
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhere,ours\nfar,ours\n",
        goals=f"id,network,name,until\nwriting,ours,Writing,{goal_until}\n",
        people="id,name\np,P\nq,Q\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,p;q\n",
    )


def test_what_two_have_in_common_is_said_and_counted() -> None:
    best = introductions(schools(), "school:here")
    apart = 2 / (5 * 4)
    assert [each.actor for each in best] == ["school:far", "school:near", "school:beyond"]
    assert best[0].why == ("both belong to Ours", "both could work towards ‘Writing’", "they are 20 km apart")
    assert best[0].score == pytest.approx(apart + 0.25 * (1 + 1 + (1 - 20.0 / 30)), abs=1e-3)
    assert best[1].why == ("they are 5 km apart",)
    assert best[1].score == pytest.approx(apart + 0.25 * (1 - 5.0 / 30), abs=1e-3)
    assert (best[2].why, best[2].score) == ((), pytest.approx(apart))


def test_a_goal_that_ended_is_no_reason() -> None:
    assert introductions(schools(goal_until="2026-03-01"), "school:here")[0].why == (
        "both belong to Ours",
        "they are 20 km apart",
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.sampled_from(["a b", "a c", "b c", "c d", "d e", "f g", "g h", "i j"]), min_size=1, unique=True))
def test_what_it_takes_away_is_what_a_tie_would(ties: list[str]) -> None:
    case = people_who(*visits(*ties))
    before = fragmentation(case.graph) or 0
    for actor in case.graph:
        for each in introductions(case, actor, most=9):
            tied = case.graph.copy()
            tied.add_edge(actor, each.actor)
            assert each.fragmentation_less == pytest.approx(before - (fragmentation(tied) or 0))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["a b", "a c", "b c", "c d", "d e", "f g", "g h", "i j"]), min_size=1, unique=True))
def test_the_best_are_the_best_of_everybody(ties: list[str]) -> None:
    case = people_who(*visits(*ties))
    for actor in case.graph:
        of_all = introductions(case, actor, most=len(case.graph))
        assert {each.actor for each in of_all} == set(case.graph) - {actor} - set(case.graph.adj[actor])
        assert introductions(case, actor, most=2) == of_all[:2]
