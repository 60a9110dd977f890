"""What is on a picture, and writing it as SVG."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from graphmap.map import visual_language
from graphmap.map.colouring import Entry
from graphmap.map.legend import Legend
from graphmap.map.legend import Line as LegendLine
from graphmap.map.picture.names import Box

FONTS = "Libertinus Serif, Georgia, Cambria, serif"
"""The letters of a picture: those that it is measured in, and what looks most like them elsewhere."""

_INK = visual_language.TEXT["light"]
_QUIET = "#5B6672"
_RULE = "#C9D0D7"
_PAPER = visual_language.BACKGROUNDS["light"]
_DOT = 1.0  # points; shorter dashes are drawn as round dots
_BEAD = 2.6  # points from the middle of a diamond to its corners
_GREYED = 0.85  # the opacity of lines, so that names on them can be read


@dataclass(frozen=True)
class Mark:
    """An actor's mark: where it is, its shape as vis-network names it, and its look."""

    x: float
    y: float
    radius: float
    shape: str
    inside: str
    rim: str
    rim_width: float
    rim_dashes: tuple[float, ...]
    name: str

    @classmethod
    def of(cls, node: Mapping[str, Any], where: tuple[float, float], scale: float) -> "Mark":
        """Return the mark of a node of pyvis."""
        colour = node["color"]
        return cls(
            *where,
            radius=node["size"] * scale,
            shape=node["shape"],
            inside=colour["background"] if isinstance(colour, dict) else colour,
            rim=colour["border"] if isinstance(colour, dict) else _PAPER,
            rim_width=max(0.6, node.get("borderWidth", 1.0) * scale),
            rim_dashes=tuple(dash * scale for dash in node.get("shapeProperties", {}).get("borderDashes", ())),
            name=node["label"],
        )

    @property
    def box(self) -> Box:
        """The box that the mark takes up, with its rim."""
        reach = self.radius * (1.2 if self.shape.startswith("triangle") else 1.0) + self.rim_width / 2
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


@dataclass(frozen=True)
class Line:
    """A tie's line, with the pale ``band`` behind it and the ``bead`` in its middle that its standing may have."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float
    dashes: tuple[float, ...]
    band: tuple[str, float] | None = None
    bead: bool = False

    @classmethod
    def of(cls, edge: Mapping[str, Any], start: tuple[float, float], end: tuple[float, float], scale: float) -> "Line":
        """Return the line of an edge of pyvis."""
        band, arrows = edge.get("background") or {}, edge.get("arrows") or {}
        return cls(
            *start,
            *end,
            edge["color"],
            edge["width"] * scale,
            _dashes(edge.get("dashes") or (), scale),
            (band["color"], band["size"] * scale) if band else None,
            bead="middle" in arrows,
        )


@dataclass(frozen=True)
class Name:
    """A name in its box, in lines; ``leader`` leads to its mark."""

    lines: tuple[str, ...]
    box: Box
    letters: float
    line_height: float
    leader: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class LegendBlock:
    """The legend as SVG, at its own upper left corner."""

    svg: Markup
    width: float


def _dashes(dashes: Sequence[float], scale: float) -> tuple[float, ...]:
    """Return the dashes of a line, as much smaller as the picture is."""
    return tuple(round(dash * scale, 2) for dash in dashes)


def written(
    width: float,
    height: float,
    title: str,
    lines: Sequence[Line],
    marks: Sequence[Mark],
    names: Sequence[Name],
    legend: LegendBlock,
    legend_at: float,
) -> str:
    """Return the picture as an SVG."""
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} {}" font-family="{}">'
        ).format(title, _number(width), _number(height), FONTS),
        Markup('<rect width="{}" height="{}" fill="{}"/>').format(_number(width), _number(height), _PAPER),
        Markup('<g opacity="{}">').format(_GREYED),
        *map(_line, lines),
        Markup("</g>"),
        *map(_leader, names),
        *map(_mark, sorted(marks, key=lambda mark: -mark.radius)),
        Markup('<g fill="{}" stroke="{}" stroke-width="1.6" stroke-linejoin="round" aria-hidden="true">').format(
            _PAPER, _PAPER
        ),
        *map(_name, names),  # the paper's colour around every name first, so that none hides a part of another
        Markup('</g><g fill="{}">').format(_INK),
        *map(_name, names),
        Markup("</g>"),
        Markup('<g transform="translate({} 0)">{}</g></svg>').format(_number(legend_at), legend.svg),
    ]
    svg = str(Markup("\n").join(parts))
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in svg)  # XML bears no controls


def _line(line: Line) -> Markup:
    path = Markup("M{} {}L{} {}").format(*map(_number, (line.x1, line.y1, line.x2, line.y2)))
    dashes = _attribute("stroke-dasharray", " ".join(map(_number, line.dashes)))
    cap = "round" if line.dashes and line.dashes[0] < _DOT else "butt"
    drawn = Markup('<path d="{}" stroke="{}" stroke-width="{}" stroke-linecap="{}"{}/>').format(
        path, line.colour, _number(line.width), cap, dashes
    )
    return _band(path, line) + drawn + _bead(line)


def _band(path: Markup, line: Line) -> Markup:
    if line.band is None:
        return Markup()
    colour, width = line.band
    return Markup('<path d="{}" stroke="{}" stroke-width="{}"/>').format(path, colour, _number(width))


def _bead(line: Line) -> Markup:
    """Return the diamond in the middle of a line."""
    if not line.bead:
        return Markup()
    x, y = (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2
    points = " ".join(
        f"{_number(x + _BEAD * across)},{_number(y + _BEAD * down)}" for across, down in _SHAPES["diamond"]
    )
    return Markup('<polygon points="{}" fill="{}"/>').format(points, line.colour)


def _leader(name: Name) -> Markup:
    if name.leader is None:
        return Markup()
    return Markup('<path d="M{} {}L{} {}" stroke="{}" stroke-width="0.4"/>').format(*map(_number, name.leader), _QUIET)


def _mark(mark: Mark) -> Markup:
    look = Markup('fill="{}" stroke="{}" stroke-width="{}"{}').format(
        mark.inside,
        mark.rim,
        _number(mark.rim_width),
        _attribute("stroke-dasharray", " ".join(map(_number, mark.rim_dashes))),
    )
    corners = _SHAPES.get(mark.shape)
    if corners is None:
        return Markup('<circle cx="{}" cy="{}" r="{}" {}/>').format(*map(_number, (mark.x, mark.y, mark.radius)), look)
    points = " ".join(f"{_number(mark.x + x * mark.radius)},{_number(mark.y + y * mark.radius)}" for x, y in corners)
    return Markup('<polygon points="{}" stroke-linejoin="round" {}/>').format(points, look)


def _around(corners: int, turned: float = 0.0, radius: float = 1.0) -> list[tuple[float, float]]:
    """Return the corners of a regular shape; the first is at the top, `turned` by that share of a circle."""
    angles = [2 * math.pi * (number / corners + turned) for number in range(corners)]
    return [(radius * math.sin(angle), -radius * math.cos(angle)) for angle in angles]


def _star() -> list[tuple[float, float]]:
    outer, inner = _around(5, radius=1.0), _around(5, turned=0.1, radius=0.45)
    return [corner for pair in zip(outer, inner, strict=True) for corner in pair]


_SHAPES: Mapping[str, Sequence[tuple[float, float]]] = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": _around(4),
    "triangle": _around(3, radius=1.15),
    "triangleDown": _around(3, turned=0.5, radius=1.15),
    "hexagon": _around(6, turned=1 / 12),
    "star": _star(),
}
"""The corners of each shape that isn't round, for a radius of 1."""


def _name(name: Name) -> Markup:
    middle = (name.box.left + name.box.right) / 2
    rows = []
    for number, text in enumerate(name.lines):
        baseline = name.box.top + name.letters * 0.78 + number * name.line_height
        rows.append(Markup('<tspan x="{}" y="{}">{}</tspan>').format(_number(middle), _number(baseline), text))
    return Markup('<text text-anchor="middle" font-size="{}">{}</text>').format(
        _number(name.letters), Markup().join(rows)
    )


def _attribute(name: str, value: str) -> Markup:
    return Markup(' {}="{}"').format(Markup(name), value) if value else Markup()  # noqa: S704 — a name of ours


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


# -------------------------------------------------------------------------------------------------- the legend

_LEGEND_WIDTH = 104.0
_ROW = 9.6
_TIGHT = 8.0  # from one line to the next of one entry or note
_MIDDLE = -2.2  # of a swatch above the line that its words stand on
_OF_LINES = 0.42  # of the width that lines have on the screen
_LETTERS = 6.8
_SWATCH = 20.0


@dataclass(frozen=True)
class _Row:
    """An entry of the legend: its swatch, and its words in lines."""

    swatch: Markup
    lines: Sequence[str]


def legend_block(
    legend: Legend, notes: Sequence[str], height: float, widths: Callable[[Sequence[str]], Sequence[float]]
) -> LegendBlock:
    """Return the legend, as many of its rows as fit in `height`."""
    sections = [(title, [_mark_row(entry, widths) for entry in entries]) for title, entries in legend.marks]
    sections += [(title, [_line_row(line, widths) for line in lines]) for title, lines in legend.lines if lines]
    parts: list[Markup] = []
    y = _ROW
    for heading, rows in sections:
        for text in _wrapped(heading, _LEGEND_WIDTH, widths):
            parts.append(_text(text, 0, y, weight="bold"))
            y += _ROW
        for row in rows:
            if y + (len(row.lines) - 1) * _TIGHT > height:
                break
            parts.append(Markup('<g transform="translate(0 {})">{}</g>').format(_number(y), row.swatch))
            for text in row.lines:
                parts.append(_text(text, _SWATCH, y))
                y += _TIGHT
            y += _ROW - _TIGHT
        y += 0.5 * _ROW
    for note in notes:
        wrapped = _wrapped(note, _LEGEND_WIDTH, widths)
        if y + (len(wrapped) - 1) * _TIGHT > height:
            continue
        for text in wrapped:
            parts.append(_text(text, 0, y, colour=_QUIET, letters=6.2))
            y += _TIGHT
    rule = Markup('<path d="M-6 0V{}" stroke="{}" stroke-width="0.5"/>').format(_number(height), _RULE)
    return LegendBlock(Markup().join([rule, *parts]), _LEGEND_WIDTH)


def _mark_row(entry: Entry, widths: Callable[[Sequence[str]], Sequence[float]]) -> _Row:
    look = Mark(5.0, _MIDDLE, 3.1, entry.shape or "dot", entry.colour, entry.rim or entry.colour, 0.6, (), entry.label)
    return _Row(_mark(look), _wrapped(f"{entry.label} ({entry.count:,})", _LEGEND_WIDTH - _SWATCH, widths))


def _line_row(line: LegendLine, widths: Callable[[Sequence[str]], Sequence[float]]) -> _Row:
    width, dashes = line.width * _OF_LINES, _dashes(line.dashes, _OF_LINES)
    band = (line.band, 3 * width) if line.band else None
    look = Line(0.0, _MIDDLE, _SWATCH - 4, _MIDDLE, line.colour, width, dashes, band, line.bead)
    return _Row(_line(look), _wrapped(f"{line.label} ({line.count:,})", _LEGEND_WIDTH - _SWATCH, widths))


def _text(
    text: str, x: float, y: float, weight: str = "normal", colour: str = _INK, letters: float = _LETTERS
) -> Markup:
    return Markup('<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>').format(
        _number(x), _number(y), _number(letters), weight, colour, escape(text)
    )


def _wrapped(text: str, width: float, widths: Callable[[Sequence[str]], Sequence[float]]) -> list[str]:
    words = text.split()
    lines: list[str] = []
    left = 0.0
    for word, wide in zip(words, widths(words), strict=True):
        needed = (wide + 0.28) * _LETTERS
        if lines and left + needed <= width:
            lines[-1] += f" {word}"
            left += needed
        else:
            lines.append(word)
            left = needed
    return lines
