"""All the rules together: order, columns, evidence and next steps, and what must hold of any network."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import networkx as nx
import polars as pl
import pytest
from cases import about, case_in, found, has_rule, only, people_who, schools_where, with_codebook
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import PEOPLE, PRACTICES, demo_snapshot, shuffled, snapshot_of, working_together
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.graph.choice import VIEWS, Choice, View, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.tables import GraphTables
from graphmap.weak.cards import cards
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.priority import HALF_SURE, ROUTINE
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULE, RULES
from graphmap.weak.tables import WEAK_MEANINGS, weak_links
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.weak_links import findings, too_little

LAST_YEAR = {"since": date(2025, 11, 21), "until": date(2026, 11, 20)}


def demo_weak(view: View = "organisations", **choice: object) -> pl.DataFrame:
    return weak_links(judged_network(with_codebook(demo_snapshot()), Choice(view, **choice)))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ the table


def test_the_columns_are_as_designed() -> None:
    designed = ["rule", "subject", "subject_kind", "other", "severity", "reason", "evidence", "next_step"]
    designed += ["priority", "settled", "standing", "card"]
    assert demo_weak().columns == designed == list(WEAK_MEANINGS)
    empty = weak_links(case_in(schools="id,name\n"))
    assert (empty.columns, len(empty)) == (designed, 0)
    assert empty.schema == demo_weak().schema


def test_a_row_says_all_of_a_weak_link() -> None:
    case = schools_where({"ana": "hill", "bo": "flats"}, *["2026-03-02 school visit: ana bo"] * 5)
    case = replace(case, snapshot=with_codebook(case.snapshot))
    row = weak_links(case).filter(rule="one_pair").row(0, named=True)
    assert row.pop("card") in {card.id for card in cards(case) if has_rule(card, "one_pair")}
    assert row.pop("priority") == pytest.approx(0.5 * 1 * ROUTINE * 5 / (5 + HALF_SURE))
    assert row["next_step"].startswith("Find a second person at ")
    del row["next_step"]
    assert row == {
        "rule": "one_pair",
        "subject": "school:flats",
        "subject_kind": "School",
        "other": "school:hill",
        "severity": 0.5,
        "reason": "All 5 interactions between flats and hill depend on bo and ana.",
        "evidence": "1;2;3;4;5",
        "settled": 1,
        "standing": "sharing",
    }


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("window", [{}, LAST_YEAR], ids=["always", "last year"])
def test_everything_found_has_a_severity_its_evidence_and_a_next_step(view: View, window: Mapping[str, date]) -> None:
    table = demo_weak(view, **window)
    assert table["severity"].is_between(0, 1).all()
    assert table.drop("other", "settled", "standing").null_count().sum_horizontal().item() == 0
    about_ties = {rule.name for rule in RULES if rule.about == "tie"}
    assert set(table.drop_nulls("standing")["rule"]) <= about_ties
    assert table.filter(pl.col("rule").is_in(about_ties))["standing"].null_count() == 0
    for column in ("reason", "evidence", "next_step"):
        assert table[column].str.len_chars().min() > 0, column
    assert table["reason"].str.ends_with(".").all()
    known = set(demo_snapshot().tables.kinds["Interaction"]["id"]) | set(demo_snapshot().names)
    assert {id for ids in table["evidence"] for id in ids.split(";")} <= known
    assert set(table["subject_kind"]) <= set(model.KIND)
    assert table.unique(["rule", "subject", "other", "reason"]).height == table.height


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_to_act_on_come_first_then_by_rule_and_by_subject(view: View) -> None:
    rows = demo_weak(view).select("priority", "rule", "subject", "other").rows()
    position = [rule.name for rule in RULES].index
    order = [(-priority, position(rule), subject, other or "") for priority, rule, subject, other in rows]
    assert order == sorted(order)


# ------------------------------------------------------------------------------------------------- the rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_it_names_its_formula_and_its_source(rule: Rule) -> None:
    assert rule.definition.endswith(".")
    assert rule.severity
    assert rule.source
    assert rule.title[0].isupper()
    assert set(rule.views) <= set(VIEWS)


def test_every_rule_has_a_name_and_a_title_of_its_own() -> None:
    assert len(RULE) == len(RULES) == len({rule.title for rule in RULES})


def test_rules_come_by_what_they_are_about_then_in_their_places() -> None:
    assert list(RULE) == [
        *("community_absent", "only_leaders", "no_goal", "nobody_challenges", "still_what_it_began", "funding_ends"),
        "leans_on_facilitators",
        *("isolated", "one_tie", "nothing_beyond_sharing", "cut_vertex", "carries_too_much"),
        *(
            "only_sharing",
            "single_event",
            "gone_stale",
            "lapsed",
            "one_pair",
            "one_sided",
            "bridge",
            "no_third_partner",
        ),
        *("vacant", "without_purpose"),
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_only_the_rules_that_make_sense_in_it(view: View) -> None:
    assert set(demo_weak(view)["rule"]) <= {rule.name for rule in RULES if view in rule.views}
    abouts = {rule.about for rule in RULES if view in rule.views}
    assert (
        abouts
        == {
            "people": {"tie", "actor"},
            "organisations": {"tie", "actor", "role", "network"},
            "networks": {"tie", "actor", "role", "network"},
            "structure": {"role", "network"},
        }[view]
    )


def test_the_demo_shows_every_rule_in_its_first_months_in_its_last_year_or_in_all() -> None:
    first_months = {"since": date(2024, 1, 29), "until": date(2024, 5, 17)}
    windows: tuple[dict[str, date], ...] = ({}, LAST_YEAR, first_months)
    assert {rule for view in VIEWS for window in windows for rule in demo_weak(view, **window)["rule"]} == set(RULE)


# ----------------------------------------------------------------------------------------- too little to judge


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (0, "0 interactions in this period are too few to judge anything but roles (at least 5 are needed)."),
        (1, "1 interaction in this period is too few to judge anything but roles (at least 5 are needed)."),
        (4, "4 interactions in this period are too few to judge anything but roles (at least 5 are needed)."),
        (5, None),
    ],
)
def test_a_thin_window_says_so_with_the_number(times: int, told: str | None) -> None:
    case = people_who(*["2026-03-02 school visit: ana bo"] * times)
    assert too_little(case) == told
    assert {rule.about for rule, _ in findings(case)} <= ({"role"} if told else {"tie", "actor", "role", "network"})


def test_roles_do_not_need_interactions() -> None:
    case = case_in(schools="id,name\nhill,Hill\n", roles="id,name,at\nlead,Lead,hill\n")
    assert [rule.name for rule, _ in findings(case)] == ["vacant", "without_purpose"]


def test_how_many_are_enough_can_be_said_and_half_a_one_is_one() -> None:
    case = people_who(*["2026-03-02 school visit: ana bo"] * 2, least_interactions=1.5)
    assert too_little(case) is None
    told = too_little(people_who("2026-03-02 school visit: ana bo", least_interactions=1.5))
    assert told == "1 interaction in this period is too few to judge anything but roles (at least 2 are needed)."


def test_the_smallest_depth_is_of_what_is_judged() -> None:
    assert (
        demo_weak(min_depth=2)
        .filter(pl.col("rule").is_in(["only_sharing", "nothing_beyond_sharing", "nobody_challenges"]))
        .is_empty()
    )
    thin = judged_network(
        demo_snapshot(), replace(Choice(**LAST_YEAR), min_depth=2, networks=("tauira-rural-schools",))
    )
    assert (too_little(thin) or "").startswith("0 interactions in this period")


def test_numbers_given_go_over_the_defaults() -> None:
    snapshot = demo_snapshot()
    stale = {
        days: len(found(judged_network(snapshot, Choice(), Thresholds({"stale_days": days})), "gone_stale"))
        for days in (90, 365, 9_999)
    }
    assert stale[90] > stale[365] > stale[9_999] == 0


# -------------------------------------------------------------------------------- what must hold of any network

NAMES = ("ana", "bo", "cy", "dee", "eve", "fay")
SCHOOLS = {"ana": "hill", "bo": "hill", "cy": "flats", "dee": "flats", "eve": "bush", "fay": "valley"}


@st.composite
def some_events(draw: st.DrawFn) -> list[str]:
    """A few events on any days of any depth, some of whose starts are known."""
    told = []
    for _ in range(draw(st.integers(5, 12))):
        who = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
        started = draw(st.sampled_from(["", "!"]))
        day = f"202{draw(st.integers(3, 6))}-0{draw(st.integers(1, 9))}-{draw(st.integers(10, 28))}"
        told.append(f"{day} {draw(st.sampled_from(PRACTICES))}: {who[0]}{started} {' '.join(who[1:])}")
    return told


def judged(events: list[str], view: View = "people") -> JudgedNetwork:
    return judged_network(working_together(*events, staff=SCHOOLS), Choice(view))


few = settings(max_examples=40)


@pytest.mark.slow
@few
@given(some_events(), st.sampled_from(VIEWS))
def test_whatever_is_found_can_be_shown(events: list[str], view: View) -> None:
    case = judged_network(with_codebook(working_together(*events, staff=SCHOOLS)), Choice(view, since=date(2024, 6, 1)))
    table = weak_links(case)
    assert table["severity"].is_between(0, 1).all()
    assert (table["evidence"].str.len_chars() > 0).all()
    assert (table["next_step"].str.len_chars() > 0).all()


@pytest.mark.slow
@few
@given(some_events(), st.sampled_from(list(SCHOOLS)), st.sampled_from(list(SCHOOLS)), st.integers(2, 4))
def test_a_deeper_interaction_never_makes_a_tie_only_sharing(
    events: list[str], one: str, other: str, depth: int
) -> None:
    if one == other:
        return
    deeper = [*events, f"2026-05-01 {PRACTICES[depth]}: {one} {other}"]
    pair = (min(one, other), max(one, other))
    a_second_event = {pair} & about(judged(events), "single_event")
    assert about(judged(deeper), "only_sharing") <= about(judged(events), "only_sharing") | a_second_event
    habit = [*deeper, *[f"2026-05-0{day} {PRACTICES[depth]}: {one} {other}" for day in range(2, 10)] * 2]
    assert pair not in about(judged(habit), "only_sharing")


@pytest.mark.slow
@few
@given(some_events(), st.sampled_from(["people", "organisations"]))
def test_bridges_and_cut_vertices_are_those_of_networkx(events: list[str], view: View) -> None:
    case = judged(events, view)
    plain = nx.Graph([(source, target) for source, target in case.graph.edges])
    in_three = {
        tuple(sorted(pair)) for pair in nx.bridges(plain) if len(nx.node_connected_component(plain, pair[0])) > 2
    }
    assert {(finding.subject, finding.other) for finding in found(case, "bridge")} == in_three
    assert {finding.subject for finding in found(case, "cut_vertex")} == set(nx.articulation_points(plain))
    on_record = set(nx.isolates(case.graph)) & set(case.taken_part)
    assert {finding.subject for finding in found(case, "isolated")} == on_record


@pytest.mark.slow
@few
@given(some_events())
def test_only_what_is_on_every_path_splits_the_network(events: list[str]) -> None:
    case = judged(events)
    parts = nx.number_connected_components(case.graph)
    for finding in found(case, "bridge"):
        assert finding.other
        assert nx.number_connected_components(case.without_tie(finding.subject, finding.other).graph) == parts + 1


@pytest.mark.slow
@few
@given(some_events(), st.sampled_from(VIEWS))
def test_the_order_of_rows_changes_nothing(events: list[str], view: View) -> None:
    snapshot = with_codebook(working_together(*events, staff=SCHOOLS))
    assert_frame_equal(
        weak_links(judged_network(shuffled(snapshot, seed=7), Choice(view))),
        weak_links(judged_network(snapshot, Choice(view))),
        check_exact=True,
    )


@pytest.mark.parametrize("view", VIEWS)
def test_the_order_of_the_demos_rows_changes_nothing(view: View) -> None:
    mixed = weak_links(judged_network(shuffled(with_codebook(demo_snapshot()), seed=3), Choice(view)))
    assert_frame_equal(mixed, demo_weak(view), check_exact=True)


@pytest.mark.slow
@few
@given(some_events(), st.sampled_from(VIEWS))
def test_renaming_changes_nothing_but_names(events: list[str], view: View) -> None:
    snapshot = with_codebook(working_together(*events, staff=SCHOOLS))
    before, after = (
        weak_links(judged_network(each, Choice(view))) for each in (snapshot, renamed(snapshot, str.upper))
    )
    assert_frame_equal(after.drop("reason", "next_step"), before.drop("reason", "next_step"), check_exact=True)
    assert after["reason"].str.to_lowercase().to_list() == before["reason"].str.to_lowercase().to_list()


def renamed(snapshot: Snapshot, rename: Callable[[str], str]) -> Snapshot:
    """The same graph with other names for its people and schools."""
    kinds = dict(snapshot.tables.kinds)
    for label in ("Person", "School"):
        kinds[label] = kinds[label].with_columns(
            name=pl.Series(list(map(rename, kinds[label]["name"])), dtype=pl.String)
        )
    return Snapshot(GraphTables(kinds, snapshot.tables.relationships))


BRIDGED = ["hill flats", "flats bush", "hill bush", "valley forks", "forks lake", "valley lake"]
"""Schools tied in two rings; two people alone join ``bush`` and ``valley``."""


def joined_by(*carriers: str) -> JudgedNetwork:
    schools = sorted({school for pair in BRIDGED for school in pair.split()})
    staff = {f"{school}-{number}": school for school in schools for number in (1, 2)}
    rings = [f"2026-03-02 school visit: {one}-1 {other}-1" for one, other in map(str.split, BRIDGED)]
    return schools_where(
        staff, *rings, *(f"2026-03-0{day} critical friend: {pair}" for day, pair in enumerate(carriers, 3))
    )


def test_without_the_only_carrier_of_a_bridge_the_network_splits() -> None:
    alone = joined_by("bush-1 valley-1", "bush-1 valley-1")
    assert about(alone, "bridge") == about(alone, "one_pair") == {("bush", "valley")}
    assert nx.number_connected_components(alone.graph) == 1
    for carrier in ("person:bush-1", "person:valley-1"):
        assert (
            nx.number_connected_components(judged_network(without_person(alone.snapshot, carrier), Choice()).graph) > 1
        )


def test_with_a_second_carrier_it_does_not() -> None:
    shared = joined_by("bush-2 valley-1", "bush-1 valley-2", "hill-2 valley-2")
    assert about(shared, "one_pair") == set()
    after = judged_network(without_person(shared.snapshot, "person:valley-1"), Choice())
    assert nx.has_path(after.graph, "school:bush", "school:valley")


def without_person(snapshot: Snapshot, person: str) -> Snapshot:
    """The graph as it would be if nobody had written down what a person did."""
    relationships = dict(snapshot.tables.relationships)
    relationships["TOOK_PART"] = relationships["TOOK_PART"].filter(pl.col("start") != person)
    return Snapshot(GraphTables(snapshot.tables.kinds, relationships))


# -------------------------------------------------------------------------------------------------- a case


def test_a_case_without_a_tie_leaves_all_else() -> None:
    case = people_who("2026-03-02 school visit: a b", "2026-03-02 school visit: b c", "2026-03-02 school visit: a c")
    without = case.without_tie("person:c", "person:b")
    assert about(without, "bridge") == {("a", "b"), ("a", "c")}
    assert about(case, "bridge") == set()
    assert len(without.rows) == 2
    assert len(case.rows) == 3


def test_nothing_recorded_at_all_finds_nothing_but_roles() -> None:
    assert weak_links(judged_network(snapshot_of(schools="id,name\nhill,Hill\n"), read_choice())).is_empty()


def test_a_directory_without_networks_or_records_gives_no_findings_about_who_is_alone() -> None:
    events = ["2026-03-02 school visit: ana cy"] * 5
    case = judged_network(working_together(*events, staff=SCHOOLS), PEOPLE)
    assert {actor.partition(":")[2] for actor in nx.isolates(case.graph)} == {"bo", "dee", "eve", "fay"}
    assert about(case, "isolated") == set()  # nothing is recorded of them, and they belong to no network
    schools = judged_network(case.snapshot, Choice())
    assert about(schools, "isolated") == set()
    assert isinstance(only(schools, "one_pair"), Finding)
