"""Lists, keeps and drops saved views and stories. When two people change one at once, the second is told.

These are in the store but beside the network: no sheet brings them, no load or unload touches them, and no snapshot,
measure or export has them."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace

from graphmap.store.store import Store
from graphmap.stories.stories import Page, SavedView, Story, checked_story, checked_view


def new_id() -> str:
    """Return a new id."""
    return uuid.uuid4().hex[:12]


def saved_views(store: Store) -> Sequence[SavedView]:
    """Return all saved views in `store`, by name. Raises `NoStore`."""
    return [SavedView(**found) for found in store.ask("saved_views")]


def stories(store: Store) -> Sequence[Story]:
    """Return all stories in `store`, by title. Raises `NoStore`."""
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
    """Keep the whole of `view`, and return it as kept.

    Raises `BadData` where it can't be kept, and `Overtaken` where somebody has changed or deleted it since its
    ``version``."""
    kept = replace(checked_view(view, saved_views(store)), version=uuid.uuid4().hex)
    store.replace("keep_view", view.version, asdict(kept))
    return kept


def keep_story(store: Store, story: Story) -> Story:
    """Keep the whole of `story`, and return it as kept.

    Raises `BadData` where it can't be kept, and `Overtaken` where somebody has changed or deleted it since its
    ``version``."""
    kept = replace(checked_story(story), version=uuid.uuid4().hex)
    values = {"id": kept.id, "title": kept.title, "version": kept.version}
    pages = {"headings": [page.heading for page in kept.pages], "texts": [page.text for page in kept.pages]}
    store.replace("keep_story", story.version, {**values, **pages, "views": [page.view for page in kept.pages]})
    return kept


def drop_view(store: Store, view: SavedView) -> SavedView:
    """Delete `view`, and return it ready to be kept again.

    Raises `Overtaken` where somebody has changed or deleted it meanwhile."""
    store.replace("drop_view", view.version, {"id": view.id})
    return replace(view, version=None)


def drop_story(store: Store, story: Story) -> Story:
    """Delete `story`, and return it ready to be kept again.

    Raises `Overtaken` where somebody has changed or deleted it meanwhile."""
    store.replace("drop_story", story.version, {"id": story.id})
    return replace(story, version=None)
