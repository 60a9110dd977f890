"""A choice and a display as one text, the parameters of an address: what links, saved views and stories hold."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display, read_display


def address_of(choice: Choice, display: Display) -> str:
    """The parameters of the address that opens `choice` under `display`, without a question mark."""
    return urlencode(parameters_of(choice, display), doseq=True)


def parameters_of(choice: Choice, display: Display) -> Mapping[str, str | list[str]]:
    """The parameters of both, by name."""
    return {**choice.to_parameters(), **display.to_parameters()}


def read_address(address: str, snapshot: Snapshot) -> tuple[Choice, Display]:
    """Read the choice and the display that `address` opens.

    Raises `WrongCommand` for a text that means nothing, and for a network that is not in `snapshot`.
    """
    given = parse_qs(address)

    def last(name: str) -> str | None:
        return given[name][-1] if name in given else None

    choice = read_choice(
        last("view"),
        last("since"),
        last("until"),
        tuple(given.get("network", ())),
        last("min-depth"),
        last("weighting"),
    )
    return replace(choice, networks=snapshot.find_networks(choice.networks)), read_display(given)
