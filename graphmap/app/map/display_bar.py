"""The controls at the upper left of the map: layout, look, views, undo and reset."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from graphmap.app.map.steering import reset
from graphmap.app.map.views_bar import show_views
from graphmap.app.shell import history
from graphmap.app.shell.address import put_display_in_address
from graphmap.app.shell.language import _, capital, later
from graphmap.graph.choice import Choice
from graphmap.graph.fields import FieldColumn
from graphmap.graph.snapshot import Snapshot
from graphmap.map.actor_facts import shown_fields
from graphmap.map.colouring import title_of
from graphmap.map.display import COLOUR_BY, LAYOUT_MEANINGS, LAYOUTS, MODES, SIZE_BY, Display, Layout, Mode
from graphmap.measures.measures import MEASURES

_LAYOUT_NAMES: dict[Layout, str] = {
    "force": later("Ties"),
    "network": later("Networks"),
    "radial": later("Rings"),
    "places": later("Places"),
}
_MODE_NAMES: dict[Mode, str] = {"screen": later("Screen"), "projector": later("Projector"), "print": later("Print")}
_MEANINGS = {measure.name: measure.meaning for measure in MEASURES}


def show_bar(snapshot: Snapshot, choice: Choice, display: Display) -> None:
    """Show `display` in its controls. Changing a control changes the address."""
    meanings = "\n\n".join(
        f"**{_(_LAYOUT_NAMES[layout])}**: {_(meaning)}" for layout, meaning in LAYOUT_MEANINGS.items()
    )
    st.segmented_control(
        _("Layout"),
        LAYOUTS,
        format_func=lambda layout: _(_LAYOUT_NAMES[layout]),
        help=meanings,
        label_visibility="collapsed",
        **_bound(display, "layout"),
    )
    with st.popover(_("Look"), icon=":material/palette:", help=_("Choose what size and colour show")):
        _looks(choice, display, shown_fields(snapshot, choice))
    show_views(snapshot, choice, display)
    with st.container(horizontal=True, width="content", gap=None, key="history"):
        _button(_("Undo"), "undo", history.undo, enabled=history.can_undo())
        _button(_("Redo"), "redo", history.redo, enabled=history.can_redo())
        _button(_("Reset the map"), "restart_alt", reset, enabled=display != Display())


def _looks(choice: Choice, display: Display, fields: Mapping[str, FieldColumn]) -> None:
    amounts = [key for key, column in fields.items() if column.type in ("number", "date")]

    def by_word(name: str) -> str:
        return capital(fields[name].name if name in fields else _(title_of(name)))

    def meaning_of(name: str) -> str:
        if name in fields:
            return fields[name].meaning
        return _(_MEANINGS[name]) if name in _MEANINGS else _("Each mark has the colour of its kind or group.")

    for label, known, of_fields, field in (
        (_("Size"), SIZE_BY, amounts, "size_by"),
        (_("Colour"), COLOUR_BY, list(fields), "colour_by"),
    ):
        chosen = getattr(display, field)
        options = list(dict.fromkeys([*known, *of_fields, chosen]))  # an address may name a field that has gone
        st.selectbox(label, options, format_func=by_word, help=meaning_of(chosen), **_bound(display, field))
    meaning = (
        _("Arrows point from one end to the other.")
        if choice.view == "structure"
        else _("Show who asks whom, where that is recorded.")
    )
    st.toggle(_("Arrows"), help=meaning, **_bound(display, "direction"))
    st.segmented_control(
        _("Show on"),
        MODES,
        format_func=lambda mode: _(_MODE_NAMES[mode]),
        help=_("Projector: larger. Print: dark on white."),
        **_bound(display, "mode"),
    )


def _button(name: str, icon: str, do: Any, *, enabled: bool) -> None:
    st.button(
        name,
        icon=f":material/{icon}:",
        help=name,
        on_click=do,
        disabled=not enabled,
        type="tertiary",
        key=f"bar-{icon}",
    )


def _bound(display: Display, field: str) -> dict[str, Any]:
    """Return the arguments that bind a control to a field of `display`, and its changes to the address."""
    key = f"display-{field}"
    st.session_state[key] = getattr(display, field)

    def changed() -> None:
        chosen = st.session_state[key]
        changes: dict[str, Any] = {field: getattr(display, field) if chosen is None else chosen}
        put_display_in_address(replace(display, **changes))

    return {"key": key, "on_change": changed}
