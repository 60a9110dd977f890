"""The way to the map from other pages, with somebody selected on it."""

import streamlit as st

from graphmap.app.map import page
from graphmap.app.map.steering import seen
from graphmap.app.shell.address import display_of_this_visit
from graphmap.app.shell.language import _
from graphmap.graph.choice import Choice
from graphmap.model import NodeKey


def link_to_map(choice: Choice, key: NodeKey) -> None:
    """A link to the map of `choice` on which the actor `key` is selected, and neither hidden nor faded."""
    display = seen(display_of_this_visit(), key)
    st.page_link(
        st.Page(page.show, url_path="", default=True),
        label=_("See it on the map"),
        icon=":material/hub:",
        query_params={**choice.to_parameters(), **display.to_parameters(), "selected": key},
    )
