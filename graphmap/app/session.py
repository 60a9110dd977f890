"""What the app keeps between reruns: the open store, the snapshot of it, and what was made of that."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import polars as pl
import streamlit as st

from graphmap.case import Case, case_of
from graphmap.choice import Choice
from graphmap.drawing import most_connected
from graphmap.errors import NoStore
from graphmap.finding import Finding, Rule
from graphmap.graph import graph_of, tie_table
from graphmap.layout import Places, places_of
from graphmap.location import read_location
from graphmap.next_steps import next_step
from graphmap.snapshot import Snapshot, take_snapshot
from graphmap.store import Store, open_store
from graphmap.weak import findings

MOST_DRAWN = 1_000
"""How many actors the map draws; beyond that it becomes slow, and nobody can read it."""


@dataclass(frozen=True)
class Mapped:
    """What the map shows under a choice. ``graph`` is all of it, ``drawn`` what there is room for."""

    graph: nx.Graph
    drawn: nx.Graph
    places: Places
    ties: pl.DataFrame


@st.cache_resource(show_spinner="Opening the store…")
def _open_store(location: str | None) -> Store:
    return open_store(read_location(location))


def current_store() -> Store:
    """The open store, opened again where its engine has ended since.

    Raises `NoStore`.
    """
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
    snapshot: Snapshot = _snapshot(store.revision(), store)
    return snapshot


@st.cache_resource(max_entries=2, show_spinner="Reading the store…")
def _snapshot(revision: str | None, _store: Store) -> Snapshot:  # noqa: ARG001 — the revision is what it is cached by
    return take_snapshot(_store)


def mapped(snapshot: Snapshot, choice: Choice) -> Mapped:
    """The graph, places and ties of `choice`. Nobody moves when the window or the smallest depth changes."""
    whole: Mapped = _mapped(snapshot.revision, replace(choice, since=None, until=None, min_depth=0), snapshot, {})
    found: Mapped = _mapped(snapshot.revision, choice, snapshot, whole.places)
    return found


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _mapped(revision: str | None, choice: Choice, _snapshot: Snapshot, _places: Places) -> Mapped:  # noqa: ARG001 — as above
    graph = graph_of(_snapshot, choice)
    drawn = most_connected(graph, MOST_DRAWN)
    places = _places if all(node in _places for node in drawn) else places_of(drawn)
    return Mapped(graph, drawn, places, tie_table(_snapshot, choice))


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
