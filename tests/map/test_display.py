"""A display and the parameters that it is made from, both ways."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.errors import WrongCommand
from graphmap.map.display import (
    COLOUR_BY,
    EXTENTS,
    GROUPINGS_SHOWN,
    LAYOUT_MEANINGS,
    LAYOUTS,
    MODES,
    PARAMETERS,
    SIZE_BY,
    STEPS,
    TIMES,
    Display,
    read_display,
)

KEYS = st.text(min_size=1, max_size=8).map("school:{}".format)
TWO_KEYS = st.tuples(KEYS, KEYS).filter(lambda two: two[0] != two[1])
ENTRIES = st.sampled_from(["kind:School", "depth:2", "standing:one event", "relationship:AT"]) | st.text(
    min_size=1, max_size=8
).map("network:{}".format)
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
CENTRES = (
    st.fixed_dictionaries({})
    | st.fixed_dictionaries({"focus": KEYS, "steps": st.sampled_from(STEPS)})
    | st.fixed_dictionaries({"path": TWO_KEYS})
    | st.fixed_dictionaries({"compare": TWO_KEYS})
)
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
DISPLAYS = st.builds(
    lambda centre, **others: Display(**centre, **others),
    centre=CENTRES,
    layout=st.sampled_from(LAYOUTS),
    size_by=st.sampled_from(SIZE_BY),
    colour_by=st.sampled_from(COLOUR_BY),
    hidden=st.lists(KEYS, max_size=3, unique=True).map(tuple),
    only=st.lists(ENTRIES, max_size=3, unique=True).map(tuple),
    recoloured=st.dictionaries(ENTRIES, COLOURS, max_size=3).map(lambda chosen: tuple(chosen.items())),
    direction=st.booleans(),
    mode=st.sampled_from(MODES),
    time=st.sampled_from(TIMES),
    groups=st.sampled_from(GROUPINGS_SHOWN),
    opened=st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
    extent=st.sampled_from(EXTENTS),
    beside=st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days))),
)


def read(parameters: Mapping[str, str | list[str]]) -> Display:
    """What an address with these parameters displays."""
    texts: dict[str, Iterable[str]] = {
        name: [value] if isinstance(value, str) else value for name, value in parameters.items()
    }
    return read_display(texts)


@given(DISPLAYS)
def test_a_display_survives_the_address(display: Display) -> None:
    assert read(display.to_parameters()) == display


@given(DISPLAYS)
def test_all_its_parameters_are_named(display: Display) -> None:
    assert set(display.to_parameters()) <= set(PARAMETERS)


def test_the_default_is_an_address_without_parameters() -> None:
    assert Display().to_parameters() == {}
    assert read({}) == Display()


def test_empty_and_foreign_parameters_say_nothing() -> None:
    assert read({"layout": "", "hide": ["", ""], "view": "people", "selected": "school:a"}) == Display()


def test_every_layout_has_its_meaning() -> None:
    assert set(LAYOUT_MEANINGS) == set(LAYOUTS)


def test_size_never_stands_for_the_number_of_a_group() -> None:
    assert "degree" in SIZE_BY
    assert not {"community", "component", "cut"} & set(SIZE_BY)


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"layout": "spiral"}, "no layout ‘spiral’"),
        ({"size": "community"}, "no measure to size by ‘community’"),
        ({"colour": "mood"}, "no thing to colour by ‘mood’"),
        ({"steps": "4"}, "no number of steps ‘4’"),
        ({"focus": "nobody"}, "‘nobody’ is not an actor"),
        ({"hide": ["school:"]}, "‘school:’ is not an actor"),
        ({"path": ["school:a"]}, "path: name two different actors"),
        ({"compare": ["school:a", "school:a"]}, "compare: name two different actors"),
        ({"focus": "school:a", "path": ["school:a", "school:b"]}, "keep one of them"),
        ({"only": ["kind:Dragon"]}, "no entry ‘kind:Dragon’"),
        ({"only": ["depth:9"]}, "no entry ‘depth:9’"),
        ({"only": ["standing:asleep"]}, "no entry ‘standing:asleep’"),
        ({"only": ["School"]}, "no entry ‘School’"),
        ({"recolour": ["kind:School=red"]}, "‘red’ is not a colour"),
        ({"recolour": ["kind:School=#12345g"]}, "is not a colour"),
        ({"recolour": ["kind:School=url(x)#123456"]}, "is not a colour"),
        ({"direction": "sideways"}, "no direction ‘sideways’"),
        ({"mode": "poster"}, "no mode ‘poster’"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_means_nothing_is_refused_with_its_reason(parameters: Mapping[str, str | list[str]], why: str) -> None:
    with pytest.raises(WrongCommand, match=why):
        read(parameters)


@pytest.mark.parametrize(
    "parameters",
    [
        {"time": ["sideways"]},
        {"beside": ["2025-01-01"]},
        {"beside": ["2025-01-01", "soon"]},
        {"beside": ["2025-02-01", "2025-01-01"]},
    ],
    ids=["time", "one day", "no day", "backwards"],
)
def test_a_way_through_time_that_means_nothing_is_refused(parameters: Mapping[str, list[str]]) -> None:
    with pytest.raises(WrongCommand):
        read_display(parameters)
