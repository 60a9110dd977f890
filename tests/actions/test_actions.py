"""Actions: which card they are about, what they keep of it, and what became of them, worked out from the records."""

from dataclasses import replace
from datetime import date

import pytest
from cases import schools_where
from hypothesis import given
from hypothesis import strategies as st

from graphmap.actions.actions import (
    STATES,
    Action,
    TieThen,
    action_on,
    checked_action,
    latest_on,
    without_closed,
)
from graphmap.actions.outcome import outcome
from graphmap.actions.records import from_record, to_record
from graphmap.errors import BadData
from graphmap.weak.cards import Card, cards
from graphmap.weak.judged_network import JudgedNetwork

STAFF = {"ana": "kauri", "bo": "rimu", "cy": "totara"}
SHARED = [f"2026-0{month}-0{day} school visit: ana bo" for month in (2, 3, 4) for day in (2, 3)]
DEEPER = [f"2026-05-0{day} critical friend: ana bo" for day in (4, 5, 6)]
DAY = date(2026, 4, 20)
PAIR = ("school:kauri", "school:rimu")


def about_the_pair(judged: JudgedNetwork) -> Card:
    return next(card for card in cards(judged) if set(card.actors) == set(PAIR))


@pytest.fixture
def before() -> JudgedNetwork:
    return schools_where(STAFF, *SHARED)


@pytest.fixture
def taken(before: JudgedNetwork) -> Action:
    return replace(action_on(before, about_the_pair(before), DAY), who="Ana", by=date(2026, 7, 3))


# --------------------------------------------------------------------------------------- what an action keeps


def test_an_action_keeps_the_card_as_it_was_and_how_deep_its_tie_had_settled(
    before: JudgedNetwork, taken: Action
) -> None:
    card = about_the_pair(before)
    assert (taken.card, taken.title, taken.step, taken.priority) == (card.id, card.title, card.step, card.priority)
    assert taken.ties == (TieThen(*PAIR, 1),)


def test_the_same_card_has_the_same_action_in_one_term_and_another_in_the_next(before: JudgedNetwork) -> None:
    card = about_the_pair(before)
    first, later, next_term = (action_on(before, card, date(2026, *day)).id for day in ((4, 20), (6, 30), (7, 20)))
    assert first == later != next_term


def test_an_action_is_still_about_its_card_when_new_records_come(taken: Action) -> None:
    more = schools_where(STAFF, *SHARED, "2026-05-04 school visit: ana bo", "2026-05-05 network meeting: ana cy")
    assert taken.is_about(about_the_pair(more))


def test_an_action_is_about_a_card_of_the_same_rule_and_most_of_the_same_actors(
    before: JudgedNetwork, taken: Action
) -> None:
    card = replace(about_the_pair(before), id="another")
    assert taken.is_about(replace(card, actors=(*PAIR, "school:totara")))
    assert not taken.is_about(replace(card, actors=("school:totara",)))
    assert not replace(taken, rule="another rule").is_about(card)


def test_the_latest_action_on_a_card_counts(before: JudgedNetwork, taken: Action) -> None:
    later = replace(taken, id="later", taken=date(2026, 7, 20))
    assert latest_on(about_the_pair(before), [taken, later]) == later
    assert latest_on(about_the_pair(before), []) is None


def test_a_card_that_was_closed_this_term_makes_room_and_comes_back_next_term(
    before: JudgedNetwork, taken: Action
) -> None:
    card = about_the_pair(before)
    for closed in (taken.done(DAY), taken.set_aside(DAY, "They merge.")):
        assert card not in without_closed([card], [closed], DAY)
        assert card in without_closed([card], [closed], date(2026, 8, 3))
    assert card in without_closed([card], [taken], DAY)


# --------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"who": "  "}, "Say who"),
        ({"who": "a" * 201}, "at most 200"),
        ({"by": date(2026, 4, 19)}, "lies in the past"),
        ({"state": "not for us", "why": " "}, "why it is not for you"),
        ({"why": "a" * 1_001}, "at most 1,000"),
    ],
)
def test_an_action_that_says_too_little_or_too_much_is_refused(
    taken: Action, changes: dict[str, object], why: str
) -> None:
    with pytest.raises(BadData, match=why):
        checked_action(replace(taken, **changes))  # type: ignore[arg-type]


def test_spaces_around_a_name_and_a_reason_are_tidied(taken: Action) -> None:
    tidied = checked_action(replace(taken, who="  Ana \n Walker ", why=" a  b "))
    assert (tidied.who, tidied.why) == ("Ana Walker", "a b")


# ------------------------------------------------------------------------------------------- what became of it


def became(action: Action, judged: JudgedNetwork, thin: bool = False) -> tuple[str, tuple[str, ...]]:
    found = outcome(action, judged, cards(judged), thin)
    return found.became, found.sentences


def test_a_tie_that_has_settled_deeper_is_named_with_both_depths(taken: Action) -> None:
    word, sentences = became(taken, schools_where(STAFF, *SHARED, *DEEPER))
    assert word == "deeper"
    assert sentences[0] == "kauri – rimu: was sharing, now settled at challenge."


def test_a_tie_that_is_as_it_was_is_said_to_be_so(before: JudgedNetwork, taken: Action) -> None:
    assert became(taken, before) == ("as it was", ("kauri – rimu: still sharing.", "It is as pressing as it was."))


def test_a_card_that_is_gone_is_settled_unless_too_little_is_recorded(before: JudgedNetwork, taken: Action) -> None:
    gone = replace(taken, card="gone", about=("school:x",), ties=())
    assert became(gone, before) == ("settled", ("The records no longer show this.",))
    assert became(gone, before, thin=True) == ("unknown", ("Too little is recorded now to tell.",))


@pytest.mark.parametrize(("was", "word", "is_good"), [(0.99, "less pressing", True), (0.01, "more pressing", False)])
def test_a_card_with_another_priority_says_so_with_its_place(
    before: JudgedNetwork, taken: Action, was: float, word: str, is_good: bool
) -> None:
    found = outcome(replace(taken, priority=was), before, cards(before))
    assert (found.became, found.is_good) == (word, is_good)
    assert found.sentences[-1].startswith(f"It is {word} than it was: number ")


def test_of_many_ties_the_first_few_are_named_and_the_rest_counted(before: JudgedNetwork, taken: Action) -> None:
    shallow = TieThen(*PAIR, None)
    _, sentences = became(replace(taken, ties=(shallow,) * 5), before)
    assert sentences[:4] == (*["kauri – rimu: had not settled, now settled at sharing."] * 3, sentences[3])
    assert sentences[3] == "2 more ties have settled deeper."


def test_several_ties_that_are_as_they_were_are_one_sentence(before: JudgedNetwork, taken: Action) -> None:
    _, sentences = became(replace(taken, ties=taken.ties * 3), before)
    assert sentences[0] == "None of the 3 ties has settled deeper yet."


def test_a_tie_without_records_now_is_not_said_to_be_shallower(before: JudgedNetwork, taken: Action) -> None:
    _, sentences = became(replace(taken, ties=(TieThen("school:kauri", "school:gone", 2),)), before)
    assert sentences[0] == "kauri – school:gone: was challenge, now too little to tell."


# --------------------------------------------------------------------------------------------- kept and read

texts = st.text(max_size=40)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
actions_of_any_kind = st.builds(
    Action,
    id=st.text(min_size=1, max_size=12),
    card=texts,
    rule=texts,
    about=st.lists(texts, max_size=4).map(tuple),
    title=texts,
    step=texts,
    priority=st.floats(0, 1),
    ties=st.lists(st.builds(TieThen, texts, texts, st.none() | st.integers(0, 4)), max_size=4).map(tuple),
    taken=days,
    who=texts,
    by=st.none() | days,
    state=st.sampled_from(STATES),
    closed=st.none() | days,
    why=texts,
    version=st.none() | texts,
)


@given(actions_of_any_kind)
def test_an_action_is_read_as_it_was_kept(action: Action) -> None:
    assert from_record(to_record(action)) == action
