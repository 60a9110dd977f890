"""The rules about actors, each on a network that can be checked on paper, with a near miss that it must not name."""

import pytest
from cases import about, case_in, found, only, people_who, schools_where
from networks import working_together

from graphmap.graph.choice import read_choice
from graphmap.weak.judged_network import JudgedNetwork, judged_network

A, B, C, D = (f"person:{name}" for name in "abcd")


def visits(*ties: str) -> list[str]:
    return [f"2026-03-02 school visit: {tie}" for tie in ties]


# ------------------------------------------------------------------------------------------------ isolated


def since_2026(*events: str, **choice: str) -> JudgedNetwork:
    return judged_network(working_together(*events), read_choice("people", since="2026-01-01", **choice))


def test_someone_who_drifted_away_has_the_full_severity_and_the_last_day_as_evidence() -> None:
    case = since_2026("2025-03-02 school visit: a b", "2025-09-01 school visit: a b", "2026-03-02 school visit: b c")
    finding = only(case, "isolated")
    assert (finding.subject, finding.severity, finding.evidence) == (A, 1, ("2",))
    assert finding.reason == "a has no tie in this period. The last recorded interaction was on 1 September 2025."


def test_someone_of_whom_nothing_is_recorded_weighs_less() -> None:
    case = case_in(
        read_choice("people"),
        schools="id,name\nhill,Hill\n",
        networks="id,name\nours,Ours\n",
        memberships="member,network\nhill,ours\n",
        people="id,name\na,A\nb,B\nc,C\nd,D\n",
        roles="id,name,at\nr,Teacher,hill\n",
        roles_held="person,role\na,r\nc,r\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,a;b\n",
    )
    finding = only(case, "isolated")
    assert (finding.subject, finding.severity, finding.evidence) == (C, 0.6, (C,))
    assert finding.reason == "C has no tie in this period, and nothing recorded."


def test_where_no_network_is_known_someone_of_whom_nothing_is_recorded_is_no_finding() -> None:
    case = case_in(
        read_choice("people"),
        people="id,name\na,A\nb,B\nc,C\n",
        interactions="id,date,practice,participants\n1,2026-03-02,school visit,a;b\n",
    )
    assert found(case, "isolated") == []


def test_two_of_one_school_leave_their_school_isolated_with_what_they_did() -> None:
    case = schools_where({"a": "hill", "b": "hill"}, "2026-03-02 school visit: a b")
    finding = only(case, "isolated")
    assert (finding.severity, finding.evidence) == (0.6, ("1",))
    assert finding.reason == "hill has no tie in this period, only 1 interaction with nobody else here."


def test_what_the_choice_leaves_out_is_not_said_to_be_missing() -> None:
    case = since_2026("2026-03-02 school visit: a b", "2026-03-02 critical friend: b c", min_depth="challenge")
    assert only(case, "isolated").reason == "a has no tie in this period, and nothing recorded at challenge or deeper."


def test_whoever_has_one_tie_in_the_window_is_not_isolated() -> None:
    assert found(since_2026("2025-03-02 school visit: a b", "2026-03-02 school visit: a b"), "isolated") == []


# ---------------------------------------------------------------------------------------- hanging by one tie


@pytest.mark.parametrize(
    ("times", "severity", "told"), [(1, 1.0, "1 interaction"), (2, 0.75, "2 interactions"), (5, 0.6, "5 interactions")]
)
def test_hanging_by_one_tie_weighs_by_how_thin_it_is(times: int, severity: float, told: str) -> None:
    finding = only(people_who(*visits("b c", "b d", "c d", *["a b"] * times)), "one_tie")
    assert (finding.subject, finding.other, finding.severity) == (A, B, pytest.approx(severity))
    assert finding.reason == f"a’s only tie is with b, through {told}."
    assert finding.evidence == tuple(str(number) for number in range(4, 4 + times))


def test_two_who_have_only_each_other_do_not_hang_by_one_tie() -> None:
    assert found(people_who(*visits("a b", "c d", "d e", "c e")), "one_tie") == []


# ------------------------------------------------------------------------------------ no tie beyond sharing


def test_the_more_ties_without_depth_the_worse() -> None:
    deep = ["2026-03-03 critical friend: b c", "2026-03-03 critical friend: c d"]
    finding = only(people_who(*visits("a b", "a c", "a d") * 2, *deep), "nothing_beyond_sharing")
    assert (finding.subject, finding.severity) == (A, pytest.approx(6 / 8))  # three ties of strength 2
    assert finding.reason == "a has 3 ties, and the deepest is sharing."
    assert finding.evidence == ("1", "2", "3", "4", "5", "6")
    assert only(people_who(*visits("a b", "a c") * 2, *deep), "nothing_beyond_sharing").severity == pytest.approx(4 / 6)


def test_contact_is_no_deeper_than_sharing() -> None:
    meetings = ["2026-03-02 network meeting: a b", "2026-03-02 network meeting: a c"] * 2
    finding = only(people_who(*meetings), "nothing_beyond_sharing")
    assert (finding.severity, finding.reason) == (pytest.approx(4 / 6), "a has 2 ties, and the deepest is contact.")


def test_one_tie_or_ties_of_one_event_are_no_habit() -> None:
    assert found(people_who(*visits("a b") * 4), "nothing_beyond_sharing") == []
    assert found(people_who(*visits("a b", "a c", "a d")), "nothing_beyond_sharing") == []


def test_one_tie_beyond_sharing_is_enough() -> None:
    case = people_who(
        *visits("a b", "a c"),
        "2026-03-03 critical friend: a b",
        "2026-03-04 evidence review: c d",
    )
    assert found(case, "nothing_beyond_sharing") == []


# ------------------------------------------------------------------- the network falls apart without them


def test_the_middle_of_a_star_holds_everything_together() -> None:
    finding = only(people_who(*visits("a b", "a c", "a d")), "cut_vertex")
    assert (finding.subject, finding.severity, finding.evidence) == (A, 1, ("1", "2", "3"))
    assert finding.reason == (
        "Without a, 3 others would fall into 3 groups, and 100% of the pairs among them could no "
        "longer reach each other."
    )


def test_what_is_lost_is_the_share_of_pairs_apart() -> None:
    case = people_who(*visits("a b", "b c", "a c", "c d", "d e"))
    assert [(finding.subject, finding.severity) for finding in found(case, "cut_vertex")] == [
        (C, pytest.approx(4 / 6)),  # a and b from d and e
        (D, pytest.approx(3 / 6)),  # a, b and c from e
    ]


def test_nobody_is_needed_to_hold_a_ring_together() -> None:
    assert found(people_who(*visits("a b", "b c", "c d", "d a", "x y")), "cut_vertex") == []


# --------------------------------------------------------------------------- carrying too much of the deep work


def test_carrying_too_much_is_by_share_of_strength_beyond_sharing() -> None:
    deep = [
        "2026-03-02 evidence review: a b",
        "2026-03-03 evidence review: a c",
        "2026-03-04 co-teaching: a d",
        "2026-03-05 co-teaching: d e",
    ]
    case = people_who(*deep, *visits("b c", "b c", "b c", "a e"))
    assert found(case, "carries_too_much") == []  # an equal share of five is 2/5, and a has 3/4
    case = people_who(*deep, "2026-03-06 co-teaching: a f")
    finding = only(case, "carries_too_much")  # an equal share of six is 2/6, and a has 4/5
    assert (finding.subject, finding.severity) == (A, pytest.approx((4 / 5 + 1 - (2 / 6) / (4 / 5)) / 2))
    assert finding.reason == "80% of all strength beyond sharing is in the ties of a, from 4 interactions."
    assert finding.evidence == ("1", "2", "3", "5")


def test_an_interaction_of_many_adds_less_to_each_tie() -> None:
    # a-b has 1, and each of the six pairs of c, d, e and f 1/3: of 3 in all, everybody has 1/3, an equal share.
    events = ["2026-03-02 evidence review: a b", "2026-03-03 evidence review: c d e f"]
    assert found(people_who(*events), "carries_too_much") == []
    everybody = found(people_who(*events, deep_times=1), "carries_too_much")
    assert everybody == []  # an equal share is never too much, even where the number says so


def test_a_share_of_just_the_threshold_is_not_too_much() -> None:
    ring = [f"2026-03-02 evidence review: {tie}" for tie in ("a b", "b c", "c d", "d e", "e f", "f g", "g h", "h a")]
    assert found(people_who(*ring), "carries_too_much") == []
    assert about(people_who(*ring, "2026-03-03 evidence review: a c"), "carries_too_much") == set()
    hub = [f"2026-03-03 evidence review: a {other}" for other in "cde"]  # of 11, a has 5; twice an equal share is 5.5
    assert about(people_who(*ring, *hub), "carries_too_much") == set()
    assert about(people_who(*ring, *hub, "2026-03-03 evidence review: a f"), "carries_too_much") == {("a",)}


def test_among_four_nobody_carries_too_much() -> None:
    assert found(people_who(*(f"2026-03-02 evidence review: a {other}" for other in "bcd")), "carries_too_much") == []
