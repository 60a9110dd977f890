"""Cypher typed anywhere is text: both engines keep it letter by letter, no query contains it, and nothing goes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
import polars as pl
import pytest
from engines import RunningEngine
from sheet_writing import write_sheets

from graphmap.actions.actions import Action, TieThen
from graphmap.actions.saving import actions, drop_action, keep_action
from graphmap.errors import GraphmapError
from graphmap.graph.choice import Choice
from graphmap.graph.taking import take_snapshot
from graphmap.records.apart import keep_apart, list_again, pairs_apart
from graphmap.sheets.fields import values_in
from graphmap.store.edit import Edit
from graphmap.store.loading import load
from graphmap.store.log import now
from graphmap.store.store import Store
from graphmap.stories.saving import drop_story, drop_view, keep_story, keep_view, saved_views, stories
from graphmap.stories.stories import Page, SavedView, Story

CYPHER = (
    "'}) DETACH DELETE n //",
    '"}) MATCH (n) DETACH DELETE n //',
    "`) MATCH (n) DETACH DELETE n //",
    "\\'}) DETACH DELETE n //",
    "\\u0027}) DETACH DELETE n //",
    "*/ MATCH (n) DETACH DELETE n /*",
    "$rows MATCH (n) DETACH DELETE n RETURN $id",
    "' OR 1=1 WITH 1 AS x CALL { MATCH (n) DETACH DELETE n } //",
)
"""Each would delete everything if it were ever part of a query."""

ALL = " ".join(CYPHER)
FIELD = "n`: 1}) DETACH DELETE n //"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return every statement that reaches an engine; none has any of the text in it."""
    statements: list[str] = []
    for sender in (neo4j.Transaction, neo4j.ManagedTransaction, neo4j.Session):
        monkeypatch.setattr(sender, "run", _recording(sender.run, statements))
    yield statements
    assert statements
    assert not [statement for statement in statements if "DETACH DELETE n //" in statement or "1=1" in statement]


def _recording(run: Any, statements: list[str]) -> Any:
    def recorded(self: Any, query: Any, *arguments: Any, **named: Any) -> Any:
        statements.append(str(query))
        return run(self, query, *arguments, **named)

    return recorded


def nodes_in(engine: RunningEngine) -> Counter[str]:
    with engine.session() as session:
        found = session.run("MATCH (n) RETURN labels(n)[0] AS label, count(n) AS number")
        return Counter({record["label"]: record["number"] for record in found})


def cypher_everywhere(folder: Path) -> Path:
    """Write sheets with Cypher in each cell that takes text, ids and references too."""
    names = {f"s{n}": text for n, text in enumerate(CYPHER)}
    return write_sheets(
        folder,
        fields=[{"kind": "school", "name": FIELD, "type": "choice", "meaning": ALL, "choices": ALL}],
        schools=[{"id": id, "name": id, "region": id, FIELD: ALL} for id in names.values()],
        people=[{"id": f"p {id}", "name": f"p {id}"} for id in names.values()],
        iwi=[{"id": ALL, "name": ALL, "rohe": ALL}],
        partners=[{"id": ALL, "name": f"partner {ALL}", "kind": ALL}],
        networks=[{"id": ALL, "name": f"network {ALL}", "origin": ALL}],
        programmes=[{"id": ALL, "name": ALL}],
        funding=[{"network": ALL, "programme": ALL}],
        goals=[{"id": ALL, "network": f"network:{ALL}", "name": ALL, "evidence": ALL}],
        memberships=[{"member": f"school:{id}", "network": ALL} for id in names.values()],
        roles=[{"id": f"r {id}", "name": id, "at": f"school:{id}", "purpose": id} for id in names.values()],
        roles_held=[{"person": f"p {id}", "role": f"r {id}"} for id in names.values()],
        codebook=[{"practice": ALL, "depth": "3", "definition": ALL, "source": ALL}],
        interactions=[
            {
                "id": f"i {id}",
                "date": "2026-03-12",
                "practice": ALL,
                "network": ALL,
                "goal": ALL,
                "note": id,
                "participants": f"person:p {id};iwi:{ALL}",
            }
            for id in names.values()
        ],
    )


EXPECTED: Mapping[str, int] = {
    **dict.fromkeys(("School", "Person", "Role", "Interaction"), len(CYPHER)),
    **dict.fromkeys(("Iwi", "CommunityPartner", "Network", "Programme", "Goal", "Field"), 1),
}


def test_cypher_in_every_cell_is_kept_as_it_was_typed(
    store: Store, engine: RunningEngine, tmp_path: Path, asked: list[str]
) -> None:
    load(cypher_everywhere(tmp_path / "sheets"), store)
    there = nodes_in(engine)
    assert {label: there[label] for label in EXPECTED} == EXPECTED
    snapshot = take_snapshot(store)
    kinds = snapshot.tables.kinds
    assert set(kinds["School"]["name"]) == set(kinds["School"]["region"]) == set(CYPHER)
    assert set(kinds["Interaction"]["note"]) == set(CYPHER)
    assert kinds["Goal"]["evidence"].to_list() == kinds["Iwi"]["rohe"].to_list() == [ALL]
    assert all(values_in(extra) == {FIELD: ALL} for extra in kinds["School"]["extra"])


def test_cypher_in_an_edit_its_reason_an_undo_and_the_log_deletes_nothing(
    store: Store, engine: RunningEngine, tmp_path: Path, asked: list[str]
) -> None:
    load(cypher_everywhere(tmp_path / "sheets"), store, act=now(ALL, ALL, ALL))
    before = nodes_in(engine)
    changed = pl.DataFrame([{"id": id, "name": f"{id} {ALL}"} for id in CYPHER])
    edit = store.write(Edit(updated={"School": changed}), now("changed", ALL, ALL), opened_at=store.seq())
    store.undo(edit.seq, now("undone", ALL, ALL))
    assert [change.act.by for change in store.log(entity=f"school:{CYPHER[0]}")] == [ALL] * 3
    assert store.log(entity=f"school:{ALL}") == []
    assert store.merged_into(f"school:{ALL}") == [f"school:{ALL}"]
    with pytest.raises(GraphmapError):
        take_snapshot(store).find_networks([CYPHER[0]])
    assert nodes_in(engine) == before + Counter({"Change": 2})


def test_cypher_in_what_is_deleted_deletes_that_alone(
    store: Store, engine: RunningEngine, tmp_path: Path, asked: list[str]
) -> None:
    load(cypher_everywhere(tmp_path / "sheets"), store)
    before = nodes_in(engine)
    store.write(Edit(deleted={"School": [CYPHER[0], ALL]}), now("deleted"))
    assert nodes_in(engine) == before - Counter({"School": 1}) + Counter({"Change": 1})


def test_cypher_in_views_stories_cards_and_pairs_kept_apart_is_text(
    store: Store, engine: RunningEngine, asked: list[str]
) -> None:
    view = keep_view(store, SavedView(ALL, CYPHER[0], f"network={ALL}"))
    story = keep_story(store, Story(ALL, CYPHER[1], (Page(CYPHER[2], ALL, view.id),)))
    action = keep_action(
        store,
        Action(ALL, ALL, ALL, (ALL,), ALL, ALL, 1.0, (TieThen(ALL, ALL, 2),), date(2026, 3, 12), who=CYPHER[3]),
    )
    keep_apart(store, f"person:{ALL}", f"person:{CYPHER[0]}")
    assert (saved_views(store), stories(store), actions(store)) == ([view], [story], [action])
    assert nodes_in(engine) == Counter({"SavedView": 1, "Story": 1, "Action": 1, "Apart": 1, "Store": 1})
    assert len(pairs_apart(store)) == 1
    drop_view(store, view)
    drop_story(store, story)
    drop_action(store, action)
    list_again(store, f"person:{ALL}", f"person:{CYPHER[0]}")
    assert nodes_in(engine) == Counter({"Store": 1})


def test_cypher_as_a_network_to_choose_finds_that_network_alone(store: Store, tmp_path: Path, asked: list[str]) -> None:
    load(cypher_everywhere(tmp_path / "sheets"), store)
    snapshot = take_snapshot(store)
    assert snapshot.find_networks([f"network {ALL}"]) == (ALL,)
    assert snapshot.find_networks(Choice(networks=(ALL,)).networks) == (ALL,)
