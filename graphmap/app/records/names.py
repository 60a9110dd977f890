"""The names of everything in a snapshot, made once."""

import streamlit as st

from graphmap.graph.snapshot import Snapshot
from graphmap.records.grids import Names


def names_of(snapshot: Snapshot) -> Names:
    """Return the names of everything in `snapshot`."""
    found: Names = _names(snapshot.identity, snapshot)
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(identity: str, _snapshot: Snapshot) -> Names:  # noqa: ARG001 — the cache's key
    return Names(_snapshot.tables)
