"""The choice and the display in the page's address, so that a link reopens the same view.

They are also kept for the visit, because going to another page empties the address.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from graphmap.app.shell.language import _
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.dates import NotADate, read_date
from graphmap.map.display import PARAMETERS, Display, read_display

Compared = tuple[date, date]
"""The first and last day of the period to compare with."""

_CHOICE = ("view", "since", "until", "network", "min-depth", "weighting")
_COMPARE = "compare-with"
_OLD_COMPARE = "beside"
"""Both days of the period to compare with, in addresses from before there was a period on every page."""
_SELECTED = "selected"
_OF_ACTORS = ("focus", "steps", "path", "compare", "hide", "only", "open")
_KEPT = "choice-of-this-visit"
_AS_AT = "as-at"
_KNOWN_ON = "known-on"
_KEPT_COMPARE = "compare-of-this-visit"
_KEPT_DISPLAY = "display-of-this-visit"
_PAGE = "page-of-this-visit"
_ARRIVED = "arrived-without-an-address"


def arrive(page: str) -> None:
    """Note which page is open, so that its choice and display are as they were after a visit to another page."""
    came_from_another = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    st.session_state[_ARRIVED] = came_from_another and not any(
        name in st.query_params for name in (*_CHOICE, _COMPARE, _AS_AT, _KNOWN_ON, *PARAMETERS)
    )


def leave() -> None:
    """Note that a page opens anew, even the one that is open: what was chosen then goes into its address."""
    st.session_state.pop(_PAGE, None)


def choice_in_address(snapshot: Snapshot) -> tuple[Choice, str | None]:
    """Read the choice in the address. The second value is a sentence if part of it makes no sense."""
    parameters = st.query_params
    kept: Choice | None = st.session_state.get(_KEPT)
    if kept is not None and st.session_state.get(_ARRIVED):
        put_in_address(kept)
    try:
        choice = read_choice(
            parameters.get("view"),
            parameters.get("since"),
            parameters.get("until"),
            tuple(parameters.get_all("network")),
            parameters.get("min-depth"),
            parameters.get("weighting"),
        )
        choice = replace(choice, networks=snapshot.find_networks(choice.networks))
    except WrongCommand as error:
        return Choice(), _("Part of this page’s address makes no sense: {why}", why=error)
    st.session_state[_KEPT] = choice
    return choice, None


def put_in_address(choice: Choice) -> None:
    """Put `choice` in the address, and keep the rest of it."""
    st.session_state[_KEPT] = choice
    _replace(_CHOICE, choice.to_parameters())


def as_at_in_address() -> str | None:
    """Read the day to judge from as the address has it, or None for today. It is kept from page to page."""
    return _kept_in_address(_AS_AT)


def judge_from(text: str | None) -> None:
    """Put the day to judge from in the address, or take it out to judge from today."""
    _keep_in_address(_AS_AT, text)


def known_on_in_address() -> str | None:
    """Read the day on which to show what was known, or None for now. It is kept from page to page."""
    return _kept_in_address(_KNOWN_ON)


def know_as_on(text: str | None) -> None:
    """Put the day on which to show what was known in the address, or take it out to show what is known now."""
    _keep_in_address(_KNOWN_ON, text)


def _kept_in_address(name: str) -> str | None:
    """Read the parameter `name`, which goes along from page to page."""
    key = f"{name}-of-this-visit"
    kept: str | None = st.session_state.get(key)
    if kept and st.session_state.get(_ARRIVED):
        st.query_params[name] = kept
    st.session_state[key] = st.query_params.get(name)
    return st.query_params.get(name)


def _keep_in_address(name: str, text: str | None) -> None:
    """Put the parameter `name` in the address, or take it out, here and on the pages to come."""
    st.session_state[f"{name}-of-this-visit"] = text
    if text:
        st.query_params[name] = text
    else:
        st.query_params.pop(name, None)


def _replace(names: Collection[str], parameters: Mapping[str, str | list[str]]) -> None:
    """Replace the parameters with these `names` in the address by `parameters`."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in names}
    st.query_params.from_dict({**others, **parameters})


# ------------------------------------------------------------------------- the period to compare with


def compared_in_address() -> tuple[Compared | None, str | None]:
    """Read the period to compare with. The second value is a sentence if it makes no sense."""
    kept: Compared | None = st.session_state.get(_KEPT_COMPARE)
    if kept is not None and st.session_state.get(_ARRIVED):
        compare_with(kept)
    text = st.query_params.get(_COMPARE)
    days = text.split("..") if text else st.query_params.get_all(_OLD_COMPARE)
    if not days:
        st.session_state[_KEPT_COMPARE] = None
        return None, None
    try:
        since, until = map(read_date, days)
    except (NotADate, ValueError):
        since, until = date.max, date.min
    if until < since:
        why = _("compare-with: write the first and the last day, as in 2025-02-01..2025-04-17.")
        return None, _("Part of this page’s address makes no sense: {why}", why=why)
    st.session_state[_KEPT_COMPARE] = (since, until)
    return (since, until), None


def compare_with(period: Compared | None) -> None:
    """Put the period to compare with in the address, or take it out."""
    st.session_state[_KEPT_COMPARE] = period
    _replace((_COMPARE, _OLD_COMPARE), {_COMPARE: f"{period[0]}..{period[1]}"} if period else {})


def address_elsewhere(choice: Choice, compare: Compared | None) -> str:
    """Return the part of an address, from its question mark, that shows the same choice on another page."""
    parameters = {**choice.to_parameters(), **({_COMPARE: f"{compare[0]}..{compare[1]}"} if compare else {})}
    return "?" + urlencode(parameters, doseq=True) if parameters else ""


# -------------------------------------------------------------------------------------- the display


def display_in_address() -> tuple[Display, str | None]:
    """Read the display in the address, after the choice. The second value is a sentence if part of it makes no
    sense."""
    kept: Display | None = st.session_state.get(_KEPT_DISPLAY)
    if kept is not None and st.session_state.get(_ARRIVED):
        put_display_in_address(kept)
    try:
        display = read_display({name: st.query_params.get_all(name) for name in PARAMETERS})
    except WrongCommand as error:
        return Display(), _("Part of this page’s address makes no sense: {why}", why=error)
    st.session_state[_KEPT_DISPLAY] = display
    return display, None


def display_of_this_visit() -> Display:
    """Return the last display of this visit."""
    kept: Display | None = st.session_state.get(_KEPT_DISPLAY)
    return kept or Display()


def put_display_in_address(display: Display) -> None:
    """Put `display` in the address, and keep the rest of it."""
    st.session_state[_KEPT_DISPLAY] = display
    _replace(PARAMETERS, display.to_parameters())


def forget_actors_in_address() -> None:
    """Remove single actors from the address: another view doesn't have them."""
    _replace((_SELECTED, *_OF_ACTORS), {})


def put_view_in_address(parameters: Mapping[str, str | list[str]]) -> None:
    """Put the parameters of a choice and a display in the address, and keep the rest of it."""
    _replace((*_CHOICE, *PARAMETERS), parameters)


def selected_in_address() -> str | None:
    """Return the node key or tie id that the address selects, whether or not it exists."""
    return st.query_params.get(_SELECTED)


def select_in_address(selected: str | None) -> None:
    """Change the selection in the address, and keep the rest of it."""
    if selected:
        st.query_params[_SELECTED] = selected
    else:
        st.query_params.pop(_SELECTED, None)
