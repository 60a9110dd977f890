"""The legend: everything on a map, with its count, and what each look means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from graphmap import model
from graphmap.language.wording import RELATIONSHIP_SENTENCES, depth_word
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import Entry, colouring, title_of
from graphmap.map.display import Display
from graphmap.map.emphasis import without_value
from graphmap.map.visual_language import Theme

_THIN = 1.5  # pixels
_BROKEN_RIM = later("Broken rim: no records in this period ({number}).")
_RING = later("Ring with a dot: no records in this period ({number}).")


@dataclass(frozen=True)
class Line:
    """An entry for a depth or a relationship: its ``key`` as in ``depth:2``, and its look in pixels."""

    key: str
    label: str
    count: int
    colour: str
    dashes: tuple[int, ...]
    width: float


@dataclass(frozen=True)
class Legend:
    """The legend of a map: its marks and lines in titled sections, and ``notes`` on what else can be seen."""

    marks: Sequence[tuple[str, Sequence[Entry]]]
    lines: tuple[str, Sequence[Line]]
    notes: Sequence[str]


def legend_of(
    graph: nx.Graph,
    theme: Theme,
    display: Display = Display(),  # noqa: B008 — frozen, as is the next
    known: ActorFacts = ActorFacts(),  # noqa: B008
    words: Words = ENGLISH,
) -> Legend:
    """The legend of the map of `graph`.

    Every entry has at least one actor or tie on the map, and the number of entries is not limited.
    """
    coloured = colouring(graph, theme, display, known, words)
    marks: list[tuple[str, Sequence[Entry]]] = [(coloured.title, coloured.entries)]
    if display.colour_by != "kind":
        kinds = colouring(graph, theme, words=words).entries
        marks.append(
            (
                words("Shape: kind"),
                [
                    Entry(kind.key, kind.label, kind.count, visual_language.TEXT[theme], None, kind.shape)
                    for kind in kinds
                ],
            )
        )
    sections = [(title, entries) for title, entries in marks if entries]
    notes = (
        *_notes_on_size(graph, display, known, words),
        *_notes_on_lines(graph, display, words),
        *_notes_on_alone(graph, known, _BROKEN_RIM, words),
    )
    return Legend(sections, _lines(graph, theme, display, words), notes)


def legend_of_everybody(
    graph: nx.Graph, theme: Theme, display: Display, known: ActorFacts, words: Words = ENGLISH
) -> Legend:
    """The legend of the map of everybody at once (`drawing.large`), where all marks are round and all lines thin."""
    coloured = colouring(graph, theme, display, known, words)
    marks = [(coloured.title, [replace(entry, shape=None) for entry in coloured.entries])] if coloured.entries else []
    title, lines = _lines(graph, theme, display, words)
    thin = [replace(line, dashes=(), width=_THIN) for line in lines]
    return Legend(
        marks,
        (title, thin),
        (*_notes_on_size(graph, display, known, words), *_notes_on_alone(graph, known, _RING, words)),
    )


def entry_of_tie(tie: Mapping[str, Any]) -> str:
    """The key of the entry of a tie, or of a line of the structure."""
    return f"relationship:{tie['relationship']}" if "relationship" in tie else f"depth:{tie['depth']}"


def lines_present(graph: nx.Graph) -> Counter[str]:
    """How many ties or lines each entry has."""
    return Counter(entry_of_tie(tie) for _, _, tie in graph.edges(data=True))


def line_look(key: str, theme: Theme, display: Display) -> tuple[str, tuple[int, ...]]:
    """The colour and the dashes of the ties of an entry."""
    sort, _, value = key.partition(":")
    style = visual_language.DEPTHS[int(value)] if sort == "depth" else visual_language.LINE
    return dict(display.recoloured).get(key, style.colours[theme]), style.dashes


def _lines(graph: nx.Graph, theme: Theme, display: Display, words: Words) -> tuple[str, Sequence[Line]]:
    counts = lines_present(graph)
    order = [f"depth:{depth}" for depth in reversed(range(len(model.DEPTHS)))] + [
        f"relationship:{type}" for type in RELATIONSHIP_SENTENCES
    ]
    found = []
    for key in filter(counts.__contains__, order):
        sort, _, value = key.partition(":")
        name = capital(words(depth_word(int(value)) if sort == "depth" else RELATIONSHIP_SENTENCES[value]))
        extra = visual_language.DEEPEST_EXTRA_WIDTH if key == f"depth:{len(model.DEPTHS) - 1}" else 0.0
        found.append(Line(key, name, counts[key], *line_look(key, theme, display), 3.0 + extra))
    return words("Line") if _is_structure(graph) else words("Deepest work of a tie"), found


def _notes_on_size(graph: nx.Graph, display: Display, known: ActorFacts, words: Words) -> Iterator[str]:
    if len(graph):
        yield words("Counts include faded items.")
    if graph.number_of_edges():
        yield _larger(_is_structure(graph), display.size_by, words)
    without = len(without_value(graph, known.values[display.size_by])) if display.size_by in known.values else 0
    if without:
        yield words.many(
            "{number} actor has no value for size and is drawn smallest.",
            "{number} actors have no value for size and are drawn smallest.",
            without,
        )


def _notes_on_lines(graph: nx.Graph, display: Display, words: Words) -> Iterator[str]:
    if not graph.number_of_edges():
        return
    if not _is_structure(graph):
        yield words("Wider: a stronger tie.")
    if display.direction:
        yield (
            words("Arrow: from one to the other.")
            if _is_structure(graph)
            else words("Arrow: from the one who seeks to the one they seek from, where known.")
        )


def _notes_on_alone(graph: nx.Graph, known: ActorFacts, unrecorded_look: str, words: Words) -> Iterator[str]:
    alone = [node for node, degree in graph.degree() if not degree]
    recorded = sum(map(known.has_record_of, alone))
    if recorded and _is_structure(graph):
        yield words("Hollow: no line ({number}).", number=f"{recorded:,}")
    elif recorded:
        yield words("Hollow: no tie in this period ({number}).", number=f"{recorded:,}")
    if recorded < len(alone):
        yield words(unrecorded_look, number=f"{len(alone) - recorded:,}")


def _is_structure(graph: nx.Graph) -> bool:
    return bool(graph.graph.get("view") == "structure")


def _larger(structural: bool, size_by: str, words: Words) -> str:
    if size_by != "strength":
        return words("Larger: more {measure}.", measure=words(title_of(size_by)))
    return words("Larger: more lines.") if structural else words("Larger: stronger ties in total.")
