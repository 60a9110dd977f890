"""The legend: everything that is on a map, with how many there are of it, and what each look means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphmap import look, model
from graphmap.colouring import Entry, colouring, title_of
from graphmap.display import Display
from graphmap.known import Known
from graphmap.look import Theme
from graphmap.wording import RELATIONSHIP_SENTENCES, counted


@dataclass(frozen=True)
class Line:
    """An entry for a tie's depth, or a line's relationship: its ``key`` as in ``depth:2``, and how it is drawn, in pixels."""

    key: str
    label: str
    count: int
    colour: str
    dashes: tuple[int, ...]
    width: float


@dataclass(frozen=True)
class Legend:
    """The legend of a map: its marks and lines in sections, each under a title, and ``notes`` on what else is to be seen."""

    marks: Sequence[tuple[str, Sequence[Entry]]]
    lines: tuple[str, Sequence[Line]]
    notes: Sequence[str]


def legend_of(graph: nx.Graph, theme: Theme, display: Display = Display(), known: Known = Known()) -> Legend:  # noqa: B008
    """The legend of the map of `graph`. Every entry has at least one actor or tie on the map, and there is no limit on entries."""
    coloured = colouring(graph, theme, display, known)
    marks: list[tuple[str, Sequence[Entry]]] = [(coloured.title, coloured.entries)]
    if display.colour_by != "kind":
        kinds = colouring(graph, theme).entries
        marks.append(("Shape: kind", [Entry(kind.key, kind.label, kind.count, look.TEXT[theme], None, kind.shape) for kind in kinds]))
    return Legend([(title, entries) for title, entries in marks if entries], _lines(graph, theme, display), _notes(graph, display, known))


def entry_of_tie(tie: Mapping[str, Any]) -> str:
    """The key of the entry that a tie, or a line of the structure, has."""
    return f"relationship:{tie['relationship']}" if "relationship" in tie else f"depth:{tie['depth']}"


def lines_present(graph: nx.Graph) -> Counter[str]:
    """How many ties or lines there are of each entry."""
    return Counter(entry_of_tie(tie) for _, _, tie in graph.edges(data=True))


def line_look(key: str, theme: Theme, display: Display) -> tuple[str, tuple[int, ...]]:
    """The colour and the dashes of the ties of an entry."""
    sort, _, value = key.partition(":")
    style = look.DEPTHS[int(value)] if sort == "depth" else look.LINE
    return dict(display.recoloured).get(key, style.colours[theme]), style.dashes


def _lines(graph: nx.Graph, theme: Theme, display: Display) -> tuple[str, Sequence[Line]]:
    counts = lines_present(graph)
    order = [f"depth:{depth}" for depth in reversed(range(len(model.DEPTHS)))] + [f"relationship:{type}" for type in RELATIONSHIP_SENTENCES]
    found = []
    for key in filter(counts.__contains__, order):
        sort, _, value = key.partition(":")
        name = model.DEPTHS[int(value)].capitalize() if sort == "depth" else RELATIONSHIP_SENTENCES[value].capitalize()
        extra = look.DEEPEST_EXTRA_WIDTH if key == f"depth:{len(model.DEPTHS) - 1}" else 0.0
        found.append(Line(key, name, counts[key], *line_look(key, theme, display), 3.0 + extra))
    return "Line" if graph.graph.get("view") == "structure" else "Deepest work of a tie", found


def _notes(graph: nx.Graph, display: Display, known: Known) -> Sequence[str]:
    structural = graph.graph.get("view") == "structure"
    notes = []
    if graph.number_of_edges():
        notes.append(f"Larger: {_larger(structural, display.size_by)}.")
        if not structural:
            notes.append("Wider: a stronger tie.")
    without = sum(known.values[display.size_by].get(node) is None for node in graph) if display.size_by in known.values else 0
    if without:
        notes.append(f"{counted(without, 'actor has', 'actors have')} no value to size by, and {_is(without)} drawn smallest.")
    if display.direction and graph.number_of_edges():
        notes.append("Arrow: from the one to the other." if structural else "Arrow: who seeks, to whom from, where it is known.")
    alone = [node for node in graph if not graph.degree(node)]
    unrecorded = [node for node in alone if known.recorded is not None and node not in known.recorded]
    if not structural and len(alone) > len(unrecorded):
        notes.append(f"Hollow: no tie in this window ({len(alone) - len(unrecorded):,}).")
    elif structural and alone:
        notes.append(f"Hollow: no line ({len(alone):,}).")
    if unrecorded and not structural:
        notes.append(f"Broken rim: nothing recorded in this window, so nobody knows ({len(unrecorded):,}).")
    return notes


def _larger(structural: bool, size_by: str) -> str:
    if size_by != "strength":
        return f"more {title_of(size_by)}"
    return "more lines" if structural else "stronger ties in all"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
