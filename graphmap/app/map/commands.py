"""What the page has a map do: a map follows what is selected elsewhere, and is told nothing of what was clicked on
it."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the map is to do once.

    The map obeys a command when its `number` differs from the last one it obeyed, so a rerun with the same command does
    nothing. `select` chooses a node or tie and brings it into view; `focus` zooms to it and its neighbours, and chooses
    it too; `fit` shows everything; `clear` drops the choice. An `id` that isn't on the map is ignored."""

    number: int
    action: Literal["select", "focus", "fit", "clear"]
    id: str | None = None


def command_for(key: str, selected: str | None, *, at_first: str | None) -> Command | None:
    """What the map called `key` was last told, after telling it of `selected` where that changed without a click on the
    map.

    `at_first` is what a map that is shown for the first time has selected by itself.
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
    """The map called `key` has selected `id` by a click on it, and need not be told."""
    st.session_state[f"{key}-shown"] = id
