"""From which day the rules judge, and over which period."""

from datetime import date

import pytest
from networks import working_together

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.weak.judged_network import judged_network
from graphmap.weak.judging_period import judging_choice, read_as_at
from graphmap.weak.weak_links import findings, too_little

EVENTS = [f"2024-03-0{day} school visit: ana bo" for day in range(1, 7)]
TODAY = date(2026, 6, 1)


def test_without_a_period_the_four_terms_up_to_the_day_are_judged() -> None:
    chosen = judging_choice(Choice(), date(2026, 6, 1))  # in Term 2
    assert (chosen.since, chosen.until) == (date(2025, 7, 11), date(2026, 6, 1))


def test_a_period_that_is_given_is_kept() -> None:
    given = Choice(since=date(2024, 1, 1))
    assert judging_choice(given, TODAY) == Choice(since=date(2024, 1, 1), until=TODAY)
    given = Choice(until=date(2024, 1, 1))
    assert judging_choice(given, TODAY) == given


def test_the_day_is_the_one_given_else_the_last_of_the_period_else_today() -> None:
    snapshot = working_together(*EVENTS)
    assert read_as_at("2 May 2025", snapshot, Choice(), TODAY) == date(2025, 5, 2)
    assert read_as_at("last", snapshot, Choice(), TODAY) == date(2024, 3, 6)
    assert read_as_at(None, snapshot, Choice(until=date(2024, 1, 1)), TODAY) == date(2024, 1, 1)
    assert read_as_at(None, snapshot, Choice(), TODAY) == TODAY


def test_a_day_that_is_no_date_is_refused_with_its_fix() -> None:
    with pytest.raises(WrongCommand, match=r"as-at: ‘yesterday’ .* Or write last for the last record\."):
        read_as_at("yesterday", working_together(*EVENTS), Choice(), TODAY)


def test_where_nothing_is_recorded_for_a_year_no_tie_is_a_finding_and_one_sentence_says_why() -> None:
    people = Choice("people")
    stopped = judged_network(working_together(*EVENTS), people, as_at=TODAY)
    assert too_little(stopped) == "Nothing is recorded in the year before 1 June 2026, so only roles are judged."
    assert list(findings(stopped)) == []
    last = judged_network(working_together(*EVENTS), people, as_at=date(2024, 3, 6))
    assert too_little(last) is None
    assert [rule.name for rule, _ in findings(last)] == ["only_sharing"]
