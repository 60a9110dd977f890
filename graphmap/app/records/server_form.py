"""Connect to a Neo4j server for this visit only: nothing is kept in the address or a file."""

from dataclasses import replace

import streamlit as st

from graphmap.app.shell.acting import connect, disconnect
from graphmap.app.shell.kept import store_in_words
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import is_connected
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import WrongCommand
from graphmap.store.location import ServerLocation, read_location

_MOST = 500  # characters of an answer


def ask_for_server() -> None:
    """Ask for a server and connect to it, or show the current one with a button to disconnect."""
    if is_connected():
        st.markdown(_("You are connected to {address}.", address=f"**{plain(store_in_words())}**"))
        if st.button(_("Go back to the app’s own store"), icon=":material/link_off:"):
            disconnect()
            st.rerun()
        return
    with st.form("server", border=False):
        address = st.text_input(_("Address"), placeholder="neo4j+s://host:7687", max_chars=_MOST, autocomplete="off")
        user = st.text_input(_("User"), value="neo4j", max_chars=_MOST, autocomplete="off")
        password = st.text_input(_("Password"), type="password", max_chars=_MOST, autocomplete="off")
        st.caption(_("Used for this visit only, and never saved."))
        asked = st.form_submit_button(_("Connect"))
    if asked:
        with store_errors():
            with st.spinner(_("Connecting…")):
                connect(_server(address, user, password))
            st.rerun()


def _server(address: str, user: str, password: str) -> ServerLocation:
    """Return the server at `address`, whose scheme may be missing. Raises `WrongCommand`."""
    address = address.strip()
    if not address:
        raise WrongCommand(_("Enter the address of the server, such as neo4j://host or neo4j+s://host:7687."))
    location = read_location(address if ":" in address.split("//")[0] and "//" in address else f"neo4j://{address}")
    if not isinstance(location, ServerLocation):
        raise WrongCommand(_("Enter the address of the server, such as neo4j://host or neo4j+s://host:7687."))
    return replace(location, user=user.strip(), password=password)
