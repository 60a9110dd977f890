"""Who writes: the account of the person who is signed in, or the name that somebody gave once in this browser.

Where nobody signs in, nobody has to give a name."""

from datetime import UTC, datetime

import streamlit as st

from graphmap.app.shell import viewing
from graphmap.sheets.cell_texts import visible
from graphmap.store.log import Act

LONGEST = 60
"""Characters of a name."""

_NAME = "name-of-this-visitor"


def my_name() -> str:
    """Return the name of the account, or that which somebody gave in this browser, or an empty text."""
    if (viewer := viewing.current_viewer()).login:
        return viewer.name or viewer.login
    name: str = st.session_state.get(_NAME, "")
    return name


def call_me(name: str) -> None:
    """Use this name from now on; an empty one is none."""
    st.session_state[_NAME] = " ".join(visible(name).split())[:LONGEST]


def act_now(what: str, why: str = "") -> Act:
    """Return the act of this visitor at this moment, for the log. `what` is one of its words, such as ``visit``."""
    return Act(what, datetime.now(UTC), my_name(), why)
