"""The pages of the app, in the order of the bar. A new page is registered here, and nowhere else."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from graphmap.app.health import page as health_page
from graphmap.app.map import page as map_page
from graphmap.app.measures import page as measures_page
from graphmap.app.records import page as records_page
from graphmap.app.shell.language import _, later
from graphmap.app.shell.page import Page
from graphmap.app.stories import page as stories_page
from graphmap.app.term import page as term_page
from graphmap.app.whatif import page as whatif_page

PAGES = (
    Page("term", later("This term"), ":material/flag:", term_page.show, table="cards"),
    Page("map", later("Map"), ":material/hub:", map_page.show, is_canvas=True, table="ties"),
    Page("records", later("Records"), ":material/table:", records_page.show, filters=()),
    Page("measures", later("Measures"), ":material/table_chart:", measures_page.show, table="metrics"),
    Page(
        "health", later("Health"), ":material/ecg_heart:", health_page.show, filters=("networks",), table="conditions"
    ),
    Page("stories", later("Stories"), ":material/auto_stories:", stories_page.show, filters=()),
    Page("what-if", later("What if"), ":material/alt_route:", whatif_page.show, table="cards", in_bar=False),
)


def navigation() -> Mapping[StreamlitPage, Page]:
    """Return the pages for Streamlit. The first also opens without a name."""
    first = PAGES[0]
    return {
        _streamlit_page(first, ""): first,
        **{_streamlit_page(page, page.name): page for page in PAGES},
    }


def _streamlit_page(page: Page, name: str) -> StreamlitPage:
    return st.Page(page.show, title=_(page.title), icon=page.icon, url_path=name, default=not name)
