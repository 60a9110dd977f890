"""The names of everything in a snapshot, made once."""

import streamlit as st

from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.records.grids import Names
from graphmap.records.named_changes import names_in
from graphmap.store.edit import Edit


def names_of(snapshot: Snapshot) -> Names:
    """Return the names of everything in `snapshot`."""
    found: Names = _names(snapshot.identity, snapshot)
    return found


def name_of(snapshot: Snapshot, key: NodeKey) -> str | None:
    """Return the name of an entity, or None where there is no such entity. An interaction's is its practice and day."""
    return names_in(Edit(), snapshot.tables)({key}).get(key)


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(identity: str, _snapshot: Snapshot) -> Names:  # noqa: ARG001 — the cache's key
    return Names(_snapshot.tables)
