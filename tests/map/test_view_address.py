"""A view as one text, both ways."""

from datetime import date

import pytest
from networks import snapshot_of

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.map.display import Display
from graphmap.map.view_address import address_of, read_address

SNAPSHOT = snapshot_of(networks="id,name\nn1,Tauira & others\n")


def test_a_view_comes_back_from_its_address() -> None:
    choice = Choice("people", date(2025, 2, 1), date(2025, 4, 17), ("n1",), 2, "count")
    display = Display(
        "radial",
        focus="person:a&b=c",
        steps=2,
        hidden=("person:#x",),
        time="two",
        beside=(date(2024, 2, 1), date(2024, 4, 17)),
    )
    assert read_address(address_of(choice, display), SNAPSHOT) == (choice, display)


def test_the_view_at_first_has_an_empty_address() -> None:
    assert address_of(Choice(), Display()) == ""
    assert read_address("", SNAPSHOT) == (Choice(), Display())


@pytest.mark.parametrize("address", ["network=gone", "view=sideways", "focus=nobody"])
def test_an_address_that_cannot_be_followed_is_told(address: str) -> None:
    with pytest.raises(WrongCommand):
        read_address(address, SNAPSHOT)
