"""Two records merged in a store, and the merge undone, on both engines."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.records.doubles import doubles
from graphmap.records.merging import merge
from graphmap.store.edit import Edit
from graphmap.store.loading import load
from graphmap.store.log import Act
from graphmap.store.store import Store
from graphmap.tables import GraphTables

SHEETS = {
    "schools": (
        "id,name,roll,region\nhill,Te Puke Hill School,80,\nhil,Te Puke Hil Sch,,Bay of Plenty\nflats,Flats School,9,\n"
    ),
    "people": "id,name\nw1,Wiremu Pene\nw2,Wirimu Pene\nana,Ana Walker\n",
    "roles": "id,name,at\nr1,Principal,hill\nr2,Teacher,hil\nr3,Principal,flats\n",
    "roles_held": (
        "person,role,since,until\nw1,r1,2024-01-29,2024-12-18\nw2,r1,2024-06-01,\nw2,r2,2023-01-30,2023-12-19\nana,r3,,\n"
    ),
    "networks": "id,name\nn1,North\n",
    "memberships": "member,network,since,until\nhill,n1,2023-01-30,2023-12-19\nhil,n1,2023-06-01,\n",
    "interactions": (
        "id,date,practice,network,participants\n"
        "v1,2026-03-12,school visit,n1,w1;w2;ana\n"
        "v2,2026-03-13,co-teaching,n1,w2;ana;hil\nv3,2026-03-14,co-teaching,,ana;hill\n"
    ),
}


def _act(what: str) -> Act:
    return Act(what, datetime.fromisoformat("2026-03-15T09:30:00+13:00"), "Ana")


def _graph(store: Store) -> GraphTables:
    return store.read()[1]


def _assert_same(one: GraphTables, other: GraphTables) -> None:
    for label in model.KIND:
        assert_frame_equal(one.kinds[label], other.kinds[label])
    for type in model.RELATIONSHIP:
        assert_frame_equal(one.relationships[type], other.relationships[type])


def test_merged_and_undone_the_graph_is_as_before(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(**SHEETS), store)
    before = _graph(store)
    school = store.write(merge(before, "school:hill", "school:hil", {"roll": 81}), _act("merged"))
    between = _graph(store)
    person = store.write(merge(between, "person:w1", "person:w2"), _act("merged"))

    merged = _graph(store)
    assert merged.kinds["School"].select("id", "roll", "region").rows() == [
        ("flats", 9, None),
        ("hill", 81, "Bay of Plenty"),
    ]
    assert merged.kinds["Person"]["id"].to_list() == ["ana", "w1"]
    held = merged.relationships["HOLDS"].filter(start="person:w1").select("end", "since", "until").rows()
    assert [(role, str(since), until and str(until)) for role, since, until in held] == [
        ("role:r1", "2024-01-29", None),
        ("role:r2", "2023-01-30", "2023-12-19"),
    ]
    assert set(merged.relationships["TOOK_PART"].filter(start="person:w1")["end"]) == {
        "interaction:v1",
        "interaction:v2",
    }
    assert doubles(merged).is_empty()
    assert {change.seq for change in store.log(entity="person:w2")} == {1, person.seq}
    assert person.seq in {change.seq for change in store.log(entity="person:w1")}

    store.undo(person.seq, _act("undone"))
    _assert_same(_graph(store), between)
    store.undo(school.seq, _act("undone"))
    _assert_same(_graph(store), before)


def test_the_history_of_what_was_merged_goes_on_with_what_stays(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(**SHEETS), store)
    before = _graph(store)
    other = before.kinds["School"].filter(pl.col("id") == "hil").select("id", roll=pl.lit(12, pl.Int64))
    corrected = store.write(Edit(updated={"School": other}), _act("corrected"))
    assert corrected not in store.log(entity="school:hill")
    merged = store.write(merge(_graph(store), "school:hill", "school:hil"), _act("merged"))
    assert [change.seq for change in store.log(entity="school:hill")][:2] == [merged.seq, corrected.seq]
    assert set(store.merged_into("school:hill")) == {"school:hill", "school:hil"}
    store.undo(merged.seq, _act("undone"))
    assert corrected.seq not in [change.seq for change in store.log(entity="school:hill")]
