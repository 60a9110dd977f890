"""The Records page: what is in the store, adding to it, and removing the demo."""

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records.doors import load_demo, show_doors
from graphmap.app.records.loading_form import show_written
from graphmap.app.records.server_form import ask_for_server
from graphmap.app.records.sheets_form import ask_for_sheets, review, show_visit_sheet
from graphmap.app.shell.language import _, capital
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import current_snapshot, current_store, is_connected
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import GraphmapError
from graphmap.sample.demo import demo_sheets, holds_demo
from graphmap.store.loading import unload
from graphmap.tables import GraphTables


def show() -> None:
    """Show the page."""
    try:
        tables = current_snapshot().tables
    except GraphmapError as error:
        st.title(_("Records"))
        st.error(plain(str(error)), icon=":material/error:")
        ask_for_server()
        return
    if tables.is_empty:
        show_doors(tables)
        return
    st.title(_("Records"))
    show_written()
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
        files = ask_for_sheets()
    with store:
        st.subheader(_("In the store"))
        st.html(_counts(tables))
        _show_demo(tables)
        with st.expander(_("Connect to Neo4j"), expanded=is_connected()):
            ask_for_server()
    review(files, tables)


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
                    unload(demo_sheets(), current_store())
                st.rerun()
    elif st.button(_("Load the demo cluster"), icon=":material/science:"):
        with store_errors():
            load_demo()
            st.rerun()
