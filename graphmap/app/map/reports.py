"""What a person does on a map, as its page reports it, and the words and the legend that the maps have in common."""

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
"""What every map says, by the names that the page has for it."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """What was last clicked on the map: a node, a tie, or the empty map (`nothing`, with no `id`).

    `number` grows with every click, so a caller tells a new click from the one it has already seen.
    """

    what: Literal["node", "tie", "nothing"]
    id: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Steered:
    """What a person wants of the map that only Python can do.

    ``focus`` shows so many `steps` around `id`; ``all`` shows everything again and ``reset`` as it was at first; ``go``
    brings `id` onto the map, and ``find`` looks in the store for `text`."""

    what: Literal["focus", "all", "reset", "go", "find"]
    id: str | None
    steps: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked of the legend: to show ``only`` the `entry`, or no longer only, or to ``recolour`` it.

    `colour` is as ``#rrggbb``, or nothing to go back to the entry's own.
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
    """What a map's component calls before the rerun that each report of the map called `key` starts."""

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
    """What was last clicked on a map in this `state`, or nothing."""
    value = state.get("clicked")
    return Clicked(what=value["what"], id=value["id"], number=value["number"]) if value else None


def asked_last(key: str) -> Any:
    """What the map called `key` asked for in this run, or nothing."""
    return (st.session_state.get(key) or {}).get("asked")


def legend_data(legend: Legend, only: Sequence[str], recoloured: Sequence[str], *, can_change: bool) -> dict[str, Any]:
    """A legend as the page reads it: whether a person `can_change` it, which entries are shown ``only``, and which are
    `recoloured`."""
    sections: list[tuple[str, Sequence[Entry | Line]]] = [*legend.marks, legend.lines]
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
