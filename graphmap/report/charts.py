"""Small charts of a number term by term, drawn by Vega-Lite without a browser."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from graphmap.report.paper import Image

WIDTH, HEIGHT = 62.0, 16.0
"""The size of a chart in points."""

ACCENT = "#17697A"
_MARGIN = 3
_LEAST_TERMS = 2


def trend_chart(values: Sequence[float | None], alt: str) -> Image | None:
    """Return the chart of `values`, one for each term, from 0 up; None where there are too few for a line.

    A gap is a term with too little to judge. The dot is the last term.
    """
    if sum(value is not None for value in values) < _LEAST_TERMS:
        return None
    return Image(_drawn(tuple(values)), alt, WIDTH, HEIGHT)


@lru_cache(maxsize=256)
def _drawn(values: tuple[float | None, ...]) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(_specification(values))
    return svg


def _specification(values: Sequence[float | None]) -> dict[str, Any]:
    rows = [{"term": term, "value": value} for term, value in enumerate(values)]
    known = [row for row in rows if row["value"] is not None]
    largest = max(value for value in values if value is not None)
    hidden: dict[str, Any] = {"type": "quantitative", "axis": None}
    encoding = {
        "x": {"field": "term", **hidden, "scale": {"domain": [0, len(values) - 1]}},
        "y": {"field": "value", **hidden, "scale": {"domain": [0, largest or 1]}},
    }
    layers = [
        {
            "data": {"values": [{"value": 0}]},
            "mark": {"type": "rule", "color": "#C9D0D7", "strokeWidth": 0.7},
            "encoding": {"y": encoding["y"]},
        },
        {"data": {"values": rows}, "mark": {"type": "line", "color": ACCENT, "strokeWidth": 1.4}, "encoding": encoding},
        {
            "data": {"values": known[-1:]},
            "mark": {"type": "point", "filled": True, "size": 18, "opacity": 1, "color": ACCENT},
            "encoding": encoding,
        },
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH - 2 * _MARGIN,
        "height": HEIGHT - 2 * _MARGIN,
        "padding": _MARGIN,
        "background": "transparent",
        "view": {"stroke": None},
        "layer": layers,
    }
