"""What runs for each visit: the style, the language, the menu, and the page that is open."""

import streamlit as st

from graphmap.app import ICON, STYLE
from graphmap.app.pages import first_by_name, navigation, weak_links
from graphmap.app.shell import tour
from graphmap.app.shell.address import arrive
from graphmap.app.shell.language import settle_language, show_draft_banner, show_switch

st.set_page_config(page_title="graphmap", page_icon=str(ICON), layout="wide")
st.html(STYLE)
settle_language()
pages = navigation()
page = st.navigation([*pages.values(), first_by_name(), weak_links()])
arrive(page.url_path)
show_draft_banner()
tour.show(page, pages)
page.run()
show_switch()
