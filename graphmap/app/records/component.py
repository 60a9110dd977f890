"""The page's own part in the browser: grids, and sheets with problems (`graphmap/app/frontend/records`)."""

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap.app.components.bundle import FRONTEND, bundle

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_NAME = "graphmap.records"


@cache
def renderer() -> "ComponentRenderer":
    """Register the component, once a process, and return what mounts it."""
    try:
        return st.components.v2.component(_NAME, js="records/index.js", isolate_styles=False)
    except (OSError, StreamlitAPIException):  # graphmap isn't installed and has no folder of assets
        return st.components.v2.component(_NAME, js=bundle(FRONTEND / "records" / "index.js"), isolate_styles=False)
