"""The measures, the cards and the health of a choice, kept between reruns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from graphmap.app.shell.language import words
from graphmap.app.shell.waiting import Waited, wait_for
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.health.health import health
from graphmap.language.words import Words
from graphmap.measures.measures import metrics
from graphmap.measures.workers import cluster_address
from graphmap.progress import Progress
from graphmap.weak.cards import Card, cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.weak_links import too_little


def measures_of(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return every measure of every actor under `choice`, and show the progress while they are worked out."""
    waited: Waited[pl.DataFrame] = _measured(snapshot.identity, choice)
    return wait_for(waited, lambda progress: metrics(snapshot, choice, progress, cluster_address(None)))


@st.cache_resource(max_entries=16, show_spinner=False)
def _measured(identity: str, choice: Choice) -> Waited[pl.DataFrame]:  # noqa: ARG001 — the cache's key
    return Waited()


@dataclass(frozen=True)
class Carded:
    """The cards under a choice, the first to act on first, and the network that they are about.

    ``thin`` is a sentence where too little is recorded to judge anything but roles."""

    case: JudgedNetwork
    cards: Sequence[Card]
    thin: str | None


def cards_of(snapshot: Snapshot, choice: Choice, as_at: date) -> Carded:
    """Return the cards of `choice` judged from the day `as_at`, and show the progress while they are looked for."""
    reader = words()
    waited: Waited[Carded] = _carded(snapshot.identity, choice, as_at, reader)
    return wait_for(
        waited, lambda progress: _deal(judged_network(snapshot, choice, words=reader, as_at=as_at), progress)
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _carded(identity: str, choice: Choice, as_at: date, words: Words) -> Waited[Carded]:  # noqa: ARG001 — the cache's key
    return Waited()


def _deal(case: JudgedNetwork, progress: Progress) -> Carded:
    return Carded(case, cards(case, progress), too_little(case))


def health_of(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the health of each network of `choice` in each term."""
    found: pl.DataFrame = _health(snapshot.identity, choice, snapshot)
    return found


@st.cache_resource(max_entries=16, show_spinner="Measuring health…")
def _health(identity: str, choice: Choice, _snapshot: Snapshot) -> pl.DataFrame:  # noqa: ARG001 — the cache's key
    return health(_snapshot, choice)
