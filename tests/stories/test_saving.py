"""Saved views and stories in a store, on both engines: what is kept comes back, and nobody's work is overwritten
unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graphmap.errors import BadData, Overtaken
from graphmap.store.loading import load, unload
from graphmap.store.store import Store
from graphmap.stories.saving import drop_story, drop_view, keep_story, keep_view, saved_views, stories
from graphmap.stories.stories import MOST_PAGES, Page, SavedView, Story

HOSTILE = "<img src=x onerror=alert(1)> '\"`$ {name: 1} //"
VIEW = SavedView("v1", "Only sharing", "view=people&only=depth%3A1")
STORY = Story("s1", "A year", (Page("Where we began", "Two schools.", "v1"), Page("", "", "")))


def test_a_new_store_has_no_views_and_no_stories(store: Store) -> None:
    assert (saved_views(store), stories(store)) == ([], [])


def test_a_view_and_a_story_come_back_as_they_were_kept(store: Store) -> None:
    view, story = keep_view(store, VIEW), keep_story(store, STORY)
    assert replace(view, version=None) == VIEW
    assert replace(story, version=None) == STORY
    assert (saved_views(store), stories(store)) == ([view], [story])


def test_a_story_without_pages_comes_back(store: Store) -> None:
    kept = keep_story(store, Story("s1", "Empty"))
    assert stories(store) == [kept]


def test_hostile_words_are_kept_as_they_are(store: Store) -> None:
    kept = keep_story(store, Story("s1", HOSTILE, (Page(HOSTILE, f"{HOSTILE}\n{HOSTILE}", HOSTILE),)))
    assert stories(store) == [kept]
    assert kept.title == HOSTILE


def test_what_is_kept_again_is_replaced(store: Store) -> None:
    kept = keep_story(store, STORY)
    changed = keep_story(store, kept.without_page(1).moved(0, 0))
    assert stories(store) == [changed]
    assert len(changed.pages) == 1


def test_of_two_who_change_one_story_the_later_is_told_and_the_earlier_stays(store: Store) -> None:
    opened = keep_story(store, STORY)
    first = keep_story(store, replace(opened, title="Hers"))
    with pytest.raises(Overtaken):
        keep_story(store, replace(opened, title="His"))
    assert stories(store) == [first]


def test_of_many_who_change_one_story_at_once_one_is_kept_and_the_others_are_told(store: Store) -> None:
    opened = keep_story(store, STORY)

    def change(number: int) -> Story | None:
        try:
            return keep_story(store, replace(opened, title=f"Number {number}"))
        except Overtaken:
            return None

    with ThreadPoolExecutor(4) as together:
        kept = [story for story in together.map(change, range(4)) if story]
    assert stories(store) == kept
    assert len(kept) == 1


def test_who_changes_what_another_has_deleted_is_told_and_it_does_not_come_back(store: Store) -> None:
    view, story = keep_view(store, VIEW), keep_story(store, STORY)
    drop_view(store, view)
    drop_story(store, story)
    with pytest.raises(Overtaken):
        keep_view(store, view)
    with pytest.raises(Overtaken):
        keep_story(store, story)
    assert (saved_views(store), stories(store)) == ([], [])


def test_what_another_has_changed_is_not_deleted(store: Store) -> None:
    opened = keep_story(store, STORY)
    changed = keep_story(store, replace(opened, title="Hers"))
    with pytest.raises(Overtaken):
        drop_story(store, opened)
    assert stories(store) == [changed]


def test_what_was_deleted_can_be_kept_again(store: Store) -> None:
    dropped = drop_view(store, keep_view(store, VIEW))
    assert saved_views(store) == []
    again = keep_view(store, dropped)
    assert saved_views(store) == [again]


def test_a_story_keeps_the_page_of_a_view_that_is_deleted(store: Store) -> None:
    view, story = keep_view(store, VIEW), keep_story(store, STORY)
    drop_view(store, view)
    assert stories(store) == [story]


def test_two_views_of_one_name_are_refused(store: Store) -> None:
    keep_view(store, VIEW)
    with pytest.raises(BadData, match="already"):
        keep_view(store, replace(VIEW, id="v2", name=" only  SHARING "))


@pytest.mark.parametrize(
    "story",
    [
        Story("s1", " "),
        Story("s1", "A", (Page(),) * (MOST_PAGES + 1)),
        Story("s1", "A", (Page(text="a" * 10_001),)),
        Story("s1", "a" * 201),
    ],
    ids=["no title", "too many pages", "too long a text", "too long a title"],
)
def test_a_story_that_cannot_be_told_is_refused(store: Store, story: Story) -> None:
    with pytest.raises(BadData):
        keep_story(store, story)
    assert stories(store) == []


def test_what_is_kept_is_no_part_of_the_network(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(schools="id,name\nt1,Tauira Hill\n"), store)
    before = store.revision()
    keep_view(store, VIEW)
    keep_story(store, STORY)
    revision, tables = store.read()
    assert revision == before
    assert [label for label, table in tables.kinds.items() if table.height] == ["School", "Practice"]


def test_loading_and_taking_out_sheets_leave_what_is_kept(store: Store, sheets: Callable[..., Path]) -> None:
    view, story = keep_view(store, VIEW), keep_story(store, STORY)
    folder = sheets(schools="id,name\nt1,Tauira Hill\n")
    load(folder, store)
    unload(folder, store)
    assert (saved_views(store), stories(store)) == ([view], [story])
