"""What can be done with the rows of a grid that are chosen: all of them, or none."""

from datetime import date

import streamlit as st

from graphmap import model
from graphmap.app.records.cells import ask_cell, show_wrong, title_of_heading
from graphmap.app.records.choosing import choose
from graphmap.app.records.leaving import show_deleting, show_retiring
from graphmap.app.records.writing import write_or_say
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.records.forms import form_in
from graphmap.records.many import change_all, changeable, join_all
from graphmap.records.retiring import RETIRED
from graphmap.sheets.problems import BadSheets
from graphmap.store.edit import Edit

_LONGEST = 40


def show_chosen(snapshot: Snapshot, label: str, chosen: dict[NodeKey, None]) -> None:
    """Show how many rows are chosen, and what can be done with them."""
    there = set(snapshot.tables.keys(label).filter(snapshot.tables.keys(label).is_in(list(chosen))))
    keys = [key for key in chosen if key in there]
    if not keys:
        chosen.clear()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="records-chosen"):
        st.markdown(f"**{_n('{number} chosen', '{number} chosen', len(keys))}**", width="content")
        with st.popover(_("Change a field"), icon=":material/edit:", width="content"):
            _show_changing(snapshot, label, keys, chosen)
        if label in model.ORGANISATIONS:
            with st.popover(_("Join a network"), icon=":material/group_add:", width="content"):
                _show_joining(snapshot, label, keys, chosen)
        if label in RETIRED:
            with st.popover(_("Retire"), icon=":material/event_busy:", width="content"):
                show_retiring(snapshot, label, keys)
        if may("record", everywhere=True):
            with st.popover(_("Delete"), icon=":material/delete:", width="content"):
                show_deleting(snapshot, label, keys)
        st.button(_("Clear"), key="chosen-clear", on_click=chosen.clear, type="tertiary")


def _show_changing(snapshot: Snapshot, label: str, keys: list[NodeKey], chosen: dict[NodeKey, None]) -> None:
    sheet = form_in(snapshot.tables, label).sheet
    heading = st.selectbox(
        _("Field"),
        changeable(snapshot.tables, label),
        format_func=lambda name: title_of_heading(sheet, name),
        key=f"many-field-{label}",
    )
    if not heading:
        return
    text = ask_cell(snapshot, sheet, heading, "", f"many-{label}-{heading}")
    if st.button(_n("Change {number}", "Change {number}", len(keys)), key=f"many-change-{label}", type="primary"):
        ids = [key.partition(":")[2] for key in keys]
        try:
            edit = change_all(snapshot.tables, label, ids, heading, text, date.today())
        except BadSheets as error:
            show_wrong(error.problems[:1])
            st.caption(_("Nothing was changed."))
            return
        _carry_out(edit, _n("Changed {number} row.", "Changed {number} rows.", len(keys)), snapshot, chosen)


def _show_joining(snapshot: Snapshot, label: str, keys: list[NodeKey], chosen: dict[NodeKey, None]) -> None:
    network = choose(snapshot, _("Network"), ["Network"], "", f"many-network-{label}")
    since = st.text_input(_("First day"), date.today().isoformat(), max_chars=_LONGEST, key=f"many-since-{label}")
    if st.button(_("Join"), key=f"many-join-{label}", type="primary", disabled=not network):
        try:
            edit = join_all(snapshot.tables, keys, network, since)
        except BadSheets as error:
            show_wrong(error.problems[:1])
            return
        _carry_out(edit, _n("{number} joined.", "{number} joined.", len(keys)), snapshot, chosen)


def _carry_out(edit: Edit, done: str, snapshot: Snapshot, chosen: dict[NodeKey, None]) -> None:
    with store_errors():
        chosen.clear()
        if edit.is_nothing:
            st.rerun()
        write_or_say(edit, "corrected", done, snapshot.seq)
