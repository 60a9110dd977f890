"""What the app keeps between reruns: the open store, the snapshot of it, and what was made of that."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

import networkx as nx
import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graphmap.app.language import words
from graphmap.case import Case, case_of
from graphmap.choice import Choice
from graphmap.display import Display
from graphmap.drawing import most_connected
from graphmap.errors import NoStore
from graphmap.explore import Explored, explore
from graphmap.finding import Finding, Rule
from graphmap.graph import graph_of, tie_table
from graphmap.known import Known, known_of
from graphmap.languages import ENGLISH, Words
from graphmap.layout import Arranged, Places, arrange
from graphmap.location import ServerLocation, read_location
from graphmap.measures import metrics
from graphmap.next_steps import next_step
from graphmap.snapshot import Snapshot, take_snapshot
from graphmap.store import Store, open_store
from graphmap.weak import findings
from graphmap.workers import cluster_address

MOST_DRAWN = 1_000
"""How many actors the map draws; beyond that it becomes slow, and nobody can read it."""


_CONNECTED = "server-of-this-visit"


@dataclass(frozen=True)
class Mapped:
    """What the map shows under a choice and a display.

    ``graph`` is all of the choice, ``drawn`` what there is room for of what is not hidden, at the places of ``arranged``; ``explored``
    says what of it stands out. ``ties`` are those of ``graph``.
    """

    graph: nx.Graph
    drawn: nx.Graph
    arranged: Arranged
    ties: pl.DataFrame
    explored: Explored

    @property
    def places(self) -> Places:
        """Where everything on the map is."""
        return self.arranged.places


@st.cache_resource(show_spinner="Opening the store…")
def _open_store(location: str | None) -> Store:
    return open_store(read_location(location))


def connect(location: ServerLocation) -> None:
    """Work on a Neo4j server for the rest of this visit; nobody else's visit knows of it, and nothing of it is kept.

    Raises `NoStore`, and stays where it was.
    """
    store = open_store(location)
    disconnect()
    st.session_state[_CONNECTED] = store


def disconnect() -> None:
    """Go back to the store that the app was started on."""
    connected: Store | None = st.session_state.pop(_CONNECTED, None)
    if connected is not None:
        connected.close()


def is_connected() -> bool:
    """Whether this visit works on a server that it connected to itself."""
    return _CONNECTED in st.session_state


def current_store() -> Store:
    """The open store: the server that this visit connected to, or the app's own, opened again where its engine has ended since.

    Raises `NoStore`.
    """
    connected: Store | None = st.session_state.get(_CONNECTED)
    if connected is not None:
        return connected
    location = os.environ.get("GRAPHMAP_STORE")
    store: Store = _open_store(location)
    try:
        store.revision()
    except NoStore:
        _open_store.clear(location)
        store.close()
        store = _open_store(location)
    return store


def current_snapshot() -> Snapshot:
    """The graph as it is in the store now, read again only when it has changed.

    Raises `NoStore`.
    """
    store = current_store()
    snapshot: Snapshot = _snapshot(store.revision(), str(store.location), store)
    return snapshot


@st.cache_resource(max_entries=2, show_spinner="Reading the store…")
def _snapshot(revision: str | None, location: str, _store: Store) -> Snapshot:  # noqa: ARG001 — what it is cached by
    return take_snapshot(_store)


def mapped(snapshot: Snapshot, choice: Choice, display: Display = Display()) -> Mapped:  # noqa: B008 — frozen
    """What the map shows of `choice` under `display`. Nobody moves when the window, the smallest depth or a filter changes."""
    graph, ties = _graphed(snapshot.revision, choice, snapshot)
    explored = explore(snapshot, choice, graph, display)
    drawn = most_connected(explored.graph, MOST_DRAWN, explored.shown if explored.has_context else ())
    return Mapped(graph, drawn, _arranged(snapshot, choice, drawn, display), ties, explored)


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _graphed(revision: str | None, choice: Choice, _snapshot: Snapshot) -> tuple[nx.Graph, pl.DataFrame]:  # noqa: ARG001 — as above
    return graph_of(_snapshot, choice), tie_table(_snapshot, choice)


def _arranged(snapshot: Snapshot, choice: Choice, drawn: nx.Graph, display: Display) -> Arranged:
    """The places of `drawn`: those it has in the whole network at all times, as far as the layout allows."""
    at_all_times = replace(choice, since=None, until=None, min_depth=0)
    everyone = _laid_out(snapshot.revision, Choice(view=choice.view), Display(), ENGLISH, snapshot, None)
    if display.layout == "radial" and display.time == "window":  # steps are of this window, where there is one only
        return arrange(snapshot, choice, drawn, display, everyone.places, words())
    layout = Display(layout=display.layout, focus=display.focus if display.layout == "radial" else None)
    whole: Arranged = _laid_out(snapshot.revision, at_all_times, layout, words(), snapshot, everyone.places)
    if all(node in whole.places for node in drawn):
        return replace(whole, aside=tuple(node for node in whole.aside if node in drawn))
    return arrange(snapshot, choice, drawn, display, everyone.places, words())


@st.cache_resource(max_entries=32, show_spinner="Laying out the map…")
def _laid_out(
    revision: str | None,  # noqa: ARG001 — as above
    choice: Choice,
    layout: Display,
    words: Words,
    _snapshot: Snapshot,
    _start: Places | None,
) -> Arranged:
    graph, _ = _graphed(_snapshot.revision, choice, _snapshot)
    return arrange(_snapshot, choice, most_connected(graph, MOST_DRAWN), layout, _start, words)


def known_of_display(snapshot: Snapshot, choice: Choice, display: Display) -> Known:
    """What `display` says of the actors of `choice`."""
    plain = Display(size_by=display.size_by, colour_by=display.colour_by, direction=display.direction)
    found: Known = _known(snapshot.revision, choice, plain, snapshot)
    return found


@st.cache_resource(max_entries=32, show_spinner="Measuring…")
def _known(revision: str | None, choice: Choice, display: Display, _snapshot: Snapshot) -> Known:  # noqa: ARG001 — as above
    graph, _ = _graphed(_snapshot.revision, choice, _snapshot)
    return known_of(_snapshot, choice, graph, display)


@dataclass
class _Measured:
    """The measures of a choice, once somebody has waited for them."""

    lock: Lock = field(default_factory=Lock)
    table: pl.DataFrame | None = None


def measures_of(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every measure of every actor under `choice`, as `graphmap.measures.metrics` has them; whoever waits sees how far it has come."""
    measured: _Measured = _measured(snapshot.revision, choice)
    with measured.lock:
        if measured.table is None:
            room = st.empty()
            cluster = cluster_address(None)
            measured.table = metrics(snapshot, choice, lambda doing, done, total: _tell(room, doing, done, total), cluster)
            room.empty()
    return measured.table


def _tell(room: DeltaGenerator, doing: str, done: int, total: int) -> None:
    room.progress(min(done / total, 1.0) if total else 0.0, doing)


@st.cache_resource(max_entries=16, show_spinner=False)
def _measured(revision: str | None, choice: Choice) -> _Measured:  # noqa: ARG001 — as above
    return _Measured()


@dataclass(frozen=True)
class Judged:
    """What the rules find under a choice, the most severe first, and the case that they judged."""

    case: Case
    found: Sequence[tuple[Rule, Finding]]

    def next_step(self, rule: Rule, finding: Finding) -> str:
        """What somebody could do about one of them."""
        return next_step(self.case, rule, finding)


def judged(snapshot: Snapshot, choice: Choice) -> Judged:
    """The weak links of `choice`."""
    result: Judged = _judged(snapshot.revision, choice, snapshot)
    return result


@st.cache_resource(max_entries=16, show_spinner="Looking for weak links…")
def _judged(revision: str | None, choice: Choice, _snapshot: Snapshot) -> Judged:  # noqa: ARG001 — as above
    case = case_of(_snapshot, choice)
    return Judged(case, findings(case))
