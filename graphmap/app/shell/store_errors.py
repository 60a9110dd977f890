"""Show on the page what the store says when it can't read or write."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from graphmap.app.shell.listing import plain
from graphmap.errors import GraphmapError


@contextmanager
def store_errors() -> Iterator[None]:
    """Show an error of graphmap that is raised in the block as a sentence on the page, and go on after the block.

    Every write from the app goes into such a block, with its ``st.rerun()``:

        with store_errors():
            load_demo()
            st.rerun()
    """
    try:
        yield
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
