"""The conditions of a network, on tables of health small enough to judge by hand."""

from datetime import date, timedelta

import polars as pl
import pytest
from networks import demo_snapshot, snapshot_of

from graphmap.graph.choice import Choice
from graphmap.health.comparing import compared
from graphmap.health.condition_list import CONDITIONS, Condition, condition_about
from graphmap.health.conditions import CONDITION_MEANINGS, Judged, conditions, conditions_table
from graphmap.health.health import all_terms, health, networks_measured
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.health.overview import ConditionOverview, TermValue, overview
from graphmap.health.trends import trend_of

DEMO = health(demo_snapshot(), Choice())
DEMO_NETWORKS = networks_measured(demo_snapshot(), Choice())
RURAL = "network:tauira-rural-schools"

ORDINARY = {
    "network": "network:ours",
    "name": "Ours",
    "term": "Term",
    "interactions": 10,
    "contact": 0.2,
    "sharing": 0.4,
    "challenge": 0.2,
    "inquiry": 0.1,
    "joint": 0.1,
    "settled_beyond": 0.2,
    "strength_beyond": 0.3,
    "people_share": 0.4,
    "leaders_share": 0.6,
    "starters_leaders": 0.6,
    "new_leaders": 1,
    "without_facilitator": 0.7,
    "roles": 10,
    "roles_vacant": 1,
    "roles_unclear": 1,
    "roles_shared": 1,
    "coherence_current": 0.5,
    "goals": 2,
    "goals_shared": 1,
    "goals_evidence": 1,
    "goals_idle": 1,
    "reporting_back": 1,
    "whanau_beyond": 0.1,
    "iwi_beyond": 0.1,
    "partners_beyond": 0.1,
    "reach": 0.7,
    "density": 0.2,
    "degree_centralisation": 0.4,
    "judged": True,
}


def terms_of(*rows: dict[str, object]) -> pl.DataFrame:
    """Successive terms of one ordinary network, each with these values instead."""
    first = date(2024, 2, 5)
    return pl.DataFrame(
        [ORDINARY | {"since": first + timedelta(weeks=13 * n)} | row for n, row in enumerate(rows)],
        schema={name: DEMO.schema[name] for name in (*ORDINARY, "since")},
    )


def judged(name: str, *rows: dict[str, object]) -> Judged:
    return next(each for each in conditions(terms_of(*rows), "network:ours") if each.condition == name)


# ------------------------------------------------------------------------------------------ states


def test_there_are_the_ten_conditions_of_the_research() -> None:
    assert [each.name for each in CONDITIONS] == [
        "beyond_sharing",
        "challenge_inquiry",
        "commitment",
        "capacity",
        "role_clarity",
        "relational_trust",
        "coherence",
        "needs_based_goals",
        "accountability",
        "cohesion",
    ]


def test_with_enough_recorded_all_but_trust_is_measured() -> None:
    states = {each.condition: each.state for each in conditions(terms_of({}), "network:ours")}
    assert [name for name, state in states.items() if state == "not measured"] == ["relational_trust"]


def test_trust_is_never_measured_and_says_how_to() -> None:
    for row in conditions_table(DEMO, DEMO_NETWORKS).filter(condition="relational_trust").iter_rows(named=True):
        assert (row["state"], row["verdict"], row["trend"], row["is_good"]) == ("not measured", None, None, None)
        assert "ask everyone in the network" in row["sentence"]


def test_terms_with_too_little_are_passed_over() -> None:
    found = judged("beyond_sharing", {}, {"settled_beyond": 1.0, "strength_beyond": 1.0, "judged": False})
    assert (found.state, found.verdict) == ("measured", "mixed")


def test_a_network_without_a_judged_term_has_nothing_measured() -> None:
    for found in conditions(terms_of({"judged": False}), "network:ours"):
        assert (found.state, found.verdict, found.trend) == ("not measured", None, None)
    assert judged("cohesion", {"judged": False}).sentence == (
        "No term has 3 interactions or more, too little to measure this."
    )


def test_an_unknown_network_has_nothing_measured() -> None:
    assert {found.state for found in conditions(DEMO, "network:none")} == {"not measured"}


def test_without_goals_their_evidence_is_not_measured_and_the_sentence_says_how() -> None:
    found = judged("needs_based_goals", {"goals": 0, "goals_evidence": 0, "goals_idle": 0, "goals_shared": 0})
    assert (found.state, found.verdict) == ("not measured", None)
    assert found.sentence.endswith("List the network’s goals, each with the evidence that showed the need.")


def test_without_work_beyond_sharing_nobody_knows_who_could_lead_it() -> None:
    found = judged("capacity", {"without_facilitator": None, "starters_leaders": None, "new_leaders": 0})
    assert (found.state, found.verdict) == ("not measured", None)


def test_where_nobody_is_recorded_as_starting_deep_work_nobody_counts_as_not_leading_it() -> None:
    found = judged("capacity", {"without_facilitator": 1.0, "starters_leaders": None, "new_leaders": 0})
    assert (found.state, found.verdict) == ("measured", "strong")
    assert found.sentence.endswith("was led without a facilitator; nobody is recorded as starting it.")


# ---------------------------------------------------------------------------------------- verdicts


@pytest.mark.parametrize(
    ("settled", "strength", "verdict"),
    [(0.4, 0.5, "strong"), (0.1, 0.25, "thin"), (0.0, 0.9, "mixed"), (0.2, 0.3, "mixed")],
)
def test_a_condition_is_strong_or_thin_only_where_every_number_is(
    settled: float, strength: float, verdict: str
) -> None:
    found = judged("beyond_sharing", {"settled_beyond": settled, "strength_beyond": strength})
    assert found.verdict == verdict


@pytest.mark.parametrize(("vacant", "verdict"), [(0, "strong"), (3, "thin"), (1, "mixed")])
def test_of_vacant_roles_less_is_good(vacant: int, verdict: str) -> None:
    found = judged("role_clarity", {"roles_vacant": vacant, "roles_unclear": vacant, "roles_shared": vacant})
    assert found.verdict == verdict


def test_the_verdict_is_about_the_last_four_judged_terms_and_not_one_good_term() -> None:
    thin, good = ({"inquiry": 0.0, "joint": 0.0, "challenge": share} for share in (0.0, 0.6))
    assert judged("challenge_inquiry", thin, thin, thin, good).verdict == "thin"
    assert judged("challenge_inquiry", thin, good, good, good, good).verdict == "strong"


def test_a_number_that_is_undefined_is_left_out_of_the_verdict() -> None:
    found = judged("commitment", {"people_share": 0.6, "leaders_share": 0.4, "starters_leaders": None})
    assert found.verdict == "strong"
    assert "nobody is recorded as starting work beyond sharing." in found.sentence


# ------------------------------------------------------------------------------------------ trends


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([0.1, 0.2, 0.3], "too few terms"),
        ([0.1, 0.2, 0.3, 0.4], "rising"),
        ([0.4, 0.3, 0.2, 0.1], "falling"),
        ([0.3, 0.3, 0.3, 0.3], "steady"),
        ([0.30, 0.32, 0.34, 0.36], "steady"),  # 0.06 in all
        ([0.1, 0.9, 0.1, 0.9, 0.1], "steady"),
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.0], "rising"),  # one bad term doesn't undo six: tau is 9/21, slope 0.1
    ],
)
def test_a_trend_is_over_all_terms(values: list[float], trend: str) -> None:
    assert trend_of(list(enumerate(values))) == trend


def test_a_gap_between_terms_counts_as_time() -> None:
    assert trend_of([(0, 0.1), (1, 0.12), (2, 0.14), (9, 0.28)]) == "rising"  # 0.02 a term over nine


def test_a_count_changes_as_a_share_of_one_more_than_the_largest() -> None:
    assert trend_of([(n, n) for n in range(4)], counts=True) == "rising"  # 3 of 4
    assert trend_of([(n, 40 + n) for n in range(4)], counts=True) == "steady"  # 3 of 44


def test_fewer_vacant_roles_are_a_fall_that_is_good() -> None:
    found = judged("role_clarity", *({"roles_vacant": vacant} for vacant in (4, 3, 2, 1)))
    assert (found.trend, found.is_good) == ("falling", True)


def test_less_reach_is_a_fall_that_is_not_good() -> None:
    found = judged("cohesion", *({"reach": reach} for reach in (1.0, 0.8, 0.6, 0.4)))
    assert (found.trend, found.is_good) == ("falling", False)


def test_a_steady_trend_is_neither_good_nor_bad() -> None:
    assert judged("cohesion", {}, {}, {}, {}).is_good is None


@pytest.mark.parametrize(
    ("until", "as_at", "last"),
    [
        (date(2024, 6, 1), date(2025, 1, 1), date(2024, 6, 1)),
        (date(2026, 6, 1), date(2025, 1, 1), date(2025, 1, 1)),
        (None, date(2025, 1, 1), date(2025, 1, 1)),
        (None, None, None),
    ],
)
def test_conditions_are_judged_over_all_terms_up_to_the_end_of_the_period_or_the_day_judged_from(
    until: date | None, as_at: date | None, last: date | None
) -> None:
    chosen = Choice(since=date(2024, 5, 1), until=until, networks=("ours",), min_depth=2, as_at=as_at)
    assert all_terms(chosen) == Choice(until=last, networks=("ours",))


# --------------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "beyond_sharing",
            "In Term 1 2024, 30% of the strength of ties was beyond sharing, and 20% of the ties of the last year have "
            "settled there.",
        ),
        (
            "challenge_inquiry",
            "In Term 1 2024, of 10 interactions 2 went as deep as challenge, 1 as inquiry and 1 as joint work.",
        ),
        (
            "commitment",
            "In Term 1 2024, 40% of the people listed took part, leaders were 60% of those taking part, and they "
            "started 60% of the work beyond sharing.",
        ),
        (
            "capacity",
            "In Term 1 2024, 1 person led work beyond sharing for the first time on record, and 70% of all work "
            "beyond sharing was led without a facilitator.",
        ),
        (
            "role_clarity",
            "10 roles in Term 1 2024: 1 vacant, 1 without a recorded purpose, 1 held by several people at once.",
        ),
        (
            "coherence",
            "In Term 1 2024, 50% of the work beyond sharing was towards a current goal of the network's own; in Term 1 "
            "2024 several schools worked on 1 of 2 goals.",
        ),
        (
            "needs_based_goals",
            "Of 2 goals in Term 1 2024, 1 had recorded evidence of the need, and 1 had no work.",
        ),
        (
            "accountability",
            "In Term 1 2024, the network reported back 1 time; whānau took part in 10% of the work beyond sharing, iwi "
            "in 10% and community partners in 10%.",
        ),
        (
            "cohesion",
            "In Term 1 2024, an organisation could on average reach 70% of the others, and 20% of all pairs were "
            "tied; centralisation was 0.40, where 1 is a star around one organisation.",
        ),
    ],
)
def test_a_sentence_names_its_numbers(name: str, sentence: str) -> None:
    assert judged(name, {}).sentence == sentence


@pytest.mark.parametrize(
    ("rows", "when"),
    [
        ([{}] * 5, "In the year to Term 1 2025, of 40 "),
        ([{}] * 3, "In the last 3 terms with enough on record, up to Term 3 2024, of 30 "),
        ([{}, {}, {"judged": False}, {}, {}], "In the last 4 terms with enough on record, up to Term 1 2025, of 40 "),
    ],
    ids=["a year", "less than a year", "a gap"],
)
def test_a_sentence_about_several_terms_says_which_and_adds_up_counts(rows: list[dict[str, object]], when: str) -> None:
    assert judged("challenge_inquiry", *rows).sentence.startswith(when)


@pytest.mark.parametrize(
    ("name", "rows", "sentence"),
    [
        (
            "role_clarity",
            [{"roles_vacant": vacant} for vacant in (4, 3, 2, 1)],
            "The share of roles that are vacant fell over the 4 terms from Term 1 2024 to Term 4 2024. That is good.",
        ),
        (
            "cohesion",
            [{"reach": reach} for reach in (1.0, 0.8, 0.6, 0.4)],
            "The share of the others that an organisation can reach fell over the 4 terms from Term 1 2024 to Term 4 "
            "2024. That is a concern.",
        ),
        (
            "accountability",
            [{}] * 4,
            "The number of times the network reported back changed little over the 4 terms from Term 1 2024 to Term 4 "
            "2024.",
        ),
        ("coherence", [{}] * 3, "Fewer than 4 terms have enough on record to show a trend."),
        ("relational_trust", [{}] * 4, ""),
    ],
)
def test_a_trend_is_a_sentence_too(name: str, rows: list[dict[str, object]], sentence: str) -> None:
    assert judged(name, *rows).trend_in_words == sentence


def test_without_ties_of_late_the_sentence_does_not_say_0_percent() -> None:
    assert judged("beyond_sharing", {"strength_beyond": None}).sentence == (
        "In Term 1 2024, no organisations worked together, and 20% of the ties of the last year have settled beyond "
        "sharing."
    )


def test_without_any_tie_work_beyond_sharing_is_not_measured_and_the_sentence_says_why() -> None:
    found = judged("beyond_sharing", {"settled_beyond": None, "strength_beyond": None})
    assert (found.state, found.verdict) == ("not measured", None)
    assert found.sentence == "There are no ties yet. Record what people do together, with its practice."


def test_cohesion_without_any_tie_is_thin_although_nobody_is_central() -> None:
    found = judged("cohesion", {"reach": 0.0, "density": 0.0, "degree_centralisation": 0.0})
    assert found.verdict == "thin"
    assert found.sentence == "In Term 1 2024, there were no ties yet between the network’s organisations."


# ------------------------------------------------------------------------------------- the overview for a page


def shown(name: str, *rows: dict[str, object]) -> ConditionOverview:
    return next(each for each in overview(terms_of(*rows), "network:ours") if each.condition == name)


@pytest.mark.parametrize(
    ("reach", "density", "centralisation", "verdict", "direction"),
    [
        ((0.7, 0.8, 0.9, 1.0), 0.4, 0.1, "good", "better"),
        ((0.6, 0.4, 0.3, 0.2), 0.05, 0.9, "poor", "worse"),
        ((0.7, 0.7, 0.7, 0.7), 0.2, 0.4, "mixed", "steady"),
    ],
)
def test_the_overview_says_how_it_does_and_where_it_is_heading(
    reach: tuple[float, ...], density: float, centralisation: float, verdict: str, direction: str
) -> None:
    rest = {"density": density, "degree_centralisation": centralisation}
    found = shown("cohesion", *({"reach": each, **rest} for each in reach))
    assert (found.verdict, found.direction, found.basis) == (verdict, direction, "the record")


def test_the_overview_of_what_is_not_measured_says_how_to_measure_it() -> None:
    found = shown("relational_trust", {})
    assert (found.verdict, found.direction, found.basis, found.series) == ("not known", "not known", "nothing yet", ())
    assert found.sentence == found.how
    assert found.survey


def test_the_series_has_every_term_and_a_gap_where_there_is_too_little_to_judge() -> None:
    found = shown("commitment", {"term": "One"}, {"term": "Two", "judged": False}, {"term": "Three"})
    assert found.series == (TermValue("One", 0.4), TermValue("Two", None), TermValue("Three", 0.4))
    assert not found.counts


def test_the_sentence_of_the_overview_has_the_numbers_and_the_trend() -> None:
    found = shown("beyond_sharing", {}, {}, {}, {})
    assert found.sentence.startswith("In the year to Term 4 2024, 30% of the strength of ties was beyond sharing")
    assert found.sentence.endswith("changed little over the 4 terms from Term 1 2024 to Term 4 2024.")


def test_the_overview_names_its_number_with_its_good_direction_and_bounds() -> None:
    vacant = shown("role_clarity", {})
    assert (vacant.number, vacant.more_is_good, vacant.good, vacant.poor) == (
        "The share of roles that are vacant",
        False,
        0.05,
        0.25,
    )


# ------------------------------------------------------------------------------------- two periods


def in_two_periods(name: str, one: list[dict[str, object]], other: list[dict[str, object]]) -> str | None:
    table = terms_of(*other, *one)
    return compared(table.tail(len(one)), table.head(len(other)), "network:ours").get(name)


@pytest.mark.parametrize(
    ("reach", "sentence"),
    [
        (0.9, "rose from 70% (Term 1 2024 to Term 2 2024) to 90% (Term 3 2024). That is good."),
        (0.4, "fell from 70% (Term 1 2024 to Term 2 2024) to 40% (Term 3 2024). That is a concern."),
        (0.65, "changed little: 70% (Term 1 2024 to Term 2 2024), 65% (Term 3 2024)."),
    ],
)
def test_two_periods_are_compared_in_a_sentence(reach: float, sentence: str) -> None:
    found = in_two_periods("cohesion", [{"reach": reach}], [{"reach": 0.6}, {"reach": 0.8}])
    assert found == f"The share of the others that an organisation can reach {sentence}"


def test_periods_are_compared_in_the_order_of_time_whichever_was_chosen_first() -> None:
    table = terms_of({"reach": 0.2}, {"reach": 0.8})
    first, second = table.head(1), table.tail(1)
    assert compared(first, second, "network:ours") == compared(second, first, "network:ours")


def test_fewer_vacant_roles_than_in_another_period_are_good() -> None:
    found = in_two_periods("role_clarity", [{"roles_vacant": 1}], [{"roles_vacant": 4}, {"roles_vacant": 5}])
    assert found
    assert found.endswith("fell from 50% (Term 1 2024 to Term 2 2024) to 10% (Term 3 2024). That is good.")


def test_a_count_is_compared_by_term() -> None:
    found = in_two_periods("accountability", [{"reporting_back": 3}], [{"reporting_back": 1}, {"reporting_back": 0}])
    assert found
    assert "rose from 0.5 a term (Term 1 2024 to Term 2 2024) to 3 a term (Term 3 2024)." in found


def test_a_period_with_too_little_to_judge_is_compared_with_nothing() -> None:
    table = terms_of({}, {"judged": False})
    assert compared(table.head(1), table.tail(1), "network:ours") == {}


def test_a_condition_without_a_number_in_both_periods_has_no_comparison() -> None:
    assert in_two_periods("capacity", [{"without_facilitator": None}], [{}]) is None
    assert in_two_periods("relational_trust", [{}], [{}]) is None


def test_every_measure_is_about_one_condition_but_for_how_much_there_is() -> None:
    assert [measure.name for measure in HEALTH_MEASURES if not condition_about(measure.name)] == ["interactions"]
    about = [column for condition in CONDITIONS for column in condition.about]
    assert len(about) == len(set(about))


# ----------------------------------------------------------------------------------------- the demo


def test_the_table_has_a_row_for_every_network_and_condition() -> None:
    found = conditions_table(DEMO, DEMO_NETWORKS)
    assert found.columns == list(CONDITION_MEANINGS)
    assert len(found) == DEMO["network"].n_unique() * len(CONDITIONS)


def test_a_network_of_which_nothing_is_recorded_has_every_condition_and_none_measured() -> None:
    nothing = snapshot_of(
        schools="id,name\na,A\n", networks="id,name\nours,Ours\n", memberships="member,network\na,ours\n"
    )
    found = conditions_table(health(nothing, Choice()), networks_measured(nothing, Choice()))
    assert found["condition"].to_list() == [condition.name for condition in CONDITIONS]
    assert set(found["state"]) == {"not measured"}
    assert found["sentence"].str.len_chars().min() > 0


def test_the_rural_network_is_thin_beyond_sharing() -> None:
    found = {each.condition: each.verdict for each in conditions(DEMO, RURAL)}
    assert found["beyond_sharing"] == found["challenge_inquiry"] == "thin"


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_every_condition_says_how_to_measure_it_and_rests_on_columns_of_the_table(condition: Condition) -> None:
    assert condition.how.endswith(".")
    for indicator in condition.indicators:
        assert set(indicator.value.meta.root_names()) <= set(DEMO.columns)
        assert (indicator.strong > indicator.thin) == (indicator.good == "more")
