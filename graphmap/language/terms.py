"""New Zealand school terms, by a rule that holds without a calendar to look up.

The Ministry of Education sets the real dates of every year's four terms. What is needed here is only to
group days, so that every day of a year belongs to exactly one term: three fixed days begin Terms 2, 3 and
4, each in the holidays between. They separate all terms as set for 2021 to 2026: no Term 1 ended after
16 April and no Term 2 began before 20 April; no Term 2 ended after 9 July and no Term 3 began before
14 July; no Term 3 ended after 1 October and no Term 4 began before 6 October. Most of a holiday so
belongs to the term before it; January belongs to Term 1.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST_DAYS = {1: (1, 1), 2: (4, 18), 3: (7, 11), 4: (10, 3)}
"""Month and day from which each term's days are counted to it."""


@dataclass(frozen=True, order=True)
class Term:
    """A school term; the earlier is the smaller."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """What people call it: Term 2 2025."""
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
    """The term that `day` belongs to."""
    return max(term for number in _FIRST_DAYS if (term := Term(day.year, number)).since <= day)


def terms_between(first: date, last: date) -> list[Term]:
    """The terms that any day from `first` to `last` belongs to, in order; none where `last` is before `first`."""
    if last < first:
        return []
    every = [Term(year, number) for year in range(first.year, last.year + 1) for number in _FIRST_DAYS]
    return [term for term in every if term_of(first) <= term <= term_of(last)]
