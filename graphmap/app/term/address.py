"""What is open on the page, in its address: one card, what is beside it, and whether all cards are listed."""

from typing import Literal, get_args

import streamlit as st

from graphmap.app.shell.address import select_in_address
from graphmap.map.drawing import tie_id
from graphmap.weak.cards import Card

Beside = Literal["map", "gone", "done"]
"""What opens beside a card: the map, what if it went, and what if we did it."""

_CARD, _BESIDE, _ALL, _OLD = "card", "beside-card", "cards", "weak"


def open_beside(card: Card, beside: Beside | None) -> None:
    """Open a card with something beside it, or close what is beside it."""
    if beside:
        st.query_params[_CARD], st.query_params[_BESIDE] = card.id, beside
    else:
        st.query_params.pop(_BESIDE, None)
    select_in_address(_on_map(card) if beside == "map" else None)


def beside_in_address(card: Card) -> Beside | None:
    """Return what the address opens beside `card`."""
    if card_in_address() != card.id:
        return None
    return next((each for each in get_args(Beside) if each == st.query_params.get(_BESIDE)), None)


def open_card(card: Card | None) -> None:
    """Open a card in the list of all, or close it."""
    st.query_params.pop(_BESIDE, None)
    if card:
        st.query_params[_CARD] = card.id
    else:
        st.query_params.pop(_CARD, None)


def card_in_address() -> str | None:
    """Return the id of the card that the address opens, whether or not there is one."""
    return st.query_params.get(_CARD)


def all_in_address() -> bool:
    """Return whether the address lists all cards."""
    return st.query_params.get(_ALL) == "all"


def put_all_in_address(shows_all: bool = True) -> None:
    """List all cards, or only the first."""
    if shows_all:
        st.query_params[_ALL] = "all"
    else:
        st.query_params.pop(_ALL, None)


def old_weak_link() -> tuple[str, frozenset[str]] | None:
    """Return the rule and the ends of the weak link that an older address names."""
    name, *ends = st.query_params.get(_OLD, "").split("|")
    return (name, frozenset(ends)) if ends else None


def _on_map(card: Card) -> str | None:
    """Return what to select on the map: the first tie of a card, or the first actor that it is about."""
    for rule, finding in card.findings:
        if rule.about == "tie" and finding.other:
            return tie_id(finding.subject, finding.other)
    rule, finding = card.findings[0]
    if rule.about == "network":
        return None
    return finding.other if rule.about == "role" and finding.other else finding.subject
