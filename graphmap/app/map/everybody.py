"""The map of everybody in a large network at once."""

from collections.abc import Callable

import streamlit as st

from graphmap.app.components import fetch_sigma
from graphmap.app.components.large_map import large_map
from graphmap.app.components.network_map import steer
from graphmap.app.map.commands import command_for, was_clicked
from graphmap.app.map.drawn_map import asked_for, caption_to_leave, theme_of
from graphmap.app.map.reports import Clicked, Steered
from graphmap.app.shell.address import selected_in_address
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.mapped import everybody, seen_of_everybody
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display

_KEY = "large-map"


def show_everybody(
    snapshot: Snapshot,
    choice: Choice,
    display: Display,
    select: Callable[[str | None], None],
    on_steer: Callable[[Steered], None],
    on_display: Callable[[Display], None],
    said: str = "",
) -> None:
    """Show everybody under `choice`; a click selects. If it can't be drawn, say what is missing and how to get it.

    `on_display` gets the display that a person makes with the legend. Screen readers hear what is `said`.
    """
    theme = theme_of(display)
    drawing, legend = everybody(snapshot, choice, display, theme)

    def clicked(what: Clicked) -> None:
        was_clicked(_KEY, what.id)
        select(what.id)

    try:
        large_map(
            drawing,
            legend,
            key=_KEY,
            title=_("Map of everybody"),
            version=repr((snapshot.identity, choice, seen_of_everybody(display), theme)),
            theme=theme,
            height=None,
            only=display.only,
            recoloured=[entry for entry, _ in display.recoloured],
            caption=caption_to_leave(snapshot, choice),
            on_click=clicked,
            on_steer=on_steer,
            on_ask=lambda asked: on_display(asked_for(display, asked)),
        )
        steer(_KEY, command_for(_KEY, selected_in_address(), at_first=None), said)
    except fetch_sigma.NotBuilt as why:
        st.info(
            _("This map needs one more part: {why} Run this once, then reload:", why=plain(str(why))),
            icon=":material/info:",
        )
        st.code(f"python {fetch_sigma.__file__}", language=None)
