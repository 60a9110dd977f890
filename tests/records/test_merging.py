from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import PEOPLE, demo_snapshot, working_together
from sheet_writing import graph_of

from graphmap.errors import BadData
from graphmap.graph.network_graph import graph_of as networkx_graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.model import node_key, split_key
from graphmap.records.merging import MERGED_KINDS, merge, values_to_keep
from graphmap.sheets.fields import extra_of, values_in
from graphmap.store.edit import Edit
from graphmap.tables import ENDS, GraphTables


def _after(tables: GraphTables, edit: Edit) -> GraphTables:
    """The tables that a store has after an edit."""
    kinds, relationships = dict(tables.kinds), dict(tables.relationships)
    for label, updated in edit.updated.items():
        kinds[label] = kinds[label].update(updated, on="id", include_nulls=True)
    for type, ended in edit.ended.items():
        relationships[type] = relationships[type].join(ended, on=ENDS, how="anti")
    for type, begun in edit.begun.items():
        relationships[type] = pl.concat([relationships[type], begun])
    for label, ids in edit.deleted.items():
        gone = [node_key(label, id) for id in ids]
        kinds[label] = kinds[label].filter(~pl.col("id").is_in(list(ids)))
        for type, table in relationships.items():
            relationships[type] = table.filter(~pl.col("start").is_in(gone) & ~pl.col("end").is_in(gone))
    return GraphTables(kinds, {type: table.sort(table.columns) for type, table in relationships.items()})


def _pairs(tables: GraphTables, type: str) -> set[tuple[str, str]]:
    return set(tables.relationships[type].select(ENDS).iter_rows())


def test_the_kept_school_has_the_roles_memberships_and_visits_of_both() -> None:
    tables = graph_of(
        schools=[{"id": "hill", "name": "Hill School"}, {"id": "hil", "name": "Hil School"}],
        roles=[{"id": "a", "name": "Principal", "at": "hill"}, {"id": "b", "name": "Teacher", "at": "hil"}],
        networks=[{"id": "n", "name": "North"}],
        memberships=[{"member": "hil", "network": "n"}],
        people=[{"id": "ana", "name": "Ana"}],
        interactions=[{"id": "1", "date": "2026-03-02", "practice": "school visit", "participants": "ana; hil"}],
    )
    merged = _after(tables, merge(tables, "school:hill", "school:hil"))
    assert merged.kinds["School"]["id"].to_list() == ["hill"]
    assert _pairs(merged, "AT") == {("role:a", "school:hill"), ("role:b", "school:hill")}
    assert _pairs(merged, "MEMBER_OF") == {("school:hill", "network:n")}
    assert _pairs(merged, "TOOK_PART") == {("person:ana", "interaction:1"), ("school:hill", "interaction:1")}


@pytest.mark.parametrize(
    ("ours", "theirs", "held"),
    [
        (("2024-01-01", "2024-12-31"), ("2024-06-01", "2025-06-30"), [("2024-01-01", "2025-06-30")]),
        (("2024-01-01", "2024-12-31"), ("2025-01-01", ""), [("2024-01-01", None)]),
        (("2024-01-01", "2024-06-30"), ("2025-01-01", ""), [("2024-01-01", "2024-06-30"), ("2025-01-01", None)]),
        (("2024-01-01", ""), ("2024-01-01", ""), [("2024-01-01", None)]),
        (("2024-01-01", "2024-12-31"), ("", ""), [(None, None)]),
    ],
)
def test_a_role_that_both_held_is_held_on_the_days_of_either(
    ours: tuple[str, str], theirs: tuple[str, str], held: list[tuple[str | None, str | None]]
) -> None:
    tables = graph_of(
        people=[{"id": "ana", "name": "Ana Pene"}, {"id": "anna", "name": "Anna Pene"}],
        roles=[{"id": "lead", "name": "Lead"}],
        roles_held=[
            {"person": person, "role": "lead", "since": since, "until": until}
            for person, (since, until) in (("ana", ours), ("anna", theirs))
        ],
    )
    merged = _after(tables, merge(tables, "person:ana", "person:anna"))
    spells = merged.relationships["HOLDS"].sort("since", nulls_last=False).select("since", "until").iter_rows()
    assert [tuple(day and day.isoformat() for day in spell) for spell in spells] == held


def test_an_interaction_that_both_took_part_in_has_one_participation_and_the_part_that_says_more() -> None:
    snapshot = working_together("2026-03-02 school visit: ana ann! bo")
    merged = _after(snapshot.tables, merge(snapshot.tables, "person:ana", "person:ann"))
    parts = merged.relationships["TOOK_PART"].filter(pl.col("start") == "person:ana")["part"].to_list()
    assert parts == ["initiated"]


def test_values_of_the_other_fill_in_and_what_is_chosen_wins() -> None:
    tables = graph_of(
        schools=[
            {"id": "a", "name": "Hill School", "roll": "80", "region": ""},
            {"id": "b", "name": "Hill Sch", "roll": "90", "region": "Otago Region"},
        ]
    )
    assert values_to_keep(tables, "school:a", "school:b")["region"] == "Otago Region"
    merged = _after(tables, merge(tables, "school:a", "school:b", {"roll": 90})).kinds["School"].to_dicts()
    assert [(row["name"], row["roll"], row["region"]) for row in merged] == [("Hill School", 90, "Otago Region")]


def test_fields_of_ones_own_are_merged_and_ours_stay_unless_another_is_chosen() -> None:
    tables = graph_of(
        fields=[{"kind": "school", "name": name, "type": "text"} for name in ("sector", "trust")],
        schools=[
            {"id": "a", "name": "Hill School", "sector": "state", "trust": ""},
            {"id": "b", "name": "Hill Sch", "sector": "private", "trust": "high"},
        ],
    )
    merged = _after(tables, merge(tables, "school:a", "school:b"))
    assert values_in(merged.kinds["School"]["extra"][0]) == {"sector": "state", "trust": "high"}
    chosen = {"extra": extra_of({"sector": "private"})}
    merged = _after(tables, merge(tables, "school:a", "school:b", chosen))
    assert values_in(merged.kinds["School"]["extra"][0]) == {"sector": "private"}


def test_a_role_stays_at_its_place_and_a_goal_with_its_network() -> None:
    tables = graph_of(
        schools=[{"id": "hill", "name": "Hill"}, {"id": "flats", "name": "Flats"}],
        roles=[
            {"id": "a", "name": "Lead", "at": "hill"},
            {"id": "b", "name": "Lead", "at": "flats"},
            {"id": "c", "name": "Lead"},
        ],
    )
    assert _pairs(_after(tables, merge(tables, "role:a", "role:b")), "AT") == {("role:a", "school:hill")}
    assert _pairs(_after(tables, merge(tables, "role:c", "role:b")), "AT") == {
        ("role:a", "school:hill"),
        ("role:c", "school:flats"),
    }


def test_the_tallies_say_what_a_merge_changes() -> None:
    snapshot = working_together("2026-03-02 school visit: ana bo", "2026-03-09 school visit: ann bo")
    edit = merge(snapshot.tables, "person:ana", "person:ann")
    assert (edit.tallies["Person"].updated, edit.tallies["Person"].removed) == (1, 1)
    assert (edit.tallies["TOOK_PART"].created, edit.tallies["TOOK_PART"].removed) == (1, 1)


@pytest.mark.parametrize(
    ("keep", "other", "why"),
    [
        ("person:a", "person:a", "one and the same"),
        ("person:a", "school:a", "two kinds"),
        ("person:a", "person:gone", "no person with the id gone"),
        ("interaction:1", "interaction:2", "can't be merged"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_the_reason(keep: str, other: str, why: str) -> None:
    tables = graph_of(people=[{"id": "a", "name": "Ana"}])
    with pytest.raises(BadData, match=why):
        merge(tables, keep, other)


_DEMO = demo_snapshot().tables


@st.composite
def _two_of_a_kind(draw: st.DrawFn) -> tuple[str, str]:
    label = draw(st.sampled_from([label for label in MERGED_KINDS if len(_DEMO.kinds[label]) > 1]))
    return tuple(draw(st.lists(st.sampled_from(_DEMO.keys(label).to_list()), min_size=2, max_size=2, unique=True)))


@given(_two_of_a_kind())
@settings(max_examples=60, deadline=None)
def test_a_merge_loses_no_participation_and_no_tie_of_the_others(two: tuple[str, str]) -> None:
    keep, other = two
    merged = _after(_DEMO, merge(_DEMO, keep, other))

    def moved(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return {tuple(keep if key == other else key for key in pair) for pair in pairs}

    for type in merged.relationships:
        single = {"Role": "AT", "Goal": "PURSUES"}.get(split_key(keep)[0].label)
        if type != single:
            assert _pairs(merged, type) == moved(_pairs(_DEMO, type))
    days = merged.relationships["HOLDS"].join(merged.relationships["HOLDS"], on=ENDS)
    overlapping = days.filter(
        (pl.col("since").fill_null(date.min) < pl.col("since_right").fill_null(date.min))
        & (pl.col("since_right").fill_null(date.min) <= pl.col("until").fill_null(date.max))
    )
    assert overlapping.is_empty()


@given(st.lists(st.sampled_from(_DEMO.keys("Person").to_list()), min_size=2, max_size=2, unique=True))
@settings(max_examples=15, deadline=None)
def test_the_degree_of_others_changes_only_where_they_worked_with_both(two: list[str]) -> None:
    keep, other = two
    before, after = (
        networkx_graph_of(Snapshot(tables), PEOPLE) for tables in (_DEMO, _after(_DEMO, merge(_DEMO, keep, other)))
    )
    for actor in set(before) - {keep, other}:
        with_both = before.has_edge(actor, keep) and before.has_edge(actor, other)
        assert after.degree(actor) == before.degree(actor) - with_both
