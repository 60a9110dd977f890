"""Who writes: the name that somebody gave once in this browser, which keeps it. Nobody has to give one."""

from datetime import UTC, datetime

import streamlit as st

from graphmap.sheets.cell_texts import visible
from graphmap.store.log import Act

LONGEST = 60
"""Characters of a name."""

_NAME = "name-of-this-visitor"


def my_name() -> str:
    """Return the name that somebody gave in this browser, or an empty text."""
    name: str = st.session_state.get(_NAME, "")
    return name


def call_me(name: str) -> None:
    """Use this name from now on; an empty one is none."""
    st.session_state[_NAME] = " ".join(visible(name).split())[:LONGEST]


def act_now(what: str, why: str = "") -> Act:
    """Return the act of this visitor at this moment, for the log. `what` is one of its words, such as ``visit``."""
    return Act(what, datetime.now(UTC), my_name(), why)
