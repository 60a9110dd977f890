"""Every story that seed/README.md says is planted in the demo cluster is found, and nothing that contradicts it."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import polars as pl
import pytest
from cases import with_codebook
from networks import demo_snapshot

from graphmap.graph.choice import Choice, View
from graphmap.graph.tie_profiles import profile_of
from graphmap.graph.ties import ties
from graphmap.health.health import health
from graphmap.weak.cards import Card, cards
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.weak.weak_links import findings
from graphmap.whatif.suppose import apply, edits_of

ALWAYS = Choice()
LAST_YEAR = Choice(since=date(2025, 11, 21), until=date(2026, 11, 20))
CORE = ("tauira-primary", "tauira-intermediate", "tauira-college", "tauira-valley", "tauira-bridge")
RING = ("tauira-hill", "tauira-flats", "tauira-junction", "tauira-bush")
KAHUI_AKO, RURAL = "kahui-ako-o-tauira", "tauira-rural-schools"
NETWORK_RULES = {
    "community_absent",
    "only_leaders",
    "no_goal",
    "nobody_challenges",
    "still_what_it_began",
    "funding_ends",
}


@cache
def judged(view: View = "organisations", last_year: bool = False) -> JudgedNetwork:
    choice = LAST_YEAR if last_year else ALWAYS
    return judged_network(with_codebook(demo_snapshot()), Choice(view, choice.since, choice.until))


@cache
def weak(view: View = "organisations", last_year: bool = False) -> dict[tuple[str, ...], Finding]:
    """Everything found, by its rule and the ids of whom it names."""
    return {
        (rule.name, *(end.partition(":")[2] for end in (finding.subject, finding.other) if end)): finding
        for rule, finding in reversed(findings(judged(view, last_year)))
    }


def named(rule: str, view: View = "organisations", last_year: bool = False) -> set[tuple[str, ...]]:
    return {ends for name, *ends in map(tuple, weak(view, last_year)) if name == rule for ends in [tuple(ends)]}


def rules_about(*ends: str, view: View = "organisations", last_year: bool = False) -> set[str]:
    return {name for name, *both in weak(view, last_year) if sorted(both) == sorted(ends)}


def test_the_core_deepens() -> None:
    for first in range(len(CORE)):
        for second in range(first):
            profile = profile_of(demo_snapshot(), ALWAYS, f"school:{CORE[first]}", f"school:{CORE[second]}")
            assert profile.trend in ("deepening", "steady", None), (CORE[first], CORE[second], profile.how)
    assert profile_of(demo_snapshot(), ALWAYS, "iwi:te-iwi-tauira", "school:tauira-college").trend == "deepening"
    for school in (*CORE, "te-iwi-tauira"):
        assert not rules_about(school) & {"nothing_beyond_sharing", "isolated", "one_tie"}


def test_the_iwi_joins_the_core() -> None:
    taken_part = judged().taken_part["iwi:te-iwi-tauira"]
    assert (sum(id.startswith("2024") for id in taken_part), sum(id.startswith("2026") for id in taken_part)) == (1, 12)


def test_the_ring_only_shares() -> None:
    for school in RING:
        assert "nothing_beyond_sharing" in rules_about(school)
    finding = weak()["only_sharing", "tauira-flats", "tauira-hill"]
    assert "have done 43 things together" in finding.reason
    assert len(finding.evidence) == 43
    only_shares = {
        tuple(row) for row in ties(demo_snapshot(), ALWAYS).filter("only_sharing").select("source", "target").rows()
    }
    assert {tuple(end.partition(":")[2] for end in pair) for pair in only_shares} >= named("only_sharing")


def test_a_tie_and_every_tie_of_a_school_have_gone_stale() -> None:
    finding = weak()["gone_stale", "tauira-bush", "tauira-junction"]
    assert "in March" not in finding.reason
    assert "March 2025, after 16 interactions." in finding.reason
    lakeside = [
        row
        for row in judged().rows
        if "school:tauira-lakeside" in (row["source"], row["target"]) and row["interactions"] > 1
    ]
    for row in lakeside:
        assert "gone_stale" in rules_about(*(row[end].partition(":")[2] for end in ("source", "target")))
    assert lakeside


def test_a_school_drifted_away_and_is_isolated_in_the_last_year() -> None:
    assert ("tauira-lakeside",) in named("isolated", last_year=True)
    assert ("tauira-lakeside",) not in named("isolated")
    finding = weak(last_year=True)["isolated", "tauira-lakeside"]
    assert finding.severity == 1
    assert "7 August 2025" in finding.reason
    taken_part = judged().taken_part["school:tauira-lakeside"]
    assert (sum(id.startswith("2024") for id in taken_part), sum(id.startswith("2025") for id in taken_part)) == (24, 6)


@pytest.mark.parametrize("last_year", [False, True])
def test_a_bridge_is_carried_by_one_pair_of_whom_one_leaves(last_year: bool) -> None:
    assert ("tauira-area-school", "tauira-college") in named("bridge", last_year=last_year)
    finding = weak(last_year=last_year)["one_pair", "tauira-area-school", "tauira-college"]
    assert finding.severity == 1
    assert finding.reason.endswith(
        "depend on Hoani Walker and Stephen Ballard. Hoani Walker’s role there ends on 16 December 2026."
    )


def test_a_school_hangs_by_one_tie_with_no_third_partner() -> None:
    assert named("one_tie") == {("tauira-forks", "tauira-area-school")}
    assert ("tauira-area-school", "tauira-forks") in named("no_third_partner")


def test_two_people_are_tied_only_to_each_other_so_no_third_partner_was_possible() -> None:
    people = judged("people", last_year=True)
    assert list(people.graph.adj["person:grace-abellana"]) == ["person:mele-kaufusi"]
    assert list(people.graph.adj["person:mele-kaufusi"]) == ["person:grace-abellana"]
    assert ("grace-abellana", "mele-kaufusi") not in named("no_third_partner", "people", last_year=True)


@pytest.mark.parametrize("last_year", [False, True])
def test_the_network_falls_apart_without_them(last_year: bool) -> None:
    assert named("cut_vertex", last_year=last_year) == {("tauira-area-school",), ("tauira-college",)}
    assert {("hoani-walker",), ("stephen-ballard",)} <= named("cut_vertex", "people", last_year)


@pytest.mark.parametrize(("last_year", "share"), [(False, 0.56), (True, 0.63)])
def test_one_person_carries_far_more_of_the_deep_work_than_anybody(last_year: bool, share: float) -> None:
    first, second, *_ = sorted(
        (finding.severity, key[1]) for key, finding in weak("people", last_year).items() if key[0] == "carries_too_much"
    )[::-1]
    assert first[1] == "kiri-matene"
    assert first[0] > second[0] + 0.09
    case = judged("people", last_year)
    deep = case.interactions.filter(case.interactions["depth"] >= 2)
    theirs = weak("people", last_year)["carries_too_much", "kiri-matene"].evidence
    assert len(theirs) / len(deep) == pytest.approx(share, abs=0.01)


def test_a_tie_is_always_started_from_one_side() -> None:
    assert named("one_sided") == {("tauira-library", "tauira-hill")}
    assert weak()["one_sided", "tauira-library", "tauira-hill"].reason.startswith(
        "Tauira Hill School started all 11 of"
    )
    asked = weak("people")
    assert "Jo Hartnell started all 11 of" in asked["one_sided", "clare-ostrow", "jo-hartnell"].reason
    assert "Emma Strand started all 6 of" in asked["one_sided", "emma-strand", "priya-raghunathan"].reason
    assert named("one_sided", "people") == {("clare-ostrow", "jo-hartnell"), ("emma-strand", "priya-raghunathan")}


def test_single_events_and_an_iwi_invited_once() -> None:
    single = named("single_event")
    assert {("tauira-sports-trust", "tauira-flats"), ("tauira-sports-trust", "tauira-college")} <= single
    iwi = [row for row in judged().rows if "iwi:te-iwi-tauira-ki-uta" in (row["source"], row["target"])]
    of_iwi = {ends for ends in single if "te-iwi-tauira-ki-uta" in ends}
    assert len(of_iwi) == len(iwi)
    assert {weak()["single_event", *ends].evidence for ends in of_iwi} == {("2025-10-23-powhiri",)}


def test_a_role_holder_who_never_took_part_is_isolated_with_nothing_recorded() -> None:
    finding = weak("people")["isolated", "sandra-hoani"]
    assert named("isolated", "people") == {("sandra-hoani",)}
    assert (finding.severity, finding.evidence) == (0.6, ("person:sandra-hoani",))


def test_vacant_roles_and_roles_without_a_purpose() -> None:
    assert {role: weak()["vacant", role, place].severity for role, place in named("vacant")} == {
        "kahui-ako-o-tauira-across-histories": 1,
        "tauira-rural-schools-secretary": 1,
        "tauira-bush-learning-support": 1,
        "tauira-valley-writing-lead": 0.5,
        "tauira-junction-deputy": 0.5,
        "tauira-lakeside-teacher-senior": 0.5,
    }
    unclear = {role for role, _ in named("without_purpose")}
    assert len(unclear) == 5
    assert {"tauira-rural-schools-secretary", "tauira-flats-deputy"} <= unclear
    assert "kahui-ako-o-tauira-expert-partner" not in unclear  # it was closed when the funding ended


@pytest.mark.parametrize("view", ["organisations", "networks", "structure"])
@pytest.mark.parametrize("last_year", [False, True])
def test_one_network_has_every_network_finding_and_the_other_only_few_whanau(view: View, last_year: bool) -> None:
    assert rules_about(RURAL, view=view, last_year=last_year) == NETWORK_RULES
    for rule in NETWORK_RULES:
        assert weak(view, last_year)[rule, RURAL].severity == 1
    assert rules_about(KAHUI_AKO, view=view, last_year=last_year) == {"community_absent"}
    assert weak(view, last_year)["community_absent", KAHUI_AKO].part == "whanau"
    absent = [found for rule, found in findings(judged(view, last_year)) if rule.name == "community_absent"]
    short = {found.part: found.severity for found in absent if found.subject == f"network:{KAHUI_AKO}"}
    assert set(short) == {"whanau", "partner"}
    assert short["partner"] < 0.1 < short["whanau"]


AFTER = date(2026, 1, 29)
"""The day after the Kāhui Ako's funding ended."""


def test_the_funding_of_the_cluster_and_what_it_paid_for_end_on_one_day() -> None:
    tables = demo_snapshot().tables
    funded = tables.relationships["FUNDED_BY"].filter(start=f"network:{KAHUI_AKO}")
    paid = tables.relationships["HOLDS"].filter(
        pl.col("end").is_in([f"role:{KAHUI_AKO}-across-writing", f"role:{KAHUI_AKO}-expert-partner"])
    )
    ends = [*funded["until"], *paid["until"]]
    assert ends == [date(2026, 1, 28)] * 3


def test_deep_work_goes_on_after_the_funding_without_the_facilitator() -> None:
    deep = judged(last_year=True).interactions.filter((pl.col("depth") >= 2) & (pl.col("date") >= AFTER))
    carrying = (
        demo_snapshot().tables.relationships["TOOK_PART"].filter(pl.col("end").is_in(deep["interaction"].implode()))
    )
    assert len(deep) >= 20
    assert "person:margaret-thorley" not in set(carrying["start"])


def test_one_person_carries_half_of_it_from_her_own_school() -> None:
    deep = judged(last_year=True).interactions.filter((pl.col("depth") >= 2) & (pl.col("date") >= AFTER))
    took_part = demo_snapshot().tables.relationships["TOOK_PART"].filter(start="person:kiri-matene")
    hers = deep.join(took_part, left_on="interaction", right_on="end", how="semi")
    roles = judged().held.filter(pl.col("person") == "person:kiri-matene").filter(pl.col("until").is_null())
    assert len(hers) / len(deep) >= 0.5
    assert roles["place"].to_list() == ["school:tauira-college"]


def test_what_was_closed_with_the_funding_is_not_vacant() -> None:
    assert not {(f"{KAHUI_AKO}-across-writing",), (f"{KAHUI_AKO}-expert-partner",)} & {
        ends[:1] for ends in named("vacant")
    }


def test_large_events_say_how_many_were_there_and_some_dates_are_known_only_roughly() -> None:
    interactions = demo_snapshot().interactions
    assert interactions["attendance"].drop_nulls().min() > 20
    assert interactions["dated"].drop_nulls().sort().to_list() == ["2024", "2024 T4", "2025-03"]


def test_health_tells_the_same_story() -> None:
    judged_terms = health(demo_snapshot(), ALWAYS).filter("judged")
    first, *_, last = judged_terms.filter(network=f"network:{KAHUI_AKO}").iter_rows(named=True)
    assert last["ties_beyond"] > first["ties_beyond"]
    assert last["inquiry"] + last["joint"] > first["inquiry"] + first["joint"]
    rural = judged_terms.filter(network=f"network:{RURAL}")
    assert not rural["challenged"].any()
    assert set(rural["leaders_share"]) == {1.0}
    assert set(rural["coherence"]) == {0.0}


@pytest.mark.parametrize("view", ["people", "organisations", "networks"])
@pytest.mark.parametrize("last_year", [False, True])
def test_no_two_findings_contradict_each_other(view: View, last_year: bool) -> None:
    def of(rule: str) -> set[tuple[str, ...]]:
        return named(rule, view, last_year)

    tied = {end for row in judged(view, last_year).rows for end in (row["source"], row["target"])}
    assert not {finding.subject for key, finding in weak(view, last_year).items() if key[0] == "isolated"} & tied
    assert not of("single_event") & (of("only_sharing") | of("gone_stale") | of("one_pair"))
    assert not {(one,) for one, _ in of("one_tie")} & (of("isolated") | of("cut_vertex"))
    assert not of("nothing_beyond_sharing") & (of("isolated") | of("carries_too_much"))
    for network in of("nobody_challenges"):
        assert not {"carries_too_much"} & rules_about(*network, view=view, last_year=last_year)


# ------------------------------------------------------------------------------------------------------ the cards


def first_cards(view: View, number: int = 5) -> Sequence[Card]:
    """The first cards on the last day of the demo, over its last four terms."""
    day = date(2026, 11, 20)
    choice = judging_choice(Choice(view), day)
    return cards(judged_network(with_codebook(demo_snapshot()), choice, as_at=day))[:number]


def test_the_first_cards_of_the_organisations_are_the_unchanged_network_the_leaver_and_the_ring_that_shares() -> None:
    first = [(card.rule.name, card.actors) for card in first_cards("organisations", 6)]
    rural = (f"network:{RURAL}",)
    assert first[:4] == [(rule, rural) for rule in ("funding_ends", "community_absent", "no_goal", "only_leaders")]
    assert first[4] == ("one_pair", ("school:tauira-area-school", "school:tauira-college"))
    assert first[5][0] in ("only_sharing", "nothing_beyond_sharing")
    assert {f"school:{school}" for school in RING} <= set(first[5][1])


def test_the_first_card_of_the_people_is_who_carries_the_work_without_the_role_that_the_money_paid_for() -> None:
    card = first_cards("people")[0]
    assert card.title == "Carries too much of the deep work: Kiri Matene"
    assert card.why.endswith("‘Across-school lead, writing’ at Kāhui Ako o Tauira ended on 28 January 2026.")
    assert "Share Kiri Matene’s load: have " in card.step


def test_whanau_iwi_and_partners_are_one_card_with_one_sentence_about_all() -> None:
    card = next(card for card in first_cards("organisations") if card.rule.name == "community_absent")
    assert {finding.part for _, finding in card.findings} == {"whanau", "iwi", "partner"}
    assert card.why == (
        "Of 21 interactions in Tauira Rural Schools Network, none involved whānau, iwi or community partners."
    )
    assert all(finding.evidence for _, finding in card.findings)


@pytest.mark.parametrize("view", ["people", "organisations", "networks"])
def test_the_step_of_each_of_the_first_cards_supposed_done_lowers_the_card(view: View) -> None:
    day = date(2026, 11, 20)
    case = judged_network(with_codebook(demo_snapshot()), judging_choice(Choice(view), day), as_at=day)
    for card in cards(case)[:5]:
        after = {each.id: each.priority for each in cards(apply(case, edits_of(card)))}
        assert after.get(card.id, 0.0) < card.priority, card.step


def test_a_tie_was_deeper_once() -> None:
    assert named("lapsed", "people") == {("sela-faleafa", "wiremu-pene")}


def test_in_the_first_months_the_facilitator_led_most_of_the_deep_work() -> None:
    choice = Choice("networks", date(2024, 1, 29), date(2024, 5, 17))
    leaning = [
        found for rule, found in findings(judged_network(demo_snapshot(), choice)) if rule.name.startswith("leans")
    ]
    assert [found.reason for found in leaning] == [
        "Facilitators led 2 of 3 interactions beyond sharing in Kāhui Ako o Tauira. "
        "Their contract ends on 28 January 2026."
    ]
