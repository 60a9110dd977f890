"""How a person looks at what they chose, as one frozen value beside the `Choice`.

The choice says what counts; the display says how it is shown: where marks are, what their size and colour mean, who the
map is centred on, and what is hidden. It maps to plain parameters and back, so an address, a saved view and a story
each hold both."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.choice import one_of
from graphmap.graph.fields import KEY
from graphmap.graph.settling import STANDINGS
from graphmap.language.dates import NotADate, read_date
from graphmap.measures.measures import GROUPINGS, MEASURES
from graphmap.model import NodeKey

Layout = Literal["force", "network", "radial", "places"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
LAYOUT_MEANINGS: Mapping[Layout, str] = {
    "force": "Actors that work together are close together.",
    "network": "Each network is apart; actors in several networks are between them.",
    "radial": "One actor in the middle, and the others on rings by how many steps away they are.",
    "places": "Where actors are in Aotearoa; those too close together are moved apart.",
}

Mode = Literal["screen", "projector", "print"]
MODES: tuple[Mode, ...] = get_args(Mode)

Time = Literal["window", "terms", "so-far", "two"]
TIMES: tuple[Time, ...] = get_args(Time)
TIME_MEANINGS: Mapping[Time, str] = {
    "window": "All dates at once.",
    "terms": "One school term after another: the work of each.",
    "so-far": "One school term after another: all work up to the end of each.",
    "two": "Two periods side by side, with everyone in the same place and on the same scale, and what changed.",
}

Grouping = Literal["network", "community"]
GROUPINGS_SHOWN: tuple[Grouping, ...] = get_args(Grouping)
"""What the marks of a map stand for, where it has too many actors for a mark each."""

Extent = Literal["part", "all"]
EXTENTS: tuple[Extent, ...] = get_args(Extent)
"""How much of a large network is drawn: parts that open, or every actor at once."""

STEPS = (1, 2, 3)
"""How many steps around the actor in focus can be shown."""

SIZE_BY: tuple[str, ...] = tuple(m.name for m in MEASURES if m.type.is_numeric() and m.name not in GROUPINGS)
"""The measures that a mark's size can stand for: amounts."""

COLOUR_BY: tuple[str, ...] = tuple(
    dict.fromkeys(("kind", "network", "community", "region", *(m.name for m in MEASURES)))
)
"""What a mark's colour can stand for."""

ENTRY_SORTS: tuple[str, ...] = tuple(dict.fromkeys((*COLOUR_BY, "depth", "standing", "relationship")))
"""The sorts of entries of the legend: what comes before the colon, as in ``kind:School`` or ``depth:2``."""

NONE = "(none)"
"""The value in the entry of actors without a value, or in no group."""

SEVERAL = "(several)"
"""The value in the entry of actors in more than one network or region."""

PARAMETERS = (
    "layout",
    "size",
    "colour",
    "focus",
    "steps",
    "path",
    "compare",
    "hide",
    "only",
    "recolour",
    "direction",
    "mode",
    "time",
    "beside",
    "groups",
    "open",
    "extent",
)
"""The names of all parameters of a display."""

_FIELD = re.compile(rf"{KEY}[a-z0-9-]{{1,80}}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Display:
    """How the map shows a choice.

    ``size_by`` is the name of a measure, and ``colour_by`` that of a measure or kind, network, community or region;
    both may be the key of a field of a cluster's own. At most one of ``focus``, ``path`` and ``compare`` is set: an
    actor with this many ``steps`` around it, the path between two actors, or what two actors share. ``hidden`` actors
    are left out. ``only`` are the entries of the legend
    that stand out, as in ``kind:School``; entries of one sort add up, and each sort narrows the others. ``recoloured``
    pairs an entry with the colour chosen for it, as ``#rrggbb``. ``direction`` shows who seeks from whom. ``time`` is
    how to go through the period; ``beside`` is the first and last day of the other of ``two`` periods. Where there are
    too many actors for a mark each, ``groups`` are what the marks stand for, and ``opened`` the keys of those that were
    opened, one inside another (`graphmap.map.partition`); an ``extent`` of all draws every actor all the same."""

    layout: Layout = "force"
    size_by: str = "strength"
    colour_by: str = "kind"
    focus: NodeKey | None = None
    steps: int = 1
    path: tuple[NodeKey, NodeKey] | None = None
    compare: tuple[NodeKey, NodeKey] | None = None
    hidden: tuple[NodeKey, ...] = ()
    only: tuple[str, ...] = ()
    recoloured: tuple[tuple[str, str], ...] = ()
    direction: bool = False
    mode: Mode = "screen"
    time: Time = "window"
    beside: tuple[date, date] | None = None
    groups: Grouping = "network"
    opened: tuple[str, ...] = ()
    extent: Extent = "part"

    def to_parameters(self) -> dict[str, str | list[str]]:
        """The display as the parameters of an address, without those that are as by default."""
        parameters: dict[str, str | list[str]] = {}
        for name, value, default in (
            ("layout", self.layout, Display.layout),
            ("size", self.size_by, Display.size_by),
            ("colour", self.colour_by, Display.colour_by),
            ("focus", self.focus, None),
            ("steps", str(self.steps), str(Display.steps)),
            ("path", self.path, None),
            ("compare", self.compare, None),
            ("hide", self.hidden, ()),
            ("only", self.only, ()),
            ("recolour", tuple(f"{entry}={colour}" for entry, colour in self.recoloured), ()),
            ("direction", "on" if self.direction else "", ""),
            ("mode", self.mode, Display.mode),
            ("time", self.time, Display.time),
            ("beside", tuple(day.isoformat() for day in self.beside or ()), ()),
            ("groups", self.groups, Display.groups),
            ("open", self.opened, ()),
            ("extent", self.extent, Display.extent),
        ):
            if value and value != default:
                parameters[name] = value if isinstance(value, str) else list(value)
        return parameters


def read_display(parameters: Mapping[str, Iterable[str]]) -> Display:
    """Read a display from the parameters of an address; others are ignored.

    Actors need not exist: they come and go with the period. Raises `WrongCommand` for a text that means nothing."""
    given = {name: tuple(text for text in parameters[name] if text) for name in PARAMETERS if name in parameters}

    def one(name: str, default: str) -> str:
        return given[name][-1] if given.get(name) else default

    display = Display(
        layout=one_of("layout", LAYOUTS, one("layout", Display.layout)),
        size_by=_by("measure to size by", SIZE_BY, one("size", Display.size_by)),
        colour_by=_by("thing to colour by", COLOUR_BY, one("colour", Display.colour_by)),
        focus=_key(one("focus", "")),
        steps=int(one_of("number of steps", tuple(map(str, STEPS)), one("steps", str(Display.steps)))),
        path=_two("path", given.get("path", ())),
        compare=_two("compare", given.get("compare", ())),
        hidden=tuple(dict.fromkeys(filter(None, map(_key, given.get("hide", ()))))),
        only=tuple(dict.fromkeys(map(_entry, given.get("only", ())))),
        recoloured=tuple(dict(map(_recoloured, given.get("recolour", ()))).items()),
        direction=one_of("direction", ("on", "off"), one("direction", "off")) == "on",
        mode=one_of("mode", MODES, one("mode", Display.mode)),
        time=one_of("way through time", TIMES, one("time", Display.time)),
        beside=_beside(given.get("beside", ())),
        groups=one_of("sort of group", GROUPINGS_SHOWN, one("groups", Display.groups)),
        opened=given.get("open", ()),
        extent=one_of("extent", EXTENTS, one("extent", Display.extent)),
    )
    if sum(bool(centre) for centre in (display.focus, display.path, display.compare)) > 1:
        raise WrongCommand("A map shows a focus, a path or a comparison; keep one of them.")
    return display


def is_field(by: str) -> bool:
    """Whether size or colour `by` stands for a field, which need not exist: fields come and go."""
    return bool(_FIELD.fullmatch(by))


def _by(what: str, options: tuple[str, ...], text: str) -> str:
    return text if is_field(text) else one_of(what, options, text)


def _key(text: str) -> NodeKey | None:
    if not text:
        return None
    word, _, id = text.partition(":")
    if word not in model.KIND_BY_WORD or not id:
        raise WrongCommand(f"‘{text}’ is not an actor; write a kind and an id, as in school:12.")
    return text


def _two(what: str, texts: tuple[str, ...]) -> tuple[NodeKey, NodeKey] | None:
    keys = tuple(dict.fromkeys(filter(None, map(_key, texts))))
    match keys:
        case ():
            return None
        case (one, other):
            return one, other
    raise WrongCommand(f"{what}: name two different actors, as in {what}=school:12 and {what}=school:14.")


def _beside(texts: tuple[str, ...]) -> tuple[date, date] | None:
    if not texts:
        return None
    try:
        first, last = map(read_date, texts)
    except (NotADate, ValueError):
        raise WrongCommand(
            "beside: give the first and the last day, as in beside=2025-02-01&beside=2025-04-17."
        ) from None
    if last < first:
        raise WrongCommand(f"The period beside ends ({last}) before it begins ({first}); swap the two dates.")
    return first, last


def _entry(text: str) -> str:
    sort, _, value = text.partition(":")
    choices = {"kind": model.KIND, "depth": [str(depth) for depth in range(len(model.DEPTHS))], "standing": STANDINGS}
    if not (sort in ENTRY_SORTS or is_field(sort)) or not value or value not in choices.get(sort, [value]):
        raise WrongCommand(f"The legend has no entry ‘{text}’; write an entry as in kind:School or depth:2.")
    return text


def _recoloured(text: str) -> tuple[str, str]:
    entry, _, colour = text.rpartition("=")
    if not _COLOUR.fullmatch(colour.lower()):
        raise WrongCommand(f"‘{colour}’ is not a colour; write six hexadecimal digits, as in #1f7a8c.")
    return _entry(entry), colour.lower()
