"""The store of this visit, open between reruns, and its snapshot."""

import os
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

from graphmap.app.shell.own_store import asked_of_own
from graphmap.graph.snapshot import Snapshot, follow, take_snapshot
from graphmap.store.location import Identity, ServerLocation, read_location
from graphmap.store.store import Mark, Store, open_store

_CONNECTED = "server-of-this-visit"


def connect(location: ServerLocation) -> None:
    """Use a Neo4j server for the rest of this visit. Other visits aren't affected, and nothing about it is saved.

    Raises `NoStore`; the visit then stays on its store.
    """
    store = open_store(location)
    disconnect()
    st.session_state[_CONNECTED] = store


def disconnect() -> None:
    """Go back to the store that the app was started with."""
    connected: Store | None = st.session_state.pop(_CONNECTED, None)
    if connected is not None:
        connected.close()


def is_connected() -> bool:
    """Return whether this visit uses a server that it connected to."""
    return _CONNECTED in st.session_state


def store_identity() -> Identity:
    """Return what tells this visit's store from every other, without asking it anything."""
    connected: Store | None = st.session_state.get(_CONNECTED)
    location = connected.location if connected is not None else read_location(os.environ.get("GRAPHMAP_STORE"))
    return location.identity


def current_store() -> Store:
    """Return the open store: this visit's server, or the app's own, which is opened again if its engine has ended.

    Raises `NoStore`.
    """
    connected: Store | None = st.session_state.get(_CONNECTED)
    return connected if connected is not None else asked_of_own(Store.revision)[0]


def current_snapshot() -> Snapshot:
    """Return the store's graph as it is now. What has changed since it was last asked for is read, and nothing else.

    Raises `NoStore`.
    """
    connected: Store | None = st.session_state.get(_CONNECTED)
    store, mark = asked_of_own(Store.mark) if connected is None else (connected, connected.mark())
    latest: _Latest = _latest_of(mark.store)
    with latest.lock:
        return latest.moved_on(store, mark)


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
