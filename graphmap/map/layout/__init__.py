"""The layout: where everything is on the map.

The same graph and display always give the same places, and a graph that grew keeps those that it had.
"""

from dataclasses import replace

import networkx as nx

from graphmap.graph.affiliations import coordinates_of, networks_of
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.map.display import Display
from graphmap.map.layout.force import joined, places_of
from graphmap.map.layout.network import by_network
from graphmap.map.layout.packing import Arranged, Backdrop, Place, Places
from graphmap.map.layout.places import by_places
from graphmap.map.layout.radial import around
from graphmap.model import NodeKey

__all__ = ["Arranged", "Backdrop", "Place", "Places", "arrange", "centre_of", "places_of"]


def arrange(
    snapshot: Snapshot,
    choice: Choice,
    graph: nx.Graph,
    display: Display,
    start: Places | None = None,
    words: Words = ENGLISH,
    before: Arranged | None = None,
) -> Arranged:
    """Return the places of `graph` in the layout of `display`, and what lies behind them.

    ``start`` has places, in the layout by force, of a larger graph; as little as possible moves from there. ``before``
    is how the same layout was before records were added: everyone who had a place keeps it, and newcomers find room.
    """
    if before is not None and not _covers(before, graph):
        before = None
    match display.layout:
        case "network":
            at_all_times = replace(choice, since=None, until=None) if choice.view != "structure" else choice
            return by_network(
                graph, networks_of(snapshot, at_all_times), snapshot.names, places_of(graph, start), words, before
            )
        case "places":
            return by_places(list(graph), coordinates_of(snapshot, choice), words, before=before)
        case "radial" if centre := centre_of(graph, display, before):
            return around(graph, centre, places_of(graph, start), words, before)
        case _:
            alone = tuple(sorted(nx.isolates(graph)))
            return Arranged(_held(graph, before) if before else places_of(graph, start), aside=alone)


def _covers(before: Arranged, graph: nx.Graph) -> bool:
    """Return whether ``before`` has most of `graph`: otherwise a new layout reads better than an old one with room."""
    return 2 * sum(node in before.places for node in graph) > len(graph)


def _held(graph: nx.Graph, before: Arranged) -> Places:
    """Return the places of ``before``, and room for newcomers and for those who had no tie and now have one."""
    found_ties = {node for node in before.aside if node in graph and graph.degree(node)}
    known = {node: before.places[node] for node in graph if node in before.places and node not in found_ties}
    return joined(graph, known) if known else places_of(graph)


def centre_of(graph: nx.Graph, display: Display, before: Arranged | None = None) -> NodeKey | None:
    """Return the actor in the middle of the rings.

    It is the one in focus, or else the one that was there before, or else the one with the strongest ties.
    """
    if display.focus in graph:
        return display.focus
    if before is not None and before.centre in graph:
        return before.centre
    strengths = dict(graph.degree(weight="weight"))
    return min(strengths, key=lambda node: (-strengths[node], node), default=None)
