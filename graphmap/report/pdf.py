"""Writes a board paper as a PDF: two pages of A4, tagged for screen readers."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import Any

from graphmap.language.words import LOCALES, Words
from graphmap.report.paper import Image, Paper
from graphmap.report.typesetting import page_pictures, pages_of, pdf_of

PAGES = 2

_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
"""How large a paper is set: the first of these that keeps it on two pages, or else the last."""


_LONGEST = 22  # letters of a word without a place to break
_LONG_WORD = re.compile(rf"\S{{{_LONGEST + 1},}}")
_BREAK = "\N{ZERO WIDTH SPACE}"


def pdf(paper: Paper, words: Words) -> bytes:
    """Return `paper` as a PDF."""
    files, inputs = _set(paper, words)
    return pdf_of(files, inputs, paper.written)


def pages(paper: Paper, words: Words, dots_per_inch: int = 100) -> list[bytes]:
    """Return the pages of `paper` as PNGs."""
    return page_pictures(*_set(paper, words), dots_per_inch)


def _set(paper: Paper, words: Words) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """Return the files and the inputs for Typst, at a size that keeps to two pages if one does."""
    files = {"main": (Path(__file__).parent / "paper.typ").read_bytes(), **_pictures(paper)}
    inputs = {"paper": json.dumps(_data(paper, words), ensure_ascii=False)}
    for scale in _SCALES:
        inputs["scale"] = str(scale)
        if pages_of(files, inputs) <= PAGES:
            break
    return files, inputs


def _pictures(paper: Paper) -> Mapping[str, bytes]:
    found: dict[str, Image | None] = {"map.svg": paper.map}
    for number, row in enumerate(paper.health.rows):
        found |= {f"chart-{number}-{column}.svg": cell.chart for column, cell in enumerate(row.cells)}
    return {name: image.svg.encode() for name, image in found.items() if image}


def _data(paper: Paper, words: Words) -> Mapping[str, object]:
    """Return the paper as plain values; pictures are files beside it."""
    data = asdict(paper)
    for row, told in zip(paper.health.rows, data["health"]["rows"], strict=True):
        told["alike"] = row.alike
    language, _, region = LOCALES[words.language].partition("_")
    breakable: dict[str, object] = _breakable(data)
    return {**breakable, "language": language, "region": region.lower() or "nz"}


def _breakable(value: Any) -> Any:
    """Return `value` with a place to break in every very long word: Typst breaks a line only there."""
    match value:
        case str():
            return _LONG_WORD.sub(lambda found: _BREAK.join(wrap(found[0], _LONGEST)), value)
        case dict():
            return {key: _breakable(each) for key, each in value.items()}
        case list() | tuple():
            return [_breakable(each) for each in value]
    return value
