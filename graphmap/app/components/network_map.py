"""The map: a pyvis network drawn live in the page, that can be clicked, dragged and steered.

`network_map` mounts it. The page's own half is in `graphmap/app/frontend`; vis-network, which draws, comes from pyvis's
own wheel and is put beside it when the map is first shown. Nothing is fetched from anywhere else."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap.app.components.bundle import FRONTEND, STYLE, VIS, bundle, vis_source
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

__all__ = ["Caption", "Centre", "Findable", "map_data", "network_map", "story"]

_NAME = "graphmap.network_map"

_WORDS: Mapping[str, str] = {
    **WORDS,
    "keys": later(
        "Arrow keys move the map, Page Up and Page Down zoom, 0 shows everything, slash searches. "
        "Shift with an arrow key steps from one to the next, Enter chooses. 1, 2 and 3 show so "
        "many steps around who is chosen, "
        "plus and minus change them, Escape shows all again, Z resets. "
        "Where terms are played, the space bar plays and pauses, comma and full stop go one term back and on."
    ),
    "letGo": later("Let go of what was dragged"),
    "page": later("Web page to explore offline (HTML)"),
    "terms": later("School terms"),
    "term": later("Term"),
    "play": later("Play the terms"),
    "pause": later("Pause"),
    "termBefore": later("The term before"),
    "termAfter": later("The term after"),
    "speed": later("Seconds a term"),
    "noTerm": later("All dates"),
}


@dataclass(frozen=True, slots=True)
class Centre:
    """That the map is centred on something; of a `focus`, how many `steps` around it are shown."""

    focus: str | None = None
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Findable:
    """Who can be searched for beside those on the map: `others`, as id, name and kind; and whether the store
    `has_more`."""

    others: Sequence[tuple[str, str, str]] = ()
    has_more: bool = False


def map_data(
    network: "Network",
    *,
    key: str,
    title: str,
    height: int = 640,
    selected: str | None = None,
    command: Command | None = None,
    backdrop: Backdrop | None = None,
    arrangement: str = "",
    centre: Centre | None = None,
    findable: Findable = Findable(),
    legend: Legend | None = None,
    only: Sequence[str] = (),
    recoloured: Sequence[str] = (),
    can_ask: bool = False,
    caption: Caption | None = None,
    enlarged: float = 1.0,
    is_for_paper: bool = False,
    extent: Sequence[Place] = (),
    terms: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What a map sends to the page, as plain values: all that it draws, and nothing more. The parameters are those of
    `network_map`."""
    return {
        "key": key,
        "title": title,
        "height": height,
        "words": {name: _(text) for name, text in _WORDS.items()},
        "nodes": _checked(network.nodes, "node", ("id", "x", "y")),
        "edges": _checked(network.edges, "edge", ("id", "from", "to")),
        "options": _options(network),
        "selected": selected,
        "command": asdict(command) if command else None,
        "backdrop": asdict(backdrop) if backdrop else None,
        "arrangement": arrangement,
        "centre": asdict(centre) if centre else None,
        "findable": {"others": findable.others, "hasMore": findable.has_more},
        "legend": legend_data(legend, only, recoloured, can_change=can_ask) if legend else None,
        "caption": asdict(caption) if caption else None,
        "canMakePage": caption is not None,
        "enlarged": enlarged,
        "isForPaper": is_for_paper,
        "extent": extent,
        "terms": terms,
    }


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
    legend: Legend | None = None,
    only: Sequence[str] = (),
    recoloured: Sequence[str] = (),
    on_ask: Callable[[Asked], None] | None = None,
    caption: Caption | None = None,
    theme: Theme = "light",
    enlarged: float = 1.0,
    is_for_paper: bool = False,
    extent: Sequence[Place] = (),
    terms: Mapping[str, Any] | None = None,
    on_term: Callable[[int], None] | None = None,
) -> Clicked | None:
    """Draw `network` and return what was last clicked, or None before the first click.

    The map stays alive between reruns: only what differs in `network` is changed, so the view, dragged positions and
    the choice stay. `selected` is what is chosen when the map first appears; after that clicks and commands rule.
    `title` names the map for those who can't see it. `height` is in pixels; narrow screens get less. `on_click` is
    called before the rerun that a click starts.

    `backdrop` lies behind everything. Whatever is dragged keeps its place in this tab under the name `arrangement`, and
    where that changes, everything is shown again. `centre` is what the keys 1 to 3, plus, minus and Escape go by;
    `on_steer` is called with what the person wants by them, or by searching for one of `findable`.

    `legend` is shown under the map; with `on_ask`, a person can show `only` some of its entries and have some
    `recoloured`. With a `caption` the map can be taken away: as a picture, a drawing, or a page of its own, which
    `theme` says the colours of. `enlarged` is how much larger names, marks and lines are, and `is_for_paper` has the
    map in black on white, whatever the page around it.

    Where everything is shown, so are the places of `extent`. `terms` are the map at each of several times, as
    `graphmap.map.term_frames` packs them, with the number of the time that it is ``now``; the page then plays them by
    itself, and `on_term` is called with the number of the one that it comes to rest at.

    Nodes need a text `id`, `x` and `y`, and a shape that is drawn at its `size` (dot, diamond, square, triangle, star,
    hexagon…); a node that was dragged stays where it was put until its `x` or `y` changes. Edges need a text `id` that
    no node has. Both may carry `tooltip`, a list of lines of which the first is the heading, and `faded` if they are
    only context. `label` is drawn as plain text, whatever is in it, and the largest nodes keep theirs longest. An edge
    with `of` is drawn for the edge with that id, as a second line of one tie. Physics, and what pyvis would have clicks
    and hovering do, are ignored.

    Raises ValueError if a node or edge lacks what it needs.
    """
    data = map_data(
        network,
        key=key,
        title=title,
        height=height,
        selected=selected,
        command=command,
        backdrop=backdrop,
        arrangement=arrangement,
        centre=centre,
        findable=findable,
        legend=legend,
        only=only,
        recoloured=recoloured,
        can_ask=on_ask is not None,
        caption=caption,
        enlarged=enlarged,
        is_for_paper=is_for_paper,
        extent=extent,
        terms=terms,
    )
    wanted = asked_last(key)
    if caption and wanted and wanted["what"] == "page":
        data["page"] = {
            "number": wanted["number"],
            "text": page_of(data, caption, theme, language(), json.loads(wanted["text"])),
        }

    told = callbacks(key, on_click, on_steer, on_ask, on_term)
    return clicked_last(_renderer()(key=key, data=data, **told))


def story(data: Mapping[str, Any], key: str) -> None:
    """Show a story: its ``pages``, each with its ``maps``, under a ``title``, with the ``words`` of what steps through
    it."""
    _renderer()(key=key, data={**data, "key": key})


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
        return st.components.v2.component(_NAME, js="network_map/index.js", css=STYLE.name)
    except (OSError, StreamlitAPIException):
        # Where the package's folder can't be written, or graphmap isn't installed and so has no folder of assets,
        # everything travels inside the page instead: the same map, but half a megabyte more whenever it changes.
        return st.components.v2.component(
            _NAME, js=bundle(FRONTEND / "network_map" / "index.js", vis_source()), css=STYLE.read_text("utf-8")
        )


def _provide_vis() -> None:
    """Put pyvis's vis-network among the assets, unless it is there. Raises OSError if it can't be put there."""
    source, target = vis_source(), FRONTEND / "network_map" / VIS
    content = source.read_bytes()
    if target.exists() and target.read_bytes() == content:
        return
    # Written aside and moved into place, so that another process starting now never serves half a file.
    handle, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{VIS}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(target)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise
