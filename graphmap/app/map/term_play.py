"""The map at each school term, drawn once for the page to play, on one scale and at the same positions."""

from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import streamlit as st

from graphmap.app.shell.address import as_at_in_address
from graphmap.app.shell.language import words
from graphmap.app.shell.mapped import known_of_display, mapped
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import term_told
from graphmap.language.words import Words
from graphmap.map.display import Display
from graphmap.map.drawing import Scale, draw, scale_of
from graphmap.map.drawing.context import step_back
from graphmap.map.period_changes import told_briefly, window_changes
from graphmap.map.term_frames import Frame, in_term, packed, terms_of
from graphmap.map.visual_language import Theme


@dataclass(frozen=True)
class Played:
    """The map at each term: ``packed`` for the page, the common ``scale``, and the number of the term shown ``now`` or
    -1.
    """

    packed: dict[str, Any]
    scale: Scale
    now: int


def terms_played(snapshot: Snapshot, choice: Choice, display: Display, theme: Theme) -> Played | None:
    """Return the map at each term if `display` steps through them, or None if not or if nothing is recorded."""
    if display.time not in ("terms", "so-far") or choice.view == "structure" or not terms_of(snapshot):
        return None
    time = display.time
    now = next((number for number, term in enumerate(terms_of(snapshot)) if in_term(choice, term, time) == choice), -1)
    all_dates = replace(choice, since=None, until=None, as_at=choice.as_at if as_at_in_address() else None)
    frames, scale = _drawn(snapshot.identity, all_dates, display, theme, words(), snapshot)
    return Played(frames, scale, now)


@st.cache_resource(max_entries=4, show_spinner="Going through the terms…")
def _drawn(
    identity: str,  # noqa: ARG001 — what it is cached by
    choice: Choice,
    display: Display,
    theme: Theme,
    words: Words,
    _snapshot: Snapshot,
) -> tuple[dict[str, Any], Scale]:
    assert display.time in ("terms", "so-far")
    terms = terms_of(_snapshot)
    choices = [in_term(choice, term, display.time) for term in terms]
    shown = [mapped(_snapshot, each, display) for each in choices]
    known = [known_of_display(_snapshot, each, display) for each in choices]
    scale = reduce(Scale.over, [scale_of(one.drawn, display, of) for one, of in zip(shown, known, strict=True)])
    frames = []
    for number, (term, one, of) in enumerate(zip(terms, shown, known, strict=True)):
        ties = one.whole.number_of_edges()
        summary = words.many("{number} tie in the whole network", "{number} ties in the whole network", ties)
        if number and (changed := told_briefly(window_changes(shown[number - 1].graph, one.graph), words)):
            summary = f"{summary} ({changed})"
        drawn = step_back(draw(one.drawn, one.places, theme, display, of, scale, words), one.explored)
        frames.append(Frame(term_told(term, words), summary, drawn))
    return packed(frames), scale
