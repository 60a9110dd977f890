"""The map as a picture for paper: an SVG with its names and its legend, drawn without a browser.

It takes the drawing that the screen shows (`graphmap.map.drawing`), so marks, lines and places are the same. Names keep
clear of marks, of each other and of the edge. The busiest actors are named first. Up to `ALL_NAMED` actors, everyone is
named; of more, those whose name fits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyvis.network import Network

from graphmap.language.words import ENGLISH, Words
from graphmap.map.legend import Legend
from graphmap.map.picture.names import Box, NamePlace, Wanted, place_names
from graphmap.map.picture.svg import Line, Mark, Name, legend_block, written

__all__ = ["ALL_NAMED", "Box", "Picture", "Widths", "draw_picture"]

Widths = Callable[[Sequence[str]], Sequence[float]]
"""Measures texts: the width of each, where letters are 1 high."""

ALL_NAMED = 30
"""So many actors or fewer are all named."""

_LETTERS = 7.2  # the height of names, in points
_LINE = 1.12  # from one line of a name to the next, in heights
_LONGEST = 92.0  # points; longer names take two lines
_MOST_LINES = 2
_EDGE = 3.0  # points that stay free at the edge
_BESIDE = 12.0  # points between map and legend
_SMALLEST, _LARGEST = 0.16, 0.5  # points of a mark to its pixels on the screen


@dataclass(frozen=True)
class Picture:
    """A drawn map.

    ``marks`` and ``names`` are the boxes that they take up in points, within ``width`` and ``height``. ``unnamed`` is
    the number of actors whose name found no room.
    """

    svg: str
    width: float
    height: float
    marks: Sequence[Box]
    names: Sequence[Box]
    unnamed: int


def draw_picture(
    network: Network,
    legend: Legend,
    notes: Sequence[str],
    size: tuple[float, float],
    widths: Widths,
    title: str,
    words: Words = ENGLISH,
) -> Picture:
    """Return the picture of a drawn `network` with its `legend`, of this `size` in points.

    `notes` are lines below the legend, and `title` is what the picture says to those who can't see it. `widths`
    measures the letters it will be set in.
    """
    width, height = size
    block = legend_block(legend, notes, height, widths)
    room = Box(0.0, 0.0, width - block.width - _BESIDE, height)
    marks, lines = _fitted(network, room)
    wanted = _wanted(marks, widths)
    paths = np.array([(line.x1, line.y1, line.x2, line.y2) for line in lines], dtype=float).reshape(-1, 4)
    places = place_names(wanted, paths, room, everyone=len(marks) <= ALL_NAMED)
    names = [_name(want, place) for want, place in zip(wanted, places, strict=True) if place]
    unnamed = len(marks) - len(names)
    if unnamed:
        left_out = words.many("{number} has no room for its name.", "{number} have no room for their names.", unnamed)
        block = legend_block(legend, [*notes, left_out], height, widths)
    svg = written(width, height, title, lines, marks, names, block, room.right + _BESIDE)
    return Picture(svg, width, height, [mark.box for mark in marks], [name.box for name in names], unnamed)


def _fitted(network: Network, room: Box) -> tuple[list[Mark], list[Line]]:
    """Return the marks and lines of `network`, moved and scaled into `room`. Nothing is stretched."""
    nodes: Sequence[Mapping[str, Any]] = network.nodes
    if not nodes:
        return [], []
    xs, ys = [node["x"] for node in nodes], [node["y"] for node in nodes]
    margin = _EDGE + _LARGEST * max(node["size"] for node in nodes) + _LETTERS
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    free = (room.right - 2 * margin, room.bottom - 2 * margin)
    scale = min(free[0] / across if across else 1.0, free[1] / down if down else 1.0, 1.0)
    by = min(max(scale, _SMALLEST), _LARGEST)
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)

    def at(x: float, y: float) -> tuple[float, float]:
        return room.right / 2 + (x - middle[0]) * scale, room.bottom / 2 + (y - middle[1]) * scale

    marks = [Mark.of(node, at(node["x"], node["y"]), by) for node in nodes]
    where = {node["id"]: (mark.x, mark.y) for node, mark in zip(nodes, marks, strict=True)}
    lines = [Line.of(edge, where[edge["from"]], where[edge["to"]], by) for edge in network.edges]
    return marks, sorted(lines, key=lambda line: line.width)


def _wanted(marks: Sequence[Mark], widths: Widths) -> list[Wanted]:
    """Return the name that each mark is to have, the largest mark first, in lines that fit."""
    ordered = sorted(marks, key=lambda mark: (-mark.radius, mark.name))
    spelled = {word for mark in ordered for word in mark.name.split()}
    width_of = dict(zip(sorted(spelled), widths(sorted(spelled)), strict=True))
    found = []
    for mark in ordered:
        lines = in_lines(mark.name, _LONGEST / _LETTERS, _MOST_LINES, width_of)
        longest = max((line_width(line, width_of) for line in lines), default=0.0)
        size = (longest * _LETTERS + 1, (len(lines) - 1) * _LETTERS * _LINE + _LETTERS)
        found.append(Wanted(mark.box, size, tuple(lines)))
    return found


def _name(want: Wanted, place: NamePlace) -> Name:
    return Name(want.lines, place.box, _LETTERS, _LETTERS * _LINE, place.leader)


_SPACE = 0.25
_DOTS = "…"


def line_width(line: str, width_of: Mapping[str, float]) -> float:
    """Return the width of a line by those of its words; a word that was cut counts by its letters."""
    each = [width_of.get(word, 0.5 * len(word)) for word in line.split()]
    return sum(each) + _SPACE * max(0, len(each) - 1)


def in_lines(text: str, longest: float, most: int, width_of: Mapping[str, float]) -> list[str]:
    """Return `text` in at most `most` lines no longer than `longest`; what doesn't fit ends in dots."""
    lines: list[str] = []
    for word in text.split():
        fits = bool(lines) and line_width(f"{lines[-1]} {word}", width_of) <= longest
        if fits:
            lines[-1] = f"{lines[-1]} {word}"
        elif len(lines) < most:
            lines.append(_cut(word, longest, width_of))
        else:
            lines[-1] = _cut(f"{lines[-1]} {word}", longest, width_of)
            return lines
    return lines


def _cut(line: str, longest: float, width_of: Mapping[str, float]) -> str:
    """Return `line`, or as much of it as surely fits, and dots."""
    width = line_width(line, width_of)
    if width <= longest:
        return line
    kept = int(len(line) * (longest - 1.5) / width)
    return line[: max(kept, 1)].rstrip() + _DOTS
