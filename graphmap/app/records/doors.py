"""The first visit, to an empty store: three doors, to the demo, your own sheets and a server."""

import streamlit as st
from markupsafe import Markup

from graphmap.app.records.server_form import ask_for_server
from graphmap.app.records.sheets_form import ask_for_sheets, review
from graphmap.app.shell import acting, tour
from graphmap.app.shell.language import _
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.tables import GraphTables


def show_doors(existing: GraphTables) -> None:
    """Show the three doors, and below them any problems in uploaded sheets. Who may open none is told so."""
    if not may("steward", everywhere=True):
        st.info(
            _("Nothing is recorded yet in what your account shows. A steward of the network can add to it."),
            icon=":material/info:",
        )
        return
    with st.container(key="doors"):
        st.html(
            Markup('<h1 class="gm-welcome">{}</h1><p class="gm-lead">{}</p>').format(
                _("See who works with whom in your cluster, how deeply, and which link may break next."),
                _("Nothing is loaded yet. Three ways to start:"),
            )
        )
        demo, sheets = st.columns(2, gap="medium")
        with demo.container(border=True, height="stretch"):
            st.subheader(_("Try the demo"))
            st.markdown(_("An invented cluster of twelve schools, with a two-minute tour. Easy to remove."))
            if st.button(_("Load the demo cluster"), type="primary"):
                with store_errors():
                    load_demo()
                    tour.begin()
                    st.rerun()
        with sheets.container(border=True, height="stretch"):
            st.subheader(_("Upload my sheets"))
            st.markdown(_("We check your files and show you what will change. Nothing is saved until you say so."))
            files = ask_for_sheets(existing)
        with st.expander(_("Connect to a Neo4j server")):
            ask_for_server()
    review(files, existing)


def load_demo() -> None:
    """Load the demo cluster into the store. Raises `NotAllowed` and `NoStore`."""
    with st.spinner(_("Loading the demo cluster…")):
        acting.load_demo()
