"""The Map page: who works with whom, how deeply, and what that rests on."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial, reduce

import networkx as nx
import streamlit as st

from graphmap import model
from graphmap.app import history, panel
from graphmap.app.address import display_in_address, put_display_in_address, selected_in_address
from graphmap.app.centre_panel import show_centre
from graphmap.app.display_bar import show_bar
from graphmap.app.drawn_map import show_drawn_map
from graphmap.app.filters import show_filters
from graphmap.app.frame import open_page
from graphmap.app.listing import plain
from graphmap.app.map_table import show_table
from graphmap.app.network_map import Findable, Steered
from graphmap.app.session import MOST_DRAWN, Mapped, known_of_display, mapped
from graphmap.app.steering import go_to, selecting, steered
from graphmap.app.time_bar import beside, ended, show_changes, window_told, windows_compared
from graphmap.choice import Choice
from graphmap.display import Display
from graphmap.drawing import Scale, scale_of
from graphmap.layout import centre_of
from graphmap.model import NodeKey
from graphmap.snapshot import Snapshot, chosen_interactions
from graphmap.wording import KIND_WORDS, counted, day

_MOST_FINDABLE = 2_000  # beyond those on the map; the names travel with every change of it


def show() -> None:
    """The page."""
    frame = open_page("Map")
    if frame is None:
        return
    snapshot, choice = frame.snapshot, frame.choice
    display, mistake = display_in_address()
    with st.container():  # always there, so that the map keeps its place on the page
        if mistake:
            st.warning(plain(mistake), icon=":material/warning:")
    history.record(choice, display)
    shown = mapped(snapshot, choice, display)
    show_bar(snapshot, choice, display)
    show_filters(snapshot.names, choice, display)
    st.markdown(" ".join([_summary(snapshot, choice, shown), *_remarks(snapshot, choice, display, shown)]))
    select = selecting(display)

    def on_steer(what: Steered) -> None:
        steered(what, choice, display)

    other = mapped(snapshot, beside(choice, display.beside), display) if display.time == "two" and display.beside else None
    if other:
        _show_two(snapshot, choice, display, shown, other, on_steer)
    map_column, panel_column = st.columns([2, 1], gap="medium")
    with map_column:
        if not other:
            show_drawn_map(
                snapshot,
                choice,
                shown,
                "map",
                display=display,
                findable=_findable(snapshot, shown),
                select=select,
                on_steer=on_steer,
                on_display=put_display_in_address,
            )
        if compared := windows_compared(snapshot, choice, display):
            show_changes(snapshot, *compared, display)
    with panel_column:
        show_centre(snapshot, choice, shown, display, select, partial(go_to, choice, display))
        selected = selected_in_address()
        if selected or not (display.path or display.compare):
            panel.show_panel(snapshot, choice, shown, display, selected, select)
    show_table(choice, shown)


def _show_two(
    snapshot: Snapshot, choice: Choice, display: Display, shown: Mapped, other: Mapped, on_steer: Callable[[Steered], None]
) -> None:
    """Two windows side by side, the earlier first: the same places, and one scale for both."""
    assert display.beside
    sides = [(choice, shown, other, "map"), (beside(choice, display.beside), other, shown, "map-beside")]
    scale = reduce(Scale.over, [scale_of(one.drawn, display, known_of_display(snapshot, each, display)) for each, one, _, _ in sides])
    sides.sort(key=lambda side: ended(side[0]))
    for column, (each, one, opposite, key) in zip(st.columns(2, gap="small"), sides, strict=True):
        with column:
            ties = counted(one.graph.number_of_edges(), "tie")
            st.markdown(f"**{window_told(each)}**: {ties} in the whole network")
            show_drawn_map(
                snapshot,
                each,
                one,
                key,
                height=480,
                display=display,
                on_steer=on_steer,
                on_display=put_display_in_address,
                beside=opposite,
                scale=scale,
            )


def _findable(snapshot: Snapshot, shown: Mapped) -> Findable:
    """Who is not on the map: those of the view first, then those of other kinds that can be shown."""
    in_view = [key for key in shown.graph if key not in shown.drawn]
    seen = {*shown.graph, *in_view}
    kinds = {word: KIND_WORDS[kind.label].capitalize() for word, kind in model.KIND_BY_WORD.items()}
    rest = [key for key in snapshot.names if key not in seen and key.partition(":")[0] not in ("interaction", "practice")]
    others = [*in_view, *rest]
    listed = [(key, snapshot.names[key], kinds[key.partition(":")[0]]) for key in others[:_MOST_FINDABLE]]
    return Findable(listed, has_more=len(others) > _MOST_FINDABLE)


def _summary(snapshot: Snapshot, choice: Choice, shown: Mapped) -> str:
    """What there is under the choice, in a sentence or two."""
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
    missing = len(shown.explored.graph) - len(shown.drawn)
    if not missing or not len(shown.drawn):
        return ""
    alone = nx.number_of_isolates(shown.graph)
    why = f", {alone:,} of them because nothing here ties them to another" if alone else ""
    return (
        f" The map draws {MOST_DRAWN:,} at most: the {len(shown.drawn):,} with the strongest ties are on it, and {missing:,} are not{why}."
        " Choose networks or a window to see the others."
    )


def _remarks(snapshot: Snapshot, choice: Choice, display: Display, shown: Mapped) -> Sequence[str]:
    """What of the whole is shown, and what the layout could not place."""
    explored, remarks = shown.explored, []
    line = "line" if choice.view == "structure" else "tie"
    if explored.has_context:
        actors = f"{len(explored.shown):,} of these {len(shown.graph):,}"
        remarks.append(
            f"**Shown:** {actors}, with {counted(len(explored.ties), line)} of {shown.graph.number_of_edges():,}; the rest fades."
        )
    if explored.hidden:
        remarks.append(f"{len(explored.hidden):,} hidden.")
    if display.layout == "radial" and not display.focus and (centre := centre_of(shown.drawn, display)):
        remarks.append(
            f"The rings are around {plain(snapshot.names[centre])}, whose ties are the strongest; focus on another to change that."
        )
    if shown.arranged.aside:
        remarks.append(_aside(display, shown.arranged.aside))
    return remarks


def _aside(display: Display, aside: Sequence[NodeKey]) -> str:
    number = len(aside)
    match display.layout:
        case "places":
            why = f"{counted(number, 'has', 'have')} no place in New Zealand in the store"
        case "network":
            why = f"{counted(number, 'belongs', 'belong')} to no network"
        case _:
            why = f"{counted(number, 'is', 'are')} out of reach"
    return f"{why}, and {'stands' if number == 1 else 'stand'} aside."
