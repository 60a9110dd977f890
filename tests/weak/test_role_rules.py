"""The rules about roles, on roles that can be looked through on paper."""

import pytest
from cases import about, case_in, found, only

from graphmap.graph.choice import read_choice
from graphmap.weak.judged_network import JudgedNetwork

ROLE, HILL = "role:lead", "school:hill"


def lead_held(
    *spells: str, since: str | None = None, until: str = "2026-06-30", at: str = "hill", dates: str = ","
) -> JudgedNetwork:
    """The role ‘Writing lead’, held by Ana in these spells, each written ``2025-01-01 2025-12-31``, an open end as
    ``-``. ``dates`` are the since and until of the role itself."""
    return case_in(
        read_choice(since=since, until=until),
        schools="id,name\nhill,Hill\n",
        people="id,name\nana,Ana\n",
        roles=f"id,name,at,purpose,since,until\nlead,Writing lead,{at},Leads writing,{dates}\n",
        roles_held=[
            {"person": "ana", "role": "lead", "since": first.strip("-") and first, "until": last.strip("-") and last}
            for first, last in map(str.split, spells)
        ]
        or "person,role\n",
    )


@pytest.mark.parametrize(
    ("spells", "since", "severity", "told"),
    [
        ((), None, 1, "is vacant. No holder is recorded"),
        (("2024-01-29 2025-12-17",), None, 0.5, "has been vacant since 17 December 2025"),
        (("2024-01-29 2025-12-17",), "2025-12-17", 0.5, "has been vacant since 17 December 2025"),
        (("2024-01-29 2025-12-17",), "2025-12-18", 1, "has been vacant since 17 December 2025"),
        (("- 2024-05-01", "2025-01-01 2026-06-29"), None, 0.5, "has been vacant since 29 June 2026"),
        (
            ("2024-01-29 2025-12-17", "2026-07-01 2026-12-17"),
            None,
            0.2,
            "has been vacant since 17 December 2025. It is filled from 1 July 2026",
        ),
    ],
    ids=["never held", "held in the window", "on its first day", "before it", "twice", "and again later"],
)
def test_a_vacant_role(spells: tuple[str, ...], since: str | None, severity: float, told: str) -> None:
    finding = only(lead_held(*spells, since=since), "vacant")
    assert (finding.subject, finding.other, finding.severity, finding.evidence) == (ROLE, HILL, severity, (ROLE,))
    assert finding.reason == f"The role ‘Writing lead’ at Hill {told}."


@pytest.mark.parametrize("spell", ["- -", "2024-01-29 -", "2024-01-29 2026-06-30", "2026-06-30 -"])
def test_a_role_that_someone_holds_on_the_last_day_is_not_vacant(spell: str) -> None:
    assert found(lead_held(spell), "vacant") == []


def test_a_role_filled_from_next_term_is_not_vacant_before_its_first_holder_begins() -> None:
    assert found(lead_held("2026-07-20 -"), "vacant") == []


@pytest.mark.parametrize("dates", ["2026-07-20,", ",2026-06-29"], ids=["has yet to begin", "was closed"])
@pytest.mark.parametrize("spells", [(), ("2024-01-29 2025-12-17",)], ids=["never held", "held before"])
def test_outside_its_own_days_a_role_is_not_vacant(dates: str, spells: tuple[str, ...]) -> None:
    assert found(lead_held(*spells, dates=dates), "vacant") == []


@pytest.mark.parametrize("dates", ["2026-06-30,", ",2026-06-30"])
def test_on_its_first_and_on_its_last_day_a_role_that_nobody_holds_is_vacant(dates: str) -> None:
    assert only(lead_held(dates=dates), "vacant").reason.endswith("is vacant. No holder is recorded.")


def test_a_role_that_is_nowhere_in_particular_may_be_held_as_well() -> None:
    assert found(lead_held("2024-01-29 -", at=""), "vacant") == []
    assert only(lead_held(at=""), "vacant").reason == "The role ‘Writing lead’ is vacant. No holder is recorded."


@pytest.mark.parametrize(("group", "severity"), [("leader", 0.6), ("facilitator", 0.6), ("teacher", 0.3), ("", 0.3)])
def test_a_role_without_a_purpose_weighs_by_who_waits_on_it(group: str, severity: float) -> None:
    case = case_in(
        schools="id,name\nhill,Hill\n",
        roles=f"id,name,at,group,purpose\nlead,Writing lead,hill,{group},\nclear,Clear,hill,leader,Leads\n",
    )
    finding = only(case, "without_purpose")
    assert (finding.subject, finding.other, finding.severity, finding.evidence) == (ROLE, HILL, severity, (ROLE,))
    assert finding.reason == "The role ‘Writing lead’ at Hill has no recorded purpose."


def test_of_a_chosen_network_only_its_own_roles_and_its_members_are_judged() -> None:
    sheets = {
        "schools": "id,name\nhill,Hill\nflats,Flats\nonce,Once\n",
        "networks": "id,name\nours,Ours\ntheirs,Theirs\n",
        "memberships": "member,network,until\nhill,ours,\nonce,ours,2020-01-01\nflats,theirs,\n",
        "roles": "id,name,at\nr-hill,R,hill\nr-flats,R,flats\nr-once,R,once\nr-ours,R,ours\nr-theirs,R,theirs\n",
    }
    case = case_in(read_choice(since="2026-01-01", networks=("ours",)), **sheets)
    assert about(case, "vacant") == about(case, "without_purpose") == {("r-hill",), ("r-ours",)}
