"""Load checked sheets: preview the changes, then write them, with progress."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records.change_list import show_changes
from graphmap.app.shell.acting import load_sheets
from graphmap.app.shell.kept import warnings_of
from graphmap.app.shell.language import _, _n, english
from graphmap.app.shell.listing import plain
from graphmap.app.shell.store_errors import store_errors
from graphmap.progress import Progress
from graphmap.records.named_changes import named_changes, names_in
from graphmap.store.edit import Edit, Tally
from graphmap.store.loading import Source
from graphmap.tables import GraphTables

_TURN = "sheets-turn"
_WRITTEN = "sheets-written"


def turn_number() -> int:
    """Return how many loads this visit has done. A new number empties the upload field."""
    number: int = st.session_state.setdefault(_TURN, 0)
    return number


def show_written() -> None:
    """Say once what the last load wrote."""
    written: Mapping[str, Tally] | None = st.session_state.pop(_WRITTEN, None)
    if written is not None:
        changed = sum(tally.created + tally.updated for tally in written.values())
        st.success(_n("Loaded. {number} row is new or changed.", "Loaded. {number} rows are new or changed.", changed))


def show_notes(notes: Sequence[str]) -> None:
    """Show what of the sheets can't be kept or doesn't count."""
    if notes:
        items = Markup("").join(Markup("<li>{}</li>").format(english(note)) for note in notes)
        st.html(Markup('<ul class="gm-told">{}</ul>').format(items))


def offer(source: Source, edit: Edit, existing: GraphTables) -> None:
    """Show what loading `source` would change, name by name, and a button to load it if that is anything."""
    _show_preview(edit.tallies)
    changes = any(tally.created or tally.updated or tally.removed for tally in edit.tallies.values())
    if changes:
        box = st.expander(_("What will change, name by name"), key="load-changes", on_change="rerun")
        if box.open:  # of a large load that takes time
            with box:
                show_changes(named_changes(edit, existing), names_in(edit, existing), "load")
    if changes:
        with store_errors():
            for warning in warnings_of(edit, existing):
                st.warning(plain(warning), icon=":material/person_off:")
    if not changes:
        st.info(_("Nothing to load: the store already has all of this."), icon=":material/info:")
    elif st.button(_("Load these sheets"), type="primary", key="sheets-load"):
        _load(source)


def _load(source: Source) -> None:
    with store_errors():
        with progress(_("Saving…")) as tell:
            st.session_state[_WRITTEN] = load_sheets(source, tell)
        st.session_state[_TURN] = turn_number() + 1
        st.rerun()


def _show_preview(tallies: Mapping[str, Tally]) -> None:
    """Show a table of the changes, one row per kind."""
    st.markdown(f"**{plain(_('No problems found. Loading will do this:'))}**")
    columns = {"created": _("New"), "updated": _("Changed"), "unchanged": _("Unchanged"), "removed": _("Removed")}
    shown = {name: tally for name, tally in tallies.items() if name in model.KIND or name in model.RELATIONSHIP_WORDS}
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in columns.values())
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _(model.KIND[name].plural if name in model.KIND else model.RELATIONSHIP_WORDS[name]),
            Markup("").join(Markup("<td>{:,}</td>").format(getattr(tally, column)) for column in columns),
        )
        for name, tally in shown.items()
    )
    st.html(
        Markup('<table class="gm-compare"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>').format(
            head, rows
        )
    )


@contextmanager
def progress(doing: str) -> Iterator[Progress]:
    """Show a progress bar for as long as the block takes."""
    bar = st.progress(0.0, doing)

    def tell(_doing: str, done: int, total: int) -> None:
        bar.progress(min(1.0, done / total) if total else 1.0, doing)

    try:
        yield tell
    finally:
        bar.empty()
