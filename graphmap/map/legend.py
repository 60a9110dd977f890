"""The legend: everything on a map, with its count, and what each look means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from graphmap import model
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.language.wording import RELATIONSHIP_SENTENCES, depth_word
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import Entry, colouring, name_of, title_of
from graphmap.map.display import Display, is_field
from graphmap.map.emphasis import without_value
from graphmap.map.tie_look import MARKED, TieLook, depth_look, entries_of, structure_look, ties_by_look
from graphmap.map.visual_language import Theme

LINE_WIDTH, THIN = 3.0, 1.5  # pixels
_STANDINGS = {
    "beginning": later("Diamond: beginning to go beyond sharing"),
    "lapsed": later("Pale band: lapsed, nothing beyond sharing for a year"),
    "one event": later("Thin and dotted: one event, in the colour of its depth"),
}
_EXAMPLES = {"beginning": 1, "lapsed": 3, "one event": 2}
"""The depth in whose colour the legend shows the mark of each standing."""

_BROKEN_RIM = later("Broken rim: no records in this period ({number}).")
_RING = later("Ring with a dot: no records in this period ({number}).")


@dataclass(frozen=True)
class Line:
    """An entry for a settled depth, a standing or a relationship: its ``key`` as in ``depth:2``, and its look.

    Dashes and width are in pixels; ``band`` and ``bead`` are as in `graphmap.map.tie_look.TieLook`."""

    key: str
    label: str
    count: int
    colour: str
    dashes: tuple[int, ...]
    width: float
    band: str | None = None
    bead: bool = False


@dataclass(frozen=True)
class Legend:
    """The legend of a map: its marks and lines in titled sections, and ``notes`` on what else can be seen."""

    marks: Sequence[tuple[str, Sequence[Entry]]]
    lines: Sequence[tuple[str, Sequence[Line]]]
    notes: Sequence[str]


def legend_of(
    graph: nx.Graph | TabledGraph,
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
    graph: nx.Graph | TabledGraph, theme: Theme, display: Display, known: ActorFacts, words: Words = ENGLISH
) -> Legend:
    """The legend of the map of everybody at once (`drawing.large`), where all marks are round and all lines thin.

    Lines have their dashes and bands only around the one who is pointed at."""
    coloured = colouring(graph, theme, display, known, words)
    marks = [(coloured.title, [replace(entry, shape=None) for entry in coloured.entries])] if coloured.entries else []
    lines = [
        (title, [replace(line, width=THIN) for line in entries])
        for title, entries in _lines(graph, theme, display, words)
    ]
    return Legend(
        marks,
        lines,
        (
            *_notes_on_size(graph, display, known, words),
            *([words("Point at someone to see the pattern of their lines.")] if graph.number_of_edges() else []),
            *_notes_on_alone(graph, known, _RING, words),
        ),
    )


def line_entry(key: str, label: str, count: int, look: TieLook, width: float = LINE_WIDTH) -> Line:
    """Return the entry for `count` lines of this look."""
    own = THIN if look.is_thin else width
    return Line(key, label, count, look.colour, look.dashes, own, look.band, look.bead)


def standing_labels(words: Words) -> Mapping[str, str]:
    """Return what the mark of each standing means."""
    return {standing: words(label) for standing, label in _STANDINGS.items()}


def _lines(
    graph: nx.Graph | TabledGraph, theme: Theme, display: Display, words: Words
) -> Sequence[tuple[str, Sequence[Line]]]:
    """Return the sections about lines: settled depths and marked standings, or relationships."""
    counts: Counter[tuple[str, str]] = Counter()
    for tie, number in ties_by_look(graph):
        for entry in entries_of(tie).items():
            counts[entry] += number
    if _is_structure(graph):
        entries = [
            line_entry(
                f"relationship:{type}", capital(words(sentence)), counts[key], structure_look(type, theme, display)
            )
            for type, sentence in RELATIONSHIP_SENTENCES.items()
            if (key := ("relationship", type)) in counts
        ]
        return [(words("Line"), entries)]
    depths = [
        line_entry(
            f"depth:{depth}",
            capital(words(depth_word(depth))),
            counts["depth", str(depth)],
            depth_look(depth, theme, display),
            LINE_WIDTH + (visual_language.DEEPEST_EXTRA_WIDTH if depth == len(model.DEPTHS) - 1 else 0.0),
        )
        for depth in reversed(range(len(model.DEPTHS)))
        if ("depth", str(depth)) in counts
    ]
    labels = standing_labels(words)
    standings = [
        line_entry(
            f"standing:{standing}",
            labels[standing],
            counts["standing", standing],
            depth_look(_EXAMPLES[standing], theme, display, standing),
        )
        for standing in MARKED
        if ("standing", standing) in counts
    ]
    return [(words("Settled depth"), depths), (words("Marks on lines"), standings)]


def _notes_on_size(graph: nx.Graph | TabledGraph, display: Display, known: ActorFacts, words: Words) -> Iterator[str]:
    if len(graph):
        yield words("Counts include faded items.")
    if graph.number_of_edges():
        yield _larger(_is_structure(graph), display.size_by, known, words)
    sizes = known.values.get(display.size_by, {} if is_field(display.size_by) else None)
    without = 0 if sizes is None else len(without_value(graph, sizes))
    if without:
        yield words.many(
            "{number} actor has no value for size and is drawn smallest.",
            "{number} actors have no value for size and are drawn smallest.",
            without,
        )


def _notes_on_lines(graph: nx.Graph | TabledGraph, display: Display, words: Words) -> Iterator[str]:
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


def _notes_on_alone(
    graph: nx.Graph | TabledGraph, known: ActorFacts, unrecorded_look: str, words: Words
) -> Iterator[str]:
    alone = [node for node, degree in graph.degree() if not degree]
    recorded = sum(map(known.has_record_of, alone))
    if recorded and _is_structure(graph):
        yield words("Hollow: no line ({number}).", number=f"{recorded:,}")
    elif recorded:
        yield words("Hollow: no tie in this period ({number}).", number=f"{recorded:,}")
    if recorded < len(alone):
        yield words(unrecorded_look, number=f"{len(alone) - recorded:,}")


def _is_structure(graph: nx.Graph | TabledGraph) -> bool:
    return bool(graph.graph.get("view") == "structure")


def _larger(structural: bool, size_by: str, known: ActorFacts, words: Words) -> str:
    if is_field(size_by):
        is_day = size_by in known.fields and known.fields[size_by].type == "date"
        name = name_of(size_by, known, words)
        return (
            words("Larger: a later {field}.", field=name) if is_day else words("Larger: more {measure}.", measure=name)
        )
    if size_by != "strength":
        return words("Larger: more {measure}.", measure=words(title_of(size_by)))
    return words("Larger: more lines.") if structural else words("Larger: stronger ties in total.")
