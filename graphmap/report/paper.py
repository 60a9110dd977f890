"""What a board paper says, as plain data. Each writer sets this in its own format and adds nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """A number with its words, such as 47 and ‘ties’."""

    number: str
    label: str


@dataclass(frozen=True)
class Image:
    """A picture as SVG, what it says to those who can't see it, and its size in points."""

    svg: str
    alt: str
    width: float
    height: float


@dataclass(frozen=True)
class CardText:
    """A card: what it is about, why, what to do about it, and who could take it."""

    title: str
    why: str
    step: str
    takers: str


@dataclass(frozen=True)
class Cell:
    """How one network does on one condition.

    ``strength`` is good, mixed or poor, or None where it isn't measured; ``verdict`` and ``direction`` are in words.
    ``has_trend`` is whether there are enough terms for a direction. ``values`` are one number a term from the first on,
    or None for a term with too little to judge, and ``chart`` is the picture of them.
    """

    verdict: str
    strength: str | None
    direction: str
    sentence: str
    has_trend: bool = False
    values: tuple[float | None, ...] = ()
    chart: Image | None = None


@dataclass(frozen=True)
class HealthRow:
    """A condition, and how each network does on it."""

    title: str
    cells: Sequence[Cell]

    @property
    def alike(self) -> bool:
        """Whether several networks have the same said of them, so that once is enough."""
        return len(self.cells) > 1 and len(set(self.cells)) == 1


@dataclass(frozen=True)
class HealthSection:
    """The conditions of some networks; ``note`` says which terms count, and what was left out."""

    networks: Sequence[str] = ()
    rows: Sequence[HealthRow] = ()
    note: str = ""


@dataclass(frozen=True)
class DatedEvent:
    """Something that ends on a day."""

    day: str
    what: str


@dataclass(frozen=True)
class Headings:
    """The headings of the paper's sections, and the words that its parts share, in the reader's language."""

    kind: str
    cards: str
    health: str
    condition: str
    dates: str
    basis: str
    codes: str
    step: str


@dataclass(frozen=True)
class Paper:
    """A board paper.

    ``map`` is None where there is nothing to draw; ``cards_note`` and ``dates_note`` stand in for what is missing or
    left out. ``codes`` says what the names or the codes in the paper mean for sharing it.
    """

    title: str
    subtitle: str
    headline: str
    lead: str
    facts: Sequence[Fact]
    map: Image | None
    map_note: str
    cards: Sequence[CardText]
    cards_note: str
    health: HealthSection
    dates: Sequence[DatedEvent]
    dates_note: str
    basis: Sequence[str]
    codes: Sequence[str]
    headings: Headings
    footer: str
    written: int = field(compare=False, default=0)
    """When it was written, in seconds since 1970."""
