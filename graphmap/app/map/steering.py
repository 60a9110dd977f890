"""Changes to the display, from the map, the panel or the keyboard. Each changes the address, and so the page."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from graphmap.app.map.reports import Steered
from graphmap.app.shell.address import put_display_in_address, put_in_address, select_in_address
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice, View
from graphmap.map.display import STEPS, Display
from graphmap.model import KIND_BY_WORD, NodeKey

Picking = tuple[str, NodeKey]
"""A ``path`` or ``compare`` that still needs its other end, and the actor it begins with."""

_PICKING = "picking"
_FOUND = "looked-for"


def steered(what: Steered, choice: Choice, display: Display) -> None:
    """Carry out a request from the map."""
    match what.what:
        case "focus" if what.id:
            focus_on(display, what.id, what.steps or 1)
        case "all":
            show_all(display)
        case "reset":
            reset()
        case "go" if what.id:
            go_to(choice, display, what.id)
        case "find" if what.text:
            st.session_state[_FOUND] = what.text


def focus_on(display: Display, key: NodeKey, steps: int = 1) -> None:
    """Centre the map on an actor and so many steps around it."""
    put_display_in_address(replace(uncentred(display), focus=key, steps=max(STEPS[0], min(steps, STEPS[-1]))))


def show_all(display: Display) -> None:
    """Remove the map's centre."""
    stop_picking()
    put_display_in_address(uncentred(display))


def reset() -> None:
    """Show the map as at first."""
    stop_picking()
    select_in_address(None)
    put_display_in_address(Display())


def hide(display: Display, key: NodeKey) -> None:
    """Leave an actor off the map."""
    centred = key in {display.focus, *(display.path or ()), *(display.compare or ())}
    kept = uncentred(display) if centred else display
    select_in_address(None)
    put_display_in_address(replace(kept, hidden=tuple(dict.fromkeys((*kept.hidden, key)))))


def go_to(choice: Choice, display: Display, key: NodeKey) -> None:
    """Select an entity and make it visible, in another view if this one lacks its kind."""
    st.session_state.pop(_FOUND, None)
    label = KIND_BY_WORD[key.partition(":")[0]].label
    if label not in LABELS[choice.view]:
        put_in_address(replace(choice, view=_view_of(label)))
        put_display_in_address(replace(uncentred(display), hidden=(), only=()))
    elif key in display.hidden:
        put_display_in_address(replace(display, hidden=tuple(hidden for hidden in display.hidden if hidden != key)))
    else:
        focus_on(display, key, display.steps)
    select_in_address(key)


def _view_of(label: str) -> View:
    views: tuple[View, ...] = ("organisations", "people", "networks", "structure")
    return next(view for view in views if label in LABELS[view])


def seen(display: Display, key: NodeKey) -> Display:
    """Return `display` with the actor `key` neither hidden nor faded."""
    return replace(uncentred(display), hidden=tuple(hidden for hidden in display.hidden if hidden != key), only=())


def uncentred(display: Display) -> Display:
    """Return `display` without a centre."""
    return replace(display, focus=None, steps=Display.steps, path=None, compare=None)


# ------------------------------------------------------------------------ a path or a comparison in the making


def pick_other(what: str, key: NodeKey) -> None:
    """Begin a ``path`` or a ``compare`` with an actor. The next selection is its other end."""
    st.session_state[_PICKING] = (what, key)


def picking() -> Picking | None:
    """Return the path or comparison that has one end so far, or None."""
    found: Picking | None = st.session_state.get(_PICKING)
    return found


def stop_picking() -> None:
    """Cancel a path or comparison that has one end so far."""
    st.session_state.pop(_PICKING, None)


def selecting(display: Display) -> Callable[[str | None], None]:
    """Return a function that selects an actor or tie, or completes a path or comparison with an actor."""

    def select(id: str | None) -> None:
        begun = picking()
        if begun and id and id != begun[1] and "~" not in id:
            what, key = begun
            stop_picking()
            select_in_address(None)
            whole = uncentred(display)
            put_display_in_address(
                replace(whole, path=(key, id)) if what == "path" else replace(whole, compare=(key, id))
            )
        else:
            select_in_address(id)

    return select


def looked_for() -> str | None:
    """Return the text being searched for in the whole store, or None."""
    found: str | None = st.session_state.get(_FOUND)
    return found


def stop_looking() -> None:
    """End the search in the whole store."""
    st.session_state.pop(_FOUND, None)
