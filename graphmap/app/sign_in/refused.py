"""What the app shows to somebody whose sign-in has run out, or whose account was taken away, while it is open."""

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.language import _
from graphmap.errors import GraphmapError, NotAllowed


def show_refusal(error: GraphmapError) -> None:
    """Say why nothing is shown, and lead to the page where one can sign in, or offer to try again."""
    with st.container(key="reading"):
        st.title(_("You don’t have access"))
        st.error(str(error), icon=":material/lock:")
        if isinstance(error, NotAllowed):
            st.html(Markup('<p><a href="/">{}</a></p>').format(_("Go to the sign-in page")))
        else:
            st.button(_("Try again"), icon=":material/refresh:", key="try-again")
