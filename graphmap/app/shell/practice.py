"""The evidence of one practice, over the page that is open."""

import polars as pl
import streamlit as st

from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain, show_interactions
from graphmap.graph.snapshot import chosen_interactions
from graphmap.map import panel_tables
from graphmap.model import NodeKey

_SHOWN = "practice-shown"


def show_next(practice: NodeKey) -> None:
    """Show this practice in the next run."""
    st.session_state[_SHOWN] = practice


def show_practice(frame: Frame) -> None:
    """Show the practice that was chosen, if one was."""
    practice: NodeKey | None = st.session_state.pop(_SHOWN, None)
    if practice is not None and practice in frame.snapshot.names:
        st.dialog(plain(frame.snapshot.names[practice]), width="medium")(_show)(frame, practice)


def _show(frame: Frame, practice: NodeKey) -> None:
    mine = chosen_interactions(frame.snapshot, frame.choice).filter(
        pl.col("practice") == frame.snapshot.names[practice]
    )
    st.caption(_("In the chosen period and networks."))
    show_interactions(panel_tables.interactions_with(frame.snapshot, mine["id"].to_list()), "practice")
