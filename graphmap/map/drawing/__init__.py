"""The drawing: from a networkx graph to the pyvis network that the map shows. Nothing here knows of a screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
from pyvis.network import Network

from graphmap.graph.settling import usual_depth
from graphmap.graph.standing_in_words import standing_sentence
from graphmap.language.wording import KIND_WORDS, RELATIONSHIP_SENTENCES, depth_word
from graphmap.language.words import ENGLISH, Words, capital
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import Entry, colouring, measure_in_words
from graphmap.map.display import Display
from graphmap.map.layout import Places
from graphmap.map.tie_look import TieLook, look_of
from graphmap.map.visual_language import Theme
from graphmap.model import NodeKey

_HOLLOW_RIM, _RIM = 2.5, 1.5  # pixels
_BROKEN, _BROKEN_RIM = (
    [3.0, 4.0],
    1.8,
)  # the dashes of a rim and its pixels: thin, as a line ends half its width beyond each dash
_ARROW = {"to": {"enabled": True, "scaleFactor": 0.55}}
_DIRECTED = 0.6  # how much of its width a tie keeps with arrows, so that heads and not bars are seen
_BOW = 0.16  # how far two lines between the same two are bowed, as a share of their length

_STRAIGHT = {"enabled": True, "type": "curvedCW", "roundness": 0}
"""A straight line, but drawn as a curve: vis-network draws a band only behind curves."""

_BETWEEN = "~"
"""The sign between the two node keys in a tie's id; no key starts with it."""


def tie_id(source: NodeKey, target: NodeKey) -> str:
    """The id of a tie on the map, the same whichever way round its ends are given."""
    first, second = sorted((source, target))
    return f"{first}{_BETWEEN}{second}"


def find_tie(graph: nx.Graph, id: str) -> tuple[NodeKey, NodeKey] | None:
    """The two ends of the tie of `graph` with this `id`, or None if there is none."""
    ends = list(ends_in(id))
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return next(((one, other) for one, other in pairs if graph.has_edge(one, other) and tie_id(one, other) == id), None)


def ends_in(id: str) -> Iterator[NodeKey]:
    """Yield both ends of the tie with this `id`, and more pairs if the id of an actor has the sign between them too."""
    for at in (at for at, letter in enumerate(id) if letter == _BETWEEN):
        yield from (id[:at], id[at + 1 :])


@dataclass(frozen=True)
class Scale:
    """The largest value that a size stands for, and the strongest tie that a width stands for."""

    largest: float
    strongest: float

    def over(self, other: "Scale") -> "Scale":
        """A scale with room for both."""
        return Scale(max(self.largest, other.largest), max(self.strongest, other.strongest))


def scale_of(graph: nx.Graph, display: Display = Display(), known: ActorFacts = ActorFacts()) -> Scale:  # noqa: B008 — frozen, both
    """The scale of a map of `graph` by itself."""
    sizes = _sizes(graph, display, known)
    largest = max((value for node in graph if (value := sizes.get(node)) is not None), default=0.0)
    return Scale(largest, max((tie["weight"] for _, _, tie in graph.edges(data=True)), default=0.0))


def _sizes(graph: nx.Graph, display: Display, known: ActorFacts) -> Mapping[NodeKey, float | None]:
    sizes = known.sizes(display.size_by)
    return dict(graph.degree(weight="weight")) if sizes is None else sizes


def draw(
    graph: nx.Graph,
    places: Places,
    theme: Theme,
    display: Display = Display(),  # noqa: B008 — frozen, as is the next
    known: ActorFacts = ActorFacts(),  # noqa: B008
    scale: Scale | None = None,
    words: Words = ENGLISH,
) -> Network:
    """The pyvis network of `graph`, every node at its place; maps to be compared share one `scale`."""
    network = Network(
        directed=True, cdn_resources="in_line"
    )  # an undirected pyvis network searches all ties for each one added
    coloured = colouring(graph, theme, display, known)
    sizes = _sizes(graph, display, known)
    scale = scale or scale_of(graph, display, known)
    for node, about in graph.nodes(data=True):
        x, y = places[node]
        network.add_node(
            node,
            label=about["name"],
            shape=visual_language.KINDS[about["kind"]].shape,
            size=visual_language.node_size(sizes.get(node) or 0.0, scale.largest),
            x=x,
            y=y,
            tooltip=_node_tooltip(graph, node, display, known, words),
            **_mark(graph, node, coloured.entry_of[node], theme, known),
        )
    for source, target, tie in graph.edges(data=True):
        look = look_of(tie, theme, display)
        depth = usual_depth(tie) if "depth" in tie and not look.is_thin else None
        width = visual_language.tie_width(tie["weight"], scale.strongest, depth)
        style = {**line_style(look, width), "tooltip": _tie_tooltip(graph, source, target, tie, words)}
        for strand in _strands(source, target, tie, look, style.pop("width"), display, known):
            # pyvis's own add_edge looks through all nodes for both ends of each tie.
            ends = {end: strand.pop(end) for end in ("from", "to")}
            network.edges.append({**style, **strand, **ends})
    return network


def _mark(graph: nx.Graph, node: NodeKey, entry: Entry, theme: Theme, known: ActorFacts) -> dict[str, Any]:
    """The colour and the rim of a mark: hollow if the actor has no tie, with a broken rim if it has no record.

    Others have a rim in the colour of the page, which sets them off from lines of a similar shade.
    """
    if graph.degree(node) > 0:
        return {
            "color": {"background": entry.colour, "border": entry.rim or visual_language.BACKGROUNDS[theme]},
            "borderWidth": _RIM,
        }
    hollow = {
        "color": {"background": visual_language.BACKGROUNDS[theme], "border": entry.rim or entry.colour},
        "borderWidth": _HOLLOW_RIM,
    }
    if known.has_record_of(node):
        return hollow
    return {**hollow, "borderWidth": _BROKEN_RIM, "shapeProperties": {"borderDashes": _BROKEN}}


def line_style(look: TieLook, width: float) -> dict[str, Any]:
    """The colour, dashes, width and band of a line of this strength's `width`, which is less if it is thin."""
    style: dict[str, Any] = {"color": look.colour, "dashes": list(look.dashes) or False}
    if look.band:
        wide = round(width + visual_language.BAND_WIDTH, 2)
        style["background"] = {"enabled": True, "color": look.band, "size": wide, "dashes": False}
        style["smooth"] = _STRAIGHT
    return {**style, "width": visual_language.thin(width) if look.is_thin else width}


def _strands(
    source: NodeKey,
    target: NodeKey,
    tie: Mapping[str, Any],
    look: TieLook,
    width: float,
    display: Display,
    known: ActorFacts,
) -> Iterator[dict[str, Any]]:
    """The lines that a tie is drawn as: one, or if each end seeks from the other, one each way, bowed apart."""
    id = tie_id(source, target)
    bead = {"middle": visual_language.BEAD} if look.bead else {}
    if not display.direction:
        ways = []
    elif "relationship" in tie:
        ways = [(source, target) if tie["start"] == source else (target, source)]
    else:
        ways = [way for way in ((source, target), (target, source)) if known.sought.get(way)]
    if not ways:
        yield {"from": source, "to": target, "id": id, "width": width, "arrows": bead or ""}
    for number, (start, end) in enumerate(ways):
        bowed = {"smooth": {"enabled": True, "type": "curvedCW", "roundness": _BOW}} if len(ways) > 1 else {}
        twin = {"id": f"{_BETWEEN}{id}", "of": id} if number else {"id": id}
        yield {"from": start, "to": end, "arrows": _ARROW | bead, "width": round(width * _DIRECTED, 2), **bowed, **twin}


def _node_tooltip(graph: nx.Graph, node: NodeKey, display: Display, known: ActorFacts, words: Words) -> list[str]:
    about, degree = graph.nodes[node], graph.degree(node)
    if graph.graph.get("view") == "structure":
        ties = words.many("{number} line", "{number} lines", degree)
    elif degree:
        strength = f"{graph.degree(node, weight='weight'):.1f}"
        ties = words.many(
            "{number} tie, strength {strength}", "{number} ties, strength {strength}", degree, strength=strength
        )
    else:
        ties = words("No tie in this period") if known.has_record_of(node) else words("No records in this period")
    measures = [
        name
        for name in dict.fromkeys((display.size_by, display.colour_by))
        if (name in known.values or name in known.groups) and name != "strength"
    ]
    return [
        about["name"],
        capital(words(KIND_WORDS[about["kind"]])),
        ties,
        *(measure_in_words(name, node, known, words) for name in measures),
    ]


def _tie_tooltip(graph: nx.Graph, source: NodeKey, target: NodeKey, tie: Mapping[str, Any], words: Words) -> list[str]:
    if "relationship" in tie:
        source, target = (source, target) if tie["start"] == source else (target, source)
        return [
            f"{graph.nodes[source]['name']} {words(RELATIONSHIP_SENTENCES[tie['relationship']])} "
            f"{graph.nodes[target]['name']}"
        ]
    first, last = words.day(tie["first"]), words.day(tie["last"])
    strength = f"{tie['weight']:.1f}"
    return [
        f"{graph.nodes[source]['name']} – {graph.nodes[target]['name']}",
        standing_sentence(tie, words) if "standing" in tie else capital(words(depth_word(tie["depth"]))),
        words.many(
            "{number} interaction, strength {strength}",
            "{number} interactions, strength {strength}",
            tie["interactions"],
            strength=strength,
        ),
        words("{since} to {until}", since=first, until=last) if first != last else first,
        *([words("A bridge: without it the network falls apart here")] if tie["bridge"] else []),
    ]
