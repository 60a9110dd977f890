"""A date as people say it on the day that they record a visit: Saturday 28 November 2026."""

from datetime import date, timedelta

import pytest

from graphmap.language.dates import NotADate
from graphmap.records.when import read_when, sheet_text

TODAY = date(2026, 11, 28)
"""A Saturday."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-28"),
        (" Yesterday ", "2026-11-27"),
        ("Tuesday", "2026-11-24"),
        ("tue", "2026-11-24"),
        ("Saturday", "2026-11-28"),
        ("last Saturday", "2026-11-21"),
        ("12 March", "2026-03-12"),
        ("12 December", "2025-12-12"),
        ("25/3", "2026-03-25"),
        ("25/12", "2025-12-25"),
        ("2026-03-12", "2026-03-12"),
        ("12 March 2024", "2024-03-12"),
        ("March", "2026-03"),
        ("December", "2025-12"),
        ("T2 2026", "2026 T2"),
        ("T2", "2026 T2"),
        ("Term 1", "2026 T1"),
        ("this term", "2026 T4"),
        ("last term", "2026 T3"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_read_as_the_latest_that_has_started(text: str, day: str) -> None:
    assert sheet_text(text, TODAY) == day


def test_a_day_that_could_be_two_is_refused_with_both() -> None:
    with pytest.raises(NotADate, match="two different days"):
        read_when("3/4/2026", TODAY)
    with pytest.raises(NotADate, match="two different days"):
        read_when("3/4", TODAY)


def test_a_day_that_no_year_has_is_refused_as_that() -> None:
    with pytest.raises(NotADate, match="does not exist"):
        read_when("31 February", TODAY)
    assert sheet_text("31 February", TODAY) == "31 February 2026"  # so that the checks say so too


@pytest.mark.parametrize("text", ["", "soon", "31 February 2026", "T7 2026", "=1+1", "x" * 10_000])
def test_what_is_no_date_is_refused_and_left_as_it_is_for_the_checks(text: str) -> None:
    with pytest.raises(NotADate):
        read_when(text, TODAY)
    assert sheet_text(text, TODAY) == text


def test_a_future_day_is_read_and_left_to_the_checks() -> None:
    assert read_when(str(TODAY + timedelta(days=3)), TODAY).first > TODAY
