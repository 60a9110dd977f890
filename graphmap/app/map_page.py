"""The Map page: who works with whom, how deeply, and what that rests on."""

from datetime import date

import networkx as nx
import streamlit as st

from graphmap.app import panel
from graphmap.app.address import select_in_address, selected_in_address
from graphmap.app.drawn_map import show_drawn_map
from graphmap.app.frame import open_page
from graphmap.app.session import MOST_DRAWN, Mapped, mapped
from graphmap.choice import Choice
from graphmap.snapshot import Snapshot, chosen_interactions
from graphmap.wording import counted, day


def show() -> None:
    """The page."""
    frame = open_page("Map")
    if frame is None:
        return
    shown = mapped(frame.snapshot, frame.choice)
    st.markdown(_summary(frame.snapshot, frame.choice, shown))
    map_column, panel_column = st.columns([2, 1], gap="medium")
    with map_column:
        show_drawn_map(frame.choice, shown, key="map")
    with panel_column:
        panel.show_panel(frame.snapshot, frame.choice, shown, selected_in_address(), select_in_address)


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
        return f"No interaction is recorded under these choices, so {alone} without a tie.{left_out}"
    found = f"**{counted(actors, 'actor')}** and **{counted(len(shown.ties), 'tie')}** from {counted(len(interactions), 'interaction')}"
    sharing = int(shown.ties["only_sharing"].sum())
    shallow = f"**{sharing:,}** of the ties only share" if sharing else "None of the ties only shares"
    return f"{found}, {day(span[0])} to {day(span[1])}. {shallow}.{left_out}"


def _left_out(shown: Mapped) -> str:
    missing = len(shown.graph) - len(shown.drawn)
    if not missing or not len(shown.drawn):
        return ""
    alone = nx.number_of_isolates(shown.graph)
    why = f", {alone:,} of them because nothing here ties them to another" if alone else ""
    return (
        f" The map draws {MOST_DRAWN:,} at most: the {len(shown.drawn):,} with the strongest ties are on it, and {missing:,} are not{why}."
        " Choose networks or a window to see the others."
    )
