"""The overview: a mark for each part, larger the more actors it has, and darker the more of its ties go deep."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
from pyvis.network import Network

from graphmap.language.wording import depth_word
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map import visual_language
from graphmap.map.colouring import Entry
from graphmap.map.display import Display
from graphmap.map.drawing import line_style, tie_id
from graphmap.map.layout import Places
from graphmap.map.legend import Legend, Line, line_entry
from graphmap.map.partition import Part, part_told
from graphmap.map.quotient_graph import beyond_sharing
from graphmap.map.tie_look import TieLook, depth_look, structure_look
from graphmap.map.visual_language import Theme
from graphmap.model import NodeKey

_STEP = 0.2  # each class of the share of ties beyond sharing is a fifth of all
_CLASSES = round(1 / _STEP)
_RIM = 1.5  # pixels
_SHAPES = {"network": visual_language.KINDS["Network"].shape, "around": "dot"}
_REMAINDER = "square"
_SORTS = {"network": later("A network"), "around": later("A community, named after its member with the strongest ties")}
_REST = later("The others")
_MOSTLY = {
    "beginning": (later("Diamond: at least half are beginning to go beyond sharing"), 1),
    "lapsed": (later("Pale band: at least half have lapsed"), 3),
}
"""What the mark of a line means, and the depth in whose colour the legend shows it."""


def draw_overview(
    graph: nx.Graph, places: Places, theme: Theme, names: Mapping[NodeKey, str], words: Words = ENGLISH
) -> Network:
    """The pyvis network of the quotient `graph`, every part at its place."""
    network = Network(directed=True, cdn_resources="in_line")
    largest = max((about["actors"] for _, about in graph.nodes(data=True)), default=0)
    strongest = max((line["weight"] for *_, line in graph.edges(data=True)), default=0.0)
    for key, about in graph.nodes(data=True):
        x, y = places[key]
        colour, rim = _colour(about, theme)
        network.add_node(
            key,
            label=part_told(about["part"], names, words),
            shape=_SHAPES.get(about["part"].sort, _REMAINDER),
            size=visual_language.part_size(about["actors"], largest),
            x=x,
            y=y,
            tooltip=told_of_part(graph, key, names, words),
            color={"background": colour, "border": rim},
            borderWidth=_RIM,
        )
    for one, other, line in graph.edges(data=True):
        look = _look_of_line(line, theme)
        width = visual_language.tie_width(line["weight"], strongest, None)
        network.add_edge(
            one,
            other,
            id=tie_id(one, other),
            **line_style(look, width),
            arrows={"middle": visual_language.BEAD} if look.bead else "",
            tooltip=told_of_line(graph, one, other, names, words),
        )
    return network


def overview_legend(graph: nx.Graph, theme: Theme, words: Words = ENGLISH) -> Legend:
    """The legend of the quotient `graph`, with the number of marks and lines of each look."""
    classes = Counter(_class_of(about) for _, about in graph.nodes(data=True))
    amounts = [
        Entry(f"beyond:{number}", _class_told(number, words), count, *_class_colour(number, theme))
        for number, count in sorted(classes.items(), key=lambda item: -1 if item[0] is None else -item[0] - 2)
    ]
    sorts = Counter(_SHAPES.get(about["part"].sort, _REMAINDER) for _, about in graph.nodes(data=True))
    named = {shape: _SORTS[sort] for sort, shape in _SHAPES.items()} | {_REMAINDER: _REST}
    shapes = [
        Entry(f"part:{shape}", words(named[shape]), count, visual_language.TEXT[theme], None, shape)
        for shape, count in sorted(sorts.items())
    ]
    marks = [(words("Colour: the share of ties within it settled beyond sharing"), amounts)]
    if not graph.graph["has_depth"]:
        marks = []
    notes = [words("Larger: more actors."), words("Wider: stronger ties between them in total.")]
    return Legend([*marks, (words("Shape"), shapes)], _line_sections(graph, theme, words), notes)


def told_of_part(graph: nx.Graph, key: str, names: Mapping[NodeKey, str], words: Words = ENGLISH) -> list[str]:
    """What a mark stands for, in lines: its name, its actors, and the ties within it by settled depth."""
    about = graph.nodes[key]
    part: Part = about["part"]
    within = words.many("{number} tie within", "{number} ties within", about["ties"])
    if not graph.graph["has_depth"]:
        within = words.many("{number} line within", "{number} lines within", about["ties"])
    lines = [part_told(part, names, words), words.many("{number} actor", "{number} actors", about["actors"]), within]
    if (share := beyond_sharing(about["depths"])) is not None:
        lines.append(
            words(
                "{share} of them settled beyond sharing: {mix}",
                share=f"{share:.0%}",
                mix=mix_told(about["depths"], words),
            )
        )
    lines += standings_told(about, words)
    if about["alone"]:
        lines.append(words.many("{number} without any tie", "{number} without any tie", about["alone"]))
    return lines


def told_of_line(
    graph: nx.Graph, one: str, other: str, names: Mapping[NodeKey, str], words: Words = ENGLISH
) -> list[str]:
    """What a line stands for: the two parts, and the ties between them by settled depth."""
    line = graph.edges[one, other]
    ends = [part_told(graph.nodes[key]["part"], names, words) for key in (one, other)]
    if not graph.graph["has_depth"]:
        return [" – ".join(ends), words.many("{number} line between", "{number} lines between", line["ties"])]
    counted = words.many("{number} tie between", "{number} ties between", line["ties"])
    return [" – ".join(ends), counted, capital(mix_told(line["depths"], words)), *standings_told(line, words)]


def mix_told(depths: tuple[int, ...], words: Words = ENGLISH) -> str:
    """The number of ties settled at each depth, the deepest first."""
    counted = [(depth, count) for depth, count in reversed(list(enumerate(depths))) if count]
    return ", ".join(f"{words(depth_word(depth))} {count:,}" for depth, count in counted)


def standings_told(about: Mapping[str, Any], words: Words = ENGLISH) -> list[str]:
    """How many of the ties in a mark or line are beginning to go beyond sharing or have lapsed, a line each."""
    found = []
    if begin := about.get("beginning"):
        found.append(
            words.many("{number} beginning to go beyond sharing", "{number} beginning to go beyond sharing", begin)
        )
    if lapsed := about.get("lapsed"):
        found.append(words.many("{number} lapsed", "{number} lapsed", lapsed))
    return found


def _class_of(about: Mapping[str, Any]) -> int | None:
    share = beyond_sharing(about["depths"])
    return None if share is None else min(int(share / _STEP + 1e-9), _CLASSES - 1)


def _class_colour(number: int | None, theme: Theme) -> tuple[str, str | None]:
    return (
        (visual_language.REST_INSIDE[theme], visual_language.REST[theme])
        if number is None
        else (visual_language.AMOUNTS[theme][number], None)
    )


def _class_told(number: int | None, words: Words) -> str:
    if number is None:
        return words("No tie within it")
    return words("{least} to {most}", least=f"{number * _STEP:.0%}", most=f"{(number + 1) * _STEP:.0%}")


def _colour(about: Mapping[str, Any], theme: Theme) -> tuple[str, str]:
    colour, rim = _class_colour(_class_of(about), theme)
    return colour, rim or visual_language.BACKGROUNDS[theme]


def _standing_of_line(line: Mapping[str, Any]) -> str:
    """The standing of at least half of the ties that a line stands for, if it has a mark."""
    return next((standing for standing in _MOSTLY if 2 * line.get(standing, 0) >= line["ties"]), "")


def _look_of_line(line: Mapping[str, Any], theme: Theme) -> TieLook:
    if "depth" not in line:
        return structure_look("", theme, Display())
    return depth_look(line["depth"], theme, Display(), _standing_of_line(line))


def _line_sections(graph: nx.Graph, theme: Theme, words: Words) -> Sequence[tuple[str, Sequence[Line]]]:
    lines = [line for *_, line in graph.edges(data=True)]
    if not graph.graph["has_depth"]:
        entry = line_entry("relationship:", words("Lines of the structure"), len(lines), _look_of_line({}, theme))
        return [(words("Line"), [entry] if lines else [])]
    depths = [
        line_entry(f"depth:{depth}", capital(words(depth_word(depth))), count, depth_look(depth, theme, Display()))
        for depth, count in sorted(Counter(line["depth"] for line in lines).items(), reverse=True)
    ]
    mostly = Counter(filter(None, map(_standing_of_line, lines)))
    standings = [
        line_entry(f"standing:{each}", words(label), mostly[each], depth_look(depth, theme, Display(), each))
        for each, (label, depth) in _MOSTLY.items()
        if each in mostly
    ]
    return [(words("At least half of the ties between have settled at"), depths), (words("Marks on lines"), standings)]
