"""The numbers that the rules judge by: a default for each, and the ones that a user gives instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Number:
    """A number that a rule judges by. Shares are of 1."""

    name: str
    default: float
    meaning: str


LEAST_INTERACTIONS = Number(
    "least_interactions", 5, "With fewer interactions than this in the period, only roles are judged."
)

STALE_DAYS = Number(
    "stale_days",
    365,
    "A tie has gone quiet when its last interaction is more than this many days before the day judged from. Work "
    "beyond sharing has lapsed after as long.",
)

LEAVING_DAYS = Number(
    "leaving_days",
    180,
    "A role is about to end when its last day is at most this many days after the period's last day.",
)


@dataclass(frozen=True)
class Thresholds:
    """Numbers given in place of the defaults, by name: ``thresholds[number]`` is the one that counts."""

    given: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, number: Number) -> float:
        return self.given.get(number.name, number.default)
