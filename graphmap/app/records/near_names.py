"""What is recorded already that a newly typed name may mean, as the name is typed."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import plain
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import Words
from graphmap.model import NodeKey
from graphmap.records.doubles import KINDS, near

_MOST = 3


def show_near(snapshot: Snapshot, label: str, name: str, open_one: Callable[[NodeKey], None]) -> None:
    """Show which entities of a kind `name` may mean, each with a button to open it."""
    if label not in KINDS or not name.strip():
        return
    found = _near(snapshot.identity, label, name.strip(), words(), snapshot).head(_MOST)
    if found.is_empty():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="near-names"):
        st.caption(_("Is it one of these?"))
        for row in found.iter_rows(named=True):
            title = _("Open {name} ({why})", name=plain(row["name"]), why=row["why"])
            st.button(title, key=f"near-{row['key']}", type="tertiary", on_click=open_one, args=(row["key"],))


@st.cache_data(max_entries=50, show_spinner=False)
def _near(identity: str, label: str, name: str, words: Words, _snapshot: Snapshot) -> pl.DataFrame:  # noqa: ARG001 — the cache's key
    return near(name, label, _snapshot.tables, words=words)
