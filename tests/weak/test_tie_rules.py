"""The rules about ties, each on a network that can be checked on paper, with a near miss that it must not name."""

import pytest
from cases import about, case_in, days_between, found, only, people_who, schools_where

from graphmap.graph.choice import read_choice

ANA, BO = "person:ana", "person:bo"
HILL, FLATS = "school:hill", "school:flats"
STAFF = {"ana": "hill", "amy": "hill", "bo": "flats", "ben": "flats"}


# -------------------------------------------------------------------------------------------- only sharing


def test_only_sharing_weighs_by_its_years() -> None:
    case = people_who("2024-09-01 school visit: ana bo", "2025-02-01 network meeting: ana bo", until="2026-03-01")
    finding = only(case, "only_sharing")
    assert (finding.subject, finding.other) == (ANA, BO)
    years = days_between("2024-09-01", "2026-03-01") / 365.25
    assert finding.severity == pytest.approx((0.5 + 0.5 * years / 3) * 2 / 3)  # of strength 2
    assert finding.reason == "ana and bo have done 2 things together since 1 September 2024. None went beyond sharing."
    assert finding.evidence == ("1", "2")


def test_only_sharing_for_longer_than_three_years_is_no_worse() -> None:
    case = people_who("2015-09-01 school visit: ana bo", "2025-02-01 network meeting: ana bo", until="2026-03-01")
    assert only(case, "only_sharing").severity == pytest.approx(2 / 3)


def test_only_sharing_weighs_by_strength_so_that_big_workshops_raise_no_alarm() -> None:
    eleven = " ".join(f"p{number:02}" for number in range(11))
    workshops = found(people_who(*[f"2026-03-0{day} shared workshop: {eleven}" for day in (1, 2)]), "only_sharing")
    assert len(workshops) == 55
    assert max(finding.severity for finding in workshops) < 0.1


def test_only_sharing_names_a_tie_that_went_deeper_once_but_not_by_habit() -> None:
    deeper = [
        "2024-09-01 school visit: ana bo",
        "2025-02-01 school visit: ana bo",
        "2025-03-01 critical friend: ana bo",
    ]
    finding = only(people_who(*deeper, "2024-09-01 school visit: ana cy"), "only_sharing")
    assert finding.reason == (
        "ana and bo have done 3 things together since 1 September 2024. 33% of the strength went beyond sharing, the "
        "last on 1 March 2025."
    )


def test_only_sharing_does_not_name_a_tie_that_settled_beyond_nor_a_single_event() -> None:
    deeper = ["2024-09-01 school visit: ana bo", *["2025-03-01 critical friend: ana bo"] * 2]
    assert about(people_who(*deeper, "2024-09-01 school visit: ana cy"), "only_sharing") == set()


# ------------------------------------------------------------------------------------------ a single event


def test_a_single_event_weighs_by_its_age() -> None:
    pair = only(people_who("2025-09-01 school visit: ana bo", until="2026-03-01"), "single_event")
    year = days_between("2025-09-01", "2026-03-01") / 365.25
    assert pair.severity == pytest.approx(0.3 + 0.2 * year)
    assert pair.reason == "ana and bo are recorded together once, on 1 September 2025."
    assert pair.evidence == ("1",)
    three = found(people_who("2025-09-01 school visit: ana bo cy", until="2026-03-01"), "single_event")
    assert [finding.severity for finding in three] == [pytest.approx(0.3 + 0.2 * year)] * 3


@pytest.mark.parametrize(("size", "findings"), [(6, 15), (7, 0), (80, 0)])
def test_an_event_of_many_says_nothing_of_any_two_of_them(size: int, findings: int) -> None:
    everybody = " ".join(f"p{number:02}" for number in range(size))
    assert len(found(people_who(f"2025-09-01 shared workshop: {everybody}"), "single_event")) == findings


def test_a_single_event_of_long_ago_has_half_the_full_severity() -> None:
    case = people_who("2020-09-01 school visit: ana bo", "2026-03-01 school visit: cy dee")
    assert {finding.subject: finding.severity for finding in found(case, "single_event")} == {
        ANA: 0.5,
        "person:cy": 0.3,
    }


def test_two_events_are_not_a_single_one() -> None:
    assert (
        about(people_who("2025-09-01 school visit: ana bo", "2025-09-02 school visit: ana bo"), "single_event") == set()
    )


# ---------------------------------------------------------------------------------------------- gone stale


def test_gone_stale_weighs_by_how_long() -> None:
    case = people_who("2023-12-01 school visit: ana bo", "2024-01-01 critical friend: ana bo", until="2025-12-31")
    finding = only(case, "gone_stale")
    assert finding.severity == pytest.approx(1 - 365 / 730)
    assert finding.reason == "ana and bo last did something together on 1 January 2024, after 2 interactions."
    assert finding.evidence == ("1", "2")


@pytest.mark.parametrize(("last_day", "stale"), [("2024-12-31", False), ("2025-01-01", True)])
def test_a_tie_is_stale_from_the_day_after_a_year(last_day: str, stale: bool) -> None:
    case = people_who("2023-12-01 school visit: ana bo", "2024-01-01 school visit: ana bo", until=last_day)
    assert bool(found(case, "gone_stale")) == stale


def test_a_single_event_does_not_go_stale() -> None:
    assert about(people_who("2020-01-01 school visit: ana bo", until="2026-01-01"), "gone_stale") == set()


# ------------------------------------------------------------------------------------- carried by one pair


def test_carried_by_one_pair() -> None:
    finding = only(
        schools_where(STAFF, "2026-03-02 school visit: ana bo", "2026-03-09 critical friend: ana bo"), "one_pair"
    )
    assert (finding.subject, finding.other, finding.severity) == (FLATS, HILL, 0.5)
    assert finding.reason == "All 2 interactions between flats and hill depend on bo and ana."
    assert finding.evidence == ("1", "2")


@pytest.mark.parametrize(
    ("second", "carrier"),
    [("2026-03-09 school visit: amy bo", "bo at flats"), ("2026-03-09 school visit: ana ben", "ana at hill")],
    ids=["another of one side", "another of the other side"],
)
def test_one_person_may_carry_one_side_of_a_tie_alone(second: str, carrier: str) -> None:
    finding = only(schools_where(STAFF, "2026-03-02 school visit: ana bo", second), "one_pair")
    assert finding.severity == 0.35
    assert finding.reason == f"All 2 interactions between flats and hill depend on {carrier}."


@pytest.mark.parametrize("second", ["2026-03-09 school visit: amy ben", "2026-03-09 school visit: hill flats"])
def test_a_tie_that_others_carry_too_on_both_sides_depends_on_nobody(second: str) -> None:
    assert found(schools_where(STAFF, "2026-03-02 school visit: ana bo", second), "one_pair") == []


def test_one_interaction_is_not_carried_by_one_pair() -> None:
    assert found(schools_where(STAFF, "2026-03-02 school visit: ana bo"), "one_pair") == []


@pytest.mark.parametrize(
    ("until", "severity", "told"),
    [
        ("2026-03-01", 1.0, " bo’s role there ended on 1 March 2026."),
        ("2026-09-05", 1.0, " bo’s role there ends on 5 September 2026."),  # 180 days after 9 March
        ("2026-09-06", 0.5, ""),
        ("", 0.5, ""),
    ],
)
def test_a_pair_of_whom_one_leaves_weighs_twice(until: str, severity: float, told: str) -> None:
    case = case_in(
        read_choice(until="2026-03-09"),
        schools="id,name\nhill,Hill\nflats,Flats\n",
        people="id,name\nana,ana\nbo,bo\n",
        roles="id,name,at\nat-hill,Teacher,hill\nat-flats,Teacher,flats\n",
        roles_held=f"person,role,until\nana,at-hill,\nbo,at-flats,{until}\n",
        interactions="id,date,practice,participants\n1,2026-02-02,school visit,ana;bo\n2,2026-02-09,school "
        "visit,ana;bo\n",
    )
    finding = only(case, "one_pair")
    assert finding.severity == severity
    assert finding.reason == f"All 2 interactions between Flats and Hill depend on bo and ana.{told}"


# ------------------------------------------------------------------------------ always started from one side


def started(*who: str, unknown: int = 0) -> list[str]:
    """Visits of ana and bo that these started, and so many of which it is not known who did."""
    known = [
        f"2026-03-{day:02} school visit: " + {"ana": "ana! bo", "bo": "ana bo!"}[each]
        for day, each in enumerate(who, 1)
    ]
    return known + [f"2026-04-{day:02} school visit: ana bo" for day in range(1, unknown + 1)]


@pytest.mark.parametrize(("starter", "passive"), [("ana", "bo"), ("bo", "ana")])
def test_always_started_from_one_side(starter: str, passive: str) -> None:
    finding = only(people_who(*started(*[starter] * 4)), "one_sided")
    assert finding.severity == pytest.approx(1 - 2 * 0.5**4)
    assert (
        finding.reason == f"{starter} started all 4 of the interactions with {passive} where the start is known. "
        f"{passive} started none."
    )
    assert finding.evidence == ("1", "2", "3", "4")


def test_more_starts_from_one_side_are_less_by_chance() -> None:
    assert only(people_who(*started(*["ana"] * 6, unknown=2)), "one_sided").severity == pytest.approx(1 - 2 * 0.5**6)


@pytest.mark.parametrize(
    "events",
    [
        started(*["ana"] * 3),
        started(*["ana"] * 9, "bo"),
        started(*["ana"] * 4, unknown=10),
        ["2026-03-02 school visit: ana! bo!"] * 4,
    ],
    ids=["three starts", "one from the other side", "known of too few", "both at once"],
)
def test_not_always_started_from_one_side(events: list[str]) -> None:
    assert found(people_who(*events), "one_sided") == []


# ---------------------------------------------------------------------------------------- bridges and triads


def visits(*ties: str) -> list[str]:
    return [f"2026-03-02 school visit: {tie}" for tie in ties]


def test_a_bridge_between_two_halves_has_the_full_severity() -> None:
    case = people_who(*visits("a b", "b c", "a c", "c d", "d e", "e f", "d f"))
    finding = only(case, "bridge")
    assert (finding.subject, finding.other, finding.severity) == ("person:c", "person:d", 1)
    assert finding.reason == "Without the tie between c and d, a, b and c would be cut off from 3 others."
    assert finding.evidence == ("4",)


def test_a_bridge_to_one_of_five_weighs_less() -> None:
    finding = only(people_who(*visits("a b", "b c", "c d", "a d", "d e")), "bridge")
    assert finding.severity == pytest.approx(2 / 5)
    assert finding.reason == "Without the tie between d and e, e would be cut off from 4 others."


def test_a_bridge_to_many_names_three_of_them() -> None:
    case = people_who(*visits("a b", "b c", "c d", "d e", "e a", "e f", "f g", "g h", "h i", "i j", "j f"))
    assert (
        only(case, "bridge").reason
        == "Without the tie between e and f, a, b, c and 2 more would be cut off from 5 others."
    )


def test_neither_a_ring_nor_a_pair_alone_has_a_bridge() -> None:
    assert found(people_who(*visits("a b", "b c", "c d", "d a", "x y")), "bridge") == []


def test_no_third_partner_in_common() -> None:
    ring = found(people_who(*visits("a b", "b c", "c d", "d a")), "no_third_partner")
    assert [(finding.severity, finding.evidence) for finding in ring] == [
        (0.025, ("1",)),
        (0.025, ("4",)),
        (0.025, ("2",)),
        (0.025, ("3",)),
    ]
    assert ring[0].reason == "a and b have no partner in common."


def test_a_pair_that_nobody_else_knows_could_have_no_third_partner() -> None:
    assert found(people_who(*visits("a b", "x y", "x z", "y z")), "no_third_partner") == []


# -------------------------------------------------------------------------------------------------- lapsed

DEEP_ONCE = ["2024-03-01 critical friend: ana bo", "2024-04-01 critical friend: ana bo"]


def test_a_tie_that_was_deep_and_still_goes_on_has_lapsed() -> None:
    finding = only(people_who(*DEEP_ONCE, "2026-03-01 school visit: ana bo"), "lapsed")
    assert finding.reason == "ana and bo still work together, but last went beyond sharing on 1 April 2024."
    assert finding.severity == pytest.approx(0.5 + 0.5 * (days_between("2024-04-01", "2026-03-01") / 365.25 - 1))


@pytest.mark.parametrize(
    "events",
    [
        [*DEEP_ONCE, "2026-03-01 school visit: cy dee"],
        [*DEEP_ONCE, "2026-02-01 critical friend: ana bo"],
        ["2024-03-01 critical friend: ana bo", "2026-03-01 school visit: ana bo"],
    ],
    ids=["gone quiet altogether", "deep lately", "never a habit"],
)
def test_a_tie_that_has_not_lapsed(events: list[str]) -> None:
    assert found(people_who(*events), "lapsed") == []


def test_a_triangle_has_a_third_partner_for_each() -> None:
    assert about(people_who(*visits("a b", "b c", "a c", "c d")), "no_third_partner") == {("c", "d")}


# ------------------------------------------------------------------------------------------- dates as they were put


@pytest.mark.parametrize(
    ("put", "told"),
    [
        ("2026-03", "in March 2026"),
        ("2026 T2", "in Term 2 2026"),
        ("2026", "in 2026"),
        ("2026-03-05", "on 5 March 2026"),
    ],
)
def test_a_reason_shows_a_date_as_it_was_put_and_not_its_middle_day(put: str, told: str) -> None:
    case = case_in(
        read_choice("people"),
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions=f"date,practice,participants\n{put},school visit,ana; bo\n",
    )
    assert only(case, "single_event").reason == f"Ana and Bo are recorded together once, {told}."


def test_only_sharing_since_a_term_says_the_term() -> None:
    case = case_in(
        read_choice("people"),
        people="id,name\nana,Ana\nbo,Bo\n",
        interactions="date,practice,participants\n2026 T1,school visit,ana; bo\n2026-06-01,school visit,ana; bo\n",
    )
    assert only(case, "only_sharing").reason.startswith("Ana and Bo have done 2 things together since Term 1 2026. ")
