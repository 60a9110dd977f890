"""How things look on the map: the one place for its visual language.

Kinds differ in colour and in shape, depths in colour and in dashes, so that neither needs colour to be
told apart. Every colour of a kind has a contrast of at least 3:1 with both the light and the dark page, and
every colour of a depth with its own. The hues of the kinds are those of Okabe & Ito's palette for the
colour-blind, some darkened for that contrast.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graphmap import model

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class KindLook:
    """A kind's colour, and its shape as vis-network names it."""

    colour: str
    shape: str


KINDS: Mapping[str, KindLook] = {
    "School": KindLook("#0072B2", "dot"),
    "Person": KindLook("#8A63C9", "dot"),
    "Role": KindLook("#7A7F87", "triangle"),
    "Iwi": KindLook("#D55E00", "diamond"),
    "CommunityPartner": KindLook("#008F68", "square"),
    "Network": KindLook("#C0609A", "hexagon"),
    "Programme": KindLook("#927019", "triangleDown"),
    "Goal": KindLook("#C0392B", "star"),
}


@dataclass(frozen=True)
class DepthLook:
    """How a tie of some depth is drawn: its colour on each theme, and its dashes (none for a solid line)."""

    colours: Mapping[Theme, str]
    dashes: tuple[int, ...]


DEPTHS: tuple[DepthLook, ...] = (
    DepthLook({"light": "#8A929C", "dark": "#67727E"}, (1, 7)),
    DepthLook({"light": "#76808B", "dark": "#8A96A3"}, (7, 7)),
    DepthLook({"light": "#2A8380", "dark": "#4FA8A5"}, (18, 5)),
    DepthLook({"light": "#17697A", "dark": "#7CCFC6"}, ()),
    DepthLook({"light": "#0B3F5C", "dark": "#D2F5EC"}, ()),
)
"""By depth. The two deepest are both solid; joint work is drawn wider as well."""

BACKGROUNDS: Mapping[Theme, str] = {"light": "#FFFFFF", "dark": "#0F1419"}
"""The page behind the map, which shows through the mark of an actor without a tie."""

LINE = DepthLook({"light": "#8A929C", "dark": "#67727E"}, ())
"""How a line of the stored structure is drawn: it has no depth."""

DEEPEST_EXTRA_WIDTH = 2.0
"""How much wider than its strength alone asks a tie of joint work is drawn, in pixels."""

SMALLEST_NODE, LARGEST_NODE = 8.0, 22.0
THINNEST_TIE, THICKEST_TIE = 1.2, 7.0


def node_size(value: float, largest: float) -> float:
    """A node's radius in pixels, so that its area grows with `value`."""
    return _scaled(value, largest, SMALLEST_NODE, LARGEST_NODE)


def tie_width(value: float, largest: float, depth: int | None) -> float:
    """A tie's width in pixels for its strength; see `DEEPEST_EXTRA_WIDTH`."""
    extra = DEEPEST_EXTRA_WIDTH if depth == len(model.DEPTHS) - 1 else 0.0
    return _scaled(value, largest, THINNEST_TIE, THICKEST_TIE) + extra


def _scaled(value: float, largest: float, low: float, high: float) -> float:
    share: float = (value / largest) ** 0.5 if largest > 0 else 0.0
    return round(low + (high - low) * share, 2)
