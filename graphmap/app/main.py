"""What runs for each visit: the language, the bar, and the page that is open."""

import streamlit as st

from graphmap.app import ICON
from graphmap.app.pages import PAGES, navigation
from graphmap.app.share.dialog import share
from graphmap.app.shell.address import arrive
from graphmap.app.shell.bar import going, is_sharing, show_bar
from graphmap.app.shell.frame import open_store
from graphmap.app.shell.language import settle_language, show_draft_banner
from graphmap.app.shell.practice import show_practice
from graphmap.app.shell.viewing import current_viewer
from graphmap.app.sign_in.refused import show_refusal
from graphmap.app.visit.form import show_visit
from graphmap.errors import GraphmapError

st.set_page_config(page_title="graphmap", page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
settle_language()
pages = navigation()
open_now = st.navigation(list(pages), position="hidden")
try:
    viewer = current_viewer()
except GraphmapError as error:
    show_refusal(error)
    st.stop()
asked = going()
if asked:
    st.switch_page(next(each for each, page in pages.items() if page.name == asked[0]), query_params=asked[1])
page = next(page for each, page in pages.items() if each == open_now)
arrive(page.name)
opened = open_store()
show_bar(page, PAGES, opened, viewer)
show_visit(opened.frame)
with st.container(key="canvas" if page.is_canvas else "reading"):
    show_draft_banner()
    open_now.run()
    if opened.frame:
        show_practice(opened.frame)
if opened.frame and is_sharing():
    share(opened.frame.snapshot, opened.frame.choice, page.table)
