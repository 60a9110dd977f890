"""How deep a tie has settled, in words that a principal can follow."""

from datetime import date
from typing import Any

import pytest
from networks import PEOPLE, working_together

from graphmap.graph.settling import usual_depth
from graphmap.graph.standing_in_words import Event, standing_sentence
from graphmap.graph.ties import ties


def tie_of(*events: str, as_at: str = "2026-11-01") -> dict[str, Any]:
    """The tie of ana and bo who did these things, seen on a day."""
    snapshot = working_together(*(f"{event}: ana bo" for event in events))
    return ties(snapshot, PEOPLE, date.fromisoformat(as_at)).row(0, named=True)


def test_one_event_is_named_with_its_day_and_how_many_were_there() -> None:
    tie = tie_of("2026-03-03 school visit")
    assert standing_sentence(tie) == "One event: sharing, 3 March 2026"
    event = Event("workshop", "3 March 2026", 80)
    assert standing_sentence(tie, latest=event) == "One event: workshop, 3 March 2026, 80 there"


def test_a_meeting_of_just_the_two_needs_no_number() -> None:
    assert Event("critical friend", "3 March 2026", 2).in_words() == "critical friend, 3 March 2026"


def test_the_first_event_beyond_sharing_after_many_exchanges_is_told_as_one() -> None:
    tie = tie_of(*["2024-05-01 school visit"] * 54, "2026-09-10 critical friend")
    assert tie["standing"] == "beginning"
    assert (
        standing_sentence(tie, latest=Event("moderation", "10 September 2026", 8))
        == "55 interactions since May 2024; one is the first beyond sharing: moderation, 10 September 2026, 8 there"
    )
    assert (
        standing_sentence(tie)
        == "55 interactions since May 2024; one is the first beyond sharing: challenge, 10 September 2026"
    )


def test_a_few_events_beyond_sharing_are_counted_among_the_many() -> None:
    tie = tie_of(*["2024-05-01 school visit"] * 54, *["2026-09-10 critical friend"] * 2)
    assert (
        standing_sentence(tie)
        == "Beginning to go beyond sharing: 2 of 56 interactions since May 2024 (last: 10 September 2026)"
    )


def test_a_deep_tie_says_how_often_and_when_it_last_went_deep() -> None:
    tie = tie_of(*["2025-03-04 school visit"] * 3, *["2026-06-03 critical friend"] * 6)
    assert (
        standing_sentence(tie)
        == "Settled at challenge: 6 of 9 interactions since March 2025 went beyond sharing (last: 3 June 2026)"
    )


def test_a_tie_that_always_goes_deep_says_so() -> None:
    tie = tie_of("2026-06-01 co-teaching", "2026-06-03 co-teaching")
    assert (
        standing_sentence(tie)
        == "Settled at joint work: all 2 interactions in June 2026 went beyond sharing (last: 3 June 2026)"
    )


def test_a_date_that_is_known_by_its_term_only_is_told_so() -> None:
    tie = tie_of("2026-06-01 co-teaching", "2026-06-03 co-teaching")
    assert "(last: Term 2 2026)" in standing_sentence(tie, latest=Event("co-teaching", "Term 2 2026", 2))


def test_a_lapsed_tie_says_since_which_term() -> None:
    tie = tie_of("2025-05-12 evidence review", "2025-05-14 evidence review", "2026-10-14 school visit")
    assert tie["standing"] == "lapsed"
    assert standing_sentence(tie) == "Was at inquiry; nothing beyond sharing since Term 2 2025"


@pytest.mark.parametrize(("practice", "depth"), [("school visit", "sharing"), ("network meeting", "contact")])
def test_a_tie_that_stays_shallow_says_that_nothing_went_deeper(practice: str, depth: str) -> None:
    tie = tie_of(f"2026-03-02 {practice}", f"2026-05-02 {practice}")
    assert standing_sentence(tie) == f"Settled at {depth}: 2 interactions since March 2026, none beyond sharing"


def test_what_was_deeper_long_ago_and_only_once_is_told_with_its_day() -> None:
    tie = tie_of("2024-05-12 co-teaching", *["2026-05-02 school visit"] * 9)
    assert tie["standing"] == "sharing"
    assert "1 of 10 interactions since May 2024 went beyond sharing (last: 12 May 2024)" in standing_sentence(tie)


def test_the_usual_depth_is_the_settled_one_or_that_of_the_only_event() -> None:
    assert usual_depth(tie_of("2026-03-02 co-teaching")) == 4
    assert usual_depth(tie_of(*["2026-03-02 school visit"] * 9, "2026-03-02 co-teaching")) == 1
    assert usual_depth({"depth": 2}) == 2
