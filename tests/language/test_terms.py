"""School terms: every day has exactly one, and the real terms are told apart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.terms import Term, term_of, terms_between

DAYS = st.dates(date(1840, 1, 1), date(2199, 12, 31))

REAL_TERMS = {
    2021: ["2021-02-01 2021-04-16", "2021-05-03 2021-07-09", "2021-07-26 2021-10-01", "2021-10-18 2021-12-20"],
    2022: ["2022-01-31 2022-04-14", "2022-05-02 2022-07-08", "2022-07-25 2022-09-30", "2022-10-17 2022-12-20"],
    2023: ["2023-01-30 2023-04-06", "2023-04-24 2023-06-30", "2023-07-17 2023-09-22", "2023-10-09 2023-12-20"],
    2024: ["2024-01-29 2024-04-12", "2024-04-29 2024-07-05", "2024-07-22 2024-09-27", "2024-10-14 2024-12-20"],
    2025: ["2025-01-27 2025-04-11", "2025-04-28 2025-06-27", "2025-07-14 2025-09-19", "2025-10-06 2025-12-19"],
    2026: ["2026-01-26 2026-04-02", "2026-04-20 2026-07-03", "2026-07-20 2026-09-25", "2026-10-12 2026-12-18"],
}
"""First and last day of each term as the Ministry of Education set them; the earliest start and the latest end
allowed."""


@pytest.mark.parametrize("year", REAL_TERMS)
def test_the_real_terms_of_a_year_are_told_apart(year: int) -> None:
    for number, days in enumerate(REAL_TERMS[year], 1):
        first, last = map(date.fromisoformat, days.split())
        assert terms_between(first, last) == [Term(year, number)]


@given(DAYS)
def test_every_day_is_in_exactly_one_term(day: date) -> None:
    terms = [Term(year, number) for year in (day.year - 1, day.year, day.year + 1) for number in (1, 2, 3, 4)]
    assert [term for term in terms if term.since <= day <= term.until] == [term_of(day)]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-01-01", "Term 1 2025"),
        ("2025-04-17", "Term 1 2025"),
        ("2025-04-18", "Term 2 2025"),
        ("2025-07-10", "Term 2 2025"),
        ("2025-07-11", "Term 3 2025"),
        ("2025-10-02", "Term 3 2025"),
        ("2025-10-03", "Term 4 2025"),
        ("2025-12-31", "Term 4 2025"),
    ],
)
def test_a_term_is_from_the_day_it_begins_to_the_day_before_the_next(day: str, name: str) -> None:
    assert term_of(date.fromisoformat(day)).name == name


@given(DAYS, DAYS)
def test_terms_are_ordered_as_their_days_are(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert term_of(earlier) <= term_of(later)


@given(DAYS, st.integers(0, 2000))
def test_the_terms_between_two_days_follow_on_each_other_and_hold_both(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    terms = terms_between(first, last)
    assert terms[0].since <= first <= terms[0].until
    assert terms[-1].since <= last <= terms[-1].until
    assert all(before.until + timedelta(days=1) == after.since for before, after in pairwise(terms))


def test_there_are_no_terms_in_a_window_that_ends_before_it_begins() -> None:
    assert terms_between(date(2025, 6, 1), date(2025, 5, 1)) == []
