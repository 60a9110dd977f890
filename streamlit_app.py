"""The app's door: `graphmap app`, or `streamlit run streamlit_app.py`."""

import streamlit as st

from graphmap.app import ICON, STYLE, health_page, map_page, metrics_page, weak_page, whatif_page
from graphmap.app.language import _, settle_language, show_switch

st.set_page_config(page_title="graphmap", page_icon=str(ICON), layout="wide")
st.html(STYLE)
settle_language()
page = st.navigation(
    [
        st.Page(map_page.show, title=_("Map"), icon=":material/hub:", url_path="map", default=True),
        st.Page(metrics_page.show, title=_("Metrics"), icon=":material/table_chart:", url_path="metrics"),
        st.Page(weak_page.show, title=_("Weak links"), icon=":material/link_off:", url_path="weak-links"),
        st.Page(whatif_page.show, title=_("What if"), icon=":material/alt_route:", url_path="what-if"),
        st.Page(health_page.show, title=_("Health"), icon=":material/ecg_heart:", url_path="health"),
    ]
)
page.run()
show_switch()
