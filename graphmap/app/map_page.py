"""The Map page: who works with whom, how deeply, and what that rests on."""

from datetime import date

import streamlit as st

from graphmap.app import legend, panel, sidebar
from graphmap.app.address import choice_in_address, select_in_address, selected_in_address
from graphmap.app.network_map import Clicked, Command, network_map
from graphmap.app.session import MOST_DRAWN, Mapped, current_snapshot, current_store, mapped
from graphmap.choice import Choice
from graphmap.demo import demo_sheets, holds_demo
from graphmap.drawing import draw
from graphmap.errors import GraphmapError
from graphmap.loading import load
from graphmap.look import Theme
from graphmap.snapshot import Snapshot, chosen_interactions
from graphmap.wording import counted, day

_COMMAND = "map-command"
_SHOWN = "map-shown"
"""What the map was last known to have chosen: by a click on it, or by a command."""
_MAP_HEIGHT = 600


def show() -> None:
    """The page."""
    st.title("Map")
    try:
        snapshot = current_snapshot()
    except GraphmapError as error:
        st.error(str(error), icon=":material/error:")
        return
    if snapshot.tables.is_empty:
        _show_no_data()
        return
    choice, mistake = choice_in_address(snapshot)
    if mistake:
        st.warning(mistake, icon=":material/warning:")
    sidebar.choose(snapshot, choice)
    shown = mapped(snapshot, choice)
    if holds_demo(snapshot.tables):
        st.caption(":material/science: This is the invented demo cluster: no school, person, iwi or event in it is real.")
    st.markdown(_summary(snapshot, choice, shown))
    _show_map_and_panel(snapshot, choice, shown)


def _show_no_data() -> None:
    st.markdown("**There is nothing in the store yet.**")
    st.markdown(
        "Load your own sheets: `graphmap template DIR` writes empty ones to fill in, and `graphmap load DIR` brings them here. "
        "Or look around first in a cluster that is invented:"
    )
    if st.button("Load the demo cluster", type="primary"):
        with st.spinner("Loading the demo cluster…"):
            load(demo_sheets(), current_store())
        st.rerun()


def _summary(snapshot: Snapshot, choice: Choice, shown: Mapped) -> str:
    """What is on the map, in a sentence or two."""
    actors, left_out = len(shown.graph), _left_out(shown)
    if choice.view == "structure":
        lines = counted(shown.graph.number_of_edges(), "line")
        return f"**{counted(actors, 'entity', 'entities')}** and **{lines}** as they are stored.{left_out}"
    interactions = chosen_interactions(snapshot, choice)
    span = interactions["date"].min(), interactions["date"].max()
    if not (isinstance(span[0], date) and isinstance(span[1], date)):
        alone = counted(actors, "actor stands", "actors stand")
        return f"No interaction is recorded in this window, so {alone} without a tie.{left_out}"
    found = f"**{counted(actors, 'actor')}** and **{counted(len(shown.ties), 'tie')}** from {counted(len(interactions), 'interaction')}"
    sharing = int(shown.ties["only_sharing"].sum())
    return f"{found}, {day(span[0])} to {day(span[1])}. **{sharing:,}** of the ties only share.{left_out}"


def _left_out(shown: Mapped) -> str:
    missing = len(shown.graph) - len(shown.drawn)
    if not missing:
        return ""
    return (
        f" The map draws {MOST_DRAWN:,} actors at most: the {len(shown.drawn):,} strongest are on it and {missing:,} are not."
        " Choose networks or a window to see the others."
    )


def _show_map_and_panel(snapshot: Snapshot, choice: Choice, shown: Mapped) -> None:
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    selected = selected_in_address()
    map_column, panel_column = st.columns([2, 1], gap="medium")
    with map_column:
        if len(shown.drawn):
            network_map(
                draw(shown.drawn, shown.places, theme), key="map", title=f"Map of the {choice.view}", height=_MAP_HEIGHT, selected=selected,
                command=_command(selected), on_click=_clicked,
            )  # fmt: skip
            legend.show_legend(shown.drawn, theme)
        else:
            st.info(
                "There is nothing to draw: nobody here has a tie in this window. Widen the window, or choose a network.",
                icon=":material/info:",
            )
    with panel_column:
        panel.show_panel(snapshot, choice, shown, selected, select_in_address)


def _clicked(clicked: Clicked) -> None:
    """The person clicked on the map: the address follows."""
    select_in_address(clicked.id)
    st.session_state[_SHOWN] = clicked.id


def _command(selected: str | None) -> Command | None:
    """What the map was last told, after telling it of `selected` where the address changed without a click on the map."""
    before: Command | None = st.session_state.get(_COMMAND)
    if st.session_state.setdefault(_SHOWN, selected) != selected:
        number = before.number + 1 if before else 1
        st.session_state[_COMMAND] = Command(number, "select" if selected else "clear", selected)
        st.session_state[_SHOWN] = selected
    command: Command | None = st.session_state.get(_COMMAND)
    return command
