"""Write what somebody did on the Records page, and say so once, with a way to undo it."""

from datetime import UTC, datetime

import streamlit as st

from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import current_store
from graphmap.store.edit import Edit
from graphmap.store.log import Act

_DONE = "records-done"


def act_now(what: str, why: str = "") -> Act:
    return Act(what, datetime.now(UTC), "", why)


def write(edit: Edit, what: str, done: str, opened_at: int | None = None) -> None:
    """Write `edit` as an act of this visitor, and say that it is `done` on the next run.

    Raises `Overtaken` where somebody has changed the same rows since `opened_at`, and `NoStore`.
    """
    store = current_store()
    store.apply(edit, store.revision())
    st.session_state[_DONE] = (done, None)


def show_done() -> None:
    """Say once what was written."""
    done: tuple[str, int | None] | None = st.session_state.pop(_DONE, None)
    if done:
        st.success(plain(done[0]), icon=":material/check:")
