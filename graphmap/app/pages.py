"""The pages of the app, in the order of the menu. A new page is registered here, and nowhere else."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from graphmap.app.data import page as data_page
from graphmap.app.health import page as health_page
from graphmap.app.map import page as map_page
from graphmap.app.metrics import page as metrics_page
from graphmap.app.shell.language import _, later
from graphmap.app.shell.page import Page
from graphmap.app.stories import page as stories_page
from graphmap.app.term import page as term_page
from graphmap.app.whatif import page as whatif_page

PAGES = (
    Page("map", later("Map"), ":material/hub:", map_page.show),
    Page("metrics", later("Metrics"), ":material/table_chart:", metrics_page.show),
    Page("term", later("This term"), ":material/flag:", term_page.show),
    Page("what-if", later("What if"), ":material/alt_route:", whatif_page.show),
    Page("health", later("Health"), ":material/ecg_heart:", health_page.show),
    Page("stories", later("Stories"), ":material/auto_stories:", stories_page.show),
    Page("data", later("Data"), ":material/table:", data_page.show),
)


def navigation() -> Mapping[str, StreamlitPage]:
    """The pages for the menu, by name. The first is also what opens without a name."""
    first, *others = PAGES
    return {
        first.name: st.Page(first.show, title=_(first.title), icon=first.icon, url_path="", default=True),
        **{page.name: st.Page(page.show, title=_(page.title), icon=page.icon, url_path=page.name) for page in others},
    }


def first_by_name() -> StreamlitPage:
    """The first page at its own name, as people type it; the menu has it already."""
    first = PAGES[0]
    return st.Page(first.show, title=_(first.title), icon=first.icon, url_path=first.name, visibility="hidden")


def weak_links() -> StreamlitPage:
    """This term at the name that it had before, with all cards."""
    return st.Page(term_page.show_all, title=_("This term"), url_path="weak-links", visibility="hidden")
