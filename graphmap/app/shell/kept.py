"""What pages read beside the graph (the log, cards taken on, saved views, stories), as the viewer may see it.

Free text loses the names that they may not see. The log is for those who see all of the network by name; of one entity,
also for those who see some networks. What a change did, value by value, is only for those who see private fields.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

import polars as pl

from graphmap import model
from graphmap.access.accounts import Account, accounts_of, networks_of
from graphmap.access.masking import SOMEBODY
from graphmap.access.seen import Sight
from graphmap.access.viewer import Viewer, require
from graphmap.actions import saving as actions_saving
from graphmap.actions.actions import Action, TieThen
from graphmap.app.shell import following, viewing
from graphmap.app.shell.language import words
from graphmap.app.shell.session import current_sight, may
from graphmap.app.shell.stores import current_store, own_store
from graphmap.model import NodeKey
from graphmap.records.apart import Pair
from graphmap.records.apart import pairs_apart as all_pairs_apart
from graphmap.records.named_changes import NamesOf, changes_between, names_among
from graphmap.rights.held import Held, held_about
from graphmap.rights.keeping_off import brought_back
from graphmap.store.edit import Edit
from graphmap.store.log import Change
from graphmap.stories import saving as stories_saving
from graphmap.stories.stories import Page, SavedView, Story
from graphmap.tables import GraphTables

_KEY = re.compile(rf"\b({'|'.join(kind.word for kind in model.KINDS)}):[^=]+")
_NOT_SHOWN = "…"


class Details(NamedTuple):
    """What a change did: a row for each value, and the names of what it touched."""

    changes: pl.DataFrame
    names_of: NamesOf


def address_of_changes() -> str:
    """Return where the page asks what others have changed. Who did it is only for those who see names everywhere."""
    names = viewing.current_viewer().may_everywhere("names")
    return following.address_of_changes(current_store(), words(), names=names)


def store_in_words() -> str:
    """Return where the store of this visit is."""
    require(viewing.current_viewer(), "steward")
    return str(current_store().location)


# ------------------------------------------------------------------------------------------------- the log


def shows_log(entity: NodeKey | None = None) -> bool:
    """Return whether the viewer sees what has changed, in all or of one entity."""
    return may("names", everywhere=entity is None)


def shows_values() -> bool:
    """Return whether the viewer sees what a change did, value by value."""
    return may("names") and may("notes") and may("private")


def change_log(entity: NodeKey | None = None, after: int = 0, limit: int | None = None) -> Sequence[Change]:
    """Return changes, newest first, as `Store.log` does; none where the viewer may not see them. Raises `NoStore`."""
    viewer, sight = viewing.current_viewer(), current_sight()
    if not viewer.may("names") or (viewer.networks and (entity is None or sight.key(entity) is None)):
        return []
    return [_told(change, viewer, sight) for change in current_store().log(after, entity, limit)]


def _told(change: Change, viewer: Viewer, sight: Sight) -> Change:
    act = change.act
    why = act.why if viewer.may("notes") else ""
    if act.what in ("granted", "revoked") and not viewer.may_everywhere("steward"):
        why = ""
    if viewer.networks:
        return replace(change, act=replace(act, by=sight.prose(act.by), why=sight.prose(why)), tallies={})
    return replace(change, act=replace(act, why=why))


def details_of(change: Change, entity: NodeKey | None) -> Details:
    """Return what a change did, to one entity or in all. Raises `NotAllowed` and `NoStore`."""
    viewer, sight, store = viewing.current_viewer(), current_sight(), current_store()
    for right in ("names", "notes", "private"):
        require(viewer, right, everywhere=entity is None)
    before = store.before(change.seq)
    changes = changes_between(before.was, before.became)
    if entity is not None:
        own = store.merged_into(entity)
        changes = changes.filter(changes["key"].is_in(own) | changes["other"].is_in(own).fill_null(False))
    if viewer.networks:
        seen = list(sight.codes)
        changes = changes.filter(pl.col("key").is_in(seen) & (pl.col("other").is_null() | pl.col("other").is_in(seen)))
        changes = changes.with_columns(
            pl.Series(name, [text and sight.prose(text) for text in changes[name]], dtype=pl.String)
            for name in ("before", "after")
        )
    return Details(changes, names_among(before.was, before.became, sight.snapshot.tables))


# ---------------------------------------------------------------------------------- cards, views and stories


def actions() -> Sequence[Action]:
    """Return the cards taken on, the latest first. Raises `NoStore`."""
    found, viewer, sight = actions_saving.actions(current_store()), viewing.current_viewer(), current_sight()
    if viewer.sees_all:
        return found
    return [each for each in (_action(action, viewer, sight) for action in found) if each]


def _action(action: Action, viewer: Viewer, sight: Sight) -> Action | None:
    about = tuple(filter(None, map(sight.key, action.about)))
    if len(about) < len(action.about):
        return None
    ties = [
        TieThen(source, target, tie.settled)
        for tie in action.ties
        if (source := sight.key(tie.source)) and (target := sight.key(tie.target))
    ]
    return replace(
        action,
        about=about,
        ties=tuple(ties),
        title=sight.prose(action.title),
        step=sight.prose(action.step),
        who=_who(action.who, viewer, sight),
        why=(sight.prose(action.why) if viewer.may("notes") else _NOT_SHOWN) if action.why else "",
    )


def _who(name: str, viewer: Viewer, sight: Sight) -> str:
    shown = sight.prose(name)
    return shown if not name or viewer.may("names") or shown != name else SOMEBODY


def saved_views() -> Sequence[SavedView]:
    """Return all saved views, by name. Raises `NoStore`."""
    found, viewer, sight = stories_saving.saved_views(current_store()), viewing.current_viewer(), current_sight()
    return found if viewer.sees_all else [as_seen_view(view, sight) for view in found]


def stories() -> Sequence[Story]:
    """Return all stories, by title. Raises `NoStore`."""
    found, viewer, sight = stories_saving.stories(current_store()), viewing.current_viewer(), current_sight()
    return found if viewer.sees_all else [as_seen_story(story, sight) for story in found]


def as_seen_view(view: SavedView, sight: Sight) -> SavedView:
    """Return a view as it is seen: what it shows of those who aren't seen is nothing."""

    def shown(value: str) -> str:
        found = _KEY.match(value)
        if found is None:
            return value
        return (sight.key(found[0]) or f"{found[1]}:{_NOT_SHOWN}") + value[found.end() :]

    pairs = [(name, shown(value)) for name, value in parse_qsl(view.address, keep_blank_values=True)]
    networks = {network for name, network in pairs if name == "network"}
    ids = set(sight.snapshot.tables.kinds["Network"]["id"])
    if networks and not networks <= ids:  # names are possible too, but the app writes ids
        pairs = [(name, value) for name, value in pairs if name != "network" or value in ids]
    return replace(view, name=sight.prose(view.name), address=urlencode(pairs))


def as_seen_story(story: Story, sight: Sight) -> Story:
    """Return a story as it is seen."""
    pages = tuple(Page(sight.prose(page.heading), sight.prose(page.text), page.view) for page in story.pages)
    return replace(story, title=sight.prose(story.title), pages=pages)


def pairs_apart() -> Sequence[Pair]:
    """Return the pairs of likely doubles that are kept apart. Raises `NoStore`, and `NotAllowed`."""
    require(viewing.current_viewer(), "record", everywhere=True)
    return all_pairs_apart(current_store())


# ------------------------------------------------------------------------------------------ people's rights


def warnings_of(edit: Edit, existing: GraphTables) -> Sequence[str]:
    """Return a warning for each person of `edit` who was erased or withdrew. Raises `NoStore`, and `NotAllowed`."""
    require(viewing.current_viewer(), "record", everywhere=True)
    return brought_back(current_store(), existing, edit)


def everything_about(key: NodeKey) -> Held:
    """Return everything that is held about a person. Raises `NoStore`, and `NotAllowed`."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    return held_about(current_store(), current_sight().snapshot.tables, key)


# --------------------------------------------------------------------------------------------- who may see


def accounts() -> Sequence[Account]:
    """Return all accounts, by login. Raises `NoStore`, and `NotAllowed`."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    return accounts_of(own_store())


def network_names() -> dict[str, str]:
    """Return the name of every network by its id. Raises `NoStore`, and `NotAllowed`."""
    require(viewing.current_viewer(), "steward", everywhere=True)
    return dict(networks_of(own_store()))
