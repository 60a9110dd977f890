"""Retire or delete entities: from their form, or many at once from a grid."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records import address
from graphmap.app.records.cells import show_wrong
from graphmap.app.records.names import name_of
from graphmap.app.records.writing import write_or_say
from graphmap.app.shell.language import _, _n, capital
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.snapshot import Snapshot
from graphmap.language.dates import NotADate, read_date
from graphmap.model import NodeKey
from graphmap.records.deleting import delete
from graphmap.records.forms import FORM
from graphmap.records.retiring import RETIRED, retire
from graphmap.sheets.problems import Problem
from graphmap.store.edit import Edit

_LONGEST = 40


def show_leaving(snapshot: Snapshot, label: str, key: NodeKey) -> None:
    """Show below a form how to retire or to delete its entity."""
    box = st.expander(_("Retire or delete"), key="leaving", on_change="rerun")
    if not box.open:  # what else goes takes time to find
        return
    with box:
        if label in RETIRED:
            show_retiring(snapshot, label, [key])
            st.divider()
        if may("record", everywhere=True):
            show_deleting(snapshot, label, [key])


def show_retiring(snapshot: Snapshot, label: str, keys: Sequence[NodeKey]) -> None:
    """Ask for the last day, and retire."""
    st.markdown(_("**It is over.** What was recorded stays. Roles, memberships and funding end on the last day."))
    typed = st.text_input(_("Last day"), date.today().isoformat(), max_chars=_LONGEST, key=f"retire-day-{label}")
    try:
        last = read_date(typed)
    except NotADate as error:
        show_wrong([Problem(FORM, 0, "until", "bad date", typed, error.why, error.fix)])
        return
    edit = retire(snapshot.tables, keys, last)
    if edit.is_nothing:
        st.caption(_("Nothing goes on after this day."))
        return
    st.html(_counted({name: tally.updated + tally.removed for name, tally in edit.tallies.items()}))
    if st.button(_n("Retire", "Retire {number}", len(keys)), key=f"retire-{label}", icon=":material/event_busy:"):
        _carry_out(edit, "retired", _retired(snapshot, keys), label, snapshot.seq)


def show_deleting(snapshot: Snapshot, label: str, keys: Sequence[NodeKey]) -> None:
    """Say what else goes, and delete."""
    found = delete(snapshot.tables, keys)
    st.markdown(_("**It was entered by mistake.** It is deleted, and so is what can’t be without it."))
    if found.besides:
        st.markdown(_("This goes too:"))
        st.html(_counted(found.besides))
    else:
        st.caption(_("Nothing else goes."))
    if st.button(_n("Delete", "Delete {number}", len(keys)), key=f"delete-{label}", icon=":material/delete:"):
        _carry_out(found.edit, "deleted", _deleted(snapshot, keys), label, snapshot.seq)


def _counted(counts: Mapping[str, int]) -> Markup:
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{:,}</dd>").format(capital(_(_plural(name))), count)
        for name, count in counts.items()
        if count and _plural(name)
    )
    return Markup('<dl class="gm-facts">{}</dl>').format(rows)


def _plural(name: str) -> str:
    """Return what the entities of a kind, or the rows of a relationship with a sheet of its own, are called."""
    return model.KIND[name].plural if name in model.KIND else model.RELATIONSHIP_WORDS.get(name, "")


def _retired(snapshot: Snapshot, keys: Sequence[NodeKey]) -> str:
    if len(keys) > 1:
        return _n("Retired {number} row.", "Retired {number} rows.", len(keys))
    return _("Retired: {name}", name=name_of(snapshot, keys[0]))


def _deleted(snapshot: Snapshot, keys: Sequence[NodeKey]) -> str:
    if len(keys) > 1:
        return _n("Deleted {number} row.", "Deleted {number} rows.", len(keys))
    return _("Deleted: {name}", name=name_of(snapshot, keys[0]))


def _carry_out(edit: Edit, what: str, done: str, label: str, opened_at: int) -> None:
    with store_errors():
        address.go_to_tab(model.KIND[label].word)
        write_or_say(edit, what, done, opened_at)
