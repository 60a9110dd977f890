"""This term: one sentence, four numbers a network, the five cards to act on first, and what people have taken on."""

from dataclasses import replace

import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.frame import Frame, is_too_much, open_page
from graphmap.app.shell.judging import show_day
from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.results import cards_of, health_of
from graphmap.app.term.in_a_sentence import in_a_sentence
from graphmap.app.term.tiles import show_networks
from graphmap.app.term.work import is_blank, show_work
from graphmap.graph.choice import Choice
from graphmap.health.headlines import Headline, headlines
from graphmap.language.words import Words
from graphmap.model import NodeKey
from graphmap.weak.judging_period import has_stopped

Measured = list[tuple[NodeKey, list[Headline]]]
"""The networks, the busiest first, each with its headlines."""


def show() -> None:
    """Show the page."""
    frame = open_page(_("This term"))
    if frame is None or is_too_much(frame):
        return
    show_day(frame.snapshot, frame.as_at)
    carded = cards_of(frame.snapshot, frame.judging, frame.as_at)
    stopped = has_stopped(frame.snapshot, frame.as_at)
    measured = [] if stopped else _measured(frame)
    st.html(Markup('<p class="gm-lead">{}</p>').format(in_a_sentence(frame, carded, measured)))
    if not stopped and not is_blank(frame, carded):
        if carded.thin and frame.snapshot.first_and_last_day:
            st.info(plain(carded.thin), icon=":material/info:")
        show_networks(frame, measured)
    show_work(frame, carded)


def _measured(frame: Frame) -> Measured:
    choice = replace(Choice(), networks=frame.choice.networks, until=frame.as_at)
    found: Measured = _headlines(frame.snapshot.identity, choice, words(), health_of(frame.snapshot, choice))
    return found


@st.cache_resource(max_entries=16, show_spinner="Measuring health…")
def _headlines(identity: str, choice: Choice, words: Words, _table: pl.DataFrame) -> Measured:  # noqa: ARG001 — the cache's key
    """Return the headlines of each network in a table of health. Hundreds take seconds, so they are kept."""
    busiest = _table.group_by("network", maintain_order=True).agg(pl.col("interactions").sum())
    order = busiest.sort("interactions", descending=True, maintain_order=True)["network"].to_list()
    return [(network, list(headlines(_table, network, words))) for network in order]
