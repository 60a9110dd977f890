"""Every actor of a large network at once, drawn by WebGL: for who wants it all.

The page's own half is in `frontend/`; sigma.js and graphology, which draw, are brought by `graphmap.app.large_map.build`. Data
travels as columns of numbers.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from graphmap import look
from graphmap.app.language import _, later
from graphmap.app.large_map import build
from graphmap.app.network_map import Clicked
from graphmap.app.network_map.bundle import bundle
from graphmap.colouring import Entry
from graphmap.drawing.large import LargeDrawing
from graphmap.legend import Legend, Line
from graphmap.look import Theme

__all__ = ["build", "columns_of", "large_map", "legend_told"]

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_FRONTEND = Path(__file__).parent / "frontend"
_NAME = "graphmap.large_map"
_WORDS: Mapping[str, str] = {
    "zoomIn": later("Zoom in"),
    "zoomOut": later("Zoom out"),
    "fit": later("Show everything"),
    "search": later("Search by name"),
    "nothingFound": later("Nobody of that name"),
    "noWebGL": later("This browser cannot draw this map: it has no WebGL. Show groups instead."),
}


def large_map(
    drawing: LargeDrawing,
    *,
    key: str,
    title: str,
    version: str,
    theme: Theme,
    height: int = 640,
    selected: str | None = None,
    on_click: Callable[[Clicked], None] | None = None,
) -> None:
    """Show `drawing`, anew only where its `version` changes, with `selected` in the foreground; see `network_map`.

    Raises `build.NotBuilt` where what draws it could not be brought.
    """
    build.build()
    data = {
        **columns_of(drawing), "version": version, "title": title, "height": height, "selected": selected,
        "words": {name: _(text) for name, text in _WORDS.items()}, "background": look.BACKGROUNDS[theme], "text": look.TEXT[theme],
    }  # fmt: skip

    def clicked_changed() -> None:
        value = st.session_state[key].get("clicked")
        if on_click and value:
            on_click(Clicked(value["what"], value["id"], value["number"]))

    _renderer()(key=key, data=data, on_clicked_change=clicked_changed)


def columns_of(drawing: LargeDrawing) -> dict[str, Any]:
    """A drawing as the page reads it: columns of numbers as base64 of their little-endian bytes."""
    numbers = {name: getattr(drawing, name) for name in ("x", "y", "size", "entry", "source", "target", "depth")}
    return {
        "keys": list(drawing.keys), "names": list(drawing.names), "colours": list(drawing.colours), "tieColours": list(drawing.tie_colours),
        "drawn": drawing.drawn, **{name: b64encode(_little(column).tobytes()).decode() for name, column in numbers.items()},
    }  # fmt: skip


def _little(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return column.astype(column.dtype.newbyteorder("<"))


def legend_told(legend: Legend) -> Markup:
    """A legend that is only read, as HTML."""
    entry = Markup('<li><span style="background:{}"></span>{} <small>{:,}</small></li>')
    sections: list[tuple[str, Sequence[Entry | Line]]] = [*legend.marks[:1], legend.lines]
    lists = [
        Markup("<b>{}</b><ul>{}</ul>").format(title, Markup("").join(entry.format(each.colour, each.label, each.count) for each in entries))
        for title, entries in sections
        if entries
    ]
    return Markup('<div class="gm-read-legend">{}</div>').format(Markup("").join(lists))


@cache
def _renderer() -> "ComponentRenderer":
    try:
        return st.components.v2.component(_NAME, js="index.js", css="large_map.css")
    except StreamlitAPIException:  # graphmap isn't installed, and so has no folder of assets: everything travels inside the page
        return st.components.v2.component(_NAME, js=bundle(_FRONTEND, "index.js"), css=(_FRONTEND / "large_map.css").read_text("utf-8"))
