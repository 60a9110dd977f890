"""School terms: every day has exactly one, and the real terms are told apart."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.errors import BadData
from graphmap.language.terms import Term, read_terms, term_of, terms_between, years_without_dates

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
        ("2025-01-27", "Term 1 2025"),
        ("2025-04-27", "Term 1 2025"),
        ("2025-04-28", "Term 2 2025"),
        ("2025-07-13", "Term 2 2025"),
        ("2025-07-14", "Term 3 2025"),
        ("2025-10-05", "Term 3 2025"),
        ("2025-10-06", "Term 4 2025"),
        ("2025-12-31", "Term 4 2025"),
        ("2026-01-25", "Term 4 2025"),
        ("2026-01-26", "Term 1 2026"),
    ],
)
def test_a_term_is_from_the_day_it_begins_to_the_day_before_the_next(day: str, name: str) -> None:
    assert term_of(date.fromisoformat(day)).name == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2023-01-01", "Term 1 2023"),
        ("2023-04-17", "Term 1 2023"),
        ("2023-04-18", "Term 2 2023"),
        ("2023-07-11", "Term 3 2023"),
        ("2023-10-03", "Term 4 2023"),
        ("2024-01-28", "Term 4 2023"),
        ("2026-12-31", "Term 4 2026"),
        ("2027-01-01", "Term 1 2027"),
    ],
)
def test_a_year_without_data_uses_fixed_days(day: str, name: str) -> None:
    assert term_of(date.fromisoformat(day)).name == name


@pytest.mark.parametrize(("year", "number"), [(2024, 1), (2025, 3), (2026, 4)])
def test_the_school_days_of_a_term_are_the_ministry_s(year: int, number: int) -> None:
    term = Term(year, number)
    assert f"{term.since} {term.last_taught}" == REAL_TERMS[year][number - 1]


YEAR = ["2027,1,2027-02-01,2027-04-09", "2027,2,2027-04-26,2027-07-02"]
YEAR += ["2027,3,2027-07-19,2027-09-24", "2027,4,2027-10-11,2027-12-17"]


def terms_file(folder: Path, *rows: str, headings: str = "year,term,first,last") -> Path:
    file = folder / "terms.csv"
    file.write_text("\n".join([headings, *rows]))
    return file


def test_the_years_that_use_fixed_days_are_known() -> None:
    terms = terms_between(date(2022, 6, 1), date(2024, 6, 1))
    assert years_without_dates(terms) == [2022, 2023]
    assert years_without_dates([Term(2026, 4)]) == []


def test_a_year_may_be_added(tmp_path: Path) -> None:
    terms = read_terms(terms_file(tmp_path, *YEAR))
    assert terms[2027, 2] == (date(2027, 4, 26), date(2027, 7, 2))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2027,5,2027-10-11,2027-12-17", "row 5, column term: ‘5’ is no term. Write 1, 2, 3 or 4."),
        ("2027,4,2027-10-32,2027-12-17", "row 5, column first: ‘2027-10-32’ is a day that does not exist."),
        ("2027,4,2027-10-11,2027-09-17", "row 5, column last: ‘2027-09-17’ is before first (2027-10-11)."),
        ("2027,4,2028-10-11,2028-12-17", "row 5, column first: ‘2028-10-11’ is not in 2027."),
        ("2027,3,2027-10-11,2027-12-17", "row 5, column term: ‘3’ is here twice for 2027."),
        ("next,4,2027-10-11,2027-12-17", "row 5, column year: ‘next’ is not a whole number."),
        ("2027,4,2027-09-20,2027-12-17", "Term 4 2027 starts before Term 3 has ended."),
        ("2028,1,2028-01-31,2028-04-07", "2027 has no Term 4. Give all four terms of a year."),
    ],
)
def test_a_mistake_in_the_terms_is_refused_where_it_is(row: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BadData) as refused:
        read_terms(terms_file(tmp_path, *YEAR[:3], row))
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("terms.csv")


def test_a_file_of_terms_without_its_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="They are year, term, first, last"):
        read_terms(terms_file(tmp_path, *YEAR, headings="year,number,since,until"))


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
