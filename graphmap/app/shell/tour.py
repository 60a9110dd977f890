"""A tour of two minutes on the real pages: a ring around each thing, and a card beside it that says what it is for."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from graphmap.app.shell.language import _, later

_STEP = "tour-step"


@dataclass(frozen=True)
class Step:
    """A step: the name of its page, the CSS selectors of what it points at (the first that is there), and its words."""

    page: str
    target: str
    title: str
    text: str


STEPS = (
    Step(
        "term",
        "[class*=st-key-term-card-], .st-key-term-tiles, .stMainBlockContainer h1",
        later("This term"),
        later(
            "What matters most now, on five cards. Each has its reason, its evidence and a step for Monday. Take one "
            "on, and it is here next term with what became of it."
        ),
    ),
    Step(
        "map",
        ".network-map, .large-map, [role=application]",
        later("The map"),
        later(
            "Each mark is a school, an iwi or a community partner. Each line is a tie: what two of them "
            "have done together. A thicker line is a stronger tie; a darker line is a deeper one. Click a "
            "mark or a line for its details."
        ),
    ),
    Step(
        "map",
        ".gm-period",
        later("Choose the period"),
        later(
            "Every page shows this period. Filter chooses people, organisations or networks, and how deep the work "
            "is. The address holds your choices: bookmark it to come back to the same view."
        ),
    ),
    Step(
        "map",
        ".gm-find",
        later("Find anything"),
        later("Press / on any page, then type a school, a person, a practice, a page or what you want to do."),
    ),
    Step(
        "health",
        ".gm-verdicts, .gm-health-summary, .stMainBlockContainer h1",
        later("Health"),
        later(
            "The conditions that research says change teaching: whether each is good, where it is heading, and how "
            "that is known."
        ),
    ),
    Step(
        "records",
        ".st-key-records-tabs, [data-testid=stFileUploader]",
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


def go(step: int) -> str | None:
    """Go to `step`, or leave the tour beyond its ends, and return the name of the page that the step is on."""
    if 0 <= step < len(STEPS):
        st.session_state[_STEP] = step
        return STEPS[step].page
    st.session_state.pop(_STEP, None)
    return None


def now(page: str) -> dict[str, Any] | None:
    """Return the current step as the page shows it, or None. Away from its page there is nothing to point at."""
    at: int | None = st.session_state.get(_STEP)
    if at is None:
        return None
    step = STEPS[at]
    return {
        "number": at,
        "of": len(STEPS),
        "where": _("Tour, step {number} of {steps}", number=at + 1, steps=len(STEPS)),
        "target": step.target if step.page == page else "",
        "title": _(step.title),
        "text": _(step.text),
    }
