"""Put any two findings in order, whatever rules found them, by one number whose formula is published.

    priority = severity × reach × urgency × surety

Each factor goes from 0 to 1. *Severity* is the rule's own. *Reach* is the square root of the share of the view's
actors that the finding concerns, so that three schools of twenty still matter. Where networks are recorded, schools of
a directory that belong to none of them and have no tie are not counted. *Urgency* is 1 where something dated, such as
the end of a role or of a grant, is at most a year away or a year ago, and `ROUTINE` otherwise. *Surety* grows with the
records behind the finding: n of them give n / (n + `HALF_SURE`). For something that is absent, these are the records
of those it concerns.
"""

from dataclasses import dataclass
from datetime import date
from math import prod, sqrt

ROUTINE = 0.6
"""The urgency of what has no date."""

NEAR_DAYS = 365
"""What ends within so many days, or ended no longer ago, makes a finding urgent."""

HALF_SURE = 2.0
"""With this many records a finding is half sure."""


@dataclass(frozen=True)
class Priority:
    """The four factors of a priority; ``value`` is their product."""

    severity: float
    reach: float
    urgency: float
    surety: float

    @property
    def value(self) -> float:
        """The priority, from 0 to 1."""
        return prod((self.severity, self.reach, self.urgency, self.surety))


def urgency(day: date | None, today: date) -> float:
    """Return the urgency of something that ends on `day`: 1 where that is within `NEAR_DAYS` of `today`."""
    return 1.0 if day is not None and abs(day - today).days <= NEAR_DAYS else ROUTINE


def reach(concerned: int, everybody: int) -> float:
    """Return the softened share of `everybody` in the view that is `concerned`."""
    return sqrt(min(1.0, concerned / everybody)) if everybody else 0.0


def surety(records: int) -> float:
    """Return how sure a finding is that rests on so many `records`."""
    return records / (records + HALF_SURE)
