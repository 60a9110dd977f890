"""Typst, and what is set with it: documents, pictures, and the widths of texts.

Texts are handed over as data and read by the template, so nothing in them is ever markup. Only Typst's own letters
are used, so that a paper looks the same everywhere."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

LETTERS = "Libertinus Serif"
"""The typeface, which Typst brings. It has macrons."""

_MEASURE = b"""
#set text(font: sys.inputs.font, size: 100pt)
#let texts = json(bytes(sys.inputs.texts))
#context [#metadata(texts.map(each => measure(text(each)).width.pt() / 100)) <widths>]
"""

_PICTURE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image("picture.svg", width: float(sys.inputs.width) * 1pt)
"""


def widths(texts: Sequence[str]) -> list[float]:
    """Return the width of each of `texts`, where letters are 1 high."""
    if not texts:
        return []
    found = _typst().query(
        _MEASURE,
        "<widths>",
        field="value",
        one=True,
        font_paths=_own_letters(),
        sys_inputs={"font": LETTERS, "texts": json.dumps(texts)},
    )
    measured: list[float] = json.loads(found)
    return measured


@lru_cache(maxsize=64)
def png_of(svg: str, width: float, dots_per_inch: int = 220) -> bytes:
    """Return a picture as a PNG, for writers that can't take an SVG. `width` is in points."""
    return _compiled(
        {"main": _PICTURE, "picture.svg": svg.encode()}, "png", {"width": str(width)}, ppi=float(dots_per_inch)
    )


def pages_of(files: Mapping[str, bytes], inputs: Mapping[str, str]) -> int:
    """Return the number of pages of a document, which notes it as ``<pages>``."""
    found = _typst().query(
        dict(files), "<pages>", field="value", one=True, font_paths=_own_letters(), sys_inputs=dict(inputs)
    )
    return int(json.loads(found))


def pdf_of(files: Mapping[str, bytes], inputs: Mapping[str, str], timestamp: int) -> bytes:
    """Return a document as a tagged PDF that keeps to PDF/UA-1.

    A text with letters that Typst's own typefaces lack is set with those of this machine. Where they lack them as
    well, a box shows in their place, and the file doesn't claim PDF/UA-1."""
    attempts: list[dict[str, Any]] = [
        {"font_paths": _own_letters(), "pdf_standards": ["ua-1"]},
        {"font_paths": _all_letters(), "pdf_standards": ["ua-1"]},
    ]
    for attempt in attempts:
        try:
            return _compiled(files, "pdf", inputs, timestamp=timestamp, **attempt)
        except _typst().TypstError:
            continue
    return _compiled(files, "pdf", inputs, timestamp=timestamp, font_paths=_all_letters())


def page_pictures(files: Mapping[str, bytes], inputs: Mapping[str, str], dots_per_inch: int = 100) -> list[bytes]:
    """Return each page of a document as a PNG."""
    made = _typst().compile(
        dict(files), format="png", ppi=float(dots_per_inch), font_paths=_own_letters(), sys_inputs=dict(inputs)
    )
    return list(made) if isinstance(made, list) else [made]


def _compiled(files: Mapping[str, bytes], format: str, inputs: Mapping[str, str], **options: Any) -> bytes:
    made = _typst().compile(
        dict(files), format=format, sys_inputs=dict(inputs), **{"font_paths": _own_letters(), **options}
    )
    if not isinstance(made, bytes):
        raise TypeError(f"Typst made {type(made).__name__} and no {format}")
    return made


def _typst() -> Any:
    """Return the library, loaded when it is needed. Its own types leave out documents of several files."""
    import typst

    return typst


@cache
def _own_letters() -> Any:
    return _typst().Fonts(include_system_fonts=False)


@cache
def _all_letters() -> Any:
    return _typst().Fonts(include_system_fonts=True)
