"""Run a part of the page again by itself."""

from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException


def run_again() -> NoReturn:
    """Run this part of the page again, or the whole page if all of it is running."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
