"""What an edit changes, on one map: actors and ties of before and after together, each in one place.

Actors that are gone are an outline, and ties that are gone a thin dashed line with a bar across. Ties that are new,
settled deeper or beginning to go deeper glow, with a dot in the middle. What stays as it was is pale. Labels say it
too, so nothing depends on colour.
"""

from collections.abc import Mapping
from typing import Any

import networkx as nx
from pyvis.network import Network

from graphmap.graph.settling import usual_depth
from graphmap.graph.standing_in_words import standing_name
from graphmap.language.wording import KIND_WORDS, depth_word
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map.drawing import draw
from graphmap.map.layout import Places
from graphmap.map.visual_language import Theme
from graphmap.model import NodeKey
from graphmap.whatif.comparison import goes_deeper, groups_within, rises

GONE: Mapping[Theme, str] = {"light": "#B3261E", "dark": "#F2867C"}
NEW: Mapping[Theme, str] = {"light": "#F0A000", "dark": "#FFB938"}
_STAYS = 0.45  # the opacity of a tie that stays as it was
_GONE_DASHES = [4, 5]
_GLOW = 16  # pixels that a glow reaches
_CHANGES = {"gone": later("Gone"), "new": later("New"), "joined": later("Joined"), "cut off": later("Cut off")}


def together(before: nx.Graph, after: nx.Graph) -> nx.Graph:
    """Both graphs together; what is in both is as in `after`."""
    return nx.compose(before, after)


def touched(before: nx.Graph, after: nx.Graph) -> frozenset[NodeKey]:
    """The actors that are gone, cut off or joined, or have a tie that is gone, new or going deeper."""
    union = together(before, after)
    ends = {end for pair in union.edges if _change_of_tie(before, after, *pair) for end in pair}
    return frozenset(
        ends | {node for node in union if _change_of_actor(before, after, node)} | _moved(before, after).keys()
    )


def draw_change(before: nx.Graph, after: nx.Graph, places: Places, theme: Theme, words: Words = ENGLISH) -> Network:
    """The pyvis network of both graphs at `places`, with the differences marked."""
    union = together(before, after)
    network = draw(union, places, theme, words=words)
    moved = _moved(before, after)
    for node in network.nodes:
        key = node["id"]
        change = _change_of_actor(before, after, key) or moved.get(key, "")
        node["tooltip"] = _actor_tooltip(before, after, union, key, change, words)
        if change:
            node["label"] = f"{words(_CHANGES[change])}: {node['label']}"
        if change == "gone":
            hollow = {"background": "rgba(0, 0, 0, 0)", "border": GONE[theme]}
            node.update(color=hollow, borderWidth=2, shapeProperties={"borderDashes": _GONE_DASHES})
    for edge in network.edges:
        edge.update(_tie_marks(before, after, edge, theme, words))
    return network


def _tie_marks(
    before: nx.Graph, after: nx.Graph, edge: Mapping[str, Any], theme: Theme, words: Words
) -> dict[str, Any]:
    """The attributes that mark how a tie differs."""
    source, target = edge["from"], edge["to"]
    change = _change_of_tie(before, after, source, target)
    if not change:
        return {"color": {"color": edge["color"], "opacity": _STAYS}}
    heading, *lines = edge["tooltip"]
    tooltip = [heading, _change_in_words(before, after, source, target, change, words), *lines]
    if change == "gone":
        bar = {"middle": {"enabled": True, "type": "bar", "scaleFactor": 0.8}}
        plain = {"background": {"enabled": False}} if "background" in edge else {}
        return {"color": GONE[theme], "dashes": _GONE_DASHES, "width": 1.6, "arrows": bar, "tooltip": tooltip, **plain}
    dot = {"middle": {"enabled": True, "type": "circle", "scaleFactor": 0.5}}
    glow = {"enabled": True, "color": NEW[theme], "size": _GLOW, "x": 0, "y": 0}
    return {"shadow": glow, "arrows": dot, "tooltip": tooltip}


def _change_of_tie(before: nx.Graph, after: nx.Graph, source: NodeKey, target: NodeKey) -> str:
    if not after.has_edge(source, target):
        return "gone"
    if not before.has_edge(source, target):
        return "new"
    was, would = before.edges[source, target], after.edges[source, target]
    if goes_deeper(was, would):
        return "deeper"
    return "rises" if rises(was, would) else ""


def _change_in_words(
    before: nx.Graph, after: nx.Graph, source: NodeKey, target: NodeKey, change: str, words: Words
) -> str:
    if change == "rises":
        was, would = (graph.edges[source, target]["standing"] for graph in (before, after))
        names = {"was": standing_name(was, words), "now": standing_name(would, words)}
        return words("{now}; was: {was}", **names)
    if change != "deeper":
        return words(_CHANGES[change])
    return words("Deeper: was {depth}", depth=words(depth_word(usual_depth(before.edges[source, target]))))


def _change_of_actor(before: nx.Graph, after: nx.Graph, key: NodeKey) -> str:
    return "gone" if key in before and key not in after else ""


def _moved(before: nx.Graph, after: nx.Graph) -> dict[NodeKey, str]:
    """The actors who are cut off from most of those in their component, or joined to them."""
    sides = (("joined", after, before), ("cut off", before, after))
    return {
        node: how
        for how, together_in, apart_in in sides
        for _, *others in groups_within(together_in, apart_in)
        for group in others
        for node in group
    }


def _actor_tooltip(
    before: nx.Graph, after: nx.Graph, union: nx.Graph, key: NodeKey, change: str, words: Words
) -> list[str]:
    had = before.degree(key) if key in before else 0
    has = after.degree(key) if key in after else 0
    if had == has:
        ties = words.many("{number} tie", "{number} ties", has)
    else:
        ties = words.many("{number} tie, was {before}", "{number} ties, was {before}", has, before=f"{had:,}")
    about = union.nodes[key]
    return [
        about["name"],
        capital(words(KIND_WORDS[about["kind"]])),
        *([words(_CHANGES[change])] if change else []),
        ties,
    ]
