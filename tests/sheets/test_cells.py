"""Cells' texts as values of properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap import model
from graphmap.model import Property, Type
from graphmap.sheets.cells import BadValue, read_value

ROLL = Property("roll", "How many students.", "212", Type.WHOLE, lowest=0)
LATITUDE = Property("latitude", "Degrees north.", "-35.31", Type.DECIMAL, lowest=-90, highest=90)
NAME = Property("name", "What people call it.", "Tauira Primary School", required=True)
SINCE = Property("since", "First day.", "2024-02-05", Type.DATE)
GROUP = Property("group", "Which group.", "leader", choices=model.ROLE_GROUPS)


def refusal(property: Property, text: str) -> BadValue:
    with pytest.raises(BadValue) as refused:
        read_value(property, text)
    return refused.value


@pytest.mark.parametrize("property", [ROLL, LATITUDE, SINCE, GROUP])
def test_an_empty_cell_is_nothing_and_never_0(property: Property) -> None:
    assert read_value(property, "") is None


def test_an_empty_cell_of_what_identifies_is_refused_with_what_belongs_there() -> None:
    error = refusal(NAME, "")
    assert (error.sort, error.fix) == ("missing value", "Give the name: what people call it.")


def test_each_type_is_read_as_itself() -> None:
    assert read_value(ROLL, "212") == 212
    assert read_value(LATITUDE, "-35.31") == -35.31
    assert read_value(SINCE, "2024-02-05") == date(2024, 2, 5)
    assert read_value(NAME, "Tauira") == "Tauira"


def test_a_whole_number_may_be_written_with_a_point_and_noughts() -> None:
    roll = read_value(ROLL, "212.0")
    assert (roll, type(roll)) == (212, int)


@pytest.mark.parametrize("text", ["212.5", "two", "1,200", "nan", "inf", "1e999", "٢ x"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert refusal(ROLL, text).sort == "bad number"


@pytest.mark.parametrize("text", ["1e30", "99999999999999999999"])
def test_a_whole_number_too_large_for_any_store_is_refused(text: str) -> None:
    assert refusal(ROLL, text).sort == "bad number"


@pytest.mark.parametrize(
    ("property", "text", "fix"),
    [
        (ROLL, "-1", "The roll is 0 or more."),
        (LATITUDE, "91", "The latitude is -90 to 90."),
        (LATITUDE, "-90.5", "The latitude is -90 to 90."),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_limits(property: Property, text: str, fix: str) -> None:
    error = refusal(property, text)
    assert (error.sort, error.fix) == ("number out of range", fix)


def test_a_time_begins_on_the_first_day_of_a_month_term_or_year_and_ends_on_the_last() -> None:
    assert [read_value(model.SINCE, text) for text in ("2026-03", "2026 T2", "2026")] == [
        date(2026, 3, 1),
        date(2026, 4, 20),
        date(2026, 1, 1),
    ]
    assert [read_value(model.UNTIL, text) for text in ("2026-03", "Term 2 2026", "2026")] == [
        date(2026, 3, 31),
        date(2026, 7, 3),
        date(2026, 12, 31),
    ]


def test_a_bad_date_is_refused_with_the_reason_and_the_fix_of_the_date() -> None:
    error = refusal(SINCE, "2026-02-30")
    assert error.sort == "bad date"
    assert error.why == "is a day that does not exist"


@pytest.mark.parametrize("text", ["leader", "Leader", " LEADER ", "lēader"])
def test_a_choice_is_known_without_regard_to_case_or_macrons(text: str) -> None:
    assert read_value(GROUP, text) == "leader"


def test_an_unknown_choice_is_refused_with_the_nearest_and_all_there_are() -> None:
    error = refusal(GROUP, "techer")
    assert error.sort == "unknown group"
    assert (
        error.fix
        == "Did you mean ‘teacher’? It is one of: leader, teacher, support, whanau, iwi, partner, facilitator."
    )


@given(st.sampled_from([ROLL, LATITUDE, NAME, SINCE, GROUP]), st.text())
def test_any_text_is_a_value_or_is_refused_with_a_sort_a_reason_and_a_fix(property: Property, text: str) -> None:
    told: tuple[str, ...] = ()
    try:
        read_value(property, text)
    except BadValue as error:
        told = (error.sort, error.why, error.fix)
    assert all(told)
