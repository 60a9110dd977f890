"""The map of everybody: all actors of a large network at once, drawn by WebGL.

Its half in the browser is in `graphmap/app/frontend`. `graphmap.app.components.fetch_sigma` brings sigma.js and
graphology, which draw. Data travels as columns of numbers.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap import model
from graphmap.app.components import fetch_sigma
from graphmap.app.components.bundle import FRONTEND, STYLE, bundle
from graphmap.app.components.network_map import Caption
from graphmap.app.map.reports import WORDS, Asked, Clicked, Steered, callbacks, legend_data
from graphmap.app.shell.language import _, kind_told, later
from graphmap.map import visual_language
from graphmap.map.drawing.large import LargeDrawing
from graphmap.map.legend import Legend
from graphmap.map.visual_language import Theme

__all__ = ["columns_of", "fetch_sigma", "large_map"]

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_NAME = "graphmap.large_map"
_WORDS: Mapping[str, str] = {
    **WORDS,
    "keys": later(
        "Arrow keys move the map, Page Up and Page Down zoom, 0 shows everything, slash searches. 1, 2 "
        "and 3 show that many steps around the selected mark, Escape clears the selection, Z resets."
    ),
    "noWebGL": later("This browser can’t draw this map because it has no WebGL. Show groups instead."),
}


def large_map(
    drawing: LargeDrawing,
    legend: Legend,
    *,
    key: str,
    title: str,
    version: str,
    theme: Theme,
    height: int | None = 640,
    only: Sequence[str] = (),
    recoloured: Sequence[str] = (),
    caption: Caption | None = None,
    on_click: Callable[[Clicked], None] | None = None,
    on_steer: Callable[[Steered], None] | None = None,
    on_ask: Callable[[Asked], None] | None = None,
) -> None:
    """Show `drawing`, and draw it again only when its `version` changes; see `network_map`.

    `graphmap.app.components.network_map.steer` sends what is selected: with it here, all the data would travel again.
    With a `caption` the map can be downloaded as a picture or a drawing, but not as a page: that would hold the whole
    network.

    Raises `fetch_sigma.NotBuilt` if sigma.js couldn't be fetched.
    """
    fetch_sigma.build()
    data = {
        **columns_of(drawing),
        "key": key,
        "version": version,
        "title": title,
        "height": height,
        "caption": asdict(caption) if caption else None,
        "canMakePage": False,
        "kinds": {word: kind_told(kind.label) for word, kind in model.KIND_BY_WORD.items()},
        "legend": legend_data(legend, only, recoloured, can_change=on_ask is not None),
        "words": {name: _(text) for name, text in _WORDS.items()},
        "background": visual_language.BACKGROUNDS[theme],
        "text": visual_language.TEXT[theme],
    }
    _renderer()(key=key, data=data, **callbacks(key, on_click, on_steer, on_ask))


def columns_of(drawing: LargeDrawing) -> dict[str, Any]:
    """Encode a drawing for the page: each column of numbers as base64 of its little-endian bytes."""
    numbers = {
        name: getattr(drawing, name) for name in ("x", "y", "size", "entry", "stands", "alone", "source", "target")
    }
    return {
        "keys": list(drawing.keys),
        "names": list(drawing.names),
        "colours": list(drawing.colours),
        "tieLook": b64encode(drawing.tie_look.tobytes()).decode(),
        "tieLooks": [asdict(look) for look in drawing.tie_looks],
        "drawn": drawing.drawn,
        **{name: b64encode(_little(column).tobytes()).decode() for name, column in numbers.items()},
    }


def _little(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return column.astype(column.dtype.newbyteorder("<"))


@cache
def _renderer() -> "ComponentRenderer":
    try:
        return st.components.v2.component(_NAME, js="large_map/index.js", css=STYLE.name)
    except (
        StreamlitAPIException
    ):  # graphmap isn't installed, and so has no folder of assets: everything travels inside the page
        return st.components.v2.component(
            _NAME, js=bundle(FRONTEND / "large_map" / "index.js"), css=STYLE.read_text("utf-8")
        )
