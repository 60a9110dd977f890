"""The map: a pyvis network drawn live in the page, that can be clicked, dragged and steered.

`network_map` mounts it. The page's own half is in `frontend/`; vis-network, which draws, comes from pyvis's own wheel and is
put beside it when the map is first shown. Nothing is fetched from anywhere else.
"""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap.app.network_map.bundle import VIS, bundle, vis_source
from graphmap.packing import Backdrop

if TYPE_CHECKING:
    from pyvis.network import Network
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Centre", "Clicked", "Command", "Findable", "Steered", "network_map"]

_NAME = "graphmap.network_map"
_FRONTEND = Path(__file__).parent / "frontend"

_WORDS = {
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "fit": "Show everything",
    "keys": (
        "Arrow keys move the map, Page Up and Page Down zoom, 0 shows everything, slash searches. "
        "Shift with an arrow key steps from one to the next, Enter chooses. 1, 2 and 3 show so many steps around who is chosen, "
        "plus and minus change them, Escape shows all again, Z resets."
    ),
    "letGo": "Let go of what was dragged",
    "search": "Search by name",
    "notOnMap": "not on this map",
    "nothingFound": "Nobody of that name",
    "searchStore": "Search everything for ‘{}’",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the map is to do once.

    The map obeys a command when its `number` differs from the last one it obeyed, so a rerun with the same command does nothing.
    `select` chooses a node or tie and brings it into view; `focus` zooms to it and its neighbours, and chooses it too; `fit`
    shows everything; `clear` drops the choice. An `id` that isn't on the map is ignored.
    """

    number: int
    action: Literal["select", "focus", "fit", "clear"]
    id: str | None = None


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

    ``focus`` shows so many `steps` around `id`; ``all`` shows everything again and ``reset`` as it was at first; ``go`` brings `id`
    onto the map, and ``find`` looks in the store for `text`.
    """

    what: Literal["focus", "all", "reset", "go", "find"]
    id: str | None
    steps: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Centre:
    """That the map is centred on something; of a `focus`, how many `steps` around it are shown."""

    focus: str | None = None
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Findable:
    """Who can be searched for beside those on the map: `others`, as id, name and kind; and whether the store `has_more`."""

    others: Sequence[tuple[str, str, str]] = ()
    has_more: bool = False


def network_map(
    network: "Network",
    *,
    key: str,
    title: str,
    height: int = 640,
    selected: str | None = None,
    command: Command | None = None,
    on_click: Callable[[Clicked], None] | None = None,
    backdrop: Backdrop | None = None,
    arrangement: str = "",
    centre: Centre | None = None,
    findable: Findable = Findable(),
    on_steer: Callable[[Steered], None] | None = None,
) -> Clicked | None:
    """Draw `network` and return what was last clicked, or None before the first click.

    The map stays alive between reruns: only what differs in `network` is changed, so the view, dragged positions and the choice
    stay. `selected` is what is chosen when the map first appears; after that clicks and commands rule. `title` names the map for
    those who can't see it. `height` is in pixels; narrow screens get less. `on_click` is called before the rerun that a click starts.

    `backdrop` lies behind everything. Whatever is dragged keeps its place in this tab under the name `arrangement`, and where that
    changes, everything is shown again. `centre` is what the keys 1 to 3, plus, minus and Escape go by; `on_steer` is called with
    what the person wants by them, or by searching for one of `findable`.

    Nodes need a text `id`, `x` and `y`, and a shape that is drawn at its `size` (dot, diamond, square, triangle, star, hexagon…); a
    node that was dragged stays where it was put until its `x` or `y` changes. Edges need a text `id` that no node has. Both may
    carry `tooltip`, a list of lines of which the first is the heading, and `faded` if they are only context. `label` is drawn as
    plain text, whatever is in it, and the largest nodes keep theirs longest. Physics, and what pyvis would have clicks and
    hovering do, are ignored.

    Raises ValueError if a node or edge lacks what it needs.
    """
    data = {
        "key": key,
        "title": title,
        "height": height,
        "words": _WORDS,
        "nodes": _checked(network.nodes, "node", ("id", "x", "y")),
        "edges": _checked(network.edges, "edge", ("id", "from", "to")),
        "options": _options(network),
        "selected": selected,
        "command": asdict(command) if command else None,
        "backdrop": asdict(backdrop) if backdrop else None,
        "arrangement": arrangement,
        "centre": asdict(centre) if centre else None,
        "findable": {"others": findable.others, "hasMore": findable.has_more},
    }

    def clicked_changed() -> None:
        clicked = _clicked(st.session_state[key])
        if on_click and clicked:
            on_click(clicked)

    def steered_changed() -> None:
        value = st.session_state[key].get("steered")
        if on_steer and value:
            on_steer(Steered(**value))

    return _clicked(_renderer()(key=key, data=data, on_clicked_change=clicked_changed, on_steered_change=steered_changed))


def _clicked(state: Any) -> Clicked | None:
    value = state.get("clicked")
    return Clicked(what=value["what"], id=value["id"], number=value["number"]) if value else None


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
    try:
        _provide_vis()
        return st.components.v2.component(_NAME, js="index.js", css="network_map.css")
    except (OSError, StreamlitAPIException):
        # Where the package's folder can't be written, or graphmap isn't installed and so has no folder of assets, everything
        # travels inside the page instead: the same map, but half a megabyte more whenever it changes.
        return st.components.v2.component(
            _NAME, js=bundle(_FRONTEND, "index.js", vis_source()), css=(_FRONTEND / "network_map.css").read_text("utf-8")
        )


def _provide_vis() -> None:
    """Put pyvis's vis-network among the assets, unless it is there. Raises OSError if it can't be put there."""
    source, target = vis_source(), _FRONTEND / VIS
    content = source.read_bytes()
    if target.exists() and target.read_bytes() == content:
        return
    # Written aside and moved into place, so that another process starting now never serves half a file.
    handle, partial = tempfile.mkstemp(dir=_FRONTEND, prefix=f".{VIS}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(target)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise
