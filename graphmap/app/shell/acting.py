"""Everything that the app writes. Each act asks first whether the viewer may, and goes into the log under their name.

A page hides what its viewer may not do (`session.may`); whoever tries it by hand is refused here in a sentence.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from graphmap import model
from graphmap.access.accounts import Account
from graphmap.access.accounts import grant as grant_account
from graphmap.access.accounts import revoke as revoke_account
from graphmap.access.roles import Right
from graphmap.access.viewer import require
from graphmap.actions import saving as actions_saving
from graphmap.actions.actions import Action
from graphmap.app.shell import stores, viewing
from graphmap.app.shell.kept import as_seen_story, as_seen_view
from graphmap.app.shell.session import current_sight
from graphmap.app.shell.who import act_now, my_name
from graphmap.errors import NotAllowed
from graphmap.model import NodeKey
from graphmap.progress import Progress
from graphmap.records import apart
from graphmap.rights.erasing import erase, sentences
from graphmap.sample.demo import demo_sheets
from graphmap.store import loading
from graphmap.store.edit import Edit, Tally
from graphmap.store.loading import Source
from graphmap.store.location import ServerLocation
from graphmap.store.log import Change
from graphmap.store.store import Store
from graphmap.stories import saving as stories_saving
from graphmap.stories.stories import SavedView, Story
from graphmap.tables import ENDS

_EVERYWHERE = ("deleted", "merged", "fields", "loaded")
"""What reaches everything that is related to what it touches."""

_OF_STEWARDS = ("rights", "withdrawn", "erased", "authority")
"""What only stewards record."""

T = TypeVar("T", SavedView, Story)


def store_for(right: Right, *, everywhere: bool = False) -> Store:
    """Return the store, to write what needs a right. Raises `NotAllowed` and `NoStore`."""
    require(viewing.current_viewer(), right, everywhere=everywhere)
    return stores.current_store()


# ----------------------------------------------------------------------------------------------- the graph


def write(edit: Edit, what: str, opened_at: int | None = None) -> Change:
    """Write `edit` as an act of the viewer.

    Raises `NotAllowed`, `Overtaken` where somebody has changed the same rows since `opened_at`, and `NoStore`.
    """
    if what in _OF_STEWARDS:
        require(viewing.current_viewer(), "steward")
    store = store_for("record", everywhere=what in _EVERYWHERE or any(map(len, edit.deleted.values())))
    if viewing.current_viewer().networks:
        _refuse_unseen(_touched_by(edit))
    return store.write(edit, act_now(what), opened_at)


def undo(seq: int) -> Change:
    """Undo a change. Raises `NotAllowed`, `CannotUndo` and `NoStore`."""
    store = store_for("record")
    if viewing.current_viewer().networks:
        _refuse_unseen(store.before(seq).touched.named())
    return store.undo(seq, act_now("undone"))


def load_sheets(source: Source, progress: Progress) -> dict[str, Tally]:
    """Load checked sheets. Raises `NotAllowed`, and what `load_source` does."""
    store = store_for("record", everywhere=True)
    return dict(loading.load_source(source, store, progress, date.today(), act_now("loaded"))[0])


def load_demo() -> None:
    """Load the demo cluster into the store. Raises `NotAllowed` and `NoStore`."""
    loading.load(demo_sheets(), store_for("steward", everywhere=True), act=act_now("demo"))


def remove_demo() -> None:
    """Remove the demo cluster from the store. Raises `NotAllowed` and `NoStore`."""
    loading.unload(demo_sheets(), store_for("steward", everywhere=True), act=act_now("deleted"))


def _touched_by(edit: Edit) -> Iterable[NodeKey]:
    """Yield what an edit touches that was there before it."""
    new = {model.node_key(label, id) for label, table in edit.created.items() for id in table["id"]}
    tables = [*edit.updated.items(), ("Interaction", edit.regraded)]
    yield from (model.node_key(label, id) for label, table in tables for id in table["id"])
    for table in (*edit.ended.values(), *edit.begun.values()):
        yield from (key for end in ENDS for key in table[end] if key not in new)


def _refuse_unseen(keys: Iterable[NodeKey]) -> None:
    """Raise `NotAllowed` where something among `keys` is outside the viewer's networks. Practices are everybody's."""
    sight = current_sight()
    if any(sight.key(key) is None for key in keys):
        raise NotAllowed(
            "This reaches beyond the networks that your account is for, so nothing was written. Ask a steward of the "
            "network to do it."
        )


# ------------------------------------------------------------------------------- cards, views, stories, doubles


def keep_action(action: Action) -> Action:
    """Keep a card that somebody takes on, closes or sets aside. Raises `NotAllowed`, and what `keep_action` does."""
    return actions_saving.keep_action(store_for("take_on"), action)


def drop_action(action: Action) -> Action:
    """Delete an action. Raises `NotAllowed`, and what `drop_action` does."""
    return actions_saving.drop_action(store_for("take_on"), action)


def keep_view(view: SavedView) -> SavedView:
    """Keep a saved view. Raises `NotAllowed`, and what `keep_view` does."""
    return stories_saving.keep_view(_store_to_change_view(view.id), view)


def drop_view(view: SavedView) -> SavedView:
    """Delete a saved view. Raises `NotAllowed`, and what `drop_view` does."""
    return stories_saving.drop_view(_store_to_change_view(view.id), view)


def keep_story(story: Story) -> Story:
    """Keep a story. Raises `NotAllowed`, and what `keep_story` does."""
    return stories_saving.keep_story(_store_to_change_story(story.id), story)


def drop_story(story: Story) -> Story:
    """Delete a story. Raises `NotAllowed`, and what `drop_story` does."""
    return stories_saving.drop_story(_store_to_change_story(story.id), story)


def _store_to_change_view(id: str) -> Store:
    store = store_for("take_on")
    _refuse_masked(id, stories_saving.saved_views(store), lambda each: as_seen_view(each, current_sight()))
    return store


def _store_to_change_story(id: str) -> Store:
    store = store_for("take_on")
    _refuse_masked(id, stories_saving.stories(store), lambda each: as_seen_story(each, current_sight()))
    return store


def _refuse_masked(id: str, kept: Iterable[T], as_seen: Callable[[T], T]) -> None:
    """Raise `NotAllowed` where the viewer sees only a part of what is kept, and would write over the rest."""
    if viewing.current_viewer().sees_all:
        return
    if any(each.id == id and as_seen(each) != each for each in kept):
        raise NotAllowed(
            "This speaks of people or networks that your account doesn’t show, so only somebody who sees all of it can "
            "change it. Ask a steward of the network."
        )


def erase_person(key: NodeKey, *, keep_off: bool) -> Sequence[str]:
    """Erase a person, and return what was done. Raises `NotAllowed`, and what `erase` does."""
    store = store_for("steward", everywhere=True)
    return sentences(erase(store, key, act_now("erased"), keep_off=keep_off), store.location)


def keep_apart(one: NodeKey, other: NodeKey) -> None:
    """Keep two likely doubles apart. Raises `NotAllowed` and `NoStore`."""
    apart.keep_apart(store_for("record", everywhere=True), one, other)


def list_again(one: NodeKey, other: NodeKey) -> None:
    """Let two records be listed as likely doubles again. Raises `NotAllowed` and `NoStore`."""
    apart.list_again(store_for("record", everywhere=True), one, other)


# ------------------------------------------------------------------------------------ stores and accounts


def connect(location: ServerLocation) -> None:
    """Use a Neo4j server for the rest of this visit. Raises `NotAllowed` and `NoStore`."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    stores.connect(location)


def disconnect() -> None:
    """Go back to the store that the app was started with."""
    stores.disconnect()


def grant(login: str, role: str, name: str, networks: Iterable[str]) -> Account:
    """Give somebody an account, or change theirs. Raises `NotAllowed`, and what `accounts.grant` does."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    return grant_account(stores.own_store(), login, role, name, tuple(networks), by=my_name())


def revoke(login: str) -> Account:
    """Take an account away. Raises `NotAllowed`, and what `accounts.revoke` does."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    return revoke_account(stores.own_store(), login, by=my_name())
