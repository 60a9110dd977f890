"""The choices at the side of the page: the view, the window, the networks and the smallest depth."""

from dataclasses import replace
from typing import Any

import streamlit as st

from graphmap import model
from graphmap.app.address import put_in_address, select_in_address
from graphmap.choice import VIEW_MEANINGS, VIEWS, Choice
from graphmap.snapshot import Snapshot

_DAY_FORMAT = "DD/MM/YYYY"


def choose(snapshot: Snapshot, choice: Choice) -> None:
    """Show `choice` in the side's controls; a change of one of them changes the address."""
    days = [day for day in (*(snapshot.first_and_last_day or ()), choice.since, choice.until) if day]
    earliest, latest = min(days, default=None), max(days, default=None)
    names = dict(snapshot.tables.kinds["Network"].select("id", "name").iter_rows())
    controls: dict[str, Any] = {
        "view": choice.view,
        "since": choice.since,
        "until": choice.until,
        "networks": list(choice.networks),
        "min_depth": choice.min_depth,
    }
    for name, value in controls.items():
        st.session_state[_key(name)] = value

    def changed() -> None:
        values = {name: st.session_state[_key(name)] for name in controls}
        values["networks"] = tuple(values["networks"])
        chosen = replace(choice, **values)
        if chosen.view != choice.view:
            select_in_address(None)
        put_in_address(_in_order(chosen))

    with st.sidebar:
        st.radio(
            "View",
            VIEWS,
            key=_key("view"),
            on_change=changed,
            format_func=str.capitalize,
            help="\n\n".join(f"**{view.capitalize()}**: {meaning}" for view, meaning in VIEW_MEANINGS.items()),
        )
        for name, which in (("since", "first"), ("until", "last")):
            st.date_input(
                name.capitalize(),
                value=None,
                min_value=earliest,
                max_value=latest,
                key=_key(name),
                on_change=changed,
                format=_DAY_FORMAT,
                help=f"The window’s {which} day. Empty: the day of the {which} interaction.",
            )
        st.multiselect(
            "Networks",
            list(names),
            key=_key("networks"),
            on_change=changed,
            format_func=lambda id: names.get(id, id),
            placeholder="All networks",
            help="Only what was done within these networks counts.",
        )
        st.select_slider(
            "Smallest depth",
            range(len(model.DEPTHS)),
            key=_key("min_depth"),
            on_change=changed,
            format_func=lambda depth: model.DEPTHS[depth].capitalize(),
            help="Only interactions this deep or deeper count. Beyond sharing begins at challenge.",
        )
        if choice != Choice(view=choice.view):
            st.button(
                "Clear all but the view",
                on_click=lambda: put_in_address(Choice(view=choice.view)),
                type="tertiary",
                icon=":material/close:",
            )


def _key(name: str) -> str:
    return f"choice-{name}"


def _in_order(choice: Choice) -> Choice:
    """`choice`, with a window that ends before it begins turned round."""
    if choice.since and choice.until and choice.until < choice.since:
        return replace(choice, since=choice.until, until=choice.since)
    return choice
