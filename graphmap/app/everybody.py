"""Every actor of a large network at once, with its legend, where what draws it is there."""

from collections.abc import Callable

import streamlit as st

from graphmap.app.address import selected_in_address
from graphmap.app.drawn_map import theme_of
from graphmap.app.language import _, words
from graphmap.app.large_map import build, large_map, legend_told
from graphmap.app.listing import plain
from graphmap.app.session import everybody, known_of_display, mapped
from graphmap.choice import Choice
from graphmap.display import Display
from graphmap.legend import legend_of
from graphmap.snapshot import Snapshot

_HEIGHT = 640


def show_everybody(snapshot: Snapshot, choice: Choice, display: Display, select: Callable[[str | None], None]) -> None:
    """Show everybody under `choice`; a click selects. Where that cannot be drawn, say what is missing and how to get it."""
    theme = theme_of(display)
    try:
        large_map(
            everybody(snapshot, choice, display, theme),
            key="large-map",
            title=_("Map of everybody"),
            version=repr((snapshot.revision, choice, display.size_by, display.colour_by, display.recoloured, theme)),
            theme=theme,
            height=_HEIGHT,
            selected=selected_in_address(),
            on_click=lambda clicked: select(clicked.id),
        )
    except build.NotBuilt as why:
        st.info(
            _("Everybody at once cannot be drawn here yet: {why} Run this once, and reload:", why=plain(str(why))), icon=":material/info:"
        )
        st.code(f"python {build.__file__}", language=None)
        return
    graph = mapped(snapshot, choice, display).graph
    st.html(legend_told(legend_of(graph, theme, display, known_of_display(snapshot, choice, display), words())))
