"""The map as pages show it: drawn for the theme, with its legend, and steered by what is selected."""

import streamlit as st

from graphmap.app import legend
from graphmap.app.address import select_in_address, selected_in_address
from graphmap.app.network_map import Clicked, Command, network_map
from graphmap.app.session import Mapped
from graphmap.choice import Choice
from graphmap.drawing import draw
from graphmap.look import Theme


def current_theme() -> Theme:
    """The theme that the person reads in."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_drawn_map(choice: Choice, shown: Mapped, key: str, height: int = 600) -> None:
    """Show the map of `choice`; a click on it changes what the address selects, and the map follows the address."""
    if not len(shown.drawn):
        st.info(
            "There is nothing to draw: nobody here has a tie in this window. Widen the window, or choose a network.", icon=":material/info:"
        )
        return
    theme = current_theme()
    selected = selected_in_address()

    def clicked(what: Clicked) -> None:
        select_in_address(what.id)
        st.session_state[f"{key}-shown"] = what.id

    network_map(
        draw(shown.drawn, shown.places, theme),
        key=key,
        title=f"Map of the {choice.view}",
        height=height,
        selected=selected,
        command=_command(key, selected),
        on_click=clicked,
    )
    legend.show_legend(shown.drawn, theme)


def _command(key: str, selected: str | None) -> Command | None:
    """What the map was last told, after telling it of `selected` where the address changed without a click on the map."""
    command_key, shown_key = f"{key}-command", f"{key}-shown"
    before: Command | None = st.session_state.get(command_key)
    if st.session_state.setdefault(shown_key, selected) == selected:
        return before
    command = Command(before.number + 1 if before else 1, "select" if selected else "clear", selected)
    st.session_state[command_key] = command
    st.session_state[shown_key] = selected
    return command
