"""Actions in a store, on both engines: they come back as they were kept, and of two who take one card, one is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines import RunningEngine

from graphmap.actions.actions import Action, TieThen
from graphmap.actions.saving import actions, drop_action, keep_action
from graphmap.errors import BadData, Overtaken
from graphmap.store.backup import restore_backup, take_backup
from graphmap.store.loading import load
from graphmap.store.store import Store, open_store

HOSTILE = "<img src=x onerror=alert(1)> '\"`$ {name: 1} // ā"
TAKEN = Action(
    "a1",
    "card",
    "only_sharing",
    ("school:a", "school:b"),
    HOSTILE,
    f"{HOSTILE}\n{HOSTILE}",
    0.1 + 0.2,
    (TieThen("school:a", "school:b", 1), TieThen("school:a", "school:c", None)),
    date(2026, 4, 20),
    "Ana Walker",
    date(2026, 7, 3),
)
BARE = Action("a2", "other", "no_goal", (), "", "", 0.0, (), date(2026, 2, 2), state="done", closed=date(2026, 3, 2))


def test_a_new_store_has_no_actions(store: Store) -> None:
    assert actions(store) == []


def test_actions_come_back_as_they_were_kept_the_latest_first(store: Store) -> None:
    bare, taken = keep_action(store, BARE), keep_action(store, TAKEN)
    assert replace(taken, version=None) == TAKEN
    assert actions(store) == [taken, bare]


def test_what_is_kept_again_is_replaced(store: Store) -> None:
    done = keep_action(store, keep_action(store, TAKEN).done(date(2026, 6, 1)))
    assert actions(store) == [done]
    assert done.state == "done"


def test_of_many_who_take_one_card_at_once_one_has_it_and_the_others_are_told(store: Store) -> None:
    def take(name: str) -> Action | None:
        try:
            return keep_action(store, replace(TAKEN, who=name))
        except Overtaken:
            return None

    with ThreadPoolExecutor(4) as together:
        kept = [action for action in together.map(take, ["Ana", "Bo", "Cy", "Di"]) if action]
    assert actions(store) == kept
    assert len(kept) == 1


def test_the_later_of_two_sees_who_has_taken_the_card_or_what_became_of_it(store: Store) -> None:
    first = keep_action(store, TAKEN)
    with pytest.raises(Overtaken, match=r"Ana Walker has taken this on meanwhile\."):
        keep_action(store, replace(TAKEN, who="Bo"))
    keep_action(store, first.done(date(2026, 6, 1)))
    with pytest.raises(Overtaken, match=r"Somebody has marked this as done meanwhile\."):
        keep_action(store, replace(first, who="Bo"))
    drop_action(store, actions(store)[0])
    with pytest.raises(Overtaken, match=r"Nobody has this any more: it was undone meanwhile\."):
        keep_action(store, replace(first, who="Bo"))


def test_what_another_has_changed_is_neither_replaced_nor_dropped(store: Store) -> None:
    opened = keep_action(store, TAKEN)
    changed = keep_action(store, replace(opened, who="Bo"))
    with pytest.raises(Overtaken):
        keep_action(store, opened.done(date(2026, 6, 1)))
    with pytest.raises(Overtaken):
        drop_action(store, opened)
    assert actions(store) == [changed]


def test_what_was_dropped_can_be_kept_again(store: Store) -> None:
    dropped = drop_action(store, keep_action(store, TAKEN))
    assert actions(store) == []
    again = keep_action(store, dropped)
    assert actions(store) == [again]


def test_what_cannot_be_kept_is_refused_before_anything_is_written(store: Store) -> None:
    with pytest.raises(BadData):
        keep_action(store, replace(TAKEN, who=""))
    assert actions(store) == []


def test_actions_are_no_part_of_the_network(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(schools="id,name\na,Tauira Hill\n"), store)
    before = store.revision()
    keep_action(store, TAKEN)
    revision, tables = store.read()
    assert revision == before
    assert [label for label, table in tables.kinds.items() if table.height] == ["School", "Practice"]


def test_a_backup_carries_actions(engine: RunningEngine) -> None:
    with open_store(engine.location) as store:
        kept = [keep_action(store, TAKEN), keep_action(store, BARE)]
        backup = take_backup(store)
    engine.empty()
    with open_store(engine.location) as store:
        restore_backup(backup, store)
        assert actions(store) == kept
