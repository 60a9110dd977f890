"""The log, on both engines: every write leaves a change, which can be looked at, followed, undone and taken back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from engines import RunningEngine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.errors import CannotUndo, Overtaken, WrongCommand
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import follow, known_on, take_snapshot
from graphmap.store import log_reading, touched
from graphmap.store.edit import Edit, Tally
from graphmap.store.loading import load
from graphmap.store.log import Act
from graphmap.store.store import Store, open_store
from graphmap.tables import GraphTables, kind_table, relationship_table

Sheets = Callable[..., Path]
ACT = Act("corrected", datetime.fromisoformat("2026-03-12T09:30:00+13:00"), "Ana", "It was wrong")
VISIT = {
    "schools": "id,name,roll\ntauira,Tauira,100\n",
    "people": "id,name\nana,Ana\nbo,Bo\n",
    "interactions": "id,date,practice,participants\nv1,2026-03-12,school visit,Ana;Bo\n",
}


def assert_same_graph(one: GraphTables, other: GraphTables) -> None:
    for label in model.KIND:
        assert_frame_equal(one.kinds[label], other.kinds[label])
    for type in model.RELATIONSHIP:
        assert_frame_equal(one.relationships[type], other.relationships[type])


def graph(store: Store) -> GraphTables:
    return store.read()[1]


def person(id: str, name: str) -> pl.DataFrame:
    return kind_table("Person", [{"id": id, "name": name}])


def visit(id: str, *people: str) -> Edit:
    took_part = [{"start": f"person:{each}", "end": f"interaction:{id}", "part": "took part"} for each in people]
    event = {"id": id, "date": date(2026, 3, 13), "practice": "school visit", "depth": 0}
    return Edit(
        created={"Interaction": kind_table("Interaction", [event])},
        begun={"TOOK_PART": relationship_table("TOOK_PART", took_part)},
    )


def renamed(id: str, name: str) -> Edit:
    return Edit(updated={"Person": pl.DataFrame({"id": [id], "name": [name]})})


# ---------------------------------------------------------------------------------------- what is kept


def test_a_new_store_has_an_empty_log(store: Store) -> None:
    assert (store.seq(), list(store.log())) == (0, [])


def test_every_write_is_a_change_that_says_who_did_what_when_and_why(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    written = store.write(visit("v2", "ana", "bo"), ACT)
    assert store.seq() == written.seq == 2
    assert store.log(limit=1) == [written]
    assert written.act == ACT
    assert written.id == store.revision()
    assert written.tallies == {"Interaction": Tally(created=1), "TOOK_PART": Tally(created=2)}
    assert [change.act.what for change in store.log()] == ["corrected", "loaded"]
    assert store.log(after=1) == [written]


def test_numbers_go_on_when_the_clock_is_set_back(store: Store) -> None:
    for day in (5, 9, 2):
        store.write(Edit(created={"Person": person(f"p{day}", "P")}), Act("added", datetime(2026, 3, day)))
    assert [(change.seq, change.act.at.day) for change in store.log()] == [(3, 2), (2, 9), (1, 5)]


def test_the_log_of_an_entity_has_the_changes_that_touched_it_or_its_relationships(
    store: Store, sheets: Sheets
) -> None:
    load(sheets(**VISIT), store)
    store.write(renamed("bo", "Bo Tauira"), ACT)
    store.write(visit("v2", "ana"), ACT)
    assert [change.seq for change in store.log(entity="person:ana")] == [3, 1]
    assert [change.seq for change in store.log(entity="person:bo")] == [2, 1]
    assert list(store.log(entity="person:nobody")) == []


def test_a_change_is_shown_with_its_rows_before_and_after_it(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    store.write(renamed("bo", "Bo Tauira"), ACT)
    store.write(renamed("bo", "Bo Later"), ACT)
    found = store.before(2)
    assert found.was.kinds["Person"].select("id", "name").rows() == [("bo", "Bo")]
    assert found.became.kinds["Person"].select("id", "name").rows() == [("bo", "Bo Tauira")]
    with pytest.raises(WrongCommand, match="There is no change 9"):
        store.before(9)


def test_what_was_there_is_read_from_the_store_and_not_from_the_edit(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    store.write(Edit(deleted={"Interaction": ["v1"]}), ACT)
    was = store.before(2).was
    assert was.kinds["Interaction"].select("id", "practice").rows() == [("v1", "school visit")]
    assert was.relationships["TOOK_PART"].select("start").rows() == [("person:ana",), ("person:bo",)]


def test_a_large_change_is_kept_in_parts_and_undone_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "ROWS_A_PART", 50)
    monkeypatch.setattr(log_reading, "_LONGEST_INLINE", 0)
    people = kind_table("Person", [{"id": f"p{n:03}", "name": f"Person {n}"} for n in range(220)])
    store.write(Edit(created={"Person": people}), ACT)
    store.write(Edit(deleted={"Person": people["id"].to_list()}), ACT)
    assert [change.seq for change in store.log(entity="person:p219")] == [2, 1]
    store.undo(2, ACT)
    assert_frame_equal(graph(store).kinds["Person"], people)
    store.undo(1, ACT)
    assert graph(store).kinds["Person"].is_empty()


# -------------------------------------------------------------------------------------------- undoing


def test_undoing_puts_back_what_was_there_and_is_a_change_itself(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    before = graph(store)
    store.write(Edit(deleted={"Person": ["bo"]}), ACT)
    without = graph(store)
    undo = store.undo(2, Act("undone", ACT.at, "Bo"))
    assert_same_graph(graph(store), before)
    assert (undo.seq, undo.undoes, undo.act.by) == (3, 2, "Bo")
    assert [change.undone_by for change in store.log()] == [None, 3, None]
    store.undo(3, ACT)
    assert_same_graph(graph(store), without)
    assert [change.undone_by for change in store.log()] == [None, 4, None, None]


def test_what_is_undone_already_is_not_undone_again(store: Store) -> None:
    store.write(Edit(created={"Person": person("ana", "Ana")}), ACT)
    store.undo(1, ACT)
    with pytest.raises(CannotUndo, match="is undone already, by change 2"):
        store.undo(1, ACT)


def test_a_change_whose_rows_were_touched_since_is_not_undone_and_the_sentence_says_by_what(store: Store) -> None:
    store.write(Edit(created={"Person": person("ana", "Ana")}), ACT)
    store.write(renamed("ana", "Ana T"), ACT)
    store.write(renamed("ana", "Ana Tauira"), ACT)
    with pytest.raises(CannotUndo, match=r"Change 2 can’t be undone: change 3 changed the same since \(person:ana\)"):
        store.undo(2, ACT)
    store.undo(3, ACT)
    store.undo(2, ACT)
    assert graph(store).kinds["Person"].select("id", "name").rows() == [("ana", "Ana")]


def test_what_something_later_refers_to_is_not_taken_away(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    store.write(Edit(created={"Person": person("cy", "Cy")}), ACT)
    store.write(visit("v2", "ana", "cy"), ACT)
    with pytest.raises(CannotUndo, match=r"what it added has other relationships now \(person:cy – interaction:v2\)"):
        store.undo(2, ACT)
    assert "cy" in graph(store).kinds["Person"]["id"]


def test_a_relationship_to_what_was_deleted_since_does_not_come_back(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    took_part = graph(store).relationships["TOOK_PART"].filter(pl.col("start") == "person:bo")
    store.write(Edit(ended={"TOOK_PART": took_part}), ACT)
    store.write(Edit(deleted={"Interaction": ["v1"]}), ACT)
    with pytest.raises(CannotUndo, match=r"it needs what has been deleted since \(interaction:v1\)"):
        store.undo(2, ACT)


def test_a_codebook_that_others_use_is_not_taken_away(store: Store, sheets: Sheets) -> None:
    load(sheets(people="id,name\nana,Ana\n"), store)
    store.write(visit("v2"), ACT)
    with pytest.raises(CannotUndo, match=r"use its practices \(school visit\)"):
        store.undo(1, ACT)


# --------------------------------------------------------------------------------- several at once


def test_an_entity_with_a_relationship_since_is_not_deleted_by_who_did_not_see_it(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    opened_at = store.seq()
    store.write(visit("v2", "ana"), ACT)
    with pytest.raises(Overtaken) as overtaken:
        store.write(Edit(deleted={"Person": ["ana"]}), ACT, opened_at)
    assert overtaken.value.rows == {"TOOK_PART person:ana interaction:v2": [2]}


def test_what_was_changed_and_undone_meanwhile_is_not_in_the_way(store: Store) -> None:
    store.write(Edit(created={"Person": person("ana", "Ana")}), ACT)
    store.write(renamed("ana", "Oops"), ACT)
    store.undo(2, ACT)
    store.write(renamed("ana", "Ana Tauira"), ACT, opened_at=1)
    assert graph(store).kinds["Person"]["name"].to_list() == ["Ana Tauira"]


def test_many_who_write_different_things_at_once_all_succeed(engine: RunningEngine, sheets: Sheets) -> None:
    with open_store(engine.location) as store:
        load(sheets(**VISIT), store)

    def write(number: int) -> None:
        with open_store(engine.location) as store:
            for each in range(3):
                store.write(visit(f"w{number}-{each}", "ana", "bo"), ACT, opened_at=1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with open_store(engine.location) as store:
        assert [change.seq for change in store.log()] == list(range(13, 0, -1))
        assert len(graph(store).kinds["Interaction"]) == 13


def test_those_who_write_through_one_store_take_turns_and_none_does_its_work_twice(
    store: Store, sheets: Sheets
) -> None:
    load(sheets(**VISIT), store)
    tries: list[str] = []

    def write(number: int) -> None:
        def heard(doing: str, done: int, _total: int) -> None:
            tries.extend([doing] if done == 0 else [])

        store.write(visit(f"w{number}", "ana", "bo"), ACT, 1, heard)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(16)))
    assert store.seq() == 17
    assert len(tries) == 16


def test_those_who_write_to_an_embedded_store_from_several_processes_take_turns(
    embedded_engine: RunningEngine, sheets: Sheets
) -> None:
    embedded_engine.empty()
    with open_store(embedded_engine.location) as store:
        load(sheets(**VISIT), store)
    tries: list[str] = []

    def write(number: int) -> None:
        def heard(doing: str, done: int, _total: int) -> None:
            tries.extend([doing] if done == 0 else [])

        with open_store(embedded_engine.location) as store:  # as another process does
            for each in range(3):
                store.write(visit(f"w{number}-{each}", "ana", "bo"), ACT, 1, heard)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert len(tries) == 12


def test_a_graph_that_is_written_to_all_the_time_can_be_read_because_those_who_write_then_wait(
    store: Store, sheets: Sheets
) -> None:
    load(sheets(**VISIT), store)
    writing = []

    def disturb(_doing: str, done: int, _total: int) -> None:
        if done == 0:
            writing.append(pool.submit(store.write, visit(f"w{len(writing)}", "ana", "bo"), ACT))
            wait(writing, timeout=1)  # where it has to wait for the reading, so does this not

    with ThreadPoolExecutor(8) as pool:
        found = store.read_all(disturb)
        assert [each.result().seq for each in writing] == list(range(2, len(writing) + 2))
    assert found.seq == len(writing)  # all but the last, which waited


# ------------------------------------------------------------------------------------------ following


def test_a_followed_snapshot_is_the_one_read_anew(store: Store, sheets: Sheets) -> None:
    load(sheets(**VISIT), store)
    snapshot = take_snapshot(store)
    assert follow(store, snapshot) is snapshot
    store.write(visit("v2", "ana", "bo"), ACT)
    store.write(renamed("bo", "A Bo"), ACT)
    store.write(Edit(deleted={"Person": ["ana"]}), ACT)
    followed = follow(store, snapshot)
    assert_same_graph(followed.tables, graph(store))
    assert (followed.seq, followed.revision) == (4, store.revision())
    moved_on = store.follow(snapshot.seq, snapshot.tables, snapshot.revision)
    assert moved_on is not None
    assert [change.seq for change in moved_on.changes] == [2, 3, 4]


def test_what_another_program_wrote_on_a_server_is_read_anew(neo4j_engine: RunningEngine, sheets: Sheets) -> None:
    neo4j_engine.empty()
    with open_store(neo4j_engine.location) as store:
        load(sheets(**VISIT), store)
        snapshot = take_snapshot(store)
        with neo4j_engine.session() as session:
            session.run("CREATE (:Person {id: 'cy', name: 'Cy'})").consume()
        assert store.follow(snapshot.seq, snapshot.tables, snapshot.revision) is None
        assert follow(store, snapshot).tables.kinds["Person"]["name"].to_list() == ["Ana", "Bo", "Cy"]


def test_another_store_in_the_same_place_is_not_followed(engine: RunningEngine, sheets: Sheets) -> None:
    with open_store(engine.location) as store:
        load(sheets(**VISIT), store)
        snapshot = take_snapshot(store)
    engine.empty()
    with open_store(engine.location) as store:
        load(sheets(people="name\nCy\n"), store)
        store.write(visit("v9", "cy"), ACT)
        assert store.follow(snapshot.seq, snapshot.tables, snapshot.revision) is None
        assert_same_graph(follow(store, snapshot).tables, graph(store))


# ---------------------------------------------------------------------------------- as known on a date


def test_as_known_on_a_date_is_what_was_there_that_day(store: Store) -> None:
    kept: dict[int, Snapshot] = {}
    edits = {
        3: Edit(created={"Person": person("ana", "Ana")}),
        5: visit("v1", "ana"),
        6: renamed("ana", "Ana T"),
        8: Edit(deleted={"Interaction": ["v1"]}),
    }
    for day, edit in edits.items():
        store.write(edit, Act("added", datetime(2026, 3, day, 23, 59)))
        kept[day] = take_snapshot(store)
    now = take_snapshot(store)
    for day, then in kept.items():
        assert_same_graph(known_on(store, now, date(2026, 3, day)).tables, then.tables)
    assert_same_graph(known_on(store, now, date(2026, 3, 7)).tables, kept[6].tables)
    assert known_on(store, now, date(2026, 3, 1)).tables.is_empty
    assert known_on(store, now, date(2027, 1, 1)) is now


# ------------------------------------------------------------------------------- any sequence of writes

IDS = st.sampled_from(["a", "b", "c"])


@st.composite
def edits(draw: st.DrawFn, now: GraphTables) -> Edit | None:
    """An edit that can be made of the graph as it is `now`."""
    people, events = set(now.kinds["Person"]["id"]), set(now.kinds["Interaction"]["id"])
    of, id = draw(st.sampled_from(["Person", "Interaction", "TOOK_PART"])), draw(IDS)
    name = draw(st.sampled_from(["Ana", "Bo 🌱", "O'Cy"]))
    if of == "Person":
        if id not in people:
            return Edit(created={"Person": person(id, name)})
        return draw(st.sampled_from([renamed(id, name), Edit(deleted={"Person": [id]})]))
    if of == "Interaction":
        if id not in events:
            return visit(id, *draw(st.lists(st.sampled_from(sorted(people) or ["a"]), unique=True)) if people else [])
        return Edit(
            updated={"Interaction": pl.DataFrame({"id": [id], "note": [draw(st.none() | st.just(name))]})}
            if draw(st.booleans())
            else {},
            deleted={} if draw(st.booleans()) else {"Interaction": [id]} if draw(st.booleans()) else {},
        )
    if not (people and events):
        return None
    ends = {
        "start": f"person:{draw(st.sampled_from(sorted(people)))}",
        "end": f"interaction:{draw(st.sampled_from(sorted(events)))}",
    }
    parts = draw(st.lists(st.sampled_from(["gave", "received"]), max_size=3))
    pair = pl.DataFrame([ends])
    ended = now.relationships["TOOK_PART"].join(pair, on=["start", "end"], how="semi")
    begun = relationship_table("TOOK_PART", [{**ends, "part": part} for part in parts])
    return Edit(ended={"TOOK_PART": ended}, begun={"TOOK_PART": begun})


@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure smaller would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_writes_can_be_followed_known_as_on_their_day_and_undone_in_reverse(
    engine: RunningEngine, data: st.DataObject
) -> None:
    engine.empty()
    with open_store(engine.location) as store:
        snapshots = [take_snapshot(store)]
        for day in range(1, data.draw(st.integers(2, 4)) + 1):
            edit = data.draw(edits(snapshots[-1].tables))
            if edit is not None:
                store.write(edit, Act("corrected", datetime(2026, 3, day)), snapshots[-1].seq)
            read = take_snapshot(store)
            for earlier in (snapshots[0], snapshots[-1]):
                assert_same_graph(follow(store, earlier).tables, read.tables)
            snapshots.append(read)
        for day, then in enumerate(snapshots[1:], 1):
            assert_same_graph(known_on(store, snapshots[-1], date(2026, 3, day)).tables, then.tables)
        for change in store.log():
            if change.rows:
                store.undo(change.seq, ACT)
        assert_same_graph(graph(store), snapshots[0].tables)
        for change in store.log()[: len([c for c in store.log() if c.undoes])]:
            store.undo(change.seq, ACT)
        assert_same_graph(graph(store), snapshots[-1].tables)
        assert store.counts() in (None, {**dict.fromkeys(store.counts() or {}, 0), **_heights(graph(store))})


def _heights(tables: GraphTables) -> dict[str, int]:
    return {name: len(table) for name, table in {**tables.kinds, **tables.relationships}.items()}
