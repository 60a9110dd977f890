"""New Zealand school terms, by fixed days that need no calendar.

The Ministry of Education sets the real dates each year. Here every day of a year belongs to exactly one term: Terms 2,
3 and 4 start on three fixed days in the holidays. These days separate all terms from 2021 to 2026: no Term 1 ended
after 16 April and no Term 2 started before 20 April; no Term 2 ended after 9 July and no Term 3 started before 14 July;
no Term 3 ended after 1 October and no Term 4 started before 6 October. So most of a holiday belongs to the term before
it, and January belongs to Term 1.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST_DAYS = {1: (1, 1), 2: (4, 18), 3: (7, 11), 4: (10, 3)}
"""The month and day that each term starts on."""


@dataclass(frozen=True, order=True)
class Term:
    """A school term. Terms sort by date."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The term in words: Term 2 2025."""
        return f"Term {self.number} {self.year}"

    @property
    def since(self) -> date:
        """The first day that belongs to it."""
        return date(self.year, *_FIRST_DAYS[self.number])

    @property
    def until(self) -> date:
        """The last day that belongs to it."""
        return (
            Term(self.year, self.number + 1).since - timedelta(days=1) if self.number < 4 else date(self.year, 12, 31)
        )


def term_of(day: date) -> Term:
    """Return the term that `day` belongs to."""
    return max(term for number in _FIRST_DAYS if (term := Term(day.year, number)).since <= day)


def terms_between(first: date, last: date) -> list[Term]:
    """Return the terms from the one of `first` to the one of `last`; none where `last` is before `first`."""
    if last < first:
        return []
    every = [Term(year, number) for year in range(first.year, last.year + 1) for number in _FIRST_DAYS]
    return [term for term in every if term_of(first) <= term <= term_of(last)]
