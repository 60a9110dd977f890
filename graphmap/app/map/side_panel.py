"""The panel at the right of the map, a sheet on a phone: there while something is selected, found or compared."""

from dataclasses import replace
from functools import partial

import streamlit as st

from graphmap.app.map import panel
from graphmap.app.map.centre_panel import show_centre
from graphmap.app.map.overview_panel import show_part
from graphmap.app.map.steering import go_to, looked_for, picking, show_all, stop_looking, stop_picking
from graphmap.app.map.time_bar import beside
from graphmap.app.shell.address import select_in_address, selected_in_address
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _
from graphmap.app.shell.mapped import Mapped
from graphmap.app.visit.form import show_visit_button
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.map.display import Display
from graphmap.map.drawing import find_tie
from graphmap.model import KIND_BY_WORD, NodeKey

_TALL = "sheet-is-tall"


def show_panel(frame: Frame, shown: Mapped, display: Display, select: panel.Select, other: Mapped | None) -> None:
    """Show what is known about the selection, a path or a comparison. Without any there is no panel.

    What is only in the `other` of two periods, such as a tie that ended, is shown as it was in that one.
    """
    selected = selected_in_address()
    is_gone = selected is not None and not _is_in(shown, display, selected)
    if is_gone and other and frame.compare and _is_in(other, display, str(selected)):
        frame, shown = replace(frame, choice=beside(frame.choice, frame.compare)), other
    is_there = selected is not None and _is_in(shown, display, selected)
    is_about = is_there or bool(display.path or display.compare) or picking() or looked_for() or shown.explored.missing
    if not is_about and selected is None:
        return
    snapshot, choice = frame.snapshot, frame.choice
    with st.container(key="panel"):
        _show_bar(frame, display, shown, selected if is_there else None)
        show_centre(snapshot, choice, shown, display, select, partial(go_to, choice, display))
        if not is_there:
            if selected is not None:
                st.info(_("Your selection isn’t in this view and period."), icon=":material/info:")
        elif shown.overview is not None and display.extent == "part" and selected not in shown.whole:
            show_part(snapshot.names, shown, display, selected, select)
        else:
            panel.show_panel(snapshot, choice, shown, display, selected, select)


def _is_in(shown: Mapped, display: Display, selected: str) -> bool:
    whole = shown.around(selected)
    graphs = [whole] if display.extent == "all" or shown.overview is None else [whole, shown.overview]
    return any(selected in graph or find_tie(graph, selected) is not None for graph in graphs)


def _show_bar(frame: Frame, display: Display, shown: Mapped, selected: str | None) -> None:
    """Show what can be done with the selection on other pages, and the buttons of the panel itself."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="panel-bar"):
        if selected and (choice := _what_if_choice(frame.choice, selected)):
            _link("what-if", _("What if"), ":material/alt_route:", _edit_of(selected), choice)
        if selected:
            show_visit_button(_ends_of(selected, shown))
        st.space("stretch")
        is_tall = st.session_state.get(_TALL, False)
        st.button(
            _("Smaller") if is_tall else _("Larger"),
            icon=":material/expand_more:" if is_tall else ":material/expand_less:",
            on_click=_resize,
            key="sheet-tall" if is_tall else "sheet-low",
            type="tertiary",
        )
        st.button(
            _("Close"), icon=":material/close:", on_click=_close, args=(display,), key="panel-close", type="tertiary"
        )


def _ends_of(selected: str, shown: Mapped) -> tuple[NodeKey, ...]:
    """Return the selected actor, or the two ends of the selected tie; nothing of a part of an overview."""
    around = shown.around(selected)
    return (selected,) if selected in around else find_tie(around, selected) or ()


def _what_if_choice(choice: Choice, selected: str) -> Choice | None:
    """Return the choice under which *What if* can try it without the selection, or None.

    The structure has no ties to try, so an actor in it opens in the view that has its ties.
    """
    if choice.view != "structure":
        return choice
    kind = KIND_BY_WORD.get(selected.partition(":")[0])
    if kind is None or "~" in selected:
        return None
    view = next((view for view, labels in LABELS.items() if view != "structure" and kind.label in labels), None)
    return replace(choice, view=view) if view else None


def _edit_of(selected: str) -> dict[str, str]:
    """Return the parameters of *What if* that try it without the selection."""
    return {"without-tie" if "~" in selected else "without": selected}


def _link(name: str, label: str, icon: str, parameters: dict[str, str], choice: Choice) -> None:
    from graphmap.app.pages import PAGES  # here, as the pages import this one

    page = next((page for page in PAGES if page.name == name), None)
    if page is None:
        return
    st.page_link(
        st.Page(page.show, title=page.title, url_path=page.name),
        label=label,
        icon=icon,
        query_params={**choice.to_parameters(), **parameters},
    )


def _resize() -> None:
    st.session_state[_TALL] = not st.session_state.get(_TALL, False)


def _close(display: Display) -> None:
    stop_picking()
    stop_looking()
    if selected_in_address() is None and (display.path or display.compare):
        show_all(display)
    select_in_address(None)
