"""Make `seed/aotearoa.geojson` from Natural Earth: ``python -m tools.outline FOLDER``.

FOLDER is the unpacked npm package world-atlas 2 (``npm pack world-atlas@2``), whose ``countries-10m.json`` holds
Natural Earth's country outlines (public domain) as TopoJSON; New Zealand has the id 554. The islands far to the south
and to the north, where there is no school, are left out, so that the map need not make room for them."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

OUTLINE = Path(__file__).parent.parent / "seed" / "aotearoa.geojson"
_NEW_ZEALAND = "554"
_SOUTHERNMOST, _NORTHERNMOST = -47.5, -34.0  # degrees: Rakiura and Manawatāwhi are within
_DECIMALS = 3  # about 100 m, finer than the source

Point = tuple[float, float]


def outline(topology: Mapping[str, Any]) -> Mapping[str, Any]:
    """New Zealand's outline in a TopoJSON of the world's countries, as a GeoJSON feature."""
    country = next(each for each in topology["objects"]["countries"]["geometries"] if each.get("id") == _NEW_ZEALAND)
    rings = [[point for arc in outer for point in _arc(topology, arc)] for outer, *_ in country["arcs"]]
    kept = [_rounded(ring) for ring in rings if all(_SOUTHERNMOST <= latitude <= _NORTHERNMOST for _, latitude in ring)]
    kept.sort(key=lambda ring: (-len(ring), ring))
    return {
        "type": "Feature",
        "properties": {
            "name": "Aotearoa New Zealand",
            "source": "Natural Earth 1:10m, public domain, by way of world-atlas 2",
        },
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in kept]},
    }


def _arc(topology: Mapping[str, Any], index: int) -> Sequence[Point]:
    """The points of an arc, which are stored as whole steps from one to the next; a negative index runs it
    backwards."""
    (across, down), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    points, x, y = [], 0, 0
    for step_across, step_down in topology["arcs"][index if index >= 0 else ~index]:
        x, y = x + step_across, y + step_down
        points.append((x * across + left, y * down + bottom))
    return points if index >= 0 else points[::-1]


def _rounded(ring: Iterable[Point]) -> list[list[float]]:
    rounded: list[list[float]] = []
    for longitude, latitude in ring:
        point = [round(longitude, _DECIMALS), round(latitude, _DECIMALS)]
        if not rounded or point != rounded[-1]:
            rounded.append(point)
    return rounded


if __name__ == "__main__":
    topology = json.loads((Path(sys.argv[1]) / "countries-10m.json").read_text("utf-8"))
    OUTLINE.write_text(
        json.dumps(outline(topology), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
