"""The visual language of the map: how everything on it looks.

Kinds differ in colour and in shape, settled depths in colour, dashes and width, and standings in a mark, so that none
depends on colour alone. Every colour of a kind has a contrast of at least 3:1 with both the light and the dark page,
every other colour with its own.
Groups (networks, communities, regions) have only colour: theirs were searched for so that every two differ by at least
`APART` to normal sight and to simulated protanopia, deuteranopia and tritanopia (tests/map/test_visual_language.py
measures it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graphmap import model
from graphmap.map.display import Mode

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class KindLook:
    """A kind's colour, and its shape as vis-network names it."""

    colour: str
    shape: str


KINDS: Mapping[str, KindLook] = {
    "School": KindLook("#0072B2", "dot"),
    "Person": KindLook("#B0587C", "dot"),
    "Role": KindLook("#7A7F87", "triangle"),
    "Iwi": KindLook("#D55E00", "diamond"),
    "CommunityPartner": KindLook("#008F68", "square"),
    "Network": KindLook("#8A63C9", "hexagon"),
    "Programme": KindLook("#927019", "triangleDown"),
    "Goal": KindLook("#C0392B", "star"),
}


GROUPS: Mapping[Theme, tuple[str, ...]] = {
    "light": ("#3860BB", "#A2396F", "#847A01", "#4F93EC", "#58012B", "#CD718F", "#301172", "#4F5106"),
    "dark": ("#7087EA", "#E36C87", "#D1B324", "#4CC4ED", "#9F448C", "#A2F9E2", "#4F6F15", "#F5E968"),
}
"""The colours of groups, the largest group first. More could not be told apart; the rest are `REST`."""

APART = 0.12
"""The least distance between two colours of `GROUPS`, in Oklab (Ottosson 2020), where black and white are 1 apart."""

AMOUNTS: Mapping[Theme, tuple[str, ...]] = {
    "light": ("#D47932", "#B45C02", "#8B4604", "#653204", "#411F03"),
    "dark": ("#9A5010", "#C0671A", "#E38742", "#FEAD75", "#FDDDC9"),
}
"""From the least of a measure to the most: further from the page's colour in even steps, to read without colour too.

Warm, where ties are cold."""

REST: Mapping[Theme, str] = {"light": "#7D8590", "dark": "#8A94A0"}
"""The rim of groups without a colour of their own, and of actors without a value; inside it is `REST_INSIDE`."""

REST_INSIDE: Mapping[Theme, str] = {"light": "#D5D9DE", "dark": "#39424D"}

TEXT: Mapping[Theme, str] = {"light": "#1B2530", "dark": "#E6EBF0"}
"""The colour of text."""

ENLARGED: Mapping[Mode, float] = {"screen": 1.0, "projector": 1.5, "print": 1.2}
"""How much larger names, marks and lines are drawn, to be read from the back of a room or on paper."""


@dataclass(frozen=True)
class DepthLook:
    """How ties settled at a depth are drawn: their colour on each theme, and their dashes (none for a solid line)."""

    colours: Mapping[Theme, str]
    dashes: tuple[int, ...]


DEPTHS: tuple[DepthLook, ...] = (
    DepthLook({"light": "#8A929C", "dark": "#67727E"}, (4, 10)),
    DepthLook({"light": "#76808B", "dark": "#8A96A3"}, (7, 7)),
    DepthLook({"light": "#2A8380", "dark": "#4FA8A5"}, (18, 5)),
    DepthLook({"light": "#17697A", "dark": "#7CCFC6"}, ()),
    DepthLook({"light": "#0B3F5C", "dark": "#D2F5EC"}, ()),
)
"""By settled depth. The two deepest are both solid; joint work is drawn wider as well."""

ONE_EVENT_DASHES = (1, 5)
"""The dots of a tie that is one event."""

BAND_WIDTH = 7.0
"""How much wider, in pixels, the band of a lapsed tie is than a line of its strength."""

BEAD = {"enabled": True, "type": "diamond", "scaleFactor": 0.65}
"""The diamond on a tie that is beginning to go beyond sharing, as vis-network draws it in the middle of a line."""

_THIN = 0.3  # of what a line's width is above the least
_PALE = 0.6  # the page's share in the colour of a band

BACKGROUNDS: Mapping[Theme, str] = {"light": "#FFFFFF", "dark": "#0F1419"}
"""The page behind the map, which shows through the mark of an actor without a tie."""

LINE = DepthLook({"light": "#8A929C", "dark": "#67727E"}, ())
"""How lines of the stored structure are drawn: they have no depth."""

DEEPEST_EXTRA_WIDTH = 2.0
"""How much wider, in pixels, a tie settled at joint work is drawn than its strength alone would make it."""

SMALLEST_NODE, LARGEST_NODE = 8.0, 22.0
SMALLEST_PART, LARGEST_PART = 9.0, 40.0
THINNEST_TIE, THICKEST_TIE = 1.2, 7.0


def paler(colour: str, theme: Theme) -> str:
    """Return `colour` mixed with the page's."""
    pairs = zip(*(bytes.fromhex(each.lstrip("#")) for each in (colour, BACKGROUNDS[theme])), strict=True)
    return "#" + "".join(f"{round(own * (1 - _PALE) + page * _PALE):02X}" for own, page in pairs)


def node_size(value: float, largest: float) -> float:
    """A node's radius in pixels: its area grows with `value`."""
    return _scaled(value, largest, SMALLEST_NODE, LARGEST_NODE)


def part_size(actors: int, largest: int) -> float:
    """The radius in pixels of the mark of a part: its area grows with its number of actors."""
    return _scaled(actors, largest, SMALLEST_PART, LARGEST_PART)


def tie_width(value: float, largest: float, depth: int | None) -> float:
    """A tie's width in pixels for its strength; see `DEEPEST_EXTRA_WIDTH`."""
    extra = DEEPEST_EXTRA_WIDTH if depth == len(model.DEPTHS) - 1 else 0.0
    return _scaled(value, largest, THINNEST_TIE, THICKEST_TIE) + extra


def thin(width: float) -> float:
    """The width of a thin line of a tie that would be `width` wide: of one event, or lapsed."""
    return round(THINNEST_TIE + _THIN * (width - THINNEST_TIE), 2)


def _scaled(value: float, largest: float, low: float, high: float) -> float:
    share: float = (value / largest) ** 0.5 if largest > 0 else 0.0
    return round(low + (high - low) * share, 2)
