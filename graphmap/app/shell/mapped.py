"""What the map shows under a choice and a display, kept between reruns."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import networkx as nx
import polars as pl
import streamlit as st

from graphmap.app.shell.language import words
from graphmap.app.shell.session import store_as_seen
from graphmap.graph.actors import actors
from graphmap.graph.affiliations import coordinates_of, networks_of
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_from, tie_table
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.language.words import ENGLISH, Words
from graphmap.map.actor_facts import ActorFacts, actor_facts_of
from graphmap.map.display import Display, Grouping, Layout
from graphmap.map.drawing import ends_in
from graphmap.map.drawing.large import LargeDrawing, draw_large
from graphmap.map.emphasis import Explored, explore, explore_all
from graphmap.map.layout import Arranged, Places, arrange, places_of
from graphmap.map.layout.discs import on_discs
from graphmap.map.layout.groups import by_middles, by_ties
from graphmap.map.layout.places import by_places
from graphmap.map.legend import Legend, legend_of_everybody
from graphmap.map.neighbourhood import surroundings
from graphmap.map.partition import MOST_DRAWN, Opened, opened, step_into
from graphmap.map.quotient_graph import overview, strongest_lines
from graphmap.map.visual_language import Theme


@dataclass(frozen=True)
class Mapped:
    """What the map shows under a choice and a display.

    ``whole`` is the graph of the choice, as tables if it is large, and ``ties`` are its ties. ``drawn`` is the part
    that the map draws, at the places of ``arranged``, and ``explored`` tells what stands out in it. If the graph is too
    large, ``opened`` is the part of it that is open. If that part divides further, nobody is ``drawn``: ``overview`` is
    the quotient graph to draw instead, and ``standing`` are the ties that stand out.
    """

    whole: nx.Graph | TabledGraph
    drawn: nx.Graph
    arranged: Arranged
    ties: pl.DataFrame
    explored: Explored
    opened: Opened | None = None
    overview: nx.Graph | None = None
    standing: pl.DataFrame | None = None

    @property
    def graph(self) -> nx.Graph:
        """Return the networkx graph of the whole choice. It takes seconds where that is large."""
        return self.whole.as_networkx if isinstance(self.whole, TabledGraph) else self.whole

    def around(self, selected: str) -> nx.Graph:
        """Return a graph with the actor or the tie `selected`, if it is in the choice, and all ties at its ends."""
        if not isinstance(self.whole, TabledGraph):
            return self.whole
        return self.whole.star([key for key in (selected, *ends_in(selected)) if key in self.whole])

    @property
    def places(self) -> Places:
        """Return where everything on the map is."""
        return self.arranged.places


def mapped(snapshot: Snapshot, choice: Choice, display: Display = Display()) -> Mapped:  # noqa: B008 — frozen
    """Return what the map shows. Nobody moves when the period, the smallest depth or a filter changes."""
    if is_large(snapshot, choice):
        return _mapped_in_part(snapshot, choice, display)
    graph, ties = _graphed(snapshot.identity, choice, snapshot)
    explored = explore(snapshot, choice, graph, display)
    return Mapped(graph, explored.graph, _arranged(snapshot, choice, explored.graph, display), ties, explored)


def is_large(snapshot: Snapshot, choice: Choice) -> bool:
    """Return whether `choice` has too many actors for a mark each."""
    return how_many(snapshot, choice) > MOST_DRAWN


def how_many(snapshot: Snapshot, choice: Choice) -> int:
    """Count the actors under `choice`."""
    found: int = _counted(snapshot.identity, choice, snapshot)
    return found


@st.cache_data(max_entries=256, show_spinner=False)
def _counted(identity: str, choice: Choice, _snapshot: Snapshot) -> int:  # noqa: ARG001 — the cache's key
    return len(actors(_snapshot, choice))


def _graphed(identity: str, choice: Choice, snapshot: Snapshot) -> tuple[nx.Graph | TabledGraph, pl.DataFrame]:
    """Return the graph and the ties of `choice`. A nation's may take a gigabyte, so few of those are kept."""
    graphed = _tabled if is_large(snapshot, choice) else _small_graphed
    found: tuple[nx.Graph | TabledGraph, pl.DataFrame] = graphed(identity, choice, snapshot)
    return found


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _small_graphed(identity: str, choice: Choice, _snapshot: Snapshot) -> tuple[nx.Graph, pl.DataFrame]:  # noqa: ARG001 — the cache's key
    table = tie_table(_snapshot, choice)
    return graph_from(_snapshot, choice, table), table


@st.cache_resource(max_entries=4, show_spinner="Drawing the map…")
def _tabled(identity: str, choice: Choice, _snapshot: Snapshot) -> tuple[TabledGraph, pl.DataFrame]:  # noqa: ARG001 — the cache's key
    table = tie_table(_snapshot, choice)
    return TabledGraph.of(_snapshot, choice, table), table


def _mapped_in_part(snapshot: Snapshot, choice: Choice, display: Display) -> Mapped:
    """Return what the map shows of a graph that is too large: the surroundings of its centre, one part, or the parts as
    marks."""
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
        # Without ties, where they are says most.
        where = (display.groups, display.opened, display.layout == "places" or not shown.overview.number_of_edges())
        key = (_at_all_times(choice), *where)
        arranged = _remembered(key, lambda before: _groups_arranged(snapshot.identity, *key, words(), snapshot, before))
        return replace(shown, arranged=arranged)
    layout = display.layout if shown.drawn.number_of_edges() else "places"  # without ties, where they are says most
    inside = (choice, what, layout)
    arranged = _remembered(inside, lambda last: _arranged_in_part(snapshot.identity, *inside, words(), snapshot, last))
    return replace(shown, arranged=arranged)


_MOST_REMEMBERED = 128


@st.cache_resource(show_spinner=False)
def _arranged_last(store: Hashable) -> dict[Hashable, Arranged]:  # noqa: ARG001 — the cache's key
    return {}


def _remembered(key: Hashable, lay_out: Callable[[Arranged | None], Arranged]) -> Arranged:
    """Return what `lay_out` makes of the layout that this store's map had last under `key`.

    When records are added everybody keeps their place, and newcomers find room, for as long as the app runs.
    """
    last = _arranged_last(store_as_seen())
    found = lay_out(last.pop(key, None))
    last[key] = found
    for oldest in list(last)[:-_MOST_REMEMBERED]:
        last.pop(oldest, None)
    return found


@st.cache_resource(max_entries=32, show_spinner="Drawing the map…")
def _in_part(
    identity: str,
    choice: Choice,
    display: Display,
    _snapshot: Snapshot,
) -> Mapped:
    tabled, ties = _tabled(identity, choice, _snapshot)
    centre = [key for key in (display.focus, *(display.path or ()), *(display.compare or ())) if key]
    if centre and all(key in tabled and key not in display.hidden for key in centre):
        drawn, explored = surroundings(explore(_snapshot, choice, tabled.as_networkx, display), display)
        return Mapped(tabled, drawn, Arranged({}), ties, explored)
    found = _opened(identity, _at_all_times(choice), display.groups, display.opened, _snapshot)
    if found.parts:
        explored, standing = explore_all(_snapshot, choice, tabled, display)
        kept = [
            replace(part, members=tuple(key for key in part.members if key in explored.shown)) for part in found.parts
        ]
        is_whole = choice == _at_all_times(choice) and not (display.hidden or display.only)
        way = (display.groups, display.opened)
        quotient = (
            _quotient(identity, choice, *way, _snapshot)
            if is_whole
            else overview([part for part in kept if part.members], standing)
        )
        return Mapped(tabled, nx.Graph(), Arranged({}), ties, explored, found, quotient, standing)
    explored = explore(_snapshot, choice, tabled.subgraph(found.members).to_networkx(), display)
    return Mapped(tabled, explored.graph, Arranged({}), ties, explored, found)


def _at_all_times(choice: Choice) -> Choice:
    return replace(choice, since=None, until=None, min_depth=0)


@st.cache_resource(max_entries=64, show_spinner="Looking for groups…")
def _opened(identity: str, choice: Choice, groups: Grouping, way: tuple[str, ...], _snapshot: Snapshot) -> Opened:
    """Open the graph of `choice` step by step along `way`. Each step is kept."""
    graph, _ = _graphed(identity, choice, _snapshot)
    if not way:
        return opened(graph, groups, networks_of(_snapshot, choice), ())
    before: Opened = _opened(identity, choice, groups, way[:-1], _snapshot)
    return step_into(graph, before, way[-1])


@st.cache_resource(max_entries=64, show_spinner="Laying out the map…")
def _arranged_in_part(
    identity: str,
    choice: Choice,
    display: Display,
    layout: Layout,
    words: Words,
    _snapshot: Snapshot,
    _before: Arranged | None,
) -> Arranged:
    """Return the places of the drawn part of a large graph. They are those of all dates."""
    drawn = _in_part(identity, choice, display, _snapshot).drawn
    start = None
    if not (display.focus or display.path or display.compare):
        at_all_times = replace(display, hidden=(), only=())
        start = places_of(_in_part(identity, _at_all_times(choice), at_all_times, _snapshot).drawn)
    return arrange(_snapshot, choice, drawn, replace(display, layout=layout), start, words, _before)


@st.cache_resource(max_entries=32, show_spinner="Looking for groups…")
def _quotient(identity: str, choice: Choice, groups: Grouping, way: tuple[str, ...], _snapshot: Snapshot) -> nx.Graph:
    """Return the quotient graph of the parts that `way` leads to, with all of the ties of `choice`."""
    return overview(_opened(identity, choice, groups, way, _snapshot).parts, _graphed(identity, choice, _snapshot)[1])


@st.cache_resource(max_entries=32, show_spinner="Laying out the map…")
def _groups_arranged(
    identity: str,
    choice: Choice,
    groups: Grouping,
    way: tuple[str, ...],
    in_country: bool,
    words: Words,
    _snapshot: Snapshot,
    _before: Arranged | None,
) -> Arranged:
    parts = _opened(identity, choice, groups, way, _snapshot).parts
    coordinates = coordinates_of(_snapshot, choice)
    if in_country and coordinates:
        return by_middles({part.key: part.members for part in parts}, coordinates, words, _before)
    return by_ties(strongest_lines(_quotient(identity, choice, groups, way, _snapshot)), _before)


def everybody(snapshot: Snapshot, choice: Choice, display: Display, theme: Theme) -> tuple[LargeDrawing, Legend]:
    """Draw everybody under `choice` for `theme`, at their places of all dates, with the legend."""
    found: tuple[LargeDrawing, Legend] = _everybody(
        snapshot.identity, choice, seen_of_everybody(display), theme, words(), snapshot
    )
    return found


def seen_of_everybody(display: Display) -> Display:
    """Return the parts of `display` that the map of everybody shows."""
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
    everyone = _at_all_times(choice)
    arranged = _remembered(
        ("everybody", everyone),
        lambda before: Arranged(_everybody_placed(identity, everyone, _snapshot, before.places if before else None)),
    )
    places = arranged.places
    known = known_of_display(_snapshot, choice, display)
    drawing = draw_large(shown.explored, shown.ties, shown.standing, places, theme, display, known, words)
    return drawing, legend_of_everybody(shown.explored.graph, theme, display, known, words)


@st.cache_resource(max_entries=4, show_spinner="Laying out everybody…")
def _everybody_placed(identity: str, choice: Choice, _snapshot: Snapshot, _before: Places | None) -> Places:
    """Return the places of everybody: on discs of communities, or without any tie where they are in the country."""
    graph, ties = _graphed(identity, choice, _snapshot)
    if ties.is_empty() and (coordinates := coordinates_of(_snapshot, choice)):
        return by_places(list(graph), coordinates, before=Arranged(_before) if _before else None).places
    parts = _opened(identity, choice, "community", (), _snapshot).parts
    return on_discs(
        parts, _quotient(identity, choice, "community", (), _snapshot), dict(graph.degree(weight="weight")), _before
    )


def _arranged(snapshot: Snapshot, choice: Choice, drawn: nx.Graph, display: Display) -> Arranged:
    """Return the places of `drawn`: those of all dates in the whole network, if the layout has them."""
    at_all_times = _at_all_times(choice)
    everyone = None
    if not is_large(snapshot, Choice(view=choice.view)):
        everyone = _laid_out_last(snapshot, Choice(view=choice.view), Display(), ENGLISH, None).places
    if display.layout == "radial" and display.time == "window":  # the steps are those of this period, if there is one
        key = (choice, display.layout, display.focus, display.hidden)
        return _remembered(key, lambda before: arrange(snapshot, choice, drawn, display, everyone, words(), before))
    layout = Display(layout=display.layout, focus=display.focus if display.layout == "radial" else None)
    whole = _laid_out_last(snapshot, at_all_times, layout, words(), everyone)
    if all(node in whole.places for node in drawn):
        return replace(whole, aside=tuple(node for node in whole.aside if node in drawn))
    return arrange(snapshot, choice, drawn, display, everyone, words())


def _laid_out_last(snapshot: Snapshot, choice: Choice, layout: Display, words: Words, start: Places | None) -> Arranged:
    return _remembered(
        (choice, layout), lambda before: _laid_out(snapshot.identity, choice, layout, words, snapshot, start, before)
    )


@st.cache_resource(max_entries=32, show_spinner="Laying out the map…")
def _laid_out(
    identity: str,  # noqa: ARG001 — the cache's key
    choice: Choice,
    layout: Display,
    words: Words,
    _snapshot: Snapshot,
    _start: Places | None,
    _before: Arranged | None,
) -> Arranged:
    graph, _ = _graphed(_snapshot.identity, choice, _snapshot)
    return arrange(_snapshot, choice, graph, layout, _start, words, _before)


def known_of_display(snapshot: Snapshot, choice: Choice, display: Display) -> ActorFacts:
    """Return the facts about the actors of `choice` that `display` shows."""
    plain = Display(size_by=display.size_by, colour_by=display.colour_by, direction=display.direction)
    found: ActorFacts = _known(snapshot.identity, choice, plain, snapshot)
    return found


@st.cache_resource(max_entries=32, show_spinner="Measuring…")
def _known(identity: str, choice: Choice, display: Display, _snapshot: Snapshot) -> ActorFacts:  # noqa: ARG001 — the cache's key
    graph, _ = _graphed(_snapshot.identity, choice, _snapshot)
    return actor_facts_of(_snapshot, choice, graph, display)
