"""What the app keeps between reruns: the open store, the snapshot of it, and what was made of that."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import polars as pl
import streamlit as st

from graphmap.app.shell.language import words
from graphmap.app.shell.waiting import Waited, wait_for
from graphmap.errors import NoStore, StoreMoved
from graphmap.graph.actors import actors
from graphmap.graph.affiliations import coordinates_of, networks_of
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_from, tie_table
from graphmap.graph.snapshot import Snapshot, take_snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.map.actor_facts import ActorFacts, actor_facts_of
from graphmap.map.display import Display, Grouping, Layout
from graphmap.map.drawing.large import LargeDrawing, draw_large
from graphmap.map.emphasis import Explored, explore, standing_out
from graphmap.map.layout import Arranged, Places, arrange, places_of
from graphmap.map.layout.discs import on_discs
from graphmap.map.layout.groups import by_middles, by_ties
from graphmap.map.legend import Legend, legend_of_everybody
from graphmap.map.neighbourhood import surroundings
from graphmap.map.partition import MOST_DRAWN, Opened, opened, step_into
from graphmap.map.quotient_graph import overview, strongest_lines
from graphmap.map.visual_language import Theme
from graphmap.measures.measures import metrics
from graphmap.measures.workers import cluster_address
from graphmap.progress import Progress
from graphmap.store.location import ServerLocation, read_location
from graphmap.store.store import Mark, Store, open_store
from graphmap.weak.finding import Finding, Rule
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.next_steps import next_step
from graphmap.weak.weak_links import findings

_CONNECTED = "server-of-this-visit"


@dataclass(frozen=True)
class Mapped:
    """What the map shows under a choice and a display.

    ``graph`` is all of the choice, ``drawn`` what of it the map draws, at the places of ``arranged``; ``explored`` says
    what stands out. ``ties`` are those of ``graph``. Of a graph that is too large, ``opened`` says what part of it this
    is; where that divides further, ``overview`` is the quotient graph that is drawn instead of actors, and nobody is
    ``drawn``; ``standing`` are then the ties that stand out."""

    graph: nx.Graph
    drawn: nx.Graph
    arranged: Arranged
    ties: pl.DataFrame
    explored: Explored
    opened: Opened | None = None
    overview: nx.Graph | None = None
    standing: pl.DataFrame | None = None

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
    """The open store: the server that this visit connected to, or the app's own, opened again where its engine has
    ended since.

    Raises `NoStore`.
    """
    connected: Store | None = st.session_state.get(_CONNECTED)
    if connected is not None:
        return connected
    location = os.environ.get("GRAPHMAP_STORE")
    store: Store = _open_store(location)
    try:
        store.revision()
    except StoreMoved:  # opened again, it would be a new and empty store
        raise
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
    snapshot: Snapshot = _snapshot(store.mark(), store)
    return snapshot


@st.cache_resource(max_entries=2, show_spinner="Reading the store…")
def _snapshot(mark: Mark, _store: Store) -> Snapshot:  # noqa: ARG001 — what it is cached by
    return take_snapshot(_store)


def mapped(snapshot: Snapshot, choice: Choice, display: Display = Display()) -> Mapped:  # noqa: B008 — frozen
    """What the map shows of `choice` under `display`. Nobody moves when the window, the smallest depth or a filter
    changes."""
    if is_large(snapshot, choice):
        return _mapped_in_part(snapshot, choice, display)
    graph, ties = _graphed(snapshot.identity, choice, snapshot)
    explored = explore(snapshot, choice, graph, display)
    return Mapped(graph, explored.graph, _arranged(snapshot, choice, explored.graph, display), ties, explored)


def is_large(snapshot: Snapshot, choice: Choice) -> bool:
    """Whether there are too many actors under `choice` for a mark each."""
    return how_many(snapshot, choice) > MOST_DRAWN


def how_many(snapshot: Snapshot, choice: Choice) -> int:
    """How many actors there are under `choice`."""
    found: int = _counted(snapshot.identity, choice, snapshot)
    return found


@st.cache_data(max_entries=256, show_spinner=False)
def _counted(identity: str, choice: Choice, _snapshot: Snapshot) -> int:  # noqa: ARG001 — as above
    return len(actors(_snapshot, choice))


def _graphed(identity: str, choice: Choice, snapshot: Snapshot) -> tuple[nx.Graph, pl.DataFrame]:
    """The graph and the ties of `choice`. A nation's takes a gigabyte, so only the last few of those are kept."""
    graphed = _large_graphed if is_large(snapshot, choice) else _small_graphed
    found: tuple[nx.Graph, pl.DataFrame] = graphed(identity, choice, snapshot)
    return found


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _small_graphed(identity: str, choice: Choice, _snapshot: Snapshot) -> tuple[nx.Graph, pl.DataFrame]:  # noqa: ARG001 — as above
    table = tie_table(_snapshot, choice)
    return graph_from(_snapshot, choice, table), table


@st.cache_resource(max_entries=4, show_spinner="Drawing the map…")
def _large_graphed(identity: str, choice: Choice, _snapshot: Snapshot) -> tuple[nx.Graph, pl.DataFrame]:  # noqa: ARG001 — as above
    table = tie_table(_snapshot, choice)
    return graph_from(_snapshot, choice, table), table


def _mapped_in_part(snapshot: Snapshot, choice: Choice, display: Display) -> Mapped:
    """What the map shows of a graph that is too large: who is around whom it is centred on, a part of it, or the parts
    as marks."""
    what = Display(
        focus=display.focus,
        steps=display.steps,
        path=display.path,
        compare=display.compare,
        hidden=display.hidden,
        only=display.only,
        groups=display.groups,
        opened=display.opened,
    )
    shown: Mapped = _in_part(snapshot.identity, choice, what, snapshot)
    if shown.overview is not None:
        where = (display.groups, display.opened, display.layout == "places")
        return replace(
            shown, arranged=_groups_arranged(snapshot.identity, _at_all_times(choice), *where, words(), snapshot)
        )
    return replace(
        shown, arranged=_arranged_in_part(snapshot.identity, choice, what, display.layout, words(), snapshot)
    )


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _in_part(
    identity: str,
    choice: Choice,
    display: Display,
    _snapshot: Snapshot,
) -> Mapped:
    graph, ties = _graphed(identity, choice, _snapshot)
    centre = [key for key in (display.focus, *(display.path or ()), *(display.compare or ())) if key]
    if centre and all(key in graph and key not in display.hidden for key in centre):
        drawn, explored = surroundings(explore(_snapshot, choice, graph, display), display)
        return Mapped(graph, drawn, Arranged({}), ties, explored)
    found = _opened(identity, _at_all_times(choice), display.groups, display.opened, _snapshot)
    if found.parts:
        missing = tuple(key for key in centre if key not in graph)
        explored, standing = Explored(graph, frozenset(graph), frozenset(), (), missing=missing), ties
        if display.hidden or display.only:
            explored = explore(_snapshot, choice, graph, display)
            standing = standing_out(ties, explored)
        kept = [
            replace(part, members=tuple(key for key in part.members if key in explored.shown)) for part in found.parts
        ]
        quotient = overview([part for part in kept if part.members], standing)
        return Mapped(graph, nx.Graph(), Arranged({}), ties, explored, found, quotient, standing)
    part = graph.subgraph([key for key in found.members if key in graph]).copy()
    explored = explore(_snapshot, choice, part, display)
    return Mapped(graph, explored.graph, Arranged({}), ties, explored, found)


def _at_all_times(choice: Choice) -> Choice:
    return replace(choice, since=None, until=None, min_depth=0)


@st.cache_resource(max_entries=64, show_spinner="Looking for groups…")
def _opened(identity: str, choice: Choice, groups: Grouping, way: tuple[str, ...], _snapshot: Snapshot) -> Opened:
    """Where `way` leads into the graph of `choice`; each step of it is kept."""
    graph, _ = _graphed(identity, choice, _snapshot)
    if not way:
        return opened(graph, groups, networks_of(_snapshot, choice), ())
    before: Opened = _opened(identity, choice, groups, way[:-1], _snapshot)
    return step_into(graph, before, way[-1])


@st.cache_resource(max_entries=64, show_spinner="Laying out the map…")
def _arranged_in_part(
    identity: str, choice: Choice, display: Display, layout: Layout, words: Words, _snapshot: Snapshot
) -> Arranged:
    """The places of what is drawn of a large graph: a part has those that it has at all times."""
    drawn = _in_part(identity, choice, display, _snapshot).drawn
    start = None
    if not (display.focus or display.path or display.compare):
        at_all_times = replace(display, hidden=(), only=())
        start = places_of(_in_part(identity, _at_all_times(choice), at_all_times, _snapshot).drawn)
    return arrange(_snapshot, choice, drawn, replace(display, layout=layout), start, words)


@st.cache_resource(max_entries=32, show_spinner="Laying out the map…")
def _groups_arranged(
    identity: str,
    choice: Choice,
    groups: Grouping,
    way: tuple[str, ...],
    by_places: bool,
    words: Words,
    _snapshot: Snapshot,
) -> Arranged:
    parts = _opened(identity, choice, groups, way, _snapshot).parts
    if by_places:
        return by_middles({part.key: part.members for part in parts}, coordinates_of(_snapshot, choice), words)
    return by_ties(strongest_lines(overview(parts, _graphed(identity, choice, _snapshot)[1])))


def everybody(snapshot: Snapshot, choice: Choice, display: Display, theme: Theme) -> tuple[LargeDrawing, Legend]:
    """Everybody under `choice` at once, drawn for `theme`, and the legend; places are those of all times."""
    found: tuple[LargeDrawing, Legend] = _everybody(
        snapshot.identity, choice, seen_of_everybody(display), theme, words(), snapshot
    )
    return found


def seen_of_everybody(display: Display) -> Display:
    """What of `display` can be seen on the map of everybody."""
    return Display(
        size_by=display.size_by,
        colour_by=display.colour_by,
        recoloured=display.recoloured,
        hidden=display.hidden,
        only=display.only,
    )


@st.cache_resource(max_entries=4, show_spinner="Drawing everybody…")
def _everybody(
    identity: str, choice: Choice, display: Display, theme: Theme, words: Words, _snapshot: Snapshot
) -> tuple[LargeDrawing, Legend]:
    shown = mapped(_snapshot, choice, display)
    places = _on_discs(identity, _at_all_times(choice), _snapshot)
    known = known_of_display(_snapshot, choice, display)
    drawing = draw_large(shown.explored, shown.ties, shown.standing, places, theme, display, known, words)
    return drawing, legend_of_everybody(shown.explored.graph, theme, display, known, words)


@st.cache_resource(max_entries=4, show_spinner="Laying out everybody…")
def _on_discs(identity: str, choice: Choice, _snapshot: Snapshot) -> Places:
    graph, ties = _graphed(identity, choice, _snapshot)
    parts = _opened(identity, choice, "community", (), _snapshot).parts
    return on_discs(parts, overview(parts, ties), dict(graph.degree(weight="weight")))


def _arranged(snapshot: Snapshot, choice: Choice, drawn: nx.Graph, display: Display) -> Arranged:
    """The places of `drawn`: those it has in the whole network at all times, as far as the layout allows."""
    at_all_times = _at_all_times(choice)
    everyone = None
    if not is_large(snapshot, Choice(view=choice.view)):
        everyone = _laid_out(snapshot.identity, Choice(view=choice.view), Display(), ENGLISH, snapshot, None).places
    if display.layout == "radial" and display.time == "window":  # steps are of this window, where there is one only
        return arrange(snapshot, choice, drawn, display, everyone, words())
    layout = Display(layout=display.layout, focus=display.focus if display.layout == "radial" else None)
    whole: Arranged = _laid_out(snapshot.identity, at_all_times, layout, words(), snapshot, everyone)
    if all(node in whole.places for node in drawn):
        return replace(whole, aside=tuple(node for node in whole.aside if node in drawn))
    return arrange(snapshot, choice, drawn, display, everyone, words())


@st.cache_resource(max_entries=32, show_spinner="Laying out the map…")
def _laid_out(
    identity: str,  # noqa: ARG001 — as above
    choice: Choice,
    layout: Display,
    words: Words,
    _snapshot: Snapshot,
    _start: Places | None,
) -> Arranged:
    graph, _ = _graphed(_snapshot.identity, choice, _snapshot)
    return arrange(_snapshot, choice, graph, layout, _start, words)


def known_of_display(snapshot: Snapshot, choice: Choice, display: Display) -> ActorFacts:
    """What `display` says of the actors of `choice`."""
    plain = Display(size_by=display.size_by, colour_by=display.colour_by, direction=display.direction)
    found: ActorFacts = _known(snapshot.identity, choice, plain, snapshot)
    return found


@st.cache_resource(max_entries=32, show_spinner="Measuring…")
def _known(identity: str, choice: Choice, display: Display, _snapshot: Snapshot) -> ActorFacts:  # noqa: ARG001 — as above
    graph, _ = _graphed(_snapshot.identity, choice, _snapshot)
    return actor_facts_of(_snapshot, choice, graph, display)


def measures_of(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every measure of every actor under `choice`, as `graphmap.measures.measures.metrics` has them; whoever waits sees
    how far it has come."""
    waited: Waited[pl.DataFrame] = _measured(snapshot.identity, choice)
    return wait_for(waited, lambda progress: metrics(snapshot, choice, progress, cluster_address(None)))


@st.cache_resource(max_entries=16, show_spinner=False)
def _measured(identity: str, choice: Choice) -> Waited[pl.DataFrame]:  # noqa: ARG001 — as above
    return Waited()


@dataclass(frozen=True)
class Judged:
    """What the rules find under a choice, the most severe first, and the case that they judged."""

    case: JudgedNetwork
    found: Sequence[tuple[Rule, Finding]]

    def next_step(self, rule: Rule, finding: Finding) -> str:
        """What somebody could do about one of them."""
        return next_step(self.case, rule, finding)


def judged(snapshot: Snapshot, choice: Choice) -> Judged:
    """The weak links of `choice`; whoever waits sees how far it has come."""
    said_by = words()
    waited: Waited[Judged] = _judged(snapshot.identity, choice, said_by)
    return wait_for(waited, lambda progress: _judge(judged_network(snapshot, choice, words=said_by), progress))


@st.cache_resource(max_entries=16, show_spinner=False)
def _judged(identity: str, choice: Choice, words: Words) -> Waited[Judged]:  # noqa: ARG001 — as above
    return Waited()


def _judge(case: JudgedNetwork, progress: Progress) -> Judged:
    return Judged(case, findings(case, progress))
