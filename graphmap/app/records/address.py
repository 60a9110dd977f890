"""What the Records page shows, as its address has it: a tab, the form of an entity, or its history."""

from collections.abc import Mapping

import streamlit as st

from graphmap import model
from graphmap.model import NodeKey

TAB, EDIT, NEW, HISTORY = "tab", "edit", "new", "history"
_OPENED = (EDIT, NEW, HISTORY)

ACCESS, CHANGES, DOUBLES, FIELDS, RIGHTS, UPLOAD = "access", "changes", "doubles", "fields", "rights", "upload"
KINDS: Mapping[str, str] = {kind.word: kind.label for kind in model.KINDS if kind.label not in model.BESIDE}
"""The kinds that have a grid, by the word that names its tab."""


def tab_in_address() -> str | None:
    """Return the tab that the address names, whether or not there is such a tab."""
    return st.query_params.get(TAB)


def form_in_address() -> tuple[str, NodeKey | None] | None:
    """Return the kind and the key of the form that the address opens; the key is None for a new entity."""
    if label := KINDS.get(st.query_params.get(NEW, "")):
        return label, None
    return _entity(st.query_params.get(EDIT))


def history_in_address() -> tuple[str, NodeKey] | None:
    """Return the kind and the key of the entity of which the address opens the history."""
    return _entity(st.query_params.get(HISTORY))


def _entity(key: str | None) -> tuple[str, NodeKey] | None:
    label = KINDS.get((key or "").partition(":")[0])
    return (label, key) if key and label else None


def go_to_tab(tab: str) -> None:
    """Show a tab, and no form."""
    close()
    st.query_params[TAB] = tab


def open_form(key: NodeKey) -> None:
    """Show the form of an entity."""
    close()
    st.query_params[EDIT] = key


def open_new(label: str) -> None:
    """Show an empty form of a kind."""
    close()
    st.query_params[NEW] = model.KIND[label].word


def open_history(key: NodeKey) -> None:
    """Show the history of an entity."""
    close()
    st.query_params[HISTORY] = key


def close() -> None:
    """Close the form or the history that is open."""
    for name in _OPENED:
        st.query_params.pop(name, None)
