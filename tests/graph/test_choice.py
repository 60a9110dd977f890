"""A choice and the texts that it is made from, both ways."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.choice import VIEW_MEANINGS, VIEWS, WEIGHTING_MEANINGS, WEIGHTINGS, Choice, read_choice

DAYS = st.none() | st.dates(date(1840, 1, 1), date(2050, 12, 31))
CHOICES = st.builds(
    Choice,
    view=st.sampled_from(VIEWS),
    since=DAYS,
    until=DAYS,
    networks=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    min_depth=st.integers(0, len(model.DEPTHS) - 1),
    weighting=st.sampled_from(WEIGHTINGS),
).filter(lambda choice: not (choice.since and choice.until and choice.until < choice.since))


def read(parameters: Mapping[str, str | list[str]]) -> Choice:
    """What an address with these parameters chooses."""
    texts = {name.replace("-", "_"): text for name, text in parameters.items() if name != "network"}
    return read_choice(**texts, networks=tuple(parameters.get("network", ())))


@given(CHOICES)
def test_a_choice_survives_the_address(choice: Choice) -> None:
    assert read(choice.to_parameters()) == choice


@given(CHOICES)
def test_an_address_says_nothing_of_what_is_as_by_default(choice: Choice) -> None:
    for name in choice.to_parameters():
        field = {"network": "networks", "min-depth": "min_depth"}.get(name, name)
        assert getattr(choice, field) != getattr(Choice(), field)


def test_the_default_is_an_address_without_parameters() -> None:
    assert Choice().to_parameters() == {}
    assert read_choice() == Choice() == read_choice("", "", "", (), "")


@pytest.mark.parametrize(
    ("text", "depth"), [("0", 0), ("4", 4), ("sharing", 1), ("Joint Work", 4), ("joint", 4), ("CHALLENGE", 2)]
)
def test_a_depth_is_read_by_its_number_or_its_name(text: str, depth: int) -> None:
    assert read_choice(min_depth=text).min_depth == depth


def test_a_view_is_read_however_it_is_capitalised() -> None:
    assert read_choice(view="People").view == "people"


def test_days_are_read_as_people_write_them() -> None:
    assert read_choice(since="3 February 2026").since == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"view": "schools"}, "organisations"),
        ({"view": "../../etc"}, "people, organisations, networks, structure"),
        ({"min_depth": "5"}, "4 joint work"),
        ({"min_depth": "-1"}, "0 contact"),
        ({"min_depth": "deep"}, "3 inquiry"),
        ({"weighting": "heavy"}, "newman, count, decay"),
        ({"since": "2026-02-30"}, "does not exist"),
        ({"since": "3/4/2026"}, "2026-04-03"),
        ({"until": "tomorrow"}, "2026-03-12"),
        ({"until": "2026"}, "whole date"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "ends (2026-03-01) before it begins (2026-03-02)"),
    ],
)
def test_a_text_that_means_nothing_is_told_in_a_line_with_what_would(texts: dict[str, str], says: str) -> None:
    with pytest.raises(WrongCommand) as caught:
        read_choice(**texts)
    told = str(caught.value)
    assert says in told
    assert told.endswith(".")
    assert "\n" not in told


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_in_an_address_it_is_a_choice_or_a_wrong_command(
    view: str, since: str, until: str, min_depth: str
) -> None:
    try:
        choice = read_choice(view, since, until, (), min_depth)
    except WrongCommand:
        return
    assert choice.view in VIEWS
    assert 0 <= choice.min_depth < len(model.DEPTHS)


def test_a_window_of_one_day_is_a_window() -> None:
    assert read_choice(since="2026-03-02", until="2026-03-02").until == date(2026, 3, 2)


def test_every_view_and_every_weighting_says_what_it_is() -> None:
    assert tuple(VIEW_MEANINGS) == VIEWS
    assert tuple(WEIGHTING_MEANINGS) == WEIGHTINGS
