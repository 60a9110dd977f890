"""Somebody who is erased is gone from everything that is kept, on both engines, and the numbers stay."""

import json
import string
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from engines import RunningEngine
from hypothesis import given
from hypothesis import strategies as st
from sheet_writing import graph_of

from graphmap.actions.actions import Action, TieThen
from graphmap.actions.saving import actions, keep_action
from graphmap.errors import CannotUndo, WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.taking import follow, known_on, take_snapshot
from graphmap.graph.ties import ties
from graphmap.records.apart import keep_apart, pairs_apart
from graphmap.records.merging import merge
from graphmap.rights.erasing import erase, erasure
from graphmap.rights.mentions import Mentions
from graphmap.store.backup import restore_backup, take_backup
from graphmap.store.edit import Edit
from graphmap.store.embedded import stop_engine
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.log import now
from graphmap.store.store import Store, open_store
from graphmap.store.touched import _unpacked
from graphmap.stories.saving import keep_story, keep_view, saved_views, stories
from graphmap.stories.stories import Page, SavedView, Story

SHEETS = {
    "schools": "id,name\na,Alpha School\nb,Beta School\n",
    "people": "id,name\nngaio-tauira,Ngaio Tauira\nbo,Bo Pene\ncy,Cy Rangi\nn-tauira,N. Tauira\n",
    "roles": "id,name,at,purpose\nt,Teacher,a,Works with Ngaio Tauira\nu,Teacher,b,\n"
    "mentor-of-ngaio-tauira,Mentor of Ngaio Tauira,b,\n",
    "roles_held": "person,role\nngaio-tauira,t\nbo,u\ncy,mentor-of-ngaio-tauira\n",
    "interactions": """
        id,date,practice,note,participants
        two,2026-03-02,school visit,With Ngāio  Tauira and Bo,ngaio-tauira;bo
        three,2026-03-03,school visit,Ngaio showed her plan,ngaio-tauira;bo;cy
        others,2026-03-04,school visit,,bo;cy
    """,
    "rights": "person,why,told\nngaio-tauira,Ngaio Tauira leads the inquiry,2026-05-11\n",
}
GONE = ("ngaio tauira", "ngāio", "ngaio-tauira", "n-tauira", "n. tauira")


@pytest.fixture
def filled(store: Store, sheets: Callable[..., Path]) -> Store:
    """A store that has somebody's name in every place where a name can be."""
    load(sheets(**SHEETS), store, act=now("loaded", "Ngaio Tauira", "For Ngaio Tauira"))
    load(sheets(people="id,name\nngaio-tauira,Ngaio Tauira-Pene\n"), store, act=now("loaded", "Bo Pene"))
    load(sheets(people="id,name\nngaio-tauira,Ngaio Tauira\n"), store, act=now("loaded", "Bo Pene"))
    at = store.read_all()
    store.write(merge(at.tables, "person:ngaio-tauira", "person:n-tauira"), now("merged"), at.seq)
    load(sheets(people="id,name\ndee,Dee\n"), store, act=now("loaded", "Bo Pene"))
    keep_view(store, SavedView("v", "Round Ngaio Tauira", "view=people&selected=person%3Angaio-tauira&only=depth%3A1"))
    keep_story(store, Story("s", "A year", (Page("Ngaio Tauira begins", "Then NGAIO TAUIRA met Bo.", "v"),)))
    ties_then = (TieThen("person:bo", "person:ngaio-tauira", 1), TieThen("person:bo", "person:cy", None))
    about = ("person:bo", "person:cy", "person:ngaio-tauira")
    for id, keys in (("x", about), ("y", ("person:ngaio-tauira",))):
        keep_action(
            store,
            Action(id, "c", "r", keys, "Ngaio Tauira", "", 0.5, ties_then, date(2026, 3, 9), "Ngaio Tauira"),
        )
    keep_apart(store, "person:ngaio-tauira", "person:cy")
    return store


def everything_in(engine: RunningEngine) -> str:
    """All properties of all nodes and relationships as text, with what is packed in the log unpacked."""
    with engine.session() as session:
        nodes = [record["p"] for record in session.run("MATCH (n) RETURN properties(n) AS p")]
        related = [record["p"] for record in session.run("MATCH ()-[r]->() RETURN properties(r) AS p")]
    packed = [_unpacked(node["content"]) for node in nodes if node.get("content")]
    return json.dumps([nodes, related, packed], ensure_ascii=False, default=str).casefold()


def test_nothing_in_the_store_has_the_name_any_more(filled: Store, engine: RunningEngine) -> None:
    before = everything_in(engine)
    assert [name for name in GONE if name not in before] == []
    found = erase(filled, "person:ngaio-tauira", now("erased", "A steward", "Ngaio Tauira asked for it"))
    after = everything_in(engine)
    assert [name for name in GONE if name in after] == []
    assert found.erasure.kept == 2
    assert found.erasure.perhaps == ["interaction:three"], "Only her first name is in its note: a person has to look."


def test_what_happened_stays_as_what_the_school_did_with_as_many_there(filled: Store) -> None:
    before = ties(take_snapshot(filled), Choice(view="organisations")).select("source", "target")
    erase(filled, "person:ngaio-tauira", now("erased"))
    snapshot = take_snapshot(filled)
    took_part = snapshot.tables.relationships["TOOK_PART"].select("start", "end").rows()
    assert ("school:a", "interaction:two") in took_part
    counts = dict(snapshot.tables.kinds["Interaction"].select("id", "attendance").iter_rows())
    assert counts == {"two": 2, "three": 3, "others": None}
    after = ties(snapshot, Choice(view="organisations")).select("source", "target")
    assert after.rows() == before.rows()


def test_a_role_whose_id_has_the_name_gets_another_and_keeps_its_place(filled: Store) -> None:
    erase(filled, "person:ngaio-tauira", now("erased"))
    tables = take_snapshot(filled).tables
    assert ("mentor-of-erased", "Mentor of [erased]") in tables.kinds["Role"].select("id", "name").rows()
    assert ("role:mentor-of-erased", "school:b") in tables.relationships["AT"].rows()
    assert ("person:cy", "role:mentor-of-erased") in tables.relationships["HOLDS"].select("start", "end").rows()


def test_cards_stories_and_views_stay_without_them(filled: Store) -> None:
    erase(filled, "person:ngaio-tauira", now("erased"))
    (card,) = actions(filled)
    assert (card.about, card.who, card.title) == (("person:bo", "person:cy"), "[erased]", "[erased]")
    assert [(tie.source, tie.target) for tie in card.ties] == [("person:bo", "person:cy")]
    (story,) = stories(filled)
    assert story.pages == (Page("[erased] begins", "Then [erased] met Bo.", "v"),)
    (view,) = saved_views(filled)
    assert (view.name, view.address) == ("Round [erased]", "view=people&only=depth%3A1")
    assert pairs_apart(filled) == []


def test_changes_that_had_them_cannot_be_undone_and_others_can(filled: Store) -> None:
    change = erase(filled, "person:ngaio-tauira", now("erased"))
    for seq in (1, 2, 4, change.seq):
        with pytest.raises(CannotUndo, match=f"Change {seq} can’t be undone: it had data of somebody who was erased"):
            filled.undo(seq, now("undone"))
    filled.undo(5, now("undone"))
    assert "dee" not in take_snapshot(filled).tables.kinds["Person"]["id"]


def test_what_was_known_earlier_is_known_without_them(filled: Store) -> None:
    erase(filled, "person:ngaio-tauira", now("erased"))
    snapshot = take_snapshot(filled)
    before = filled.take_back(snapshot.tables, snapshot.seq, 1)
    assert sorted(before.kinds["Person"]["id"]) == ["bo", "cy"]
    ends = before.relationships["TOOK_PART"].select("start", "end").rows()
    assert ("school:a", "interaction:two") not in ends
    assert filled.take_back(snapshot.tables, snapshot.seq, 0).is_empty
    assert known_on(filled, snapshot, date(2001, 1, 1)).tables.relationships["TOOK_PART"].is_empty()


def test_whoever_follows_the_store_reads_it_anew(filled: Store) -> None:
    before = take_snapshot(filled)
    erase(filled, "person:ngaio-tauira", now("erased"))
    after = follow(filled, before)
    assert "ngaio-tauira" not in after.tables.kinds["Person"]["id"]
    assert filled.follow(before.seq, before.tables, before.revision) is None


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_a_new_store_made_from_a_backup_has_no_byte_of_the_name_in_its_files(filled: Store, tmp_path: Path) -> None:
    erase(filled, "person:ngaio-tauira", now("erased"))
    folder = tmp_path / "new"
    with open_store(EmbeddedLocation(folder)) as new:
        restore_backup(take_backup(filled), new)
    stop_engine(folder)
    files = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()
    assert b"cy rangi" in files, "Names are found there in the way that they are looked for."
    assert [name for name in GONE if name.encode() in files] == []


def test_somebody_who_was_deleted_is_erased_from_the_log(
    store: Store, engine: RunningEngine, sheets: Callable[..., Path]
) -> None:
    load(sheets(people="id,name\nx,Ngaio Tauira\n"), store)
    store.write(Edit(deleted={"Person": ["x"]}), now("deleted"))
    erase(store, "person:x", now("erased"))
    assert "tauira" not in everything_in(engine)


def test_somebody_who_is_not_there_is_one_sentence(store: Store) -> None:
    with pytest.raises(WrongCommand, match="There is no person:nobody"):
        erase(store, "person:nobody", now("erased"))


# ------------------------------------------------------------------------------------- without a store

names = st.builds(
    lambda given, family: f"{given.capitalize()} {family.capitalize()}",
    st.text(string.ascii_lowercase + "āēīōū", min_size=3, max_size=8),
    st.text(string.ascii_lowercase + "āēīōū'", min_size=3, max_size=8).filter(
        lambda text: text.strip("'")[:1].isalpha()
    ),
)
spellings = st.sampled_from(
    [str, str.upper, str.lower, lambda name: ", ".join(reversed(name.split())), lambda name: name.replace(" ", "  ")]
)


@given(names, spellings, st.text(max_size=20), st.text(max_size=20))
def test_no_spelling_of_a_name_is_left_in_a_text(
    name: str, spelt: Callable[[str], str], before: str, after: str
) -> None:
    mentions = Mentions([name])
    redacted = mentions.redact(f"{before} {spelt(name)} {after}")
    assert not mentions.are_in(redacted)
    assert spelt(name) not in redacted


@given(names)
def test_erased_means_gone_from_every_table(name: str) -> None:
    tables = graph_of(
        schools="id,name\na,Alpha\n",
        people=[{"id": "x", "name": name}, {"id": "bo", "name": "Bo"}],
        roles=[{"id": "t", "name": f"Helps {name}", "at": "a", "purpose": f"For {name.upper()}"}],
        roles_held="person,role\nx,t\n",
        interactions=[
            {"id": "i", "date": "2026-03-02", "practice": "school visit", "note": f"{name}!", "participants": "x;bo"}
        ],
    )
    found = erasure(tables, "person:x")
    texts = [value for table in found.edit.updated.values() for row in table.rows() for value in row]
    assert not any(Mentions([name]).are_in(str(value)) for value in texts)
    assert found.edit.deleted["Person"] == ["x"]


def test_a_name_of_one_word_is_only_found_as_it_is_written() -> None:
    mentions = Mentions(["Hope"])
    assert mentions.redact("We hope that Hope comes.") == "We hope that [erased] comes."


def test_another_person_and_a_school_of_that_name_keep_it_and_are_listed() -> None:
    tables = graph_of(
        people="id,name\na,Rewi Alley\nb,Rewi Alley\n",
        schools="id,name\ns,Rewi Alley School\n",
    )
    found = erasure(tables, "person:a")
    assert found.still_named == ["person:b", "school:s"]
    assert found.edit.updated == {}
