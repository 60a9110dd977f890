"""Health against networks worked out by hand, and against the story that the demo cluster tells."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import ORGANISATIONS, demo_snapshot, shuffled, snapshot_of
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.graph.choice import VIEWS, WEIGHTINGS, Choice, View, Weighting
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties
from graphmap.health.changes import what_changed
from graphmap.health.health import HEALTH_MEANINGS, health
from graphmap.health.measures import HEALTH_MEASURES, HealthMeasure, gini
from graphmap.tables import GraphTables

KAHUI_AKO, RURAL = "network:kahui-ako-o-tauira", "network:tauira-rural-schools"

CLUSTER = {
    "networks": "id,name\nidle,Idle\nours,Ours\n",
    "schools": "id,name\nhill,Hill\nflats,Flats\n",
    "iwi": "id,name\niwi,Te Iwi\n",
    "partners": "id,name\nlibrary,Library\n",
    "goals": "id,network,name\nwriting,ours,Writing\n",
    "memberships": "member,network,since\nhill,ours,\nflats,ours,\niwi,ours,2025-04-28\n",
    "people": "id,name\nana,Ana\nbo,Bo\ncy,Cy\ndee,Dee\nfay,Fay\ngus,Gus\n",
    "roles": """
        id,name,at,group,purpose
        principal,Principal,hill,leader,Leads
        hill-teacher,Teacher,hill,teacher,
        flats-teacher,Teacher,flats,teacher,Teaches
        flats-support,Support,flats,support,Helps
        across,Across-school lead,ours,leader,Joins up
        speaker,Speaker,iwi,iwi,Speaks
        librarian,Librarian,library,partner,
        """,
    "roles_held": """
        person,role,since,until
        ana,principal,,
        bo,hill-teacher,,2025-08-01
        cy,flats-teacher,,
        cy,across,2025-01-01,2025-04-27
        dee,across,2025-01-01,
        fay,speaker,,
        gus,librarian,,
        """,
    "interactions": """
        id,date,practice,network,goal
        1,2025-02-10,network meeting,ours,
        2,2025-03-03,school visit,ours,
        3,2025-03-10,critical friend,ours,writing
        4,2025-04-27,evidence review,ours,writing
        5,2025-04-28,school visit,ours,
        6,2025-05-05,co-teaching,ours,writing
        7,2025-05-12,critical friend,ours,
        8,2025-05-13,co-teaching,,writing
        9,2025-10-06,school visit,ours,
        """,
    "took_part": """
        interaction,actor,part
        1,ana,took part
        1,cy,took part
        1,fay,took part
        1,gus,took part
        2,ana,initiated
        2,cy,took part
        3,bo,initiated
        3,cy,took part
        4,bo,took part
        4,partner:library,took part
        5,ana,took part
        5,cy,initiated
        6,ana,took part
        6,bo,took part
        6,cy,took part
        6,fay,initiated
        7,bo,initiated
        7,fay,took part
        8,ana,took part
        8,cy,took part
        9,ana,took part
        9,cy,took part
        """,
}
"""Two schools, an iwi that joins in Term 2 and a library, in a network; what they do in Terms 1, 2 and 4 (8 is not
within it)."""

TERM_1 = {
    "interactions": 4,
    "contact": 1 / 4,
    "sharing": 1 / 4,
    "challenge": 1 / 4,
    "inquiry": 1 / 4,
    "joint": 0.0,
    "ties": 6,  # all four at the meeting with each other; Hill with Flats (3) and the library (4) beyond sharing
    "ties_beyond": 2 / 6,
    "challenged": True,
    "leaders_share": 5 / 9,  # Ana twice and Cy, who is across-school lead this term too, three times
    "leaders_beyond": 1 / 2,  # Bo and Cy in 3; in 4 Bo is the only person
    "spread": 1 - 9 / 28,  # Ana 2, Bo 2, Cy 3, Dee 0; the iwi is no member yet
    "roles_vacant": 1,
    "roles_unclear": 1,
    "roles_shared": 1,
    "coherence": 1 / 2,
    "inclusion": 1 / 2,
    "reciprocity": 0.0,  # only Hill is known to have started anything
    "turnover": None,
    "judged": True,
    "density": 1.0,  # Hill, Flats, the iwi and the library, all at the meeting
    "degree_centralisation": 0.0,
    "betweenness_centralisation": 0.0,
    "mean_degree": 3.0,
    "reach": 1.0,
    "settled_beyond": 0.0,  # no pair went beyond sharing twice
    "strength_beyond": 2 / 5,  # the meeting adds a third to six ties, and 2, 3 and 4 add 1 each
    "people_share": 3 / 4,  # Dee didn't
    "starters_leaders": 0.0,  # only Bo started 3; nobody is known to have started 4
    "new_leaders": 1,
    "without_facilitator": 1.0,
    "coherence_current": 1.0,
    "goals": 1,
    "goals_shared": 1,
    "goals_evidence": 0,
    "goals_idle": 0,
    "reporting_back": 0,
    "whanau_beyond": 0.0,
    "iwi_beyond": 0.0,
    "partners_beyond": 1 / 2,
    "roles": 5,
}
TERM_2 = {
    "interactions": 3,
    "contact": 0.0,
    "sharing": 1 / 3,
    "challenge": 1 / 3,
    "inquiry": 0.0,
    "joint": 1 / 3,
    "ties": 3,
    "ties_beyond": 1.0,
    "challenged": True,
    "leaders_share": 2 / 8,  # only Ana, twice
    "leaders_beyond": 1 / 10,  # Ana a third, of four thirds in 6 and two in 7
    "spread": 1 - 1 / 5,  # Ana, Bo, Cy and Fay 2 each, Dee 0
    "roles_vacant": 1,
    "roles_unclear": 1,
    "roles_shared": 0,
    "coherence": 1 / 3,
    "inclusion": 2 / 3,
    "reciprocity": 1 / 3,  # Hill and the iwi; Flats started with Hill, and the iwi with Flats
    "turnover": 1 / 5,  # Gus, of the five who carried ties in Term 1
    "judged": True,
    "density": 1.0,
    "degree_centralisation": 0.0,
    "betweenness_centralisation": 0.0,
    "mean_degree": 2.0,
    "reach": 1.0,
    "settled_beyond": 2 / 6,  # Hill with Flats and with the iwi, twice each
    "strength_beyond": 5 / 7,  # 5 and 7 add 1 each, 6 a half to three ties
    "people_share": 4 / 5,
    "starters_leaders": 0.0,  # Fay and Bo
    "new_leaders": 1,  # Fay
    "without_facilitator": 1.0,
    "coherence_current": 1 / 2,
    "goals": 1,
    "goals_shared": 1,
    "goals_evidence": 0,
    "goals_idle": 0,
    "reporting_back": 0,
    "whanau_beyond": 0.0,
    "iwi_beyond": 1.0,
    "partners_beyond": 0.0,
    "roles": 6,
}
NOTHING = {measure.name: 0 if measure.unit == "count" else None for measure in HEALTH_MEASURES} | {"judged": False}
TERM_3 = NOTHING | {
    "roles_vacant": 1,
    "roles_unclear": 1,
    "settled_beyond": 2 / 6,  # of Terms 1 to 3
    "goals": 1,
    "goals_idle": 1,
    "roles": 6,
}
TERM_4 = {
    "interactions": 1,
    "contact": 0.0,
    "sharing": 1.0,
    "challenge": 0.0,
    "inquiry": 0.0,
    "joint": 0.0,
    "ties": 1,
    "ties_beyond": 0.0,
    "challenged": False,
    "leaders_share": 1 / 2,
    "leaders_beyond": None,
    "spread": 1 / 2,  # Ana and Cy 1 each, Dee and Fay 0; Bo has left
    "roles_vacant": 2,
    "roles_unclear": 1,
    "roles_shared": 0,
    "coherence": 0.0,
    "inclusion": None,
    "reciprocity": None,
    "turnover": None,
    "judged": False,
    "density": 1 / 3,  # Hill and Flats, but not the iwi
    "degree_centralisation": 1 / 2,
    "betweenness_centralisation": 0.0,
    "mean_degree": 2 / 3,
    "reach": 1 / 3,
    "settled_beyond": 2 / 6,
    "strength_beyond": 0.0,
    "people_share": 1 / 2,
    "starters_leaders": None,
    "new_leaders": 0,
    "without_facilitator": None,
    "coherence_current": None,
    "goals": 1,
    "goals_shared": 0,
    "goals_evidence": 0,
    "goals_idle": 1,
    "reporting_back": 0,
    "whanau_beyond": None,
    "iwi_beyond": None,
    "partners_beyond": None,
    "roles": 6,
}

OURS = health(snapshot_of(**CLUSTER), Choice(networks=("ours",)))


def only(table: pl.DataFrame, **values: object) -> dict[str, Any]:
    """The one row with these values."""
    return table.filter(**values).row(0, named=True)


# ------------------------------------------------------------------------------------ worked by hand


@pytest.mark.parametrize(
    ("term", "expected"),
    [("Term 1 2025", TERM_1), ("Term 2 2025", TERM_2), ("Term 3 2025", TERM_3), ("Term 4 2025", TERM_4)],
)
def test_every_measure_is_as_worked_out_by_hand(term: str, expected: dict[str, object]) -> None:
    found = only(OURS, term=term)
    assert {name: found[name] for name in expected} == {
        name: pytest.approx(value) if isinstance(value, float) else value for name, value in expected.items()
    }


def test_the_hand_worked_terms_leave_no_column_out() -> None:
    about = {"network", "name", "term", "since", "until"}
    assert all(set(HEALTH_MEANINGS) - about == set(expected) for expected in (TERM_1, TERM_2, TERM_3, TERM_4))


def test_a_row_says_which_network_and_which_days_of_the_term_are_in_the_window() -> None:
    assert OURS.select("network", "name", "term", "since", "until").rows() == [
        ("network:ours", "Ours", "Term 1 2025", date(2025, 2, 10), date(2025, 4, 27)),
        ("network:ours", "Ours", "Term 2 2025", date(2025, 4, 28), date(2025, 7, 13)),
        ("network:ours", "Ours", "Term 3 2025", date(2025, 7, 14), date(2025, 10, 5)),
        ("network:ours", "Ours", "Term 4 2025", date(2025, 10, 6), date(2025, 10, 6)),
    ]


def test_with_no_network_chosen_every_network_has_its_rows() -> None:
    found = health(snapshot_of(**CLUSTER), Choice())
    assert found["network"].to_list() == ["network:idle"] * 4 + ["network:ours"] * 4
    assert_frame_equal(found.filter(network="network:ours"), OURS)


def test_a_network_without_anything_has_rows_without_anything() -> None:
    found = health(snapshot_of(**CLUSTER), Choice(networks=("idle",)))
    assert found.drop("network", "name", "term", "since", "until").rows(named=True) == [NOTHING] * 4


def test_a_window_cuts_terms_short() -> None:
    found = health(snapshot_of(**CLUSTER), Choice(since=date(2025, 3, 10), until=date(2025, 5, 5), networks=("ours",)))
    assert found.select("since", "until", "interactions").rows() == [
        (date(2025, 3, 10), date(2025, 4, 27), 2),
        (date(2025, 4, 28), date(2025, 5, 5), 2),
    ]


def test_a_window_before_anything_happened_shows_the_gap() -> None:
    found = health(snapshot_of(**CLUSTER), Choice(since=date(2024, 1, 29), until=date(2024, 6, 1), networks=("ours",)))
    assert found["term"].to_list() == ["Term 1 2024", "Term 2 2024"]
    assert found["interactions"].to_list() == [0, 0]
    assert found["sharing"].to_list() == [None, None]


@pytest.mark.parametrize("choice", [Choice(until=date(2024, 1, 1)), Choice(since=date(2030, 1, 1))])
def test_a_window_that_has_no_day_has_no_rows(choice: Choice) -> None:
    assert health(snapshot_of(**CLUSTER), choice).is_empty()


def test_nothing_recorded_is_no_rows_with_the_same_columns() -> None:
    found = health(Snapshot(GraphTables.of()), Choice())
    assert found.is_empty()
    assert found.schema == OURS.schema


@pytest.mark.parametrize(("view", "weighting"), list(product(VIEWS, WEIGHTINGS)))
def test_the_view_and_the_weighting_make_no_difference(view: View, weighting: Weighting) -> None:
    assert_frame_equal(health(snapshot_of(**CLUSTER), Choice(view=view, weighting=weighting, networks=("ours",))), OURS)


def test_who_follows_another_in_a_role_does_not_share_it() -> None:
    follows = CLUSTER["roles_held"].replace("dee,across,2025-01-01,", "dee,across,2025-04-28,")
    found = health(snapshot_of(**CLUSTER | {"roles_held": follows}), Choice(networks=("ours",)))
    assert found["roles_shared"].to_list() == [0, 0, 0, 0]


def test_one_who_held_a_role_only_before_the_school_joined_is_not_of_the_network() -> None:
    left = CLUSTER["roles_held"].replace("fay,speaker,,", "fay,speaker,,2025-04-27")
    found = health(snapshot_of(**CLUSTER | {"roles_held": left}), Choice(networks=("ours",)))
    assert only(found, term="Term 2 2025")["spread"] == pytest.approx(1 - 1 / 4)  # Ana, Bo and Cy 2 each, Dee 0
    assert only(found, term="Term 2 2025")["roles_vacant"] == 2


def test_a_role_is_not_vacant_before_its_first_holder_begins() -> None:
    held = CLUSTER["roles_held"] + "bo,flats-support,2025-05-01,2025-06-30\n"
    found = health(snapshot_of(**CLUSTER | {"roles_held": held}), Choice(networks=("ours",)))
    assert found["roles_vacant"].to_list() == [0, 0, 1, 2]


def test_a_value_is_the_same_in_a_shorter_period() -> None:
    shorter = health(snapshot_of(**CLUSTER), Choice(since=date(2025, 4, 28), networks=("ours",)))
    same = pl.exclude("turnover")  # which compares with the term before
    assert_frame_equal(shorter.select(same), OURS.tail(3).select(same))


def with_facilitator(*parts: str) -> Snapshot:
    """Eve, a facilitator at Hill, Ana and Bo in one inquiry of Ours, with these parts in it."""
    took_part = "".join(f"1,{who},{part}\n" for who, part in zip(("eve", "ana", "bo"), parts, strict=False))
    return snapshot_of(
        networks="id,name\nours,Ours\n",
        schools="id,name\nhill,Hill\n",
        memberships="member,network\nhill,ours\n",
        people="id,name\nana,Ana\nbo,Bo\neve,Eve\n",
        roles="id,name,at,group\nf,Facilitator,hill,facilitator\nw,Whanau,hill,whanau\n",
        roles_held="person,role\neve,f\nbo,w\n",
        interactions="id,date,practice,network\n1,2025-03-03,community challenge,ours\n",
        took_part="interaction,actor,part\n" + took_part,
    )


@pytest.mark.parametrize(
    ("parts", "without"),
    [(("initiated", "took part"), 0.0), (("took part", "hosted"), 1.0), (("took part", "took part"), 0.0)],
)
def test_a_facilitator_leads_who_initiates_or_was_there_when_nobody_is_known_to_lead(
    parts: tuple[str, ...], without: float
) -> None:
    assert health(with_facilitator(*parts), Choice())["without_facilitator"].to_list() == [without]


def test_whanau_count_through_their_role_and_a_community_challenge_as_reporting_back() -> None:
    found = health(with_facilitator("took part", "took part", "took part"), Choice())
    assert found.select("whanau_beyond", "reporting_back").row(0) == (1.0, 1)


def test_a_goal_counts_as_current_only_while_the_network_pursues_it() -> None:
    goals = "id,network,name,since,until,evidence\nwriting,ours,Writing,2025-04-28,2025-05-01,A survey\n"
    found = health(snapshot_of(**CLUSTER | {"goals": goals}), Choice(networks=("ours",)))
    assert found["coherence_current"].to_list() == [0.0, 0.0, None, None]
    assert found["goals"].to_list() == [0, 1, 0, 0]
    assert found["goals_evidence"].to_list() == [0, 1, 0, 0]


def vacant_by_term(roles_held: str, dates: str = ",") -> list[int]:
    """How many roles are vacant in each of three terms, where there is one that `roles_held` fills."""
    snapshot = snapshot_of(
        people="id,name\nana,Ana\nbo,Bo\n",
        networks="id,name\nours,Ours\n",
        roles=f"id,name,at,since,until\nlead,Lead,ours,{dates}\n",
        roles_held=f"person,role,since,until\n{roles_held}",
        interactions="date,practice,network,participants\n2025-02-03,school visit,ours,ana; bo\n"
        "2025-08-04,school visit,ours,ana; bo\n",
    )
    return health(snapshot, Choice())["roles_vacant"].to_list()


def test_a_role_is_vacant_after_its_first_holder_and_not_before() -> None:
    assert vacant_by_term("ana,lead,2025-05-01,2025-05-02\n") == [0, 0, 1]


def test_a_role_that_nobody_ever_held_is_vacant_within_its_own_days_alone() -> None:
    assert vacant_by_term("") == [1, 1, 1]
    assert vacant_by_term("", "2025-05-01,2025-06-01") == [0, 1, 0]


def test_a_closed_role_is_not_vacant() -> None:
    assert vacant_by_term("ana,lead,,2025-03-01\n", ",2025-05-01") == [0, 1, 0]


# ----------------------------------------------------------------------------------------------- Gini


def gini_of(amounts: list[int]) -> float | None:
    return pl.DataFrame({"amount": amounts}, schema={"amount": pl.Int64}).select(gini(pl.col("amount"))).item()


@given(st.lists(st.integers(0, 50), min_size=2, max_size=20).filter(any))
def test_gini_is_the_mean_difference_over_twice_the_mean(amounts: list[int]) -> None:
    n = len(amounts)
    difference = sum(abs(x - y) for x, y in product(amounts, amounts)) / n**2
    assert gini_of(amounts) == pytest.approx(difference / (2 * sum(amounts) / n))


@pytest.mark.parametrize(("amounts", "expected"), [([3, 3, 3], 0.0), ([0, 0, 0, 8], 3 / 4), ([1, 3], 1 / 4)])
def test_gini_of_known_amounts(amounts: list[int], expected: float) -> None:
    assert gini_of(amounts) == pytest.approx(expected)


@pytest.mark.parametrize("amounts", [[], [5], [0, 0]])
def test_gini_of_too_few_or_of_nothing_is_undefined(amounts: list[int]) -> None:
    assert gini_of(amounts) is None


# -------------------------------------------------------------------------------------- what must hold

DEMO = health(demo_snapshot(), Choice())


def test_ties_are_those_of_the_term_within_the_network() -> None:
    for row in DEMO.iter_rows(named=True):
        choice = replace(
            ORGANISATIONS, since=row["since"], until=row["until"], networks=(row["network"].partition(":")[2],)
        )
        found = ties(demo_snapshot(), choice)
        assert row["ties"] == len(found)
        assert row["ties_beyond"] == pytest.approx((found["depth"] >= model.BEYOND_SHARING).mean())


def test_the_order_of_rows_changes_nothing() -> None:
    for seed in range(3):
        assert_frame_equal(health(shuffled(demo_snapshot(), seed), Choice()), DEMO, check_exact=True)


def test_shares_lie_between_nothing_and_all_and_the_depths_add_up() -> None:
    shares = DEMO.select(measure.name for measure in HEALTH_MEASURES if measure.unit in ("share", "index"))
    assert all(column.drop_nulls().is_between(0, 1).all() for column in shares)
    mix = DEMO.select(pl.sum_horizontal("contact", "sharing", "challenge", "inquiry", "joint"))
    assert mix.to_series().to_list() == pytest.approx([1.0] * len(DEMO))


def test_progress_goes_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    health(snapshot_of(**CLUSTER), Choice(), lambda _, done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


# ------------------------------------------------------------------------------------------- the demo


def by_year(network: str, measure: str) -> list[float]:
    """The mean of a measure over the terms of each year, an undefined one left out."""
    return (
        DEMO.filter(network=network)
        .group_by(pl.col("since").dt.year())
        .agg(pl.col(measure).mean())
        .sort("since")[measure]
        .to_list()
    )


def test_the_kahui_ako_deepens_year_by_year() -> None:
    for deepens in ("ties_beyond", "joint"):
        assert by_year(KAHUI_AKO, deepens) == sorted(by_year(KAHUI_AKO, deepens))
    assert by_year(KAHUI_AKO, "sharing")[0] > 0.5 > 0.1 > by_year(KAHUI_AKO, "sharing")[-1]
    assert only(DEMO, network=KAHUI_AKO, term="Term 1 2024")["joint"] == 0.0
    assert only(DEMO, network=KAHUI_AKO, term="Term 4 2026")["ties_beyond"] == 1.0


def test_the_kahui_ako_takes_iwi_in_and_spreads_past_its_leaders() -> None:
    inclusion, leaders = by_year(KAHUI_AKO, "inclusion"), by_year(KAHUI_AKO, "leaders_beyond")
    assert inclusion == sorted(inclusion)
    assert inclusion[0] < 0.25 < 0.3 < inclusion[-1]
    assert leaders == sorted(leaders, reverse=True)


def test_the_rural_network_only_has_leaders_who_share() -> None:
    rural = DEMO.filter(network=RURAL)
    assert set(rural["leaders_share"]) == {1.0}
    assert set(rural["challenged"]) == {False}
    assert set(rural["ties_beyond"]) == {0.0}
    assert set(rural["coherence"]) == {0.0}
    assert set(rural["inclusion"]) == {None}
    assert rural["judged"].all()


def test_vacant_and_shared_roles_are_found() -> None:
    last = only(DEMO, network=KAHUI_AKO, term="Term 4 2026")
    assert (last["roles_vacant"], last["roles_shared"]) == (4, 2)


# --------------------------------------------------------------------------------------- what changed


def test_what_changed_is_told_with_its_numbers_the_largest_first() -> None:
    last_judged = OURS.filter(pl.col("term") < "Term 3")
    assert what_changed(last_judged, "network:ours") == [
        "The share of ties beyond sharing rose from 33% in Term 1 2025 to 100% in Term 2 2025.",
        "The number of shared roles fell from 1 in Term 1 2025 to 0 in Term 2 2025.",
        "The number of ties fell from 6 in Term 1 2025 to 3 in Term 2 2025.",
        "The leaders' share of the work beyond sharing fell from 50% in Term 1 2025 to 10% in Term 2 2025.",
        "The share of interactions that were joint work rose from 0% in Term 1 2025 to 33% in Term 2 2025.",
        "The share of ties started by both sides rose from 0% in Term 1 2025 to 33% in Term 2 2025.",
        "The share of times that a leader took part fell from 56% in Term 1 2025 to 25% in Term 2 2025.",
        "The share of interactions that were contact fell from 25% in Term 1 2025 to 0% in Term 2 2025.",
        "The share of interactions that were inquiry fell from 25% in Term 1 2025 to 0% in Term 2 2025.",
        "The share of interactions with a goal fell from 50% in Term 1 2025 to 33% in Term 2 2025.",
        "The share of ties beyond sharing with iwi or community rose from 50% in Term 1 2025 to 67% in Term 2 2025.",
        "The evenness of taking part rose from 0.68 in Term 1 2025 to 0.80 in Term 2 2025.",
        "This compares 4 interactions in Term 1 2025 with 3 interactions in Term 2 2025.",
    ]


def test_terms_after_the_last_judged_one_are_said_to_be_too_thin() -> None:
    assert (
        what_changed(OURS, "network:ours")[-1] == "Since then there is too little to compare: 1 interaction in 2 terms."
    )


def judged_terms(*rows: dict[str, object]) -> pl.DataFrame:
    """The first rows of a table of health of ours, with these values put over them."""
    columns = OURS.filter("judged").row(0, named=True)
    since = [date(2025, 2, 10) + timedelta(weeks=12 * n) for n in range(len(rows))]
    return pl.DataFrame(
        [
            columns | {"since": day, "term": f"Term {n} 2025"} | row
            for n, (day, row) in enumerate(zip(since, rows, strict=True), 1)
        ],
        schema=OURS.schema,
    )


def test_a_yes_that_was_a_no_is_told_both_ways() -> None:
    begun = judged_terms({"challenged": False}, {"challenged": True})
    assert (
        what_changed(begun, "network:ours")[0]
        == "Challenge, or anything deeper, was there in Term 2 2025 and not in Term 1 2025."
    )
    ended = judged_terms({"challenged": True}, {"challenged": False})
    assert (
        what_changed(ended, "network:ours")[0]
        == "Challenge, or anything deeper, was there in Term 1 2025 and not in Term 2 2025."
    )


def test_small_changes_and_what_was_undefined_are_left_out() -> None:
    table = judged_terms({"sharing": 0.5, "inclusion": None}, {"sharing": 0.59, "inclusion": 1.0})
    assert what_changed(table, "network:ours") == [
        "Little changed between Term 1 2025 and Term 2 2025: no measure by 10% or more.",
        "This compares 4 interactions in Term 1 2025 with 4 interactions in Term 2 2025.",
    ]


def test_a_change_of_a_tenth_is_told() -> None:
    table = judged_terms({"sharing": 0.7}, {"sharing": 0.8})
    assert (
        what_changed(table, "network:ours")[0]
        == "The share of interactions that were sharing rose from 70% in Term 1 2025 to 80% in Term 2 2025."
    )


def test_terms_that_cannot_be_judged_are_passed_over() -> None:
    table = judged_terms({}, {"judged": False, "interactions": 2}, {})
    assert (
        what_changed(table, "network:ours")[-1]
        == "This compares 4 interactions in Term 1 2025 with 4 interactions in Term 3 2025."
    )


def test_too_little_to_judge_is_said() -> None:
    assert what_changed(OURS.head(1), "network:ours") == [
        "Too little to compare: only Term 1 2025 has 3 interactions or more."
    ]
    assert what_changed(OURS.tail(2), "network:ours") == ["Too little to compare: no term has 3 interactions or more."]


def test_the_rural_network_does_not_change() -> None:
    assert (
        what_changed(DEMO, RURAL)[0] == "Little changed between Term 3 2026 and Term 4 2026: no measure by 10% or more."
    )


# ---------------------------------------------------------------------------------------- the register


def test_the_columns_are_declared() -> None:
    assert DEMO.columns == list(HEALTH_MEANINGS)


@pytest.mark.parametrize("measure", HEALTH_MEASURES, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_means_and_where_it_comes_from(measure: HealthMeasure) -> None:
    assert measure.meaning.endswith(".")
    assert "\n" not in measure.meaning
    assert measure.source[-4:].isdigit() or (measure.unit == "count" and not measure.source)
    assert DEMO.schema[measure.name] == {"count": pl.Int64, "yes or no": pl.Boolean}.get(measure.unit, pl.Float64)
