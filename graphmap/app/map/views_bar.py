"""Saved views above the map: save this one, link to it, and open or delete others."""

from collections.abc import Mapping, Sequence

import streamlit as st

from graphmap.app.shell.acting import drop_view, keep_view
from graphmap.app.shell.address import put_view_in_address
from graphmap.app.shell.kept import saved_views
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import listing, plain
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display
from graphmap.map.view_address import address_of, parameters_of, read_address
from graphmap.stories.saving import new_id
from graphmap.stories.stories import SavedView

_NAME = "view-name"
_DROPPED = "view-dropped"


def show_views(snapshot: Snapshot, choice: Choice, display: Display) -> None:
    """Let a person save this view under a name, and open saved ones."""
    with st.popover(_("Views"), icon=":material/bookmark:"):
        if may("take_on"):
            st.text_input(_("Name of this view"), key=_NAME, placeholder=_("What it shows, in a few words"))
            st.button(_("Save this view"), type="primary", on_click=_save, args=(choice, display))
        st.caption(_("Link to this view:"))
        page, parameters = (st.context.url or "").partition("?")[0], address_of(choice, display)
        st.code(f"{page}?{parameters}" if parameters else page, language=None, wrap_lines=True)
        dropped: SavedView | None = st.session_state.get(_DROPPED)
        if dropped:
            st.button(
                _("Restore ‘{name}’", name=plain(dropped.name)),
                icon=":material/undo:",
                on_click=_put_back,
                args=(dropped,),
            )
        with store_errors():
            _list(snapshot, saved_views())


def _list(snapshot: Snapshot, views: Sequence[SavedView]) -> None:
    st.markdown(f"**{_('Saved views')}**")
    if not views:
        st.caption(_("None yet."))
    for view in views:
        with listing(f"view-{view.id}"), st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                plain(view.name), key=f"view-open-{view.id}", type="tertiary", on_click=_open, args=(snapshot, view)
            )
            if may("take_on"):
                st.button(
                    _("Delete ‘{name}’", name=plain(view.name)),
                    key=f"view-drop-{view.id}",
                    icon=":material/delete:",
                    type="tertiary",
                    on_click=_drop,
                    args=(view,),
                )


def _save(choice: Choice, display: Display) -> None:
    with store_errors():
        keep_view(SavedView(new_id(), st.session_state[_NAME], address_of(choice, display)))
        st.session_state[_NAME] = ""


def _open(snapshot: Snapshot, view: SavedView) -> None:
    with store_errors():
        parameters: Mapping[str, str | list[str]] = parameters_of(*read_address(view.address, snapshot))
        put_view_in_address(parameters)


def _drop(view: SavedView) -> None:
    with store_errors():
        st.session_state[_DROPPED] = drop_view(view)


def _put_back(view: SavedView) -> None:
    with store_errors():
        keep_view(view)
        st.session_state.pop(_DROPPED, None)
