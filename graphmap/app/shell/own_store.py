"""The app's own store, which all visits share: it keeps the accounts, and the network unless a visit connected away."""

import os
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from graphmap.errors import NoStore, StoreMoved
from graphmap.store.location import read_location
from graphmap.store.store import Store, open_store

T = TypeVar("T")


@st.cache_resource(show_spinner="Opening the store…")
def _open_store(location: str | None) -> Store:
    return open_store(read_location(location))


def asked_of_own(ask: Callable[[Store], T]) -> tuple[Store, T]:
    """Return the app's own store, opened again if its engine has ended, and what it answers.

    Raises `NoStore`.
    """
    location = os.environ.get("GRAPHMAP_STORE")
    store: Store = _open_store(location)
    try:
        return store, ask(store)
    except StoreMoved:  # opened again, it would be a new and empty store
        raise
    except NoStore:
        _open_store.clear(location)
        store.close()
        store = _open_store(location)
        return store, ask(store)
