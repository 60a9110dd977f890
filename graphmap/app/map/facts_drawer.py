"""The drawer over the map: the facts of the whole in words and tables, also for those who can't use a map."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from graphmap.app.shell.language import _

_OPEN = "facts-are-open"


def show_facts_button() -> None:
    """Show the button that opens and closes the drawer."""
    st.button(
        _("Table and facts"),
        icon=":material/table_rows:",
        on_click=_toggle,
        key="facts-button",
        type="tertiary",
        help=_("The map in words and as a table"),
    )


@contextmanager
def facts_drawer() -> Iterator[bool]:
    """Make room for the drawer, and tell whether it is open."""
    if not st.session_state.get(_OPEN):
        yield False
        return
    with st.container(key="over-facts"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(_("Table and facts"), anchor=False)
            st.button(_("Close"), icon=":material/close:", on_click=_toggle, key="facts-close", type="tertiary")
        yield True


def _toggle() -> None:
    st.session_state[_OPEN] = not st.session_state.get(_OPEN)
