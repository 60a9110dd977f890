"""What a person asks of the Measures page, kept in its address for links, and in the visit."""

from collections.abc import Mapping, Sequence

import streamlit as st

from graphmap.app.measures.words import heading
from graphmap.app.shell.language import _
from graphmap.measures.spread import UNITS

_KEPT = "metrics-of-this-visit"


def asked(name: str) -> str | None:
    """Return the value of `name` in the address, or the visit's last one."""
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    if name in st.query_params:
        kept[name] = st.query_params[name]
    return kept.get(name) or None


def ask(**answers: str | None) -> None:
    """Put these into the address. Empty ones leave it."""
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    for name, answer in answers.items():
        parameter = name.replace("_", "-")
        kept[parameter] = answer or ""
        if answer:
            st.query_params[parameter] = answer
        else:
            st.query_params.pop(parameter, None)


def choose_measure(label: str, name: str, options: Sequence[str], default: str, meanings: Mapping[str, str]) -> str:
    """Let a person choose one of the measures in `options`; the address calls it `name`."""
    in_address = asked(name)
    key = f"metrics-{name}"
    st.session_state[key] = in_address if in_address in options else default

    def changed() -> None:
        ask(**{name: st.session_state[key]})

    measure = str(st.selectbox(label, options, key=key, on_change=changed, format_func=heading))
    st.caption(_("{meaning} Unit: {unit}.", meaning=meanings[measure], unit=_(UNITS[measure])))
    return measure
