"""What this visit sees: the one place in the app where pages, routes, files and searches get a snapshot.

It is the store's graph as it is now, or as it was known on a day, with what the viewer may not see taken out
(`graphmap.access.seen`).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

import streamlit as st

from graphmap.access.accounts import code_secret
from graphmap.access.roles import Right
from graphmap.access.seen import Sight, sight_of
from graphmap.access.viewer import Viewer
from graphmap.app.shell import stores, viewing
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import follow, known_on, take_snapshot
from graphmap.store.location import Identity
from graphmap.store.store import Mark, Store

_MOST_SIGHTS = 12
_VIEWER = "viewer-of-this-run"


def current_snapshot() -> Snapshot:
    """Return the store's graph as it is now, as the viewer may see it.

    What has changed since it was last asked for is read, and nothing else. Raises `NoStore`.
    """
    return current_sight().snapshot


def snapshot_known_on(day: date) -> Snapshot:
    """Return the graph as it was known at the end of `day`, as the viewer may see it. Raises `NoStore`."""
    store, latest = _latest()
    whole: Snapshot = _known_on(latest.identity, day, latest, store)
    return _sight(whole, store).snapshot


def current_sight() -> Sight:
    """Return how the viewer sees the store's graph as it is now. Raises `NoStore`."""
    store, latest = _latest()
    return _sight(latest, store)


def may(right: Right, *, everywhere: bool = False) -> bool:
    """Return whether to offer something to the viewer. Whether it is done is asked again when they do it."""
    viewer: Viewer = st.session_state.get(_VIEWER) or viewing.current_viewer()
    return viewer.may_everywhere(right) if everywhere else viewer.may(right)


def is_connected() -> bool:
    """Return whether this visit uses a server that it connected to."""
    return stores.is_connected()


def store_identity() -> Identity:
    """Return what tells this visit's store from every other, without asking it anything."""
    return stores.store_identity()


def store_as_seen() -> Hashable:
    """Return what tells this visit's store, as its viewer sees it, from every other."""
    viewer: Viewer = st.session_state.get(_VIEWER) or viewing.current_viewer()
    return store_identity(), viewer.scope


# --------------------------------------------------------------------------------------- the whole graph


def _latest() -> tuple[Store, Snapshot]:
    """Return the store and its whole graph as it is now."""
    store, mark = stores.marked_store()
    latest: _Latest = _latest_of(mark.store)
    with latest.lock:
        return store, latest.moved_on(store, mark)


@dataclass
class _Latest:
    """The latest snapshot of a store, which all visits share, and the mark that it had."""

    lock: Lock = field(default_factory=Lock)
    mark: Mark | None = None
    snapshot: Snapshot | None = None

    def moved_on(self, store: Store, mark: Mark) -> Snapshot:
        """Return the snapshot, moved on to `mark`."""
        if self.snapshot is None or mark.revision is None:
            if self.snapshot is None or self.mark != mark:
                with st.spinner("Reading the store…"):
                    self.snapshot = take_snapshot(store)
        elif self.mark != mark:
            self.snapshot = follow(store, self.snapshot)
        self.mark = mark
        return self.snapshot


@st.cache_resource(max_entries=2, show_spinner=False)
def _latest_of(store: Identity) -> _Latest:  # noqa: ARG001 — what it is cached by
    return _Latest()


@st.cache_resource(max_entries=2, show_spinner="Going back…")
def _known_on(identity: str, known: date, _snapshot: Snapshot, _store: Store) -> Snapshot:  # noqa: ARG001 — the cache's key
    return known_on(_store, _snapshot, known)


def _sight(snapshot: Snapshot, store: Store) -> Sight:
    viewer = viewing.current_viewer()
    st.session_state[_VIEWER] = viewer
    if viewer.sees_all:
        return sight_of(snapshot, viewer, b"")
    found: Sight = _sight_of(snapshot.identity, viewer.scope, snapshot, viewer, store)
    return found


@st.cache_resource(max_entries=_MOST_SIGHTS, show_spinner=False)
def _sight_of(
    identity: str,  # noqa: ARG001 — the cache's key, as is the next
    scope: tuple[object, ...],  # noqa: ARG001
    _snapshot: Snapshot,
    _viewer: Viewer,
    _store: Store,
) -> Sight:
    return sight_of(_snapshot, _viewer, code_secret(_store))
