"""Start the app: `graphmap app`, or `streamlit run streamlit_app.py`, which looks for an `App` in these lines."""

from streamlit import App

from graphmap.app import server
from graphmap.app.sign_in.login import installation

server.require_this_computer()
app = App(**server.parts_of(installation()))
