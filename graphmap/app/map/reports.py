"""What a map reports back to Python, and the words and legend that both kinds of map share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from graphmap.app.shell.language import later
from graphmap.map.colouring import Entry
from graphmap.map.legend import Legend, Line

WORDS: Mapping[str, str] = {
    "zoomIn": later("Zoom in"),
    "zoomOut": later("Zoom out"),
    "fit": later("Show everything"),
    "whole": later("Full screen"),
    "leaveWhole": later("Leave full screen"),
    "wholeOn": later("The map fills the screen. Escape leaves."),
    "wholeOff": later("The map no longer fills the screen."),
    "wheel": later("Hold Ctrl, or click the map, to zoom with the wheel"),
    "wheelMac": later("Hold ⌘, or click the map, to zoom with the wheel"),
    "search": later("Search by name"),
    "nothingFound": later("No matching names"),
    "searchStore": later("Search all records for ‘{text}’"),
    "notOnMap": later("not on this map"),
    "legend": later("Legend"),
    "notes": later("Also on the map"),
    "only": later("Show only this; click again to show all"),
    "recolour": later("Change colour"),
    "ownColour": later("Restore colour"),
    "take": later("Download this map"),
    "png2": later("Picture for a screen (PNG, double size)"),
    "png4": later("Picture for print (PNG, four times the size)"),
    "svg": later("Drawing (SVG)"),
}
"""The words of every map, by their names in the frontend."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """The last click on the map: on a node, a tie, or the empty map (`nothing`, with no `id`).

    `number` grows with every click, so a caller can tell a new click from one it has seen.
    """

    what: Literal["node", "tie", "nothing"]
    id: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Steered:
    """A request from the map that only Python can carry out.

    ``focus`` shows `steps` around `id`; ``all`` shows everything again and ``reset`` the map as at first; ``go`` brings
    `id` onto the map; ``find`` searches the store for `text`.
    """

    what: Literal["focus", "all", "reset", "go", "find"]
    id: str | None
    steps: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request from the legend: show ``only`` the `entry` or no longer, or ``recolour`` it.

    `colour` is ``#rrggbb``, or None for the entry's own colour.
    """

    what: Literal["only", "recolour"]
    entry: str
    colour: str | None


def callbacks(
    key: str,
    on_click: Callable[[Clicked], None] | None,
    on_steer: Callable[[Steered], None] | None,
    on_ask: Callable[[Asked], None] | None,
    on_term: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Return the callbacks for a map's component, which run before the rerun that each report starts."""

    def clicked_changed() -> None:
        clicked = clicked_last(st.session_state[key])
        if on_click and clicked:
            on_click(clicked)

    def steered_changed() -> None:
        value = st.session_state[key].get("steered")
        if on_steer and value:
            on_steer(Steered(**value))

    def asked_changed() -> None:
        asked = asked_last(key)
        if on_term and asked and asked["what"] == "term":
            on_term(int(asked["text"]))
        elif on_ask and asked and asked["what"] in ("only", "recolour"):
            on_ask(Asked(asked["what"], asked["id"], asked["text"]))

    return {
        "on_clicked_change": clicked_changed,
        "on_steered_change": steered_changed,
        "on_asked_change": asked_changed,
    }


def clicked_last(state: Any) -> Clicked | None:
    """Return the last click on the map with this `state`, or None."""
    value = state.get("clicked")
    return Clicked(what=value["what"], id=value["id"], number=value["number"]) if value else None


def asked_last(key: str) -> Any:
    """Return what the map called `key` asked for in this run, or None."""
    return (st.session_state.get(key) or {}).get("asked")


def legend_data(legend: Legend, only: Sequence[str], recoloured: Sequence[str], *, can_change: bool) -> dict[str, Any]:
    """Return a legend as the page reads it.

    `can_change` says whether it filters and recolours; ``only`` and `recoloured` are the entries it does so for now.
    """
    sections: list[tuple[str, Sequence[Entry | Line]]] = [*legend.marks, *legend.lines]
    listed = [
        {"title": title, "entries": [asdict(entry) for entry in entries]} for title, entries in sections if entries
    ]
    return {
        "sections": listed,
        "notes": list(legend.notes),
        "only": list(only),
        "recoloured": list(recoloured),
        "canChange": can_change,
    }
