"""The choice lives in the page's address, so that a link reopens the same view."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from graphmap.choice import Choice, read_choice
from graphmap.errors import WrongCommand
from graphmap.snapshot import Snapshot

_SELECTED = "selected"


def choice_in_address(snapshot: Snapshot) -> tuple[Choice, str | None]:
    """The choice that the address makes, and a sentence where part of the address means nothing."""
    parameters = st.query_params
    try:
        choice = read_choice(
            parameters.get("view"), parameters.get("since"), parameters.get("until"), tuple(parameters.get_all("network")),
            parameters.get("min-depth"), parameters.get("weighting"),
        )  # fmt: skip
        return replace(choice, networks=snapshot.find_networks(choice.networks)), None
    except WrongCommand as error:
        return Choice(), f"The address of this page cannot be followed: {error}"


def put_in_address(choice: Choice, selected: str | None) -> None:
    """Make the address stand for `choice` and what is selected on the map."""
    parameters: Mapping[str, str | list[str]] = choice.to_parameters() | ({_SELECTED: selected} if selected else {})
    st.query_params.from_dict(dict(parameters))


def selected_in_address() -> str | None:
    """The node key or tie id that the address selects, whether or not it is there."""
    return st.query_params.get(_SELECTED)


def select_in_address(selected: str | None) -> None:
    """Change what the address selects, and nothing else of it."""
    if selected:
        st.query_params[_SELECTED] = selected
    else:
        st.query_params.pop(_SELECTED, None)
