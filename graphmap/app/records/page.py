"""The Records page: a grid of each kind, forms, what has changed, and uploads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.access.roles import Right
from graphmap.app.records import address
from graphmap.app.records.doors import load_demo, show_doors
from graphmap.app.records.doubles import show_doubles
from graphmap.app.records.form import show_form
from graphmap.app.records.grid import show_grid
from graphmap.app.records.history import show_everything, show_history
from graphmap.app.records.loading_form import show_written
from graphmap.app.records.own_fields import show_fields
from graphmap.app.records.rights import show_due
from graphmap.app.records.server_form import ask_for_server
from graphmap.app.records.sheets_form import ask_for_sheets, review, show_visit_sheet
from graphmap.app.records.who_may_see import show_access
from graphmap.app.records.writing import show_done
from graphmap.app.shell.acting import remove_demo
from graphmap.app.shell.knowing import as_known, day_known, show_known
from graphmap.app.shell.language import _, capital, later
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import current_snapshot, is_connected, may
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import GraphmapError
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.demo import holds_demo
from graphmap.tables import GraphTables


@dataclass(frozen=True)
class _Tab:
    """A tab of the page besides the grids."""

    title: str
    icon: str
    show: Callable[[Snapshot], None]
    right: Right
    is_about_now: bool = True

    def is_for(self, goes_back: bool) -> bool:
        """Return whether to show it to the viewer, who may be looking at what was known on an earlier day."""
        return may(self.right, everywhere=True) and not (goes_back and self.is_about_now)


def show() -> None:
    """Show the page."""
    try:
        snapshot, mistake = as_known(current_snapshot())
    except GraphmapError as error:
        st.title(_("Records"))
        st.error(plain(str(error)), icon=":material/error:")
        if may("steward", everywhere=True):
            ask_for_server()
        return
    if snapshot.tables.is_empty and not day_known():
        show_doors(snapshot.tables)
        return
    st.title(_("Records"))
    with st.container(key="records-notices"):
        show_written()
        show_done()
        show_known()
        if mistake:
            st.warning(plain(mistake), icon=":material/warning:")
    may_change = day_known() is None and may("record")
    if (opened := address.form_in_address()) and may_change:
        show_form(*opened)
        return
    if asked := address.history_in_address():
        show_history(snapshot, *asked)
        return
    tab = _choose_tab(snapshot.tables)
    if tab in address.KINDS:
        show_grid(snapshot, address.KINDS[tab], may_change)
    else:
        _TABS[tab].show(snapshot)


def _choose_tab(tables: GraphTables) -> str:
    """Show the tabs, and return the one that is open."""
    tabs = [*_in_order(), *(tab for tab in _TABS if _TABS[tab].is_for(day_known() is not None))]
    found = address.tab_in_address()
    open_now = found if found in tabs else next(tab for tab in tabs if tab in _TABS or _has(tables, tab))
    key = "records-tab"
    st.session_state[key] = open_now
    with st.container(key="records-tabs"):
        st.segmented_control(
            _("What to show"),
            tabs,
            format_func=lambda tab: _title(tables, tab),
            key=key,
            label_visibility="collapsed",
            on_change=lambda: address.go_to_tab(st.session_state[key] or open_now),
        )
    return open_now


def _in_order() -> list[str]:
    """Return the tabs of the kinds: what happened comes first."""
    return ["interaction", *(word for word in address.KINDS if word != "interaction")]


def _has(tables: GraphTables, tab: str) -> bool:
    return not tables.kinds[address.KINDS[tab]].is_empty()


def _title(tables: GraphTables, tab: str) -> str:
    if tab in _TABS:
        return f"{_TABS[tab].icon} {plain(_(_TABS[tab].title))}"
    label = address.KINDS[tab]
    return plain(f"{capital(_(model.KIND[label].plural))} {len(tables.kinds[label]):,}")


def _show_upload(snapshot: Snapshot) -> None:
    """Show how to add by sheets, and what the store is."""
    sheets, store = st.columns([3, 2], gap="large")
    with sheets, st.container(key="add-visit"):
        st.subheader(_("Add visits and other records"))
        st.markdown(
            _(
                "Fill in the sheet of visits, a row for each: the day, what you did and who was there. Then upload "
                "it here. We add or update what’s in your files. Everything else stays. Nothing is saved until "
                "every row is right."
            )
        )
        show_visit_sheet()
        files = ask_for_sheets(snapshot.tables)
    with store:
        st.subheader(_("In the store"))
        st.html(_counts(snapshot.tables))
        if may("steward", everywhere=True):
            _show_demo(snapshot.tables)
            with st.expander(_("Connect to Neo4j"), expanded=is_connected()):
                ask_for_server()
    review(files, snapshot.tables)


_TABS: Mapping[str, _Tab] = {
    address.DOUBLES: _Tab(later("Likely doubles"), ":material/merge:", show_doubles, "record"),
    address.CHANGES: _Tab(later("What changed"), ":material/history:", show_everything, "names", is_about_now=False),
    address.FIELDS: _Tab(later("Fields"), ":material/label:", show_fields, "record"),
    address.RIGHTS: _Tab(later("Rights"), ":material/person_shield:", show_due, "steward"),
    address.UPLOAD: _Tab(later("Upload"), ":material/upload:", _show_upload, "record"),
    address.ACCESS: _Tab(later("Who may see"), ":material/shield_person:", show_access, "steward"),
}


def _counts(tables: GraphTables) -> Markup:
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{:,}</dd>").format(capital(_(kind.plural)), len(tables.kinds[kind.label]))
        for kind in model.KINDS
        if len(tables.kinds[kind.label])
    )
    return Markup('<dl class="gm-facts">{}</dl>').format(rows)


def _show_demo(tables: GraphTables) -> None:
    """Offer to remove the demo if it is loaded, or else to load it."""
    if holds_demo(tables):
        st.caption(_("The demo cluster is loaded. Your own data stays when you remove it."))
        if st.button(_("Remove the demo cluster"), icon=":material/delete:"):
            with store_errors():
                with st.spinner(_("Removing the demo cluster…")):
                    remove_demo()
                st.rerun()
    elif st.button(_("Load the demo cluster"), icon=":material/science:"):
        with store_errors():
            load_demo()
            st.rerun()
