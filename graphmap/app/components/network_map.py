"""The map: a pyvis network drawn live in the page, to click, drag and steer.

`network_map` shows it. Its half in the browser is in `graphmap/app/frontend`. It is bundled with vis-network,
which draws and comes with pyvis, when the map is first shown. Nothing is fetched from anywhere else.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap.app.components.bundle import STYLE, network_map_module, provide
from graphmap.app.components.offline_page import Caption, page_of
from graphmap.app.map.commands import Command
from graphmap.app.map.reports import WORDS, Asked, Clicked, Steered, asked_last, callbacks, clicked_last, legend_data
from graphmap.app.shell.language import _, language, later
from graphmap.map.layout.packing import Backdrop, Place
from graphmap.map.legend import Legend
from graphmap.map.visual_language import Theme

if TYPE_CHECKING:
    from pyvis.network import Network
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Caption", "Centre", "DrawnMap", "Findable", "map_data", "network_map", "steer", "story"]

_NAME = "graphmap.network_map"
_LEVEL = 6
"""How hard to compress a map: more takes longer than it saves."""

_WORDS: Mapping[str, str] = {
    **WORDS,
    "keys": later(
        "Arrow keys move the map, Page Up and Page Down zoom, 0 shows everything, slash searches. Shift "
        "with an arrow key goes to the next mark, Enter selects it. 1, 2 and 3 show that many steps "
        "around it, plus and minus change the steps, Escape shows everything again, Z resets. Where "
        "terms play, the space bar plays and pauses; comma and full stop go one term back or forward."
    ),
    "letGo": later("Release dragged marks"),
    "page": later("Web page to explore offline (HTML)"),
    "terms": later("School terms"),
    "term": later("Term"),
    "play": later("Play the terms"),
    "pause": later("Pause"),
    "termBefore": later("Previous term"),
    "termAfter": later("Next term"),
    "speed": later("Seconds per term"),
    "noTerm": later("All dates"),
    "aside": later("{number} aside"),
}


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre of a map. Around a `focus`, so many `steps` are shown."""

    focus: str | None = None
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Findable:
    """Actors that the search offers beside those on the map: id, name and kind; `has_more` if the store has more."""

    others: Sequence[tuple[str, str, str]] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """What a map shows, and nothing of how it is steered.

    Nodes of `network` need a text `id`, `x` and `y`, and a shape that is drawn at its `size` (dot, diamond, square,
    triangle, star, hexagon…). Edges need a text `id` that no node has. Both may carry `tooltip`, a list of lines that
    starts with the heading, and `faded` if they are only context. `label` is drawn as plain text, and the largest nodes
    keep theirs longest. An edge with `of` is a second line of the tie with that id. Physics, and pyvis's own clicks and
    hovering, are ignored.

    `title` names the map for screen readers. `height` is in pixels, and narrow screens get less; without one the map
    fills the element that it is in, with its legend and its buttons over it. `backdrop` lies behind
    everything. Dragged nodes keep their places in this tab under the name `arrangement`; where that changes, the whole
    map is fitted to the screen again. The keys 1 to 3, plus, minus and Escape go by `centre`. In `legend`, `only` some
    entries are shown and some are `recoloured`. With a `caption` the map can be downloaded: as a picture, a drawing, or
    a page in the colours of `theme`. `enlarged` is the scale of names, marks and lines. `is_for_paper` draws black on
    white on any page. Fitting the whole map also fits the places of `extent`, and may leave out those who are `aside`.
    """

    network: "Network"
    key: str
    title: str
    height: int | None = 640
    backdrop: Backdrop | None = None
    arrangement: str = ""
    centre: Centre | None = None
    legend: Legend | None = None
    only: Sequence[str] = ()
    recoloured: Sequence[str] = ()
    caption: Caption | None = None
    theme: Theme = "light"
    enlarged: float = 1.0
    is_for_paper: bool = False
    extent: Sequence[Place] = ()
    aside: Sequence[str] = ()


def map_data(
    drawn: DrawnMap,
    *,
    selected: str | None = None,
    command: Command | None = None,
    findable: Findable = Findable(),
    can_ask: bool = False,
    terms: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what a map sends to the page, as plain values: all that it draws, and nothing more. See `network_map`."""
    legend = drawn.legend
    return {
        "key": drawn.key,
        "title": drawn.title,
        "height": drawn.height,
        "words": {name: _(text) for name, text in _WORDS.items()},
        "nodes": _checked(drawn.network.nodes, "node", ("id", "x", "y")),
        "edges": _checked(drawn.network.edges, "edge", ("id", "from", "to")),
        "options": _options(drawn.network),
        "selected": selected,
        "command": asdict(command) if command else None,
        "backdrop": asdict(drawn.backdrop) if drawn.backdrop else None,
        "arrangement": drawn.arrangement,
        "centre": asdict(drawn.centre) if drawn.centre else None,
        "findable": {"others": findable.others, "hasMore": findable.has_more},
        "legend": legend_data(legend, drawn.only, drawn.recoloured, can_change=can_ask) if legend else None,
        "caption": asdict(drawn.caption) if drawn.caption else None,
        "canMakePage": drawn.caption is not None,
        "enlarged": drawn.enlarged,
        "isForPaper": drawn.is_for_paper,
        "extent": drawn.extent,
        "aside": drawn.aside,
        "terms": terms,
    }


def network_map(
    drawn: DrawnMap,
    *,
    selected: str | None = None,
    command: Command | None = None,
    findable: Findable = Findable(),
    terms: Mapping[str, Any] | None = None,
    on_click: Callable[[Clicked], None] | None = None,
    on_steer: Callable[[Steered], None] | None = None,
    on_ask: Callable[[Asked], None] | None = None,
    on_term: Callable[[int], None] | None = None,
) -> Clicked | None:
    """Show a map and return the last click, or None before the first.

    The map stays alive between reruns: only what differs is changed, so the view, dragged positions and the selection
    stay. A node that was dragged stays until its `x` or `y` changes. `selected` is selected when the map first appears;
    after that, clicks and commands decide. `terms` are the map at each of several times, as
    `graphmap.map.term_frames` packs them, with the number of the current one under ``now``; the page plays them.

    Each callback runs before the rerun that it causes: `on_click` for a click, `on_steer` for a key or a search that
    moves the centre, `on_ask` for a change to the legend (without it the legend is only read), and `on_term` with the
    number of the term where playing stops.

    Raises ValueError if a node or edge lacks what it needs.
    """
    data = map_data(
        drawn, selected=selected, command=command, findable=findable, can_ask=on_ask is not None, terms=terms
    )
    wanted = asked_last(drawn.key)
    if drawn.caption and wanted and wanted["what"] == "page":
        text = page_of(data, drawn.caption, drawn.theme, language(), json.loads(wanted["text"]))
        data["page"] = {"number": wanted["number"], "text": text}
    reports = callbacks(drawn.key, on_click, on_steer, on_ask, on_term)
    return clicked_last(_renderer()(key=drawn.key, data=_packed(data), **reports))


def steer(key: str, command: Command | None, said: str) -> None:
    """Have the map called `key` obey a command, and say something to screen readers, without sending the map again."""
    data = {"commands": key, "command": asdict(command) if command else None, "said": said}
    _renderer()(key=f"{key}-commands", data=data)


def story(data: Mapping[str, Any], key: str) -> None:
    """Show a story: its ``title``, its ``pages`` with their ``maps``, and the ``words`` of its buttons."""
    _renderer()(key=key, data={**data, "key": key})


def _packed(data: Mapping[str, Any]) -> bytes:
    """Compress the JSON of a map, which is mostly the same few words: to a seventh or less."""
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def _checked(items: list[dict[str, Any]], kind: str, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    for item in items:
        missing = [name for name in needed if item.get(name) is None]
        if missing:
            raise ValueError(f"The {kind} {item!r} has no {' and no '.join(missing)}.")
    return items


def _options(network: "Network") -> dict[str, Any]:
    # pyvis keeps its own object until set_options replaces it with what the JSON held.
    options = network.options
    return cast("dict[str, Any]", options if isinstance(options, dict) else json.loads(options.to_json()))


@cache
def _renderer() -> "ComponentRenderer":
    """Register the component, once a process, and return what mounts it."""
    whole = network_map_module()
    try:
        return st.components.v2.component(_NAME, js=provide("network_map", whole), css=STYLE.name)
    except (OSError, StreamlitAPIException):
        # The package's folder can't be written, or graphmap isn't installed and has no folder of assets. Everything
        # then travels inside the page: the same map, but half a megabyte more whenever it changes.
        return st.components.v2.component(_NAME, js=whole, css=STYLE.read_text("utf-8"))
