"""The store of this visit: the app's own, or a server that the visit is connected to.

Only `session`, `kept` and `acting` may use this, which import-linter checks: what they give a page is what its viewer
may see, and what they write is what the viewer may.
"""

import os

import streamlit as st

from graphmap.app.shell.own_store import asked_of_own
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


def own_store() -> Store:
    """Return the app's own store, which keeps the accounts. Raises `NoStore`."""
    return asked_of_own(Store.revision)[0]


def marked_store() -> tuple[Store, Mark]:
    """Return the open store, and what tells whether its graph has changed. Raises `NoStore`."""
    connected: Store | None = st.session_state.get(_CONNECTED)
    return asked_of_own(Store.mark) if connected is None else (connected, connected.mark())
