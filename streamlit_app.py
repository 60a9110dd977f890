"""The app's door: `graphmap app`, or `streamlit run streamlit_app.py`."""

import streamlit as st

from graphmap.app import ICON, STYLE
from graphmap.app.data import page as data_page
from graphmap.app.health import page as health_page
from graphmap.app.map import page as map_page
from graphmap.app.metrics import page as metrics_page
from graphmap.app.shell import tour
from graphmap.app.shell.address import arrive
from graphmap.app.shell.language import _, settle_language, show_switch
from graphmap.app.stories import page as stories_page
from graphmap.app.weak import page as weak_page
from graphmap.app.whatif import page as whatif_page

st.set_page_config(page_title="graphmap", page_icon=str(ICON), layout="wide")
st.html(STYLE)
settle_language()
pages = {
    "map": st.Page(map_page.show, title=_("Map"), icon=":material/hub:", url_path="", default=True),
    "metrics": st.Page(metrics_page.show, title=_("Metrics"), icon=":material/table_chart:", url_path="metrics"),
    "weak-links": st.Page(weak_page.show, title=_("Weak links"), icon=":material/link_off:", url_path="weak-links"),
    "what-if": st.Page(whatif_page.show, title=_("What if"), icon=":material/alt_route:", url_path="what-if"),
    "health": st.Page(health_page.show, title=_("Health"), icon=":material/ecg_heart:", url_path="health"),
    "stories": st.Page(stories_page.show, title=_("Stories"), icon=":material/auto_stories:", url_path="stories"),
    "data": st.Page(data_page.show, title=_("Data"), icon=":material/table:", url_path="data"),
}
by_name = st.Page(
    map_page.show, title=_("Map"), icon=":material/hub:", url_path="map", visibility="hidden"
)  # as people type it
page = st.navigation([*pages.values(), by_name])
arrive(page.url_path)
tour.show(page, pages)
page.run()
show_switch()
