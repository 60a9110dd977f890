"""The app's door: `graphmap app`, or `streamlit run streamlit_app.py`."""

import streamlit as st

from graphmap.app import ICON, STYLE, map_page

st.set_page_config(page_title="graphmap", page_icon=str(ICON), layout="wide")
st.html(STYLE)
st.navigation([st.Page(map_page.show, title="Map", icon=":material/hub:", url_path="map", default=True)]).run()
