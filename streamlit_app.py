"""Start the app: `graphmap app`, or `streamlit run streamlit_app.py`."""

from streamlit import App

from graphmap.app import server

server.require_this_computer()
app = App(**server.SETTINGS)
