"""Periods by name and as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.dates import NotADate
from graphmap.language.periods import (
    PRESETS,
    Period,
    compared_with,
    period_name,
    preset,
    preset_of,
    read_period,
)
from graphmap.language.terms import term_of

IN_TERM_2 = date(2026, 5, 6)
TERM_1 = Period(date(2026, 1, 26), date(2026, 4, 19))
TERM_2 = Period(date(2026, 4, 20), date(2026, 7, 19))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_presets_are_worked_out_from_the_terms_and_the_day() -> None:
    assert preset("this-term", IN_TERM_2) == TERM_2
    assert preset("last-term", IN_TERM_2) == Period(term_of(date(2026, 3, 1)).since, date(2026, 4, 19))
    assert preset("this-year", IN_TERM_2) == YEAR
    assert preset("last-12-months", IN_TERM_2) == Period(date(2025, 5, 7), IN_TERM_2)
    assert preset("all", IN_TERM_2) == Period()


def test_the_term_before_term_1_is_term_4_of_the_year_before() -> None:
    last = preset("last-term", date(2026, 3, 2))
    assert last.since
    assert term_of(last.since).name == "Term 4 2025"


def test_in_the_summer_holidays_this_term_is_still_term_4() -> None:
    this = preset("this-term", date(2026, 1, 5))
    assert this.since
    assert term_of(this.since).name == "Term 4 2025"


def test_last_12_months_on_a_leap_day_has_a_year_of_days() -> None:
    assert preset("last-12-months", date(2024, 2, 29)) == Period(date(2023, 3, 1), date(2024, 2, 29))


@given(st.dates(date(1900, 1, 1), date(2040, 1, 1)), st.sampled_from(PRESETS))
def test_each_preset_is_recognised_again(day: date, name: str) -> None:
    assert preset_of(preset(name, day), day) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("", Period()),
        ("all", Period()),
        ("This term", TERM_2),
        ("Term 2 2026", TERM_2),
        ("t2", TERM_2),
        ("2026 T2", TERM_2),
        ("2026", YEAR),
        ("2026-03", Period(date(2026, 3, 1), date(2026, 3, 31))),
        ("March 2026", Period(date(2026, 3, 1), date(2026, 3, 31))),
        ("12 March 2026", Period(date(2026, 3, 12), date(2026, 3, 12))),
        ("2026-02 to 2026-03", Period(date(2026, 2, 1), date(2026, 3, 31))),
        ("Term 1 to Term 2", Period(preset("last-term", IN_TERM_2).since, TERM_2.until)),
        ("2026-02-02 - 2026-02-09", Period(date(2026, 2, 2), date(2026, 2, 9))),
        ("2026-02-02 – 2026-02-09", Period(date(2026, 2, 2), date(2026, 2, 9))),
        ("2026-02-02..2026-02-09", Period(date(2026, 2, 2), date(2026, 2, 9))),
        ("2026-02-02..", Period(date(2026, 2, 2), None)),
        ("..2026", Period(None, date(2026, 12, 31))),
    ],
)
def test_a_period_reads_as_people_type_it(text: str, period: Period) -> None:
    assert read_period(text, IN_TERM_2) == period


@pytest.mark.parametrize(
    "text", ["soon", "2026-13", "3/4/2026", "2026 to 2025", "a to b to c", "..", "1200", "9999", "Term 5 2026"]
)
def test_what_is_no_period_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_period(text, IN_TERM_2)
    assert refused.value.fix.endswith(".")


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        read_period(text, IN_TERM_2)
    except NotADate:
        return


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        (TERM_2, "Term 1 2026", "Term 2 2025"),
        (YEAR, "2025", "2025"),
        (
            Period(date(2026, 3, 11), date(2026, 3, 20)),
            "1 March 2026 to 10 March 2026",
            "11 March 2025 to 20 March 2025",
        ),
    ],
)
def test_a_period_is_compared_with_the_one_before_or_a_year_earlier(
    period: Period, before: str, year_before: str
) -> None:
    found = [compared_with(period, "before"), compared_with(period, "year-before")]
    assert [period_name(each) for each in found if each] == [before, year_before]


def test_an_open_period_has_nothing_before_it() -> None:
    assert compared_with(Period(None, date(2026, 1, 1)), "before") is None
    assert compared_with(Period(), "year-before") is None


def test_a_period_is_named_as_shortly_as_it_can_be() -> None:
    assert period_name(Period()) == "All dates"
    assert period_name(TERM_2) == "Term 2 2026"
    assert period_name(YEAR) == "2026"
    assert period_name(Period(date(2026, 2, 1), date(2026, 2, 28))) == "February 2026"
    assert period_name(Period(date(2026, 2, 3), date(2026, 2, 3))) == "3 February 2026"
    assert period_name(Period(date(2026, 2, 3))) == "From 3 February 2026"
    assert period_name(Period(None, date(2026, 2, 3))) == "Until 3 February 2026"
