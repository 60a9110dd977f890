"""Start the app: `graphmap app`, or `streamlit run streamlit_app.py`."""

from graphmap.app import server
from graphmap.app.sign_in.login import installation

server.require_this_computer()
app = server.make_app(installation())
