"""Two periods on one map: what is new, gone, deeper, shallower or as before, by colour and by pattern.

| a tie | colour | pattern |
|---|---|---|
| new | amber | solid, with a dot in the middle |
| gone | red | dashed, with a bar across |
| deeper | blue | solid and wide, with a diamond in the middle |
| shallower | purple | long dashes |
| as before | grey | thin and pale |

An actor who is gone is an outline. One without a record in the later period has a broken outline and a question mark:
nobody knows what they did.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import networkx as nx
from pyvis.network import Network

from graphmap.graph.settling import usual_depth
from graphmap.language.wording import depth_word
from graphmap.language.words import ENGLISH, Words, later
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import Entry, colouring
from graphmap.map.display import Display
from graphmap.map.drawing import draw
from graphmap.map.drawing.change import GONE, NEW, together
from graphmap.map.layout import Places
from graphmap.map.legend import Legend, Line
from graphmap.map.visual_language import Theme
from graphmap.model import NodeKey

Change = Literal["new", "gone", "deeper", "shallower", "same"]

DEEPER: Mapping[Theme, str] = {"light": "#0B61A4", "dark": "#6CB6F5"}
SHALLOWER: Mapping[Theme, str] = {"light": "#8E4BAA", "dark": "#CFA0E6"}
SAME: Mapping[Theme, str] = {"light": "#9AA3AD", "dark": "#66717C"}
_COLOURS: Mapping[Change, Mapping[Theme, str]] = {
    "new": NEW,
    "gone": GONE,
    "deeper": DEEPER,
    "shallower": SHALLOWER,
    "same": SAME,
}
_DASHES: Mapping[Change, Sequence[int]] = {"gone": (4, 5), "shallower": (14, 5)}
_WIDTHS: Mapping[Change, float] = {"new": 3.5, "gone": 2.0, "deeper": 5.0, "shallower": 3.0, "same": 1.4}
_MIDDLES: Mapping[Change, tuple[str, float]] = {
    "new": ("circle", 0.4),
    "gone": ("bar", 0.7),
    "deeper": ("diamond", 0.45),
}
_NAMES: Mapping[Change, str] = {
    "new": later("New"),
    "gone": later("Gone"),
    "deeper": later("Deeper"),
    "shallower": later("Shallower"),
    "same": later("As before"),
}
_GONE_RIM, _UNRECORDED_RIM = [4, 5], [3, 4]


def change_of(before: nx.Graph, after: nx.Graph, one: NodeKey, other: NodeKey) -> Change:
    """Return how a tie of either graph differs between the two."""
    if not after.has_edge(one, other):
        return "gone"
    if not before.has_edge(one, other):
        return "new"
    was, now = usual_depth(before.edges[one, other]), usual_depth(after.edges[one, other])
    return "deeper" if now > was else "shallower" if now < was else "same"


def draw_compared(
    before: nx.Graph,
    after: nx.Graph,
    places: Places,
    theme: Theme,
    display: Display = Display(),  # noqa: B008 — frozen, as is the next
    known: ActorFacts = ActorFacts(),  # noqa: B008
    unrecorded: Collection[NodeKey] = (),
    words: Words = ENGLISH,
) -> Network:
    """Return the pyvis network of both graphs at `places`, with what changed from ``before`` to ``after`` marked.

    ``unrecorded`` are the actors without a record in the later period.
    """
    network = draw(together(before, after), places, theme, display, known, words=words)
    background = visual_language.BACKGROUNDS[theme]
    for node in network.nodes:
        key = node["id"]
        if key in unrecorded:
            node["label"] = f"{node['label']} ?"
            node["tooltip"] = [*node["tooltip"][:2], words("No records in the later period")]
            look = {"background": background, "border": SAME[theme]}
            node.update(color=look, borderWidth=2, shapeProperties={"borderDashes": _UNRECORDED_RIM})
        elif _degree(before, key) and not _degree(after, key):
            node["tooltip"] = [*node["tooltip"][:2], words("No tie in the later period")]
            look = {"background": background, "border": GONE[theme]}
            node.update(color=look, borderWidth=2, shapeProperties={"borderDashes": _GONE_RIM})
        elif _degree(after, key) and not _degree(before, key):
            node["tooltip"] = [*node["tooltip"][:2], words("New in the later period")]
            node.update(color={**_as_parts(node["color"]), "border": NEW[theme]}, borderWidth=4)
    for edge in network.edges:
        edge.pop("background", None)
        edge.update(_look(before, after, edge, theme, words))
    return network


def legend_compared(
    before: nx.Graph,
    after: nx.Graph,
    theme: Theme,
    unrecorded: Collection[NodeKey] = (),
    words: Words = ENGLISH,
) -> Legend:
    """Return the legend of `draw_compared`: its marks by kind, and its ties by how they changed."""
    union = together(before, after)
    counts = Counter(change_of(before, after, *tie) for tie in union.edges)
    lines = [
        Line(
            f"change:{change}",
            words(name),
            counts[change],
            _COLOURS[change][theme],
            tuple(_DASHES.get(change, ())),
            _WIDTHS[change],
        )
        for change, name in _NAMES.items()
        if counts[change]
    ]
    coloured = colouring(union, theme, words=words)
    marks: list[tuple[str, Sequence[Entry]]] = [(coloured.title, coloured.entries)]
    notes = [words("Dot: new. Bar: gone. Diamond: deeper. Long dashes: shallower.")]
    if unrecorded:
        notes.append(words("? and a broken rim: no records in the later period."))
    return Legend(marks, [(words("Ties that changed"), lines)], notes)


def _degree(graph: nx.Graph, key: NodeKey) -> int:
    return int(graph.degree(key)) if key in graph else 0


def _as_parts(colour: Any) -> dict[str, Any]:
    return dict(colour) if isinstance(colour, Mapping) else {"background": colour}


def _look(before: nx.Graph, after: nx.Graph, edge: Mapping[str, Any], theme: Theme, words: Words) -> dict[str, Any]:
    """Return the attributes that mark how a tie changed."""
    one, other = edge["from"], edge["to"]
    change = change_of(before, after, one, other)
    heading, *rest = edge["tooltip"]
    told = [words(_NAMES[change])] if change in ("new", "gone", "same") else [_depths(before, after, one, other, words)]
    look: dict[str, Any] = {
        "color": _COLOURS[change][theme],
        "width": _WIDTHS[change],
        "dashes": list(_DASHES.get(change, ())) or False,
        "arrows": "",
        "tooltip": [heading, *told, *rest[-2:]],
    }
    if change in _MIDDLES:
        sort, size = _MIDDLES[change]
        look["arrows"] = {"middle": {"enabled": True, "type": sort, "scaleFactor": size}}
    return look


def _depths(before: nx.Graph, after: nx.Graph, one: NodeKey, other: NodeKey, words: Words) -> str:
    was, now = (words(depth_word(usual_depth(graph.edges[one, other]))) for graph in (before, after))
    if change_of(before, after, one, other) == "deeper":
        return words("Deeper: {was} → {now}", was=was, now=now)
    return words("Shallower: {was} → {now}", was=was, now=now)
