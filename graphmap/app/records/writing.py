"""Write what somebody did on the Records page, and say so once, with a way to undo it."""

import streamlit as st

from graphmap.app.shell import acting
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.errors import GraphmapError, Overtaken
from graphmap.store.edit import Edit

_DONE = "records-done"


def write(edit: Edit, what: str, done: str, opened_at: int | None = None) -> None:
    """Write `edit` as an act of this visitor, and say that it is `done` on the next run.

    Raises `Overtaken` where somebody has changed the same rows since `opened_at`, and `NoStore`.
    """
    change = acting.write(edit, what, opened_at)
    st.session_state[_DONE] = (done, change.seq)


def write_or_say(edit: Edit, what: str, done: str, opened_at: int) -> None:
    """Do as `write` does, and run the page again; where somebody was first, say that nothing was written.

    Raises `NoStore`.
    """
    try:
        write(edit, what, done, opened_at)
    except Overtaken:
        text = _("Somebody else has changed the same meanwhile, so nothing was written. Look again, then repeat it.")
        st.session_state[_DONE] = (text, None)
    st.rerun()


def say(done: str) -> None:
    """Say on the next run what was done, where that can't be undone."""
    st.session_state[_DONE] = (done, 0)


def undo(seq: int, done: str) -> None:
    """Undo a change, and say on the next run that it is `done`, or what is in the way."""
    try:
        change = acting.undo(seq)
    except GraphmapError as error:
        st.session_state[_DONE] = (str(error), None)
    else:
        st.session_state[_DONE] = (done, change.seq)


def show_done() -> None:
    """Say once what was written, with a button to undo it; or why nothing was."""
    done: tuple[str, int | None] | None = st.session_state.pop(_DONE, None)
    if done is None:
        return
    text, seq = done
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="records-done"):
        if seq is None:
            st.error(plain(text), icon=":material/error:")
            return
        st.success(plain(text), icon=":material/check:")
        if not seq:
            return
        st.button(_("Undo"), icon=":material/undo:", key=f"undo-{seq}", on_click=undo, args=(seq, _("Undone.")))
