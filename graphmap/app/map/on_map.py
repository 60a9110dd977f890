"""A link from other pages to someone on the map."""

import streamlit as st

from graphmap.app.map import page
from graphmap.app.map.steering import seen
from graphmap.app.shell.address import display_of_this_visit
from graphmap.app.shell.language import _
from graphmap.graph.choice import Choice
from graphmap.model import NodeKey


def link_to_map(choice: Choice, key: NodeKey) -> None:
    """Show a link to the map of `choice`, with the actor `key` selected, not hidden and not faded."""
    display = seen(display_of_this_visit(), key)
    st.page_link(
        st.Page(page.show, url_path="map"),
        label=_("See it on the map"),
        icon=":material/hub:",
        query_params={**choice.to_parameters(), **display.to_parameters(), "selected": key},
    )
