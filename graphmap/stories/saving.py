"""Saved views and stories in a store: listed, kept and dropped. Of two people who change one at once, the later is
told.

They lie beside the network, in the same store, and are removed by their own names alone: no sheet brings them, no load
or unload touches them, and no snapshot, measure or export has them."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace

from graphmap.store.store import Store
from graphmap.stories.stories import Page, SavedView, Story, checked_story, checked_view


def new_id() -> str:
    """An id that nothing kept has."""
    return uuid.uuid4().hex[:12]


def saved_views(store: Store) -> Sequence[SavedView]:
    """All saved views in `store`, by name. Raises `NoStore`."""
    return [SavedView(**found) for found in store.ask("saved_views")]


def stories(store: Store) -> Sequence[Story]:
    """All stories in `store`, by title. Raises `NoStore`."""
    return [
        Story(
            found["id"],
            found["title"],
            tuple(map(Page, found["headings"], found["texts"], found["views"])),
            found["version"],
        )
        for found in store.ask("stories")
    ]


def keep_view(store: Store, view: SavedView) -> SavedView:
    """Keep `view` as a whole, and return it as it is kept.

    Raises `BadData` where it cannot be kept, and `Overtaken` where somebody has changed or deleted it since its
    ``version``."""
    kept = replace(checked_view(view, saved_views(store)), version=uuid.uuid4().hex)
    store.replace("keep_view", view.version, asdict(kept))
    return kept


def keep_story(store: Store, story: Story) -> Story:
    """Keep `story` as a whole, and return it as it is kept.

    Raises `BadData` where it cannot be kept, and `Overtaken` where somebody has changed or deleted it since its
    ``version``."""
    kept = replace(checked_story(story), version=uuid.uuid4().hex)
    values = {"id": kept.id, "title": kept.title, "version": kept.version}
    pages = {"headings": [page.heading for page in kept.pages], "texts": [page.text for page in kept.pages]}
    store.replace("keep_story", story.version, {**values, **pages, "views": [page.view for page in kept.pages]})
    return kept


def drop_view(store: Store, view: SavedView) -> SavedView:
    """Delete `view`, and return it as it can be kept again. Raises `Overtaken` where somebody has changed or deleted it
    meanwhile."""
    store.replace("drop_view", view.version, {"id": view.id})
    return replace(view, version=None)


def drop_story(store: Store, story: Story) -> Story:
    """Delete `story`, and return it as it can be kept again. Raises `Overtaken` where somebody has changed or deleted
    it meanwhile."""
    store.replace("drop_story", story.version, {"id": story.id})
    return replace(story, version=None)
