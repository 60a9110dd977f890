"""Dates as people write them, and the ones that nobody should guess at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.dates import NotADate, read_date

DAYS = st.dates(date(1840, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-12",
        "2026-3-12",
        " 2026-03-12 ",
        "2026-03-12 00:00:00",
        "2026-03-12T00:00",
        "12 March 2026",
        "12 Mar 2026",
        "12 mar. 2026",
        "12 MARCH, 2026",
    ],
)
def test_a_day_written_without_doubt_is_read(text: str) -> None:
    assert read_date(text) == date(2026, 3, 12)


@pytest.mark.parametrize("text", ["25/3/2026", "25.03.2026", "25-3-2026", "3/25/2026"])
def test_numbers_of_which_only_one_can_be_the_day_are_read(text: str) -> None:
    assert read_date(text) == date(2026, 3, 25)


def test_a_day_and_month_with_the_same_number_are_no_riddle() -> None:
    assert read_date("4/4/2026") == date(2026, 4, 4)


def test_a_date_that_could_be_two_days_is_refused_with_both_to_choose_from() -> None:
    with pytest.raises(NotADate) as refused:
        read_date("3/4/2026")
    assert refused.value.why == "could be two different days"
    assert refused.value.fix == "Write 2026-04-03 if the day comes first, or 2026-03-04."


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-13-01", "2026-04-31", "29 February 2026", "31/4/2026", "0000-01-01", "32/13/2026"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="does not exist"):
        read_date(text)


def test_the_leap_day_of_a_leap_year_exists() -> None:
    assert read_date("29 February 2024") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2026", "2026-03", "2026/3"])
def test_a_date_without_its_day_is_refused_as_not_whole(text: str) -> None:
    with pytest.raises(NotADate, match="not a whole date"):
        read_date(text)


@pytest.mark.parametrize("text", ["0202-03-12", "1066-10-14", "2051-01-01", "2126-03-12", "2206-03-12", "9999-12-31"])
def test_a_year_that_must_be_a_slip_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match="too far from today"):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "Term 1", "12/3/26", "2026-03-12 14:30", "12 Ma 2026", "12 Merch 2026", "45363"]
)
def test_what_is_no_date_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(text)
    assert refused.value.why == "is not a date"
    assert "2026-03-12" in refused.value.fix


@given(DAYS)
def test_every_day_is_read_back_from_iso_8601(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(DAYS)
def test_a_day_before_its_month_is_read_or_refused_but_never_read_as_another_day(day: date) -> None:
    text = f"{day.day}/{day.month}/{day.year}"
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(NotADate, match="two different days"):
            read_date(text)
    else:
        assert read_date(text) == day


@given(st.text())
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        read: object = read_date(text)
    except NotADate as refused:
        read = (refused.why, refused.fix)
    assert isinstance(read, date) or (isinstance(read, tuple) and all(read))
