"""Dates as people know them: a day, a month, a term, a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.dates import NotADate
from graphmap.language.loose_dates import loose_date, put_into_words, read_loose_date


@pytest.mark.parametrize(
    ("text", "first", "last", "in_words"),
    [
        ("2026-03-12", date(2026, 3, 12), date(2026, 3, 12), "12 March 2026"),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("March 2026", date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        ("mar, 2026", date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        ("03/2026", date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_date_is_kept_as_it_is_known_and_shown_as_it_was_put(
    text: str, first: date, last: date, in_words: str
) -> None:
    found = read_loose_date(text)
    assert (found.first, found.last) == (first, last)
    assert put_into_words(found.middle, found.dated) == in_words


@pytest.mark.parametrize(
    "text",
    [
        *("2026 T2", "2026 Term 2", "Term 2 2026", "term 2, 2026", "T2 2026", "2026-T2", "  TERM  2   2026 "),
        *("2026\u00a0T2", "2026\u2013T2", "Wāhanga 2 2026", "wahanga 2, 2026"),
    ],
)
def test_a_term_is_a_date_however_it_is_written(text: str) -> None:
    found = read_loose_date(text)
    assert found.dated == "2026 T2"
    assert date(2026, 4, 1) < found.first < found.middle < found.last < date(2026, 8, 1)
    assert put_into_words(found.middle, found.dated) == "Term 2 2026"


def test_it_counts_at_the_middle_of_what_is_known() -> None:
    assert read_loose_date("2026-03").middle == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-13", "is a month that does not exist"),
        ("Term 5", "is a term that does not exist"),
        ("Term 5 2026", "is a term that does not exist"),
        ("2026 T0", "is a term that does not exist"),
        ("Term 2", "is a term without its year"),
        ("31/02/2026", "is a day that does not exist"),
        ("0099", "is too far from today to be right"),
        ("2026 T2 2025", "is not a date"),
        ("Marchuary 2026", "is not a date"),
        ("last winter", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_fix(text: str, why: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_loose_date(text)
    assert refused.value.why == why
    assert refused.value.fix


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(["day", "month", "term", "year"]))
def test_what_is_stored_reads_back_the_same(day: date, how: str) -> None:
    text = {
        "day": f"{day}",
        "month": f"{day:%Y-%m}",
        "term": f"{day.year} T{(day.month - 1) // 3 + 1}",
        "year": f"{day.year}",
    }
    found = read_loose_date(text[how])
    assert loose_date(found.middle, found.dated) == found
    assert found.first <= found.middle <= found.last
