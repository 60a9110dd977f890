"""Aotearoa on a plane: the outline that ships with the project, and where a latitude and longitude are on it.

The projection is transverse Mercator around 173° E, as on New Zealand's own maps, on a sphere: right to a few
kilometres. The Chatham Islands are 800 km to the east; as on most maps of the country they are drawn nearer, in a frame
of their own."""

import json
import math
from collections.abc import Sequence
from functools import cache

from graphmap.project import project_file

OnPlane = tuple[float, float]
"""Kilometres east of 173° E and south of 41° S."""

CHATHAMS = "Chatham Islands, drawn nearer"

_RADIUS = 6371.0  # kilometres
_MERIDIAN, _PARALLEL = 173.0, -41.0  # degrees
_SOUTH, _NORTH, _WEST, _EAST = -48.0, -33.5, 165.0, 185.5  # degrees, east of Greenwich all the way round
_CHATHAMS_FROM = 180.0
_NEARER = 560.0  # kilometres that the Chathams are drawn further west


def on_plane(latitude: float, longitude: float) -> OnPlane | None:
    """The place of a point of New Zealand on the map, or None for a point elsewhere."""
    east = longitude % 360
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= east <= _EAST):
        return None
    x, y = _mercator(latitude, east)
    return (x - _NEARER, y) if east > _CHATHAMS_FROM else (x, y)


def _mercator(latitude: float, longitude: float) -> OnPlane:
    phi, turned = math.radians(latitude), math.radians(longitude - _MERIDIAN)
    across = math.atanh(math.cos(phi) * math.sin(turned))
    up = math.atan2(math.tan(phi), math.cos(turned))
    return _RADIUS * across, _RADIUS * (math.radians(_PARALLEL) - up)


@cache
def outline() -> Sequence[Sequence[OnPlane]]:
    """The islands, each as a closed line, the largest first."""
    feature = json.loads(project_file("seed/aotearoa.geojson").read_text("utf-8"))
    islands = (
        (on_plane(latitude, longitude) for longitude, latitude in ring)
        for (ring,) in feature["geometry"]["coordinates"]
    )
    return [[point for point in island if point] for island in islands]


@cache
def chathams_frame() -> tuple[float, float, float, float]:
    """The west, north, east and south of the frame around the Chathams."""
    points = [
        point
        for latitude in (-43.5, -44.55)
        for longitude in (-177.1, -175.9)
        if (point := on_plane(latitude, longitude))
    ]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)
