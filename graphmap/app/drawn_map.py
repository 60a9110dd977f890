"""The map as pages show it: drawn for the theme, with its legend, and steered by what is selected."""

from collections.abc import Callable

import streamlit as st

from graphmap.app import legend
from graphmap.app.address import select_in_address, selected_in_address
from graphmap.app.network_map import Centre, Clicked, Command, Findable, Steered, network_map
from graphmap.app.session import Mapped
from graphmap.choice import Choice
from graphmap.display import Display
from graphmap.drawing import draw
from graphmap.drawing_context import step_back
from graphmap.look import Theme

NOTHING_ELSE = Findable()
"""Where only those on the map can be searched for."""


def current_theme() -> Theme:
    """The theme that the person reads in."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_drawn_map(
    choice: Choice,
    shown: Mapped,
    key: str,
    height: int = 600,
    display: Display = Display(),  # noqa: B008 — frozen
    findable: Findable = NOTHING_ELSE,
    select: Callable[[str | None], None] = select_in_address,
    on_steer: Callable[[Steered], None] | None = None,
) -> None:
    """Show the map of `choice`; a click on it selects, by default in the address, and the map follows the address."""
    if not len(shown.drawn):
        st.info(
            "There is nothing to draw: nobody here has a tie in this window. Widen the window, or choose a network.", icon=":material/info:"
        )
        return
    theme = current_theme()
    selected = selected_in_address()

    def clicked(what: Clicked) -> None:
        st.session_state[f"{key}-shown"] = what.id
        select(what.id)

    network_map(
        step_back(draw(shown.drawn, shown.places, theme), shown.explored),
        key=key,
        title=f"Map of the {choice.view}",
        height=height,
        selected=selected,
        command=_command(key, selected),
        on_click=clicked,
        backdrop=shown.arranged.backdrop,
        arrangement=_arrangement(choice, display),
        centre=_centre(display),
        findable=findable,
        on_steer=on_steer,
    )
    legend.show_legend(shown.drawn, theme)


def _arrangement(choice: Choice, display: Display) -> str:
    """A name for the places that things have, which changes when most of them do."""
    parts = [choice.view, *choice.networks, display.layout]
    return " ".join([*parts, display.focus or ""] if display.layout == "radial" else parts)


def _centre(display: Display) -> Centre | None:
    return Centre(display.focus, display.steps) if display.focus or display.path or display.compare else None


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
