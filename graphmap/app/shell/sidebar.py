"""The controls at the side: the view, the period, the networks, the smallest depth and the weighting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from graphmap import model
from graphmap.app.shell.address import forget_actors_in_address, put_in_address
from graphmap.app.shell.language import _, capital
from graphmap.graph.choice import VIEW_MEANINGS, VIEWS, WEIGHTING_MEANINGS, WEIGHTINGS, Choice
from graphmap.graph.snapshot import Snapshot

Control = Literal["view", "window", "networks", "min_depth", "weighting"]
ALL_CONTROLS: Sequence[Control] = ("view", "window", "networks", "min_depth", "weighting")

_OF_TIES: Sequence[Control] = ("min_depth", "weighting")
"""Controls that don't apply to the stored structure, which has no ties."""

_DAY_FORMAT = "DD/MM/YYYY"


def choose(snapshot: Snapshot, choice: Choice, controls: Sequence[Control] = ALL_CONTROLS) -> None:
    """Show `choice` in the `controls` at the side. Changing one changes the address."""
    with st.sidebar:
        for control in controls:
            if choice.view != "structure" or control not in _OF_TIES:
                _CONTROLS[control](snapshot, choice)
        if choice.to_parameters().keys() - {"view"}:
            st.button(
                _("Clear these choices"),
                on_click=lambda: put_in_address(Choice(view=choice.view)),
                type="tertiary",
                icon=":material/close:",
            )


def _bound(choice: Choice, field: str) -> dict[str, Any]:
    """Bind a control to a field of `choice`: it shows the field, and a change goes into the address."""
    key = f"choice-{field}"
    value = getattr(choice, field)
    st.session_state[key] = list(value) if isinstance(value, tuple) else value

    def changed() -> None:
        new = st.session_state[key]
        changes: dict[str, Any] = {field: tuple(new) if isinstance(new, list) else new}
        chosen = _in_order(replace(choice, **changes))
        if chosen.view != choice.view:
            forget_actors_in_address()
        put_in_address(chosen)

    return {"key": key, "on_change": changed}


def _view(_snapshot: Snapshot, choice: Choice) -> None:
    st.radio(_("View"), VIEWS, format_func=_word, help=_meanings(VIEW_MEANINGS), **_bound(choice, "view"))


def _window(snapshot: Snapshot, choice: Choice) -> None:
    days = [day for day in (*(snapshot.first_and_last_day or ()), choice.since, choice.until) if day]
    fields = {
        "since": (_("Since"), _("First day of the period. Leave it empty to start at the first interaction.")),
        "until": (_("Until"), _("Last day of the period. Leave it empty to end at the last interaction.")),
    }
    for field, (label, meaning) in fields.items():
        st.date_input(
            label,
            value=None,
            min_value=min(days, default=None),
            max_value=max(days, default=None),
            format=_DAY_FORMAT,
            help=meaning,
            **_bound(choice, field),
        )


def _networks(snapshot: Snapshot, choice: Choice) -> None:
    names = dict(snapshot.tables.kinds["Network"].select("id", "name").iter_rows())
    st.multiselect(
        _("Networks"),
        list(names),
        format_func=lambda id: names.get(id, id),
        placeholder=_("All networks"),
        help=_("Counts only what happened within these networks."),
        **_bound(choice, "networks"),
    )


def _min_depth(_snapshot: Snapshot, choice: Choice) -> None:
    st.select_slider(
        _("Show work at least this deep"),
        range(len(model.DEPTHS)),
        format_func=lambda depth: _word(model.DEPTHS[depth]),
        help=_("Counts only interactions at least this deep. Beyond sharing starts at challenge."),
        **_bound(choice, "min_depth"),
    )


def _weighting(_snapshot: Snapshot, choice: Choice) -> None:
    st.selectbox(
        _("Strength of a tie"),
        WEIGHTINGS,
        format_func=_word,
        help=_meanings(WEIGHTING_MEANINGS),
        **_bound(choice, "weighting"),
    )


_CONTROLS: Mapping[Control, Callable[[Snapshot, Choice], None]] = {
    "view": _view,
    "window": _window,
    "networks": _networks,
    "min_depth": _min_depth,
    "weighting": _weighting,
}


def _word(word: str) -> str:
    return capital(_(word))


def _meanings(meanings: Mapping[Any, str]) -> str:
    return "\n\n".join(f"**{_word(name)}**: {_(meaning)}" for name, meaning in meanings.items())


def _in_order(choice: Choice) -> Choice:
    """Swap the dates of a period that ends before it starts."""
    if choice.since and choice.until and choice.until < choice.since:
        return replace(choice, since=choice.until, until=choice.since)
    return choice
