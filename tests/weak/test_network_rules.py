"""The rules about networks, each on a handful of interactions counted by hand, with a near miss that it must not
name."""

from typing import Any

import pytest
from cases import found, only, within_ours

from graphmap.graph.choice import Choice, read_choice
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.thresholds_file import NUMBERS

RULES = ("community_absent", "only_leaders", "no_goal", "nobody_challenges", "still_what_it_began", "funding_ends")
SPORT = {"origin": "sport: a netball exchange"}
FINDINGS = {"community_absent": 2}
"""Where only a leader and the library take part, whānau and iwi are absent."""

GRANT: dict[str, Any] = {
    "programmes": "id,name\ngrant,The Grant\n",
    "funding": "network,programme,since,until\nours,grant,2025-01-01,2026-12-31\n",
}


# --------------------------------------------------------------------------- whānau, iwi or community absent


def test_absent_altogether() -> None:
    findings = found(within_ours(*["school visit: lea tom"] * 5), "community_absent")
    assert [(finding.subject, finding.other, finding.part, finding.severity) for finding in findings] == [
        ("network:ours", None, "whanau", 1),
        ("network:ours", None, "iwi", 1),
        ("network:ours", None, "partner", 1),
    ]
    assert [finding.reason for finding in findings] == [
        "None of 5 interactions in Ours involved whānau.",
        "None of 5 interactions in Ours involved iwi.",
        "None of 5 interactions in Ours involved community partners.",
    ]
    assert {finding.evidence for finding in findings} == {("1", "2", "3", "4", "5")}


def test_each_of_the_three_has_its_own_shortfall() -> None:
    events = ["school visit: lea tom"] * 17 + [
        "school visit: lea wai",
        "school visit: lea te-iwi",
        "school visit: lea ivi",
    ]
    whanau, partners = found(within_ours(*events), "community_absent")  # iwi are in both that there should be
    assert (whanau.part, whanau.severity, whanau.evidence) == ("whanau", pytest.approx(1 / 2), ("18",))
    assert whanau.reason == "Ours has involved whānau in 1 of 20 interactions."
    assert (partners.part, partners.severity) == ("partner", 1)
    assert partners.reason == "None of 20 interactions in Ours involved community partners."


def test_present_through_roles_and_as_themselves() -> None:
    assert (
        found(
            within_ours(*["school visit: lea tom"] * 7, "school visit: wai ivi", "school visit: lea library te-iwi"),
            "community_absent",
        )
        == []
    )


def test_a_role_of_another_day_does_not_count() -> None:
    left = {"roles_held": "person,role,until\nlea,r-lea,\nwai,r-wai,2026-02-28\nivi,r-ivi,\npat,r-pat,\n"}
    finding = only(within_ours(*["school visit: wai ivi pat"] * 5, **left), "community_absent")
    assert (finding.part, finding.severity) == ("whanau", 1)


# ------------------------------------------------------------------------------------ only leaders take part


@pytest.mark.parametrize(
    ("events", "share"),
    [(["school visit: lea library"] * 5, 1), (["school visit: lea library"] * 4 + ["school visit: tom library"], 0.8)],
)
def test_only_leaders(events: list[str], share: float) -> None:
    finding = only(within_ours(*events), "only_leaders")
    assert finding.severity == pytest.approx(share)
    assert finding.reason == f"In Ours, leaders are {share:.0%} of those who took part ({share * 5:.0f} of 5 times)."
    assert finding.evidence == ("1", "2", "3", "4", "5")


def test_a_quarter_of_others_is_not_only_leaders() -> None:
    assert (
        found(
            within_ours(
                *["school visit: lea library"] * 3, "school visit: tom library", "school visit: te-iwi library"
            ),
            "only_leaders",
        )
        == []
    )


def test_where_no_person_took_part_no_leader_did() -> None:
    assert found(within_ours(*["school visit: te-iwi library"] * 5), "only_leaders") == []


# ------------------------------------------------------------------------------------- work not tied to a goal


def test_no_goal() -> None:
    finding = only(within_ours(*["school visit: lea tom"] * 3, *["school visit: lea tom > writing"] * 2), "no_goal")
    assert finding.severity == pytest.approx(3 / 5)
    assert finding.reason == "3 of 5 interactions in Ours work towards no current goal of its own."
    assert finding.evidence == ("1", "2", "3")


@pytest.mark.parametrize(
    "goals",
    [
        "id,network,name\nours-goal,ours,Ours\nwriting,theirs,Writing\n",
        "id,network,name,until\nwriting,ours,Writing,2025-12-31\n",
    ],
    ids=["of another network", "no longer in force"],
)
def test_a_goal_must_be_the_network_s_own_and_in_force_that_day(goals: str) -> None:
    networks = "id,name\nours,Ours\ntheirs,Theirs\n"
    case = within_ours(*["school visit: lea tom > writing"] * 5, goals=goals, networks=networks)
    assert only(case, "no_goal").severity == 1


def test_a_goal_for_more_than_half_is_enough() -> None:
    assert found(within_ours(*["school visit: lea tom"] * 2, *["school visit: lea tom > writing"] * 3), "no_goal") == []


# ------------------------------------------------------------------------------------ nobody challenges anybody


def test_nobody_challenges() -> None:
    finding = only(within_ours(*["school visit: lea tom"] * 4, "network meeting: lea tom"), "nobody_challenges")
    assert (finding.severity, finding.evidence) == (1, ("1", "2", "3", "4", "5"))
    assert finding.reason == "None of 5 interactions in Ours went beyond sharing."


def test_one_challenge_of_many_is_next_to_none() -> None:
    finding = only(within_ours(*["school visit: lea tom"] * 24, "critical friend: lea tom"), "nobody_challenges")
    assert finding.severity == pytest.approx(1 - (1 / 25) / 0.05)
    assert finding.reason == "1 of 25 interactions in Ours went beyond sharing."
    assert finding.evidence == ("25",)


def test_one_of_twenty_is_some_challenge() -> None:
    assert found(within_ours(*["school visit: lea tom"] * 19, "critical friend: lea tom"), "nobody_challenges") == []


# ------------------------------------------------------------------------------------------ still what it began as


def test_still_what_it_began() -> None:
    finding = only(
        within_ours("sports exchange: lea tom", *["school visit: lea tom"] * 4, **SPORT), "still_what_it_began"
    )
    assert (finding.severity, finding.evidence) == (1, ("1",))
    assert (
        finding.reason
        == "Ours started as a netball exchange. 1 of 5 interactions are still sporting, and 0% go beyond sharing."
    )


@pytest.mark.parametrize(
    ("origin", "practice"),
    [
        ("culture: Kapa haka festival", "cultural festival"),
        ("shared purchase: bulk BUYING of paper", "shared purchase"),
        ("shared purchase", "pooled funding"),
    ],
)
def test_what_it_began_as_may_be_cultural_or_a_purchase(origin: str, practice: str) -> None:
    assert only(within_ours(*[f"{practice}: lea tom"] * 5, origin=origin), "still_what_it_began").severity == 1


@pytest.mark.parametrize(
    ("origin", "events"),
    [
        ("sport", ["sports exchange: lea tom"] + ["school visit: lea tom"] * 5),
        ("sport", ["sports exchange: lea tom"] * 5 + ["critical friend: lea tom"]),
        ("culture", ["sports exchange: lea tom"] * 5),
        ("shared need", ["sports exchange: lea tom"] * 5),
        ("Shared transport", ["sports exchange: lea tom"] * 5),
        ("A sporting exchange", ["sports exchange: lea tom"] * 5),
    ],
    ids=["too little of it", "some challenge", "of another sort", "of no such sort", "transport", "never guessed at"],
)
def test_not_what_it_began(origin: str, events: list[str]) -> None:
    assert found(within_ours(*events, origin=origin), "still_what_it_began") == []


# ---------------------------------------------------------------------------- held together by funding that ends


def test_funding_that_ends_with_little_to_outlast_it() -> None:
    finding = only(within_ours(*["school visit: lea tom"] * 9, "critical friend: lea tom", **GRANT), "funding_ends")
    assert finding.severity == pytest.approx(1 - 0.1 / 0.25)
    assert (
        finding.reason
        == "Ours’s funding from The Grant ends on 31 December 2026, and 10% of its interactions go beyond sharing."
    )
    assert len(finding.evidence) == 10


def test_funding_that_has_ended_says_so() -> None:
    ended = GRANT | {"funding": "network,programme,since,until\nours,grant,2025-01-01,2025-12-31\n"}
    assert (
        "from The Grant ended on 31 December 2025, and 0%"
        in only(within_ours(*["school visit: lea tom"] * 5, **ended), "funding_ends").reason
    )


@pytest.mark.parametrize(
    ("until", "second", "deep"),
    [("2027-03-06", "", 0), ("", "", 0), ("2026-12-31", "2028-12-31", 0), ("2026-12-31", "", 2)],
    ids=["a year and a day away", "open", "followed by another", "a quarter deep"],
)
def test_funding_that_does_not_matter_yet(until: str, second: str, deep: int) -> None:
    rows = [{"network": "ours", "programme": "grant", "since": "2025-01-01", "until": until}]
    rows += [{"network": "ours", "programme": "next", "since": "2027-01-01", "until": second}] if second else []
    sheets = {"programmes": "id,name\ngrant,The Grant\nnext,The Next\n", "funding": rows}
    events = ["school visit: lea tom"] * (5 - deep) + ["critical friend: lea tom"] * deep
    assert found(within_ours(*events, **sheets), "funding_ends") == []


# -------------------------------------------------------------------------------------------- enough to judge by


@pytest.mark.parametrize("rule", RULES)
def test_a_network_with_fewer_than_five_interactions_is_not_judged(rule: str) -> None:
    few = [
        f"{practice}: lea library" for practice in ("sports exchange", "school visit", "school visit", "school visit")
    ]
    assert found(within_ours(*few, **SPORT, **GRANT), rule) == []
    assert len(found(within_ours(*few, "school visit: lea library", **SPORT, **GRANT), rule)) == FINDINGS.get(rule, 1)


@pytest.mark.parametrize("rule", RULES)
def test_a_network_that_was_not_chosen_is_not_judged(rule: str) -> None:
    others = {"networks": f"id,name,origin\nours,Ours,{SPORT['origin']}\ntheirs,Theirs,\n"}
    events = ["sports exchange: lea library"] * 5
    chosen = within_ours(*events, choice=read_choice(networks=("ours",)), **others, **GRANT)
    assert len(found(chosen, rule)) == FINDINGS.get(rule, 1)
    assert found(within_ours(*events, choice=Choice(networks=("theirs",)), **others, **GRANT), rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_with_all_numbers_at_nothing_nothing_fails(rule: str) -> None:
    nothing = Thresholds({number.name: 0.0 for number in NUMBERS})
    found(within_ours(*["sports exchange: lea tom"] * 2, thresholds=nothing, **SPORT, **GRANT), rule)
    assert (
        found(within_ours(thresholds=nothing, interactions="id,date,practice,participants\n", **SPORT, **GRANT), rule)
        == []
    )
