"""Commands from the page to a map: it follows what is selected elsewhere, and ignores what was clicked on itself."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st


@dataclass(frozen=True, slots=True)
class Command:
    """Something for the map to do once.

    The map obeys a command when its `number` differs from the last one it obeyed, so a rerun with the same command does
    nothing. `select` selects a node or tie and brings it into view; `focus` zooms to it and its neighbours, and selects
    it too; `fit` shows everything; `clear` drops the selection. An `id` that isn't on the map is ignored.
    """

    number: int
    action: Literal["select", "focus", "fit", "clear"]
    id: str | None = None


def command_for(key: str, selected: str | None, *, at_first: str | None) -> Command | None:
    """Return the map's last command, or a new one if `selected` changed other than by a click on the map.

    `at_first` is what a new map has selected by itself.
    """
    command_key, shown_key = f"{key}-command", f"{key}-shown"
    before: Command | None = st.session_state.get(command_key)
    if st.session_state.setdefault(shown_key, at_first) == selected:
        return before
    command = Command(before.number + 1 if before else 1, "select" if selected else "clear", selected)
    st.session_state[command_key] = command
    st.session_state[shown_key] = selected
    return command


def was_clicked(key: str, id: str | None) -> None:
    """Note that `id` was selected by a click on the map called `key`, which needs no command for it."""
    st.session_state[f"{key}-shown"] = id
