"""What interactions add up to: ties worked out by hand, and what must hold of all of them."""

from datetime import date
from fractions import Fraction

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import (
    NETWORKS,
    ORGANISATIONS,
    PEOPLE,
    PRACTICES,
    between_pairs,
    demo_snapshot,
    shuffled,
    snapshot_of,
    working_together,
)
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.settling import SETTLING_MEANINGS
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import TIE_MEANINGS, pairs, ties
from graphmap.measures.measures import metrics
from graphmap.tables import GraphTables

DESIGNED_COLUMNS = [
    "source",
    "target",
    "weight",
    "interactions",
    "depth",
    "contact",
    "sharing",
    "challenge",
    "inquiry",
    "joint",
    "first",
    "last",
    "people_source",
    "people_target",
    "started_by_source",
    "bridge",
    "only_sharing",
    "settled",
    "standing",
    "share_beyond",
    "last_beyond",
]


def tie(snapshot: Snapshot, choice: Choice = PEOPLE) -> dict[str, object]:
    """The only tie there is."""
    return (
        ties(snapshot, choice).row(0, named=True)
        if len(ties(snapshot, choice)) == 1
        else pytest.fail(str(ties(snapshot, choice)))
    )


def pairs_tied(snapshot: Snapshot, choice: Choice) -> set[tuple[str, str]]:
    return {
        (source.partition(":")[2], target.partition(":")[2])
        for source, target in ties(snapshot, choice)["source", "target"].rows()
    }


# ------------------------------------------------------------------------------------------- strength


@pytest.mark.parametrize(
    ("participants", "each"),
    [("ana bo", Fraction(1)), ("ana bo cy", Fraction(1, 2)), ("ana bo cy dee", Fraction(1, 3))],
)
def test_an_interaction_of_n_adds_one_nth_less_one_to_each_pair(participants: str, each: Fraction) -> None:
    found = ties(working_together(f"2026-03-02 school visit: {participants}"), PEOPLE)
    n = len(participants.split())
    assert found["weight"].to_list() == [pytest.approx(float(each))] * (n * (n - 1) // 2)


def test_interactions_of_different_sizes_add_up() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana bo",
        "2026-03-03 school visit: ana bo cy",
        "2026-03-04 school visit: ana bo cy dee",
    )
    weights = {(s, t): w for s, t, w in ties(snapshot, PEOPLE)["source", "target", "weight"].rows()}
    assert weights["person:ana", "person:bo"] == pytest.approx(1 + 1 / 2 + 1 / 3)
    assert weights["person:ana", "person:cy"] == pytest.approx(1 / 2 + 1 / 3)
    assert weights["person:ana", "person:dee"] == pytest.approx(1 / 3)


def test_n_counts_organisations_and_not_the_people_who_came_for_them() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana bo cy", staff={"ana": "hill", "bo": "hill", "cy": "flats"}
    )
    assert tie(snapshot, ORGANISATIONS)["weight"] == 1.0


WORKSHOP = {
    "people": "id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    "schools": "id,name\nhill,Hill\nflats,Flats\nbush,Bush\n",
    "roles": "id,name,at\nat-hill,Teacher,hill\nat-flats,Teacher,flats\nat-bush,Teacher,bush\n",
    "roles_held": "person,role\nana,at-hill\nbo,at-flats\ncy,at-bush\n",
    "networks": "id,name\nkahui,Kāhui\nrural,Rural\nvalley,Valley\n",
    "memberships": "member,network\nhill,kahui\nflats,rural\nbush,valley\n",
}


def attended_by(attendance: str) -> Snapshot:
    """A workshop of three who are named, and so many in all."""
    rows = f"date,practice,attendance,participants\n2026-03-02,school visit,{attendance},ana; bo; cy\n"
    return snapshot_of(**WORKSHOP, interactions=rows)


@pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS, NETWORKS])
def test_where_80_attended_and_three_are_named_each_pair_gets_a_79th(choice: Choice) -> None:
    assert ties(attended_by("80"), choice)["weight"].to_list() == [pytest.approx(1 / 79)] * 3


@pytest.mark.parametrize("attendance", ["", "3"])
def test_attendance_makes_no_difference_where_everybody_is_named(attendance: str) -> None:
    assert ties(attended_by(attendance), PEOPLE)["weight"].to_list() == [0.5] * 3


# ------------------------------------------------------------------------------------------- loose dates


def visits_on(*dates: str) -> Snapshot:
    rows = "".join(f"{day},critical friend,ana; bo\n" for day in dates)
    return snapshot_of(people="id,name\nana,Ana\nbo,Bo\n", interactions=f"date,practice,participants\n{rows}")


def test_a_visit_known_by_its_month_has_the_benefit_of_the_doubt() -> None:
    found = ties(visits_on("2026-01-20", "2026-03"), PEOPLE, date(2026, 12, 1)).row(0, named=True)
    assert (found["last"], found["last_beyond"]) == (date(2026, 3, 31), date(2026, 3, 31))


def test_a_visit_known_by_its_year_was_not_after_the_day_judged_from() -> None:
    found = ties(visits_on("2026"), PEOPLE, date(2026, 11, 20)).row(0, named=True)
    assert (found["first"], found["last"]) == (date(2026, 7, 2), date(2026, 11, 20))


def test_work_beyond_sharing_known_by_its_year_lapses_from_the_year_s_end() -> None:
    snapshot = visits_on("2025-02", "2025")
    standing = [ties(snapshot, PEOPLE, day)["standing"].item() for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert standing == ["beyond", "lapsed"]


# ------------------------------------------------------------------------------------------ who is tied


def test_two_people_of_one_school_make_no_tie_between_schools() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo", staff={"ana": "hill", "bo": "hill", "cy": "flats"})
    assert ties(snapshot, ORGANISATIONS).is_empty()
    assert len(ties(snapshot, PEOPLE)) == 1


TWO_HATS = {
    "people": "id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    "schools": "id,name\nhill,Hill\nflats,Flats\n",
    "roles": "id,name,at\nat-hill,Teacher,hill\nat-flats,Teacher,flats\n",
}


def test_someone_with_two_hats_carries_no_tie_alone() -> None:
    snapshot = snapshot_of(
        **TWO_HATS,
        roles_held="person,role\nana,at-hill\nana,at-flats\n",
        interactions="date,practice,participants\n2026-03-02,school visit,ana; bo\n",
    )
    assert ties(snapshot, ORGANISATIONS).is_empty()


def test_someone_with_two_hats_carries_a_tie_with_someone_else_of_one_of_them() -> None:
    snapshot = snapshot_of(
        **TWO_HATS,
        roles_held="person,role\nana,at-hill\nana,at-flats\nbo,at-flats\n",
        interactions="date,practice,participants\n2026-03-02,school visit,ana; bo\n",
    )
    found = tie(snapshot, ORGANISATIONS)
    assert (found["source"], found["people_source"], found["target"], found["people_target"]) == (
        "school:flats",
        1,
        "school:hill",
        1,
    )


def test_someone_with_two_hats_counts_once_in_n() -> None:
    snapshot = snapshot_of(
        **TWO_HATS | {"schools": "id,name\nhill,Hill\nflats,Flats\nbush,Bush\n"},
        roles_held="person,role\nana,at-hill\nana,at-flats\n",
        interactions="date,practice,participants\n2026-03-02,school visit,ana; bush\n",
    )
    assert ties(snapshot, ORGANISATIONS)["weight"].to_list() == [1.0, 1.0]


def test_networks_are_tied_through_their_members() -> None:
    snapshot = snapshot_of(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nkahui,Kāhui\nrural,Rural\n",
        memberships="member,network\nhill,kahui\nflats,rural\n",
        interactions="date,practice,participants\n2026-03-02,school visit,hill; flats\n",
    )
    assert pairs_tied(snapshot, NETWORKS) == {("kahui", "rural")}


def test_a_school_in_two_networks_does_not_tie_them_alone() -> None:
    snapshot = snapshot_of(
        schools="id,name\nhill,Hill\n",
        people="id,name\nana,Ana\n",
        networks="id,name\nkahui,Kāhui\nrural,Rural\n",
        memberships="member,network\nhill,kahui\nhill,rural\n",
        interactions="date,practice,participants\n2026-03-02,school visit,hill; ana\n",
    )
    assert ties(snapshot, NETWORKS).is_empty()


# ---------------------------------------------------------------------------------- what a tie consists of


MANY_DEPTHS = working_together(
    "2026-03-02 network meeting: ana bo",
    "2026-03-03 school visit: ana bo",
    "2026-03-04 school visit: ana bo",
    "2026-03-05 evidence review: ana bo",
    "2026-03-01 co-teaching: ana bo",
)


def test_interactions_are_counted_by_depth() -> None:
    found = tie(MANY_DEPTHS)
    assert [found[column] for column in ("interactions", "contact", "sharing", "challenge", "inquiry", "joint")] == [
        5,
        1,
        2,
        0,
        1,
        1,
    ]


def test_the_first_and_the_last_day_are_by_date_and_not_by_row() -> None:
    assert (tie(MANY_DEPTHS)["first"], tie(MANY_DEPTHS)["last"]) == (date(2026, 3, 1), date(2026, 3, 5))


@pytest.mark.parametrize("depth", range(5))
def test_the_depth_of_a_tie_is_that_of_its_deepest_interaction(depth: int) -> None:
    snapshot = working_together("2026-03-02 network meeting: ana bo", f"2026-03-03 {PRACTICES[depth]}: ana bo")
    assert tie(snapshot)["depth"] == depth


def test_the_people_on_each_side_are_counted_once() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana cy",
        "2026-03-03 school visit: ana dee",
        "2026-03-04 school visit: bo dee cy",
        staff={"ana": "hill", "bo": "hill", "cy": "flats", "dee": "flats"},
    )
    found = tie(snapshot, ORGANISATIONS)
    assert (found["source"], found["people_source"], found["people_target"]) == ("school:flats", 2, 2)


def test_an_organisation_as_itself_is_no_person_who_carries_the_tie() -> None:
    found = tie(
        working_together("2026-03-02 school visit: hill bo", staff={"ana": "hill", "bo": "flats"}), ORGANISATIONS
    )
    assert (found["source"], found["people_source"], found["people_target"]) == ("school:flats", 1, 0)


@pytest.mark.parametrize(
    ("events", "share"),
    [
        (["ana bo"], None),
        (["ana! bo"], 1.0),
        (["ana bo!"], 0.0),
        (["ana! bo!"], 0.5),
        (["ana! bo", "ana bo!"], 0.5),
        (["ana! bo", "ana! bo", "ana bo!", "ana bo"], pytest.approx(2 / 3)),
        (["ana bo cy!"], None),
    ],
)
def test_the_share_started_by_the_source_is_of_those_where_it_is_known(events: list[str], share: float | None) -> None:
    snapshot = working_together(*(f"2026-03-02 school visit: {event}" for event in events))
    found = ties(snapshot, PEOPLE).filter((pl.col("source") == "person:ana") & (pl.col("target") == "person:bo"))
    assert found["started_by_source"].to_list() == [share]


def test_an_organisation_started_what_any_of_its_people_started() -> None:
    staff = {"ana": "flats", "bo": "flats", "cy": "hill"}
    assert (
        tie(working_together("2026-03-02 school visit: ana! bo cy", staff=staff), ORGANISATIONS)["started_by_source"]
        == 1.0
    )


# -------------------------------------------------------------------------------------------- bridges


def test_the_tie_that_holds_two_triangles_together_and_the_one_to_a_pendant_are_bridges() -> None:
    triangles = nx.Graph([(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5), (5, 6)])
    found = ties(between_pairs(triangles), PEOPLE).filter("bridge")
    assert found["source", "target"].rows() == [("person:p02", "person:p03"), ("person:p05", "person:p06")]


@pytest.mark.parametrize("choice", [PEOPLE, ORGANISATIONS, Choice(min_depth=2), Choice("people", min_depth=4)])
def test_the_bridges_of_the_demo_are_those_of_plain_networkx(choice: Choice) -> None:
    found = ties(demo_snapshot(), choice)
    graph = nx.Graph(found["source", "target"].rows())
    assert {frozenset(row) for row in found.filter("bridge")["source", "target"].rows()} == set(
        map(frozenset, nx.bridges(graph))
    )


# ---------------------------------------------------------------------------------------- the choice


WINDOWED = snapshot_of(
    people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    networks="id,name\nkahui,Kāhui\nrural,Rural\n",
    interactions="""
        id,date,practice,network,participants
        1,2025-03-03,co-teaching,kahui,ana; bo
        2,2026-03-02,school visit,kahui,ana; cy
        3,2026-03-03,critical friend,rural,bo; cy
        """,
)


@pytest.mark.parametrize(
    ("choice", "tied"),
    [
        (Choice("people", since=date(2026, 3, 2)), {("ana", "cy"), ("bo", "cy")}),
        (Choice("people", until=date(2026, 3, 2)), {("ana", "bo"), ("ana", "cy")}),
        (Choice("people", since=date(2026, 3, 2), until=date(2026, 3, 2)), {("ana", "cy")}),
        (Choice("people", networks=("rural",)), {("bo", "cy")}),
        (Choice("people", networks=("rural", "kahui")), {("ana", "bo"), ("ana", "cy"), ("bo", "cy")}),
        (Choice("people", min_depth=2), {("ana", "bo"), ("bo", "cy")}),
        (Choice("people", min_depth=3, networks=("kahui",)), {("ana", "bo")}),
    ],
)
def test_only_what_was_chosen_ties(choice: Choice, tied: set[tuple[str, str]]) -> None:
    assert pairs_tied(WINDOWED, choice) == tied


def test_the_columns_are_those_of_the_design() -> None:
    assert ties(MANY_DEPTHS, PEOPLE).columns == DESIGNED_COLUMNS == list(TIE_MEANINGS)


def test_the_table_of_no_ties_has_the_same_columns_and_types() -> None:
    nothing = ties(Snapshot(GraphTables.of()), PEOPLE)
    assert (len(nothing), nothing.schema) == (0, ties(demo_snapshot(), PEOPLE).schema)


def test_the_source_is_the_end_whose_key_comes_first() -> None:
    assert all(source < target for source, target in ties(demo_snapshot(), ORGANISATIONS)["source", "target"].rows())


# ------------------------------------------------------------------------------------------- for all

NAMES = ("ana", "bo", "cy", "dee", "eru", "fay")
Event = tuple[int, int, frozenset[str], bool]
EVENTS = st.lists(
    st.tuples(
        st.integers(1, 28),
        st.integers(0, 4),
        st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=5),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
STAFF = st.fixed_dictionaries({name: st.sampled_from(["hill", "flats", "coast"]) for name in NAMES})
FEW = settings(max_examples=40)


def told(events: list[Event], names: dict[str, str] | None = None) -> list[str]:
    """The events as texts, their people under other names if these are given; the one who started is the first."""
    texts = []
    for day, depth, who, known in events:
        first, *others = [(names or {}).get(name, name) for name in sorted(who)]
        texts.append(f"2026-03-{day:02} {PRACTICES[depth]}: {first}{'!' if known else ''} {' '.join(others)}")
    return texts


@FEW
@given(EVENTS, STAFF, st.integers(0, 99), st.sampled_from([PEOPLE, ORGANISATIONS]))
def test_the_order_of_rows_changes_nothing(
    events: list[Event], staff: dict[str, str], seed: int, choice: Choice
) -> None:
    snapshot = working_together(*told(events), staff=staff)
    assert_frame_equal(ties(shuffled(snapshot, seed), choice), ties(snapshot, choice), check_exact=True)


@FEW
@given(EVENTS, st.permutations(NAMES))
def test_other_names_change_nothing_but_the_names(events: list[Event], others: list[str]) -> None:
    renamed = dict(zip(NAMES, others, strict=True))

    def described(snapshot: Snapshot, names: dict[str, str]) -> dict[tuple[str, str], tuple[object, ...]]:
        found = {}
        for row in ties(snapshot, PEOPLE).iter_rows(named=True):
            source, target = (names[row[end].removeprefix("person:")] for end in ("source", "target"))
            share = row["started_by_source"]
            if source > target:
                source, target, share = target, source, None if share is None else 1 - share
            same = tuple(row[c] for c in ("interactions", "depth", *DESIGNED_COLUMNS[5:12], "bridge", "only_sharing"))
            found[source, target] = (round(row["weight"], 9), None if share is None else round(share, 9), *same)
        return found

    before = described(working_together(*told(events)), renamed)
    assert described(working_together(*told(events, renamed)), {name: name for name in NAMES}) == before


@FEW
@given(EVENTS, st.integers(2, 4), st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=4))
def test_going_deeper_never_makes_a_tie_only_share(events: list[Event], depth: int, who: frozenset[str]) -> None:
    def deep(texts: list[str]) -> set[tuple[str, str]]:
        found = ties(working_together(*texts), PEOPLE)
        return set(found.filter(~pl.col("only_sharing"))["source", "target"].rows())

    deeper = (*events, (28, depth, who, False))
    assert deep(told(list(deeper))) >= deep(told(events))


@FEW
@given(EVENTS)
def test_someone_s_strength_is_the_number_of_things_they_did_with_others(events: list[Event]) -> None:
    strengths = dict(metrics(working_together(*told(events)), PEOPLE)["id", "strength"].rows())
    for name in NAMES:
        took_part = sum(name in who for _, _, who, _ in events)
        assert strengths.get(f"person:{name}", 0.0) == pytest.approx(took_part)


def test_every_pair_says_who_carried_it_and_what_it_adds() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana! bo cy", staff={"ana": "flats", "bo": "flats", "cy": "hill"}
    )
    found = pairs(snapshot, ORGANISATIONS)[
        "source", "carrier_source", "part_source", "target", "carrier_target", "share"
    ].rows()
    assert found == [
        ("school:flats", "person:ana", "initiated", "school:hill", "person:cy", 1.0),
        ("school:flats", "person:bo", "took part", "school:hill", "person:cy", 1.0),
    ]


def test_every_depth_has_its_column_of_counts() -> None:
    assert DESIGNED_COLUMNS[5:10] == [name.split()[0] for name in model.DEPTHS]


# ------------------------------------------------------------------------------------------ weighting


def test_counted_a_tie_is_as_strong_as_it_has_interactions() -> None:
    found = ties(demo_snapshot(), Choice("people", weighting="count"))
    assert found["weight"].to_list() == found["interactions"].to_list()


def test_decaying_an_interaction_counts_for_half_a_year_before_the_window_s_end() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo", "2026-03-02 school visit: cy dee eru")
    year_later = ties(snapshot, Choice("people", until=date(2027, 3, 2), weighting="decay"))
    assert year_later["weight"].to_list() == pytest.approx([1 / 2, 1 / 4, 1 / 4, 1 / 4])


@pytest.mark.parametrize("weighting", ["count", "decay"])
def test_the_weighting_changes_nothing_but_the_strength_and_what_follows_from_it(weighting: str) -> None:
    by_strength = ["weight", "only_sharing", *SETTLING_MEANINGS]
    by_newman = ties(demo_snapshot(), ORGANISATIONS).drop(by_strength)
    assert_frame_equal(ties(demo_snapshot(), read_choice(weighting=weighting)).drop(by_strength), by_newman)


@pytest.mark.parametrize("weighting", ["newman", "count", "decay"])
def test_under_every_weighting_nothing_adds_up_to_no_ties(weighting: str) -> None:
    assert ties(Snapshot(GraphTables.of()), read_choice(weighting=weighting)).is_empty()
