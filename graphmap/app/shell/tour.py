"""A tour of two minutes on the real pages: a card above each says what to look at. It can be left at any step."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from graphmap.app.shell.language import _, later, said

_STEP = "tour-step"
_SHOWN = "tour-step-shown"
"""The step whose page the tour opened last, so that a person can go elsewhere by the menu meanwhile."""


@dataclass(frozen=True)
class Step:
    """A step: the name of its page, its title and its text."""

    page: str
    title: str
    text: str


STEPS = (
    Step(
        "map",
        later("The map"),
        later(
            "Each mark is a school, an iwi or a community partner. Each line is a tie: what two of them "
            "have done together. A thicker line is a stronger tie; a darker line is a deeper one. Click a "
            "mark or a line for its details."
        ),
    ),
    Step(
        "map",
        later("Choose what you see"),
        later(
            "At the side, choose people, organisations or networks, the dates, and how deep the work is. "
            "Every page follows. The address holds your choices: bookmark it to come back to the same view."
        ),
    ),
    Step(
        "weak-links",
        later("Weak links"),
        later(
            "Where the network only shares, depends on one person, or has gone quiet. The most severe come "
            "first. Each has its reason, its evidence and a next step for Monday. Choose one from the list."
        ),
    ),
    Step(
        "what-if",
        later("What if"),
        later(
            "Someone leaves, a tie ends, or two schools do more together: try it and see what would change. "
            "Nothing is recorded."
        ),
    ),
    Step(
        "health",
        later("Health"),
        later(
            "For each term, the conditions that research says change teaching, and what has changed since "
            "the term before."
        ),
    ),
    Step(
        "data",
        later("Your own data"),
        later(
            "Upload your own sheets, download empty ones to fill in, and remove the demo. Nothing recorded "
            "isn’t the same as nothing done: the map is only as good as the record."
        ),
    ),
)


def begin() -> None:
    """Start the tour on the next page that is shown."""
    st.session_state[_STEP] = 0


def offer() -> None:
    """Offer the tour at the side, unless it is running."""
    if _STEP not in st.session_state:
        st.sidebar.button(
            _("Take the tour"),
            on_click=begin,
            type="tertiary",
            icon=":material/tour:",
            help=_("Two minutes, on the real pages."),
        )


def show(current: StreamlitPage, pages: Mapping[str, StreamlitPage]) -> None:
    """Show the current step above its page."""
    at: int | None = st.session_state.get(_STEP)
    if at is None:
        return
    step = STEPS[at]
    if pages[step.page] != current and st.session_state.get(_SHOWN) != at:
        st.session_state[_SHOWN] = at
        st.switch_page(pages[step.page])
    st.session_state[_SHOWN] = at
    with st.container(key="tour", border=True):
        where = _("Tour, step {number} of {steps}", number=at + 1, steps=len(STEPS))
        st.html(
            Markup('<div role="status"><p class="gm-kind">{}</p><h2 class="gm-name">{}</h2><p>{}</p></div>').format(
                where, said(step.title), said(step.text)
            )
        )
        with st.container(horizontal=True):
            last = at == len(STEPS) - 1
            st.button(_("Finish") if last else _("Next"), on_click=_go, args=(at + 1,), type="primary", key="tour-next")
            st.button(_("Back"), on_click=_go, args=(at - 1,), disabled=at == 0, key="tour-back")
            if not last:
                st.button(_("Leave the tour"), on_click=_go, args=(len(STEPS),), type="tertiary", key="tour-leave")


def _go(step: int) -> None:
    if step < len(STEPS):
        st.session_state[_STEP] = step
    else:
        st.session_state.pop(_STEP, None)
    st.session_state.pop(_SHOWN, None)
