"""What edits change, worked out once for all who ask."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from graphmap.app.shell.frame import Frame
from graphmap.app.shell.results import cards_of
from graphmap.graph.choice import Choice
from graphmap.language.words import Words
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.whatif.comparison import Comparison, compare
from graphmap.whatif.suppose import Edit, apply, read_edit, to_text


def tried(frame: Frame, edits: Sequence[Edit]) -> tuple[JudgedNetwork, Comparison]:
    """Return the network with `edits` made, and what differs then.

    Raises `WrongCommand` for an edit that can't be made."""
    case = cards_of(frame.snapshot, frame.judging, frame.as_at).case
    texts = tuple(map(to_text, edits))
    found: tuple[JudgedNetwork, Comparison] = _tried(
        frame.snapshot.identity, frame.judging, frame.as_at, texts, case.words, case
    )
    return found


@st.cache_resource(max_entries=32, show_spinner="Trying it out…")
def _tried(
    identity: str,  # noqa: ARG001 — cached by
    choice: Choice,  # noqa: ARG001
    as_at: date,  # noqa: ARG001
    texts: tuple[str, ...],
    words: Words,  # noqa: ARG001
    _case: JudgedNetwork,
) -> tuple[JudgedNetwork, Comparison]:
    after = apply(_case, map(read_edit, texts))
    return after, compare(_case, after)
