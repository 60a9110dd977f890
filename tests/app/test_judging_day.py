"""From which day the app judges, and what it says where the record stopped long before."""

from datetime import date, timedelta
from typing import Any

from networks import working_together
from streamlit.testing.v1 import AppTest

from graphmap.graph.choice import Choice

EVENTS = ("2024-03-04 school visit: ana bo", "2024-03-06 school visit: ana bo")


def page(as_at: "date", address: str | None) -> None:
    import streamlit as st
    from networks import working_together

    from graphmap.app.shell.judging import show_day

    if address:
        st.query_params["as-at"] = address
    show_day(working_together("2024-03-04 school visit: ana bo"), as_at)


def shown(as_at: date, address: str | None = None) -> Any:
    return AppTest.from_function(page, kwargs={"as_at": as_at, "address": address}).run()


def test_a_record_that_stopped_more_than_a_year_ago_is_one_notice_with_a_way_on() -> None:
    found = shown(date(2026, 3, 4))
    assert [notice.value for notice in found.info] == [
        "Nothing is recorded after 4 March 2024. The page judges from 4 March 2026, so it can’t say how the network is "
        "now."
    ]
    assert [button.label for button in found.button] == ["Judge from the last record"]


def test_a_record_of_this_year_needs_no_notice() -> None:
    found = shown(date(2024, 6, 1))
    assert not found.info
    assert not found.button


def test_another_day_than_today_is_named_with_the_way_back() -> None:
    found = shown(date(2024, 6, 1), "2024-06-01")
    assert [caption.value for caption in found.caption] == ["Judged from 1 June 2024."]
    assert [button.label for button in found.button] == ["Judge from today"]


def test_ties_are_drawn_as_on_the_day_judged_from_or_as_when_the_record_stopped() -> None:
    from graphmap.app.shell.judging import as_drawn

    snapshot, last = working_together(*EVENTS), date(2024, 3, 6)
    assert as_drawn(snapshot, Choice(), last + timedelta(days=200)).as_at == last + timedelta(days=200)
    assert as_drawn(snapshot, Choice(), last + timedelta(days=500)).as_at == last


def earlier_period(address: str | None) -> None:
    from datetime import date

    import streamlit as st

    from graphmap.app.shell.judging import in_period
    from graphmap.graph.choice import Choice

    if address:
        st.query_params["as-at"] = address
    later = Choice(until=date(2025, 4, 1), as_at=date(2025, 4, 1))
    st.text(str(in_period(later, None, date(2024, 7, 1)).as_at))


def test_another_period_is_judged_from_its_own_end_unless_the_address_has_a_day() -> None:
    for address, judged in ((None, "2024-07-01"), ("2025-04-01", "2025-04-01")):
        found = AppTest.from_function(earlier_period, kwargs={"address": address}).run()
        assert [text.value for text in found.text] == [judged]
