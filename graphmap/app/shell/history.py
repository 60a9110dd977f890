"""Undo and redo on the Map page: the choices and displays of this visit, as its addresses had them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from graphmap.app.shell.address import put_view_in_address
from graphmap.graph.choice import Choice
from graphmap.map.display import Display

Parameters = Mapping[str, str | list[str]]

_KEY = "history-of-this-visit"
_MOST = 100


@dataclass
class _History:
    """Every view so far, and the number of the one on the page."""

    views: list[Parameters] = field(default_factory=list)
    now: int = -1


def record(choice: Choice, display: Display) -> None:
    """Remember the view on the page, unless undo, redo or the browser's Back button led to it."""
    history = _history()
    view = {**choice.to_parameters(), **display.to_parameters()}
    for step in (0, -1, 1):
        if 0 <= history.now + step < len(history.views) and history.views[history.now + step] == view:
            history.now += step
            return
    history.views = [*history.views[: history.now + 1], view][-_MOST:]
    history.now = len(history.views) - 1


def can_undo() -> bool:
    """Return whether there is a view to go back to."""
    return _history().now > 0


def can_redo() -> bool:
    """Return whether a view was undone."""
    return _history().now < len(_history().views) - 1


def undo() -> None:
    """Go back to the previous view."""
    _go(-1)


def redo() -> None:
    """Go forward to the view that was undone last."""
    _go(1)


def _go(step: int) -> None:
    history = _history()
    history.now = max(0, min(history.now + step, len(history.views) - 1))
    put_view_in_address(history.views[history.now])


def _history() -> _History:
    history: _History = st.session_state.setdefault(_KEY, _History())
    return history
