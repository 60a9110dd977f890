"""How a tie looks: by the depth it has settled at, and by its standing; and which entries of the legend it belongs to.

A tie of a single event has not settled. It has the colour of that event's depth, and is thin and dotted. A tie that is
beginning to go beyond sharing has a diamond on it, and one that has lapsed is a thin line within a pale band.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphmap.graph.settling import Standing, usual_depth
from graphmap.map import visual_language
from graphmap.map.display import Display
from graphmap.map.visual_language import Theme

SORTS = ("depth", "standing", "relationship")
"""The sorts of legend entries that are about ties rather than actors."""

MARKED: tuple[Standing, ...] = ("beginning", "lapsed", "one event")
"""The standings with a mark of their own; the others follow from the settled depth."""


@dataclass(frozen=True)
class TieLook:
    """A line's colour and dashes (none if solid). ``band`` is the colour of a band behind it; a ``bead`` is on it."""

    colour: str
    dashes: tuple[int, ...] = ()
    band: str | None = None
    bead: bool = False
    is_thin: bool = False


def entries_of(tie: Mapping[str, Any]) -> dict[str, str]:
    """Return the legend entries of a tie, or of a line of the structure: the value for each sort that it has.

    A tie of one event has no settled depth.
    """
    if "relationship" in tie:
        return {"relationship": tie["relationship"]}
    if "standing" not in tie:
        return {"depth": str(usual_depth(tie))}
    if tie["standing"] == "one event":
        return {"standing": "one event"}
    return {"depth": str(usual_depth(tie)), "standing": tie["standing"]}


def look_of(tie: Mapping[str, Any], theme: Theme, display: Display) -> TieLook:
    """Return how a tie is drawn, or a line of the structure."""
    if "relationship" in tie:
        return structure_look(tie["relationship"], theme, display)
    return depth_look(usual_depth(tie), theme, display, tie.get("standing", ""))


def structure_look(relationship: str, theme: Theme, display: Display) -> TieLook:
    """Return how lines of the structure with this `relationship` are drawn."""
    own = dict(display.recoloured).get(f"relationship:{relationship}")
    return TieLook(own or visual_language.LINE.colours[theme], visual_language.LINE.dashes)


def depth_look(depth: int, theme: Theme, display: Display, standing: str = "") -> TieLook:
    """Return how ties settled at `depth` with this `standing` are drawn."""
    style = visual_language.DEPTHS[depth]
    chosen = dict(display.recoloured)
    colour = chosen.get(f"standing:{standing}") or chosen.get(f"depth:{depth}") or style.colours[theme]
    match standing:
        case "one event":
            return TieLook(colour, visual_language.ONE_EVENT_DASHES, is_thin=True)
        case "lapsed":
            return TieLook(colour, band=visual_language.paler(colour, theme), is_thin=True)
    return TieLook(colour, style.dashes, bead=standing == "beginning")
